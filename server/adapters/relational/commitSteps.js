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
exports.commitSteps = commitSteps;
var drizzle_orm_1 = require("drizzle-orm");
var schema_1 = require("../../../drizzle/schema");
var advance_1 = require("./advance");
var jobRow_1 = require("./jobRow");
// Well below the 65,535 parameters that a statement may have: eight a row.
var ROWS_PER_INSERT = 500;
/**
 * Commits outcomes of any jobs in one transaction, in the order given; each is answered with the job as it was right after
 * it. The lock on the job rows makes sequences gapless and ordered, and is the check for cancelled jobs: whoever commits,
 * ends or removes a job takes it first.
 */
function commitSteps(db, outcomes) {
    var _this = this;
    return db.transaction(function (tx) { return __awaiter(_this, void 0, void 0, function () {
        var jobs, wanted, known, _a, nowMs, steps, changed, answers, from, _i, _b, job;
        return __generator(this, function (_c) {
            switch (_c.label) {
                case 0: return [4 /*yield*/, lockJobs(tx, outcomes)];
                case 1:
                    jobs = _c.sent();
                    wanted = outcomes.filter(function (outcome) { var _a; return ((_a = jobs.get(outcome.task.jobId)) === null || _a === void 0 ? void 0 : _a.status) === 'processing'; });
                    if (!(wanted.length > 0)) return [3 /*break*/, 3];
                    return [4 /*yield*/, committedAlready(tx, wanted)];
                case 2:
                    _a = _c.sent();
                    return [3 /*break*/, 4];
                case 3:
                    _a = new Set();
                    _c.label = 4;
                case 4:
                    known = _a;
                    nowMs = Date.now();
                    steps = [];
                    changed = new Map();
                    answers = outcomes.map(function (outcome) {
                        var _a;
                        var job = (_a = jobs.get(outcome.task.jobId)) !== null && _a !== void 0 ? _a : null;
                        var rows = job && (0, advance_1.takes)(job, outcome) ? outcome.rows.filter(function (row) { return isFirst(known, keyOf(outcome, row.chunkNumber)); }) : [];
                        if (!job || rows.length === 0)
                            return { committed: false, job: job, chunks: 0 };
                        rows.forEach(function (row, index) { return steps.push(toStep(outcome, row, job.sequence + index + 1, nowMs)); });
                        var after = (0, advance_1.afterStep)(job, outcome, rows, nowMs);
                        jobs.set(job.id, after);
                        changed.set(job.id, after);
                        return { committed: true, job: after, chunks: rows.filter(function (row) { return row.chunkNumber >= 0; }).length };
                    });
                    from = 0;
                    _c.label = 5;
                case 5:
                    if (!(from < steps.length)) return [3 /*break*/, 8];
                    return [4 /*yield*/, tx.insert(schema_1.processingStats).values(steps.slice(from, from + ROWS_PER_INSERT))];
                case 6:
                    _c.sent();
                    _c.label = 7;
                case 7:
                    from += ROWS_PER_INSERT;
                    return [3 /*break*/, 5];
                case 8:
                    _i = 0, _b = changed.values();
                    _c.label = 9;
                case 9:
                    if (!(_i < _b.length)) return [3 /*break*/, 12];
                    job = _b[_i];
                    return [4 /*yield*/, tx.update(schema_1.processingJobs).set((0, jobRow_1.toChange)(job)).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, job.id))];
                case 10:
                    _c.sent();
                    _c.label = 11;
                case 11:
                    _i++;
                    return [3 /*break*/, 9];
                case 12: return [2 /*return*/, answers];
            }
        });
    }); });
}
function lockJobs(tx, outcomes) {
    return __awaiter(this, void 0, void 0, function () {
        var ids, rows;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    ids = __spreadArray([], new Set(outcomes.map(function (outcome) { return outcome.task.jobId; })), true);
                    return [4 /*yield*/, tx.select().from(schema_1.processingJobs).where((0, drizzle_orm_1.inArray)(schema_1.processingJobs.id, ids)).orderBy(schema_1.processingJobs.id).for('update')];
                case 1:
                    rows = _a.sent();
                    return [2 /*return*/, new Map(rows.map(function (row) { return [row.id, (0, jobRow_1.toJob)(row)]; }))];
            }
        });
    });
}
function committedAlready(tx, outcomes) {
    return __awaiter(this, void 0, void 0, function () {
        var asked, steps, rows;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    asked = outcomes.flatMap(function (_a) {
                        var task = _a.task, rows = _a.rows;
                        return rows.map(function (row) { return ({ j: task.jobId, p: task.phase, c: row.chunkNumber }); });
                    });
                    steps = schema_1.processingStats;
                    return [4 /*yield*/, tx.select({ jobId: steps.jobId, phase: steps.phase, chunkNumber: steps.chunkNumber }).from(steps).innerJoin((0, drizzle_orm_1.sql)(templateObject_1 || (templateObject_1 = __makeTemplateObject(["jsonb_to_recordset(", "::text::jsonb) as asked(j uuid, p text, c integer)"], ["jsonb_to_recordset(", "::text::jsonb) as asked(j uuid, p text, c integer)"])), JSON.stringify(asked)), (0, drizzle_orm_1.sql)(templateObject_2 || (templateObject_2 = __makeTemplateObject(["", " = asked.j and ", " = asked.p and ", " = asked.c"], ["", " = asked.j and ", " = asked.p and ", " = asked.c"])), steps.jobId, steps.phase, steps.chunkNumber))];
                case 1:
                    rows = _a.sent();
                    return [2 /*return*/, new Set(rows.map(function (row) { return "".concat(row.jobId, " ").concat(row.phase, " ").concat(row.chunkNumber); }))];
            }
        });
    });
}
function keyOf(_a, chunkNumber) {
    var task = _a.task;
    return "".concat(task.jobId, " ").concat(task.phase, " ").concat(chunkNumber);
}
function isFirst(known, key) {
    return known.size < known.add(key).size;
}
function toStep(_a, row, sequence, nowMs) {
    var task = _a.task, attempt = _a.attempt;
    return __assign(__assign({ jobId: task.jobId, phase: task.phase, attempt: attempt }, row), { sequence: sequence, createdAt: new Date(nowMs) });
}
var templateObject_1, templateObject_2;
