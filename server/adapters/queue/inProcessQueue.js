"use strict";
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
exports.openInProcessQueue = openInProcessQueue;
/** The WorkQueue in this process. It is gone with it: whoever starts next fills it from the step store. */
function openInProcessQueue() {
    /** Waiting tasks; the job whose turn is next comes first. */
    var waiting = new Map();
    var consumers = new Set();
    var run = function (consumer, attempt) {
        var stop = new AbortController();
        var entry = { task: attempt.task, stop: stop, end: Promise.resolve() };
        consumer.running.add(entry);
        entry.end = consumer.work(attempt, stop.signal).finally(function () {
            consumer.running.delete(entry);
            hand();
        });
    };
    var hand = function () {
        for (var _i = 0, consumers_1 = consumers; _i < consumers_1.length; _i++) {
            var consumer = consumers_1[_i];
            while (consumer.running.size < consumer.concurrency) {
                var attempt = takeNext(waiting);
                if (!attempt)
                    return;
                run(consumer, attempt);
            }
        }
    };
    var inWork = function (jobId) { return __spreadArray([], consumers, true).flatMap(function (_a) {
        var running = _a.running;
        return __spreadArray([], running, true);
    }).filter(function (_a) {
        var task = _a.task;
        return task.jobId === jobId;
    }); };
    return {
        push: function (attempts) {
            return __awaiter(this, void 0, void 0, function () {
                var _loop_1, _i, attempts_1, attempt;
                var _a;
                return __generator(this, function (_b) {
                    _loop_1 = function (attempt) {
                        var ofJob = (_a = waiting.get(attempt.task.jobId)) !== null && _a !== void 0 ? _a : [];
                        if (!ofJob.some(function (_a) {
                            var task = _a.task;
                            return task.phase === attempt.task.phase && task.from === attempt.task.from;
                        }))
                            ofJob.push(attempt);
                        waiting.set(attempt.task.jobId, ofJob);
                    };
                    for (_i = 0, attempts_1 = attempts; _i < attempts_1.length; _i++) {
                        attempt = attempts_1[_i];
                        _loop_1(attempt);
                    }
                    hand();
                    return [2 /*return*/];
                });
            });
        },
        consume: function (concurrency, work) {
            var _this = this;
            var consumer = { concurrency: concurrency, running: new Set(), work: work };
            consumers.add(consumer);
            hand();
            return function () { return __awaiter(_this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0:
                            consumer.concurrency = 0;
                            return [4 /*yield*/, Promise.all(__spreadArray([], consumer.running, true).map(function (_a) {
                                    var end = _a.end;
                                    return end;
                                }))];
                        case 1:
                            _a.sent();
                            consumers.delete(consumer);
                            return [2 /*return*/];
                    }
                });
            }); };
        },
        removeJob: function (jobId) {
            return __awaiter(this, void 0, void 0, function () {
                var _i, _a, stop_1;
                return __generator(this, function (_b) {
                    waiting.delete(jobId);
                    for (_i = 0, _a = inWork(jobId); _i < _a.length; _i++) {
                        stop_1 = _a[_i].stop;
                        stop_1.abort();
                    }
                    return [2 /*return*/];
                });
            });
        },
        pending: function (jobId) {
            return __awaiter(this, void 0, void 0, function () {
                var _a;
                return __generator(this, function (_b) {
                    return [2 /*return*/, __spreadArray(__spreadArray([], inWork(jobId), true), (_a = waiting.get(jobId)) !== null && _a !== void 0 ? _a : [], true).map(function (_a) {
                            var task = _a.task;
                            return task;
                        })];
                });
            });
        },
        depth: function () {
            return __awaiter(this, void 0, void 0, function () {
                var tasks, _i, _a, ofJob;
                return __generator(this, function (_b) {
                    tasks = 0;
                    for (_i = 0, _a = waiting.values(); _i < _a.length; _i++) {
                        ofJob = _a[_i];
                        tasks += ofJob.length;
                    }
                    return [2 /*return*/, tasks];
                });
            });
        },
        isReady: function () {
            return __awaiter(this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    return [2 /*return*/, true];
                });
            });
        },
    };
}
/** Takes a task of the first job, which then goes to the end of the turn. */
function takeNext(waiting) {
    for (var _i = 0, waiting_1 = waiting; _i < waiting_1.length; _i++) {
        var _a = waiting_1[_i], jobId = _a[0], attempts = _a[1];
        waiting.delete(jobId);
        var attempt = attempts.shift();
        if (attempts.length > 0)
            waiting.set(jobId, attempts);
        if (attempt)
            return attempt;
    }
    return undefined;
}
