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
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
var __generator = (this && this.__generator) || function (thisArg, body) {
    var _ = { label: 0, sent: function() { if (t[0] & 1) throw t[1]; return t[1]; }, trys: [], ops: [] }, f, y, t, g = Object.create((typeof Iterator === "function" ? Iterator : Object).prototype);
    return g.next = verb(0), g["throw"] = verb(1), g["return"] = verb(2), typeof Symbol === "function" && (g[Symbol.iterator] = function() { return this; }), g;
    function verb(n) { return function (v) { return step([n, v]); }; }
    function step(op) {
        if (f) throw new TypeError("Generator is already executing.");
        while (g && (g = 0, op[0] && (_ = 0)), _) try {
            if (f = 1, y && (t = op[0] & 2 ? y["return"] : op[0] ? y["throw"] || ((t = y["return"]) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
            if (y = 0, t) op = [op[0] & 2, t.value];
            switch (op[0]) {
                case 0: case 1: t = op; break;
                case 4: _.label++; return { value: op[1], done: false };
                case 5: _.label++; y = op[1]; op = [0]; continue;
                case 7: op = _.ops.pop(); _.trys.pop(); continue;
                default:
                    if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) { _ = 0; continue; }
                    if (op[0] === 3 && (!t || (op[1] > t[0] && op[1] < t[3]))) { _.label = op[1]; break; }
                    if (op[0] === 6 && _.label < t[1]) { _.label = t[1]; t = op; break; }
                    if (t && _.label < t[2]) { _.label = t[2]; _.ops.push(op); break; }
                    if (t[2]) _.ops.pop();
                    _.trys.pop(); continue;
            }
            op = body.call(thisArg, _);
        } catch (e) { op = [6, e]; y = 0; } finally { f = t = 0; }
        if (op[0] & 5) throw op[1]; return { value: op[0] ? op[1] : void 0, done: true };
    }
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.openRelational = openRelational;
var beginTasks_1 = require("./beginTasks");
var commitSteps_1 = require("./commitSteps");
var database_1 = require("./database");
var groupCalls_1 = require("./groupCalls");
var inFlight_1 = require("./inFlight");
var jobStore_1 = require("./jobStore");
var receive_1 = require("./receive");
var stepStore_1 = require("./stepStore");
/** As many commits as one transaction takes. */
var GROUP_SIZE = 64;
/**
 * Both stores on a migrated database of either driver. Commits that arrive within `commitPauseMs` after the last ones are
 * written together with them; what is received or begun waits only for the statement before it.
 */
function openRelational(db, commitPauseMs) {
    var receive = (0, receive_1.prepareReceive)(db);
    var begin = (0, beginTasks_1.prepareBegin)(db);
    var receives = (0, groupCalls_1.groupCalls)(function (calls) { return (0, database_1.asking)(function () { return receive(calls); }); }, { size: GROUP_SIZE, pauseMs: 0 });
    var begins = (0, groupCalls_1.groupCalls)(function (calls) { return (0, database_1.asking)(function () { return begin(calls); }); }, { size: GROUP_SIZE, pauseMs: 0 });
    var commits = (0, groupCalls_1.groupCalls)(function (calls) { return (0, database_1.asking)(function () { return (0, commitSteps_1.commitSteps)(db, calls); }); }, { size: GROUP_SIZE, pauseMs: commitPauseMs });
    var inFlight = (0, inFlight_1.watchInFlight)();
    var jobs = (0, jobStore_1.openJobs)(db, receives);
    return {
        steps: (0, stepStore_1.openSteps)(db, begins, commits, inFlight),
        jobs: __assign(__assign({}, jobs), { seal: function (jobId, received) {
                return __awaiter(this, void 0, void 0, function () {
                    var job;
                    return __generator(this, function (_a) {
                        switch (_a.label) {
                            case 0: return [4 /*yield*/, jobs.seal(jobId, received)];
                            case 1:
                                job = _a.sent();
                                if (job)
                                    inFlight.seen(job);
                                return [2 /*return*/, job];
                        }
                    });
                });
            }, end: function (jobId, status, message, nowMs) {
                return __awaiter(this, void 0, void 0, function () {
                    return __generator(this, function (_a) {
                        switch (_a.label) {
                            case 0:
                                inFlight.forget(jobId);
                                return [4 /*yield*/, jobs.end(jobId, status, message, nowMs)];
                            case 1: return [2 /*return*/, _a.sent()];
                        }
                    });
                });
            }, remove: function (jobId, nowMs) {
                return __awaiter(this, void 0, void 0, function () {
                    return __generator(this, function (_a) {
                        switch (_a.label) {
                            case 0:
                                inFlight.forget(jobId);
                                return [4 /*yield*/, jobs.remove(jobId, nowMs)];
                            case 1: return [2 /*return*/, _a.sent()];
                        }
                    });
                });
            } }),
        settled: function () {
            return __awaiter(this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0: return [4 /*yield*/, Promise.all([receives.settled(), begins.settled(), commits.settled()])];
                        case 1:
                            _a.sent();
                            return [2 /*return*/];
                    }
                });
            });
        },
    };
}
