"use strict";
var __makeTemplateObject = (this && this.__makeTemplateObject) || function (cooked, raw) {
    if (Object.defineProperty) { Object.defineProperty(cooked, "raw", { value: raw }); } else { cooked.raw = raw; }
    return cooked;
};
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
exports.openSteps = openSteps;
var drizzle_orm_1 = require("drizzle-orm");
var schema_1 = require("../../../drizzle/schema");
var beginTasks_1 = require("./beginTasks");
var database_1 = require("./database");
var missingFloors_1 = require("./missingFloors");
/** The StepStore on either driver. What is begun and committed goes through groups; `inFlight` tells what is worth no waiting. */
function openSteps(db, begins, commits, inFlight) {
    var counts = {};
    var floors = (0, missingFloors_1.rememberFloors)();
    return {
        begin: function (tasks) {
            return __awaiter(this, void 0, void 0, function () {
                var begun;
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0: return [4 /*yield*/, Promise.all(tasks.map(function (task) { return begins.add(task); }))];
                        case 1:
                            begun = _a.sent();
                            return [2 /*return*/, tasks.flatMap(function (task, index) {
                                    var one = begun[index];
                                    if (one && !one.lost)
                                        inFlight.begun(task);
                                    return one ? [__assign({ task: task }, one)] : [];
                                })];
                    }
                });
            });
        },
        crashed: function (task) {
            return __awaiter(this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0:
                            inFlight.ended(task);
                            return [4 /*yield*/, (0, database_1.asking)(function () { return (0, beginTasks_1.countCrash)(db, task); })];
                        case 1:
                            _a.sent();
                            return [2 /*return*/];
                    }
                });
            });
        },
        commit: function (outcome) {
            return __awaiter(this, void 0, void 0, function () {
                var _a, committed, job, chunks;
                var _b;
                return __generator(this, function (_c) {
                    switch (_c.label) {
                        case 0: return [4 /*yield*/, commits.add(outcome, inFlight.ended(outcome.task))];
                        case 1:
                            _a = _c.sent(), committed = _a.committed, job = _a.job, chunks = _a.chunks;
                            if (chunks > 0)
                                counts[outcome.task.phase] = ((_b = counts[outcome.task.phase]) !== null && _b !== void 0 ? _b : 0) + chunks;
                            if (job)
                                inFlight.seen(job);
                            return [2 /*return*/, { committed: committed, job: job }];
                    }
                });
            });
        },
        after: function (jobId, sequence, limit) {
            return __awaiter(this, void 0, void 0, function () {
                var rows;
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0: return [4 /*yield*/, (0, database_1.asking)(function () { return db.select().from(schema_1.processingStats)
                                .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.processingStats.jobId, jobId), (0, drizzle_orm_1.gt)(schema_1.processingStats.sequence, sequence)))
                                .orderBy((0, drizzle_orm_1.asc)(schema_1.processingStats.sequence)).limit(limit); })];
                        case 1:
                            rows = _a.sent();
                            return [2 /*return*/, rows.map(toStep)];
                    }
                });
            });
        },
        find: function (jobId, chunkNumber, phase) {
            return __awaiter(this, void 0, void 0, function () {
                var rows, _a;
                return __generator(this, function (_b) {
                    switch (_b.label) {
                        case 0:
                            if (!(phase === 'done')) return [3 /*break*/, 1];
                            _a = [];
                            return [3 /*break*/, 3];
                        case 1: return [4 /*yield*/, (0, database_1.asking)(function () { return db.select().from(schema_1.processingStats)
                                .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.processingStats.jobId, jobId), (0, drizzle_orm_1.eq)(schema_1.processingStats.phase, phase), (0, drizzle_orm_1.eq)(schema_1.processingStats.chunkNumber, chunkNumber))); })];
                        case 2:
                            _a = _b.sent();
                            _b.label = 3;
                        case 3:
                            rows = _a;
                            return [2 /*return*/, rows.length > 0 ? toStep(rows[0]) : null];
                    }
                });
            });
        },
        list: function (jobId, phase, fromChunk, limit) {
            return __awaiter(this, void 0, void 0, function () {
                var rows, _a;
                return __generator(this, function (_b) {
                    switch (_b.label) {
                        case 0:
                            if (!(phase === 'done')) return [3 /*break*/, 1];
                            _a = [];
                            return [3 /*break*/, 3];
                        case 1: return [4 /*yield*/, (0, database_1.asking)(function () { return db.select().from(schema_1.processingStats)
                                .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.processingStats.jobId, jobId), (0, drizzle_orm_1.eq)(schema_1.processingStats.phase, phase), (0, drizzle_orm_1.gte)(schema_1.processingStats.chunkNumber, fromChunk)))
                                .orderBy((0, drizzle_orm_1.asc)(schema_1.processingStats.chunkNumber)).limit(limit); })];
                        case 2:
                            _a = _b.sent();
                            _b.label = 3;
                        case 3:
                            rows = _a;
                            return [2 /*return*/, rows.map(toStep)];
                    }
                });
            });
        },
        missing: function (jobId, phase, totalChunks, limit) {
            return __awaiter(this, void 0, void 0, function () {
                var from, rows;
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0:
                            from = floors.of(jobId, phase);
                            return [4 /*yield*/, (0, database_1.asking)(function () { return db.select({ number: (0, drizzle_orm_1.sql)(templateObject_1 || (templateObject_1 = __makeTemplateObject(["number"], ["number"]))).mapWith(Number) })
                                    .from((0, drizzle_orm_1.sql)(templateObject_2 || (templateObject_2 = __makeTemplateObject(["generate_series(", "::integer, ", "::integer) as number"], ["generate_series(", "::integer, ", "::integer) as number"])), from, totalChunks - 1))
                                    .where((0, drizzle_orm_1.sql)(templateObject_3 || (templateObject_3 = __makeTemplateObject(["not exists (select from ", " where ", " = ", "\n          and ", " = ", " and ", " = number)"], ["not exists (select from ", " where ", " = ", "\n          and ", " = ", " and ", " = number)"])), schema_1.processingStats, schema_1.processingStats.jobId, jobId, schema_1.processingStats.phase, phase, schema_1.processingStats.chunkNumber))
                                    .orderBy((0, drizzle_orm_1.sql)(templateObject_4 || (templateObject_4 = __makeTemplateObject(["number"], ["number"])))).limit(limit); })];
                        case 1:
                            rows = _a.sent();
                            floors.learn(jobId, phase, rows.length > 0 ? rows[0].number : totalChunks);
                            return [2 /*return*/, rows.map(function (row) { return row.number; })];
                    }
                });
            });
        },
        countByPhase: function () {
            return __awaiter(this, void 0, void 0, function () {
                return __generator(this, function (_a) {
                    return [2 /*return*/, __assign({}, counts)];
                });
            });
        },
    };
}
function toStep(_a) {
    var _ = _a.id, __ = _a.jobId, createdAt = _a.createdAt, same = __rest(_a, ["id", "jobId", "createdAt"]);
    return __assign(__assign({}, same), { createdAtMs: createdAt.getTime() });
}
var templateObject_1, templateObject_2, templateObject_3, templateObject_4;
