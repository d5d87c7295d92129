"use strict";
var __assign = (this && this.__assign) || function () {
    __assign = Object.assign || function(t) {
        for (var s, i = 1, n = arguments.length; i < n; i++) {
            s = arguments[i];
            for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p))
                t[p] = s[p];
        }
        return t;
    };
    return __assign.apply(this, arguments);
};
var __spreadArray = (this && this.__spreadArray) || function (to, from, pack) {
    if (pack || arguments.length === 2) for (var i = 0, l = from.length, ar; i < l; i++) {
        if (ar || !(i in from)) {
            if (!ar) ar = Array.prototype.slice.call(from, 0, i);
            ar[i] = from[i];
        }
    }
    return to.concat(ar || Array.prototype.slice.call(from));
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.hasEnded = hasEnded;
exports.takes = takes;
exports.afterStep = afterStep;
exports.movedOn = movedOn;
exports.withProgress = withProgress;
/** What progress is capped at before `completed`. */
var ALMOST = 0.99;
function hasEnded(job) {
    return job.status !== 'pending' && job.status !== 'processing';
}
/** Whether an outcome may still count. */
function takes(job, outcome) {
    return job.status === 'processing' && job.phase === outcome.task.phase;
}
/**
 * The job after `inserted` rows of the outcome (at least one, all of them unless some were committed before) have been
 * numbered on in its sequence.
 */
function afterStep(job, outcome, inserted, nowMs) {
    var _a, _b, _c, _d, _e;
    var next = __assign(__assign({}, job), { sequence: job.sequence + inserted.length });
    switch (outcome.task.phase) {
        case 'learn':
            next.chunksProcessed += inserted.length;
            next.learntBytes += Math.round(((_a = outcome.learntBytes) !== null && _a !== void 0 ? _a : 0) * inserted.length / outcome.rows.length);
            for (var _i = 0, inserted_1 = inserted; _i < inserted_1.length; _i++) {
                var row = inserted_1[_i];
                next.anomaliesFound += row.anomaliesFound;
            }
            break;
        case 'settle':
            next.phase = 'score';
            next.firstTimeMs = (_b = outcome.firstTimeMs) !== null && _b !== void 0 ? _b : null;
            next.lastTimeMs = (_c = outcome.lastTimeMs) !== null && _c !== void 0 ? _c : null;
            next.warnings = __spreadArray([], new Set(__spreadArray(__spreadArray([], job.warnings, true), (_d = outcome.warnings) !== null && _d !== void 0 ? _d : [], true)), true);
            break;
        case 'score':
            next.chunksSettled += inserted.length;
            break;
        case 'finish':
            next.anomaliesFound = (_e = outcome.settledFindings) !== null && _e !== void 0 ? _e : 0;
            next.status = 'completed';
            next.phase = 'done';
            next.completedAtMs = nowMs;
    }
    return withProgress(movedOn(next));
}
/** The job in the next phase, if its counts complete the one it is in. */
function movedOn(job) {
    if (job.phase === 'learn' && job.sealed && job.chunksProcessed >= job.totalChunks)
        return __assign(__assign({}, job), { phase: 'settle' });
    if (job.phase === 'score' && job.chunksSettled >= job.totalChunks)
        return __assign(__assign({}, job), { phase: 'finish' });
    return job;
}
/** Half for learnt bytes of the expected ones, half for settled chunks; the greatest so far; 1 only for `completed`. */
function withProgress(job) {
    if (job.status === 'completed')
        return __assign(__assign({}, job), { progress: 1 });
    var expectedBytes = job.sealed ? job.storedBytes : job.expectedSizeBytes;
    var learnt = share(job.learntBytes, expectedBytes !== null && expectedBytes !== void 0 ? expectedBytes : 0);
    var settled = share(job.chunksSettled, job.sealed ? job.totalChunks : 0);
    return __assign(__assign({}, job), { progress: Math.max(job.progress, Math.min(ALMOST, (learnt + settled) / 2)) });
}
// Nothing can be said of a whole that is not known yet.
function share(done, whole) {
    return whole > 0 ? Math.min(1, done / whole) : 0;
}
