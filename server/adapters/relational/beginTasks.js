"use strict";
var __makeTemplateObject = (this && this.__makeTemplateObject) || function (cooked, raw) {
    if (Object.defineProperty) { Object.defineProperty(cooked, "raw", { value: raw }); } else { cooked.raw = raw; }
    return cooked;
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
exports.prepareBegin = prepareBegin;
exports.countCrash = countCrash;
var drizzle_orm_1 = require("drizzle-orm");
var schema_1 = require("../../../drizzle/schema");
/** Deaths of the compute thread, and attempts that ended with no word at all: docs/adr/0002-lost-attempts.md. */
var CRASHES_MAX = 3;
var SILENT_MAX = 12;
/** Counts one more attempt for each task, in one statement. Null for a task of a job that is not in its phase any more. */
function prepareBegin(db) {
    var _this = this;
    var insert = db.insert(schema_1.processingAttempts).select((0, drizzle_orm_1.sql)(templateObject_1 || (templateObject_1 = __makeTemplateObject(["\n    select j, p, c, n, 0 from jsonb_to_recordset(", "::text::jsonb) as asked(j uuid, p text, c integer, n integer)\n    where exists (select from processing_jobs where id = j and phase = p and status = 'processing') order by 1, 2, 3"], ["\n    select j, p, c, n, 0 from jsonb_to_recordset(", "::text::jsonb) as asked(j uuid, p text, c integer, n integer)\n    where exists (select from processing_jobs where id = j and phase = p and status = 'processing') order by 1, 2, 3"])), drizzle_orm_1.sql.placeholder('asked')))
        .onConflictDoUpdate({
        target: [schema_1.processingAttempts.jobId, schema_1.processingAttempts.phase, schema_1.processingAttempts.chunkNumber],
        set: { attempts: (0, drizzle_orm_1.sql)(templateObject_2 || (templateObject_2 = __makeTemplateObject(["", " + excluded.attempts"], ["", " + excluded.attempts"])), schema_1.processingAttempts.attempts) },
    })
        .returning()
        .prepare('begin');
    return function (tasks) { return __awaiter(_this, void 0, void 0, function () {
        var times, _i, tasks_1, task, n, rows, counted;
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0:
                    times = new Map();
                    for (_i = 0, tasks_1 = tasks; _i < tasks_1.length; _i++) {
                        task = tasks_1[_i];
                        n = ((_a = times.get(keyOf(task))) !== null && _a !== void 0 ? _a : { n: 0 }).n;
                        times.set(keyOf(task), { j: task.jobId, p: task.phase, c: task.from, n: n + 1 });
                    }
                    return [4 /*yield*/, insert.execute({ asked: JSON.stringify(__spreadArray([], times.values(), true)) })];
                case 1:
                    rows = _b.sent();
                    counted = new Map(rows.map(function (row) { return ["".concat(row.jobId, " ").concat(row.phase, " ").concat(row.chunkNumber), row]; }));
                    // The same task several times in one call: each gets a number of its own, the last of them the highest.
                    return [2 /*return*/, tasks.map(keyOf).toReversed().map(function (key) {
                            var row = counted.get(key);
                            if (!row)
                                return null;
                            var attempt = row.attempts--;
                            return { attempt: attempt, lost: row.crashes >= CRASHES_MAX || attempt - 1 - row.crashes >= SILENT_MAX };
                        }).toReversed()];
            }
        });
    }); };
}
function countCrash(db, task) {
    return __awaiter(this, void 0, void 0, function () {
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, db.update(schema_1.processingAttempts).set({ crashes: (0, drizzle_orm_1.sql)(templateObject_3 || (templateObject_3 = __makeTemplateObject(["", " + 1"], ["", " + 1"])), schema_1.processingAttempts.crashes) }).where((0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.processingAttempts.jobId, task.jobId), (0, drizzle_orm_1.eq)(schema_1.processingAttempts.phase, task.phase), (0, drizzle_orm_1.eq)(schema_1.processingAttempts.chunkNumber, task.from)))];
                case 1:
                    _a.sent();
                    return [2 /*return*/];
            }
        });
    });
}
function keyOf(task) {
    return "".concat(task.jobId, " ").concat(task.phase, " ").concat(task.from);
}
var templateObject_1, templateObject_2, templateObject_3;
