"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rememberFloors = rememberFloors;
/** Jobs of which a floor is remembered; forgetting one costs a longer query once. Chosen. */
var JOBS_MAX = 1000;
/**
 * Remembers from which chunk on a search for missing steps has to look, so that it does not pass over all that is committed
 * each time. Steps are never taken back; ids of removed jobs do not return within a day.
 */
function rememberFloors() {
    var floors = new Map();
    return {
        of: function (jobId, phase) { var _a; return (_a = floors.get("".concat(jobId, " ").concat(phase))) !== null && _a !== void 0 ? _a : 0; },
        learn: function (jobId, phase, floor) {
            var key = "".concat(jobId, " ").concat(phase);
            floors.delete(key);
            floors.set(key, floor);
            for (var _i = 0, _a = floors.keys(); _i < _a.length; _i++) {
                var oldest = _a[_i];
                if (floors.size <= JOBS_MAX)
                    break;
                floors.delete(oldest);
            }
        },
    };
}
