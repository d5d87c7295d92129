"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.watchInFlight = watchInFlight;
var advance_1 = require("./advance");
/**
 * Knows which tasks of this process are begun and not over, to tell when a commit probably ends a phase: the whole job's
 * steps do, and the last one in flight of an upload that has ended. A wrong guess costs a short wait, or a group of its own.
 */
function watchInFlight() {
    var tasks = new Map();
    var sealed = new Set();
    var forget = function (jobId) {
        tasks.delete(jobId);
        sealed.delete(jobId);
    };
    return {
        begun: function (task) {
            var _a;
            var ofJob = (_a = tasks.get(task.jobId)) !== null && _a !== void 0 ? _a : new Set();
            tasks.set(task.jobId, ofJob.add("".concat(task.phase, " ").concat(task.from)));
        },
        ended: function (task) {
            var ofJob = tasks.get(task.jobId);
            ofJob === null || ofJob === void 0 ? void 0 : ofJob.delete("".concat(task.phase, " ").concat(task.from));
            if ((ofJob === null || ofJob === void 0 ? void 0 : ofJob.size) === 0)
                tasks.delete(task.jobId);
            if (task.phase === 'settle' || task.phase === 'finish')
                return true;
            return !tasks.has(task.jobId) && (task.phase === 'score' || sealed.has(task.jobId));
        },
        seen: function (job) {
            if ((0, advance_1.hasEnded)(job))
                forget(job.id);
            else if (job.sealed)
                sealed.add(job.id);
        },
        forget: forget,
    };
}
