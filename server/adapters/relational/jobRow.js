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
var __rest = (this && this.__rest) || function (s, e) {
    var t = {};
    for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p) && e.indexOf(p) < 0)
        t[p] = s[p];
    if (s != null && typeof Object.getOwnPropertySymbols === "function")
        for (var i = 0, p = Object.getOwnPropertySymbols(s); i < p.length; i++) {
            if (e.indexOf(p[i]) < 0 && Object.prototype.propertyIsEnumerable.call(s, p[i]))
                t[p[i]] = s[p[i]];
        }
    return t;
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.toJob = toJob;
exports.toChange = toChange;
/** The job as the port tells it. */
function toJob(row) {
    var _a, _b;
    var _ = row.createdAt, startedAt = row.startedAt, completedAt = row.completedAt, leaseUntil = row.leaseUntil, framing = row.framing, same = __rest(row, ["createdAt", "startedAt", "completedAt", "leaseUntil", "framing"]);
    return __assign(__assign({}, same), { framing: isFraming(framing) ? framing : null, startedAtMs: startedAt.getTime(), completedAtMs: (_a = completedAt === null || completedAt === void 0 ? void 0 : completedAt.getTime()) !== null && _a !== void 0 ? _a : null, leaseUntilMs: (_b = leaseUntil === null || leaseUntil === void 0 ? void 0 : leaseUntil.getTime()) !== null && _b !== void 0 ? _b : null });
}
/** The columns that a step or an end may change. */
function toChange(job) {
    return {
        status: job.status,
        phase: job.phase,
        progress: job.progress,
        learntBytes: job.learntBytes,
        chunksProcessed: job.chunksProcessed,
        chunksSettled: job.chunksSettled,
        anomaliesFound: job.anomaliesFound,
        sequence: job.sequence,
        warnings: job.warnings,
        errorMessage: job.errorMessage,
        firstTimeMs: job.firstTimeMs,
        lastTimeMs: job.lastTimeMs,
        completedAt: job.completedAtMs === null ? null : new Date(job.completedAtMs),
    };
}
// The engine wrote it and alone knows its members; the version is what it goes by.
function isFraming(value) {
    return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number';
}
