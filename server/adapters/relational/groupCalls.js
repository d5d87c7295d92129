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
Object.defineProperty(exports, "__esModule", { value: true });
exports.groupCalls = groupCalls;
/**
 * Groups calls: `run` gets those that arrived together and answers each in its place. One group is under way at a time; what
 * arrives meanwhile waits for the next, which begins at the earliest `pauseMs` after the one before has ended, unless `size`
 * calls wait or one of them is `soon`. A group that fails is tried again call by call, so that none is harmed by another's.
 */
function groupCalls(run, _a) {
    var size = _a.size, pauseMs = _a.pauseMs;
    var waiting = [];
    var soon = false;
    var underWay = null;
    var restUntilMs = 0;
    var isStarting = false;
    var timer;
    var schedule = function () {
        if (underWay || isStarting || waiting.length === 0)
            return;
        clearTimeout(timer);
        var waitMs = soon || waiting.length >= size ? 0 : restUntilMs - performance.now();
        if (waitMs > 0) {
            timer = setTimeout(start, waitMs);
            return;
        }
        // Not at once: what arrives in the same turn of the event loop belongs together.
        isStarting = true;
        setImmediate(start);
    };
    var start = function () {
        isStarting = false;
        var group = waiting.splice(0, size);
        soon && (soon = waiting.length > 0);
        underWay = answer(run, group).then(function () {
            underWay = null;
            restUntilMs = performance.now() + pauseMs;
            schedule();
        });
    };
    return {
        add: function (call, isSoon) {
            if (isSoon === void 0) { isSoon = false; }
            return new Promise(function (resolve, reject) {
                waiting.push({ call: call, resolve: resolve, reject: reject });
                soon || (soon = isSoon);
                schedule();
            });
        },
        settled: function () {
            return __awaiter(this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0:
                            if (!(waiting.length > 0 || underWay)) return [3 /*break*/, 2];
                            soon = true;
                            schedule();
                            return [4 /*yield*/, (underWay !== null && underWay !== void 0 ? underWay : new Promise(function (resolve) { return setImmediate(resolve); }))];
                        case 1:
                            _a.sent();
                            return [3 /*break*/, 0];
                        case 2: return [2 /*return*/];
                    }
                });
            });
        },
    };
}
function answer(run, group) {
    return __awaiter(this, void 0, void 0, function () {
        var answers_1, error_1, _i, group_1, one;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    _a.trys.push([0, 2, , 8]);
                    return [4 /*yield*/, run(group.map(function (_a) {
                            var call = _a.call;
                            return call;
                        }))];
                case 1:
                    answers_1 = _a.sent();
                    group.forEach(function (_a, index) {
                        var resolve = _a.resolve;
                        return resolve(answers_1[index]);
                    });
                    return [3 /*break*/, 8];
                case 2:
                    error_1 = _a.sent();
                    if (!(group.length === 1)) return [3 /*break*/, 3];
                    group[0].reject(error_1);
                    return [3 /*break*/, 7];
                case 3:
                    _i = 0, group_1 = group;
                    _a.label = 4;
                case 4:
                    if (!(_i < group_1.length)) return [3 /*break*/, 7];
                    one = group_1[_i];
                    return [4 /*yield*/, answer(run, [one])];
                case 5:
                    _a.sent();
                    _a.label = 6;
                case 6:
                    _i++;
                    return [3 /*break*/, 4];
                case 7: return [3 /*break*/, 8];
                case 8: return [2 /*return*/];
            }
        });
    });
}
