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
exports.openJobs = openJobs;
var drizzle_orm_1 = require("drizzle-orm");
var schema_1 = require("../../../drizzle/schema");
var errors_1 = require("../../ports/errors");
var advance_1 = require("./advance");
var database_1 = require("./database");
var jobRow_1 = require("./jobRow");
var receive_1 = require("./receive");
var DAY_MS = 24 * 60 * 60 * 1000;
var ENDED = ['completed', 'failed', 'cancelled'];
/** The JobStore on either driver. `receives` groups what receivers of several uploads tell at once. */
function openJobs(db, receives) {
    // Building the text of a query costs as much as running it; this one is asked the most.
    var selectOne = db.select().from(schema_1.processingJobs).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, drizzle_orm_1.sql.placeholder('jobId'))).prepare('find_job');
    return {
        open: function (job) { return (0, database_1.asking)(function () { return db.transaction(function (tx) { return open(tx, job); }); }); },
        receive: function (jobId, received) { return receives.add({ jobId: jobId, received: received }); },
        seal: function (jobId, received) { return (0, database_1.asking)(function () { return db.transaction(function (tx) { return seal(tx, jobId, received); }); }); },
        end: function (jobId, status, message, nowMs) { return (0, database_1.asking)(function () { return db.transaction(function (tx) { return end(tx, jobId, status, message, nowMs); }); }); },
        remove: function (jobId, nowMs) { return (0, database_1.asking)(function () { return db.transaction(function (tx) { return remove(tx, jobId, nowMs); }); }); },
        find: function (jobId) {
            return __awaiter(this, void 0, void 0, function () {
                var rows;
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0: return [4 /*yield*/, (0, database_1.asking)(function () { return selectOne.execute({ jobId: jobId }); })];
                        case 1:
                            rows = _a.sent();
                            return [2 /*return*/, rows.length > 0 ? (0, jobRow_1.toJob)(rows[0]) : null];
                    }
                });
            });
        },
        list: function (limit, before) { return (0, database_1.asking)(function () { return list(db, limit, before); }); },
        running: function () {
            return __awaiter(this, void 0, void 0, function () {
                var rows;
                return __generator(this, function (_a) {
                    switch (_a.label) {
                        case 0: return [4 /*yield*/, (0, database_1.asking)(function () { return db.select().from(schema_1.processingJobs)
                                .where((0, drizzle_orm_1.inArray)(schema_1.processingJobs.status, ['pending', 'processing']))
                                .orderBy((0, drizzle_orm_1.asc)(schema_1.processingJobs.createdAt), (0, drizzle_orm_1.asc)(schema_1.processingJobs.id)); })];
                        case 1:
                            rows = _a.sent();
                            return [2 /*return*/, rows.map(jobRow_1.toJob)];
                    }
                });
            });
        },
        expired: function (endedBeforeMs, nowMs) { return (0, database_1.asking)(function () { return expired(db, endedBeforeMs, nowMs); }); },
        countByStatus: function () {
            return __awaiter(this, void 0, void 0, function () {
                var rows, counts, _i, rows_1, _a, status_1, jobs;
                return __generator(this, function (_b) {
                    switch (_b.label) {
                        case 0: return [4 /*yield*/, (0, database_1.asking)(function () { return db.select({ status: schema_1.processingJobs.status, jobs: (0, drizzle_orm_1.count)() })
                                .from(schema_1.processingJobs).groupBy(schema_1.processingJobs.status); })];
                        case 1:
                            rows = _b.sent();
                            counts = { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 };
                            for (_i = 0, rows_1 = rows; _i < rows_1.length; _i++) {
                                _a = rows_1[_i], status_1 = _a.status, jobs = _a.jobs;
                                counts[status_1] = jobs;
                            }
                            return [2 /*return*/, counts];
                    }
                });
            });
        },
        isReady: function () { return db.select({ id: schema_1.jobTombstones.id }).from(schema_1.jobTombstones).limit(1).then(function () { return true; }, function () { return false; }); },
    };
}
function open(tx, job) {
    return __awaiter(this, void 0, void 0, function () {
        var startedAt, inserted, buried;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    startedAt = new Date(job.startedAtMs);
                    return [4 /*yield*/, tx.insert(schema_1.processingJobs).values({
                            id: job.id,
                            filename: job.filename,
                            expectedSizeBytes: job.expectedSizeBytes,
                            createdAt: startedAt,
                            startedAt: startedAt,
                            leaseUntil: new Date(job.leaseUntilMs),
                        }).onConflictDoNothing().returning({ id: schema_1.processingJobs.id })
                        // Only after the insert, which waits for a removal under way: so its tombstone is seen.
                    ];
                case 1:
                    inserted = _a.sent();
                    return [4 /*yield*/, tx.select().from(schema_1.jobTombstones)
                            .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.jobTombstones.id, job.id), (0, drizzle_orm_1.gt)(schema_1.jobTombstones.removedAt, new Date(job.startedAtMs - DAY_MS))))];
                case 2:
                    buried = _a.sent();
                    if (inserted.length === 0 || buried.length > 0)
                        throw new errors_1.JobExists("the job id ".concat(job.id, " is or was in use"));
                    return [2 /*return*/];
            }
        });
    });
}
function seal(tx, jobId, received) {
    return __awaiter(this, void 0, void 0, function () {
        var job, sealed;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, receive_1.prepareReceive)(tx)([{ jobId: jobId, received: received }])];
                case 1:
                    job = (_a.sent())[0];
                    if (!job)
                        return [2 /*return*/, null];
                    sealed = (0, advance_1.withProgress)((0, advance_1.movedOn)(__assign(__assign({}, job), { status: 'processing', sealed: true, leaseUntilMs: null })));
                    return [4 /*yield*/, tx.update(schema_1.processingJobs).set(__assign(__assign({}, (0, jobRow_1.toChange)(sealed)), { sealed: true, leaseUntil: null })).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, jobId))];
                case 2:
                    _a.sent();
                    return [2 /*return*/, sealed];
            }
        });
    });
}
function end(tx, jobId, status, message, nowMs) {
    return __awaiter(this, void 0, void 0, function () {
        var rows, job, ended;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, tx.select().from(schema_1.processingJobs).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, jobId)).for('update')];
                case 1:
                    rows = _a.sent();
                    if (rows.length === 0)
                        return [2 /*return*/, null];
                    job = (0, jobRow_1.toJob)(rows[0]);
                    if ((0, advance_1.hasEnded)(job))
                        return [2 /*return*/, { job: job, changed: false }];
                    ended = __assign(__assign({}, job), { status: status, phase: 'done', errorMessage: message, completedAtMs: nowMs, leaseUntilMs: null, sequence: job.sequence + 1 });
                    return [4 /*yield*/, tx.update(schema_1.processingJobs).set(__assign(__assign({}, (0, jobRow_1.toChange)(ended)), { leaseUntil: null })).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, jobId))];
                case 2:
                    _a.sent();
                    return [2 /*return*/, { job: ended, changed: true }];
            }
        });
    });
}
// Steps and attempts go with the job's row.
function remove(tx, jobId, nowMs) {
    return __awaiter(this, void 0, void 0, function () {
        var removed, removedAt;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, tx.delete(schema_1.processingJobs).where((0, drizzle_orm_1.eq)(schema_1.processingJobs.id, jobId)).returning({ id: schema_1.processingJobs.id })];
                case 1:
                    removed = _a.sent();
                    if (removed.length === 0)
                        return [2 /*return*/, false];
                    removedAt = new Date(nowMs);
                    return [4 /*yield*/, tx.insert(schema_1.jobTombstones).values({ id: jobId, removedAt: removedAt })
                            .onConflictDoUpdate({ target: schema_1.jobTombstones.id, set: { removedAt: removedAt } })];
                case 2:
                    _a.sent();
                    return [2 /*return*/, true];
            }
        });
    });
}
function list(db, limit, before) {
    return __awaiter(this, void 0, void 0, function () {
        var rows, page, last;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, db.select().from(schema_1.processingJobs)
                        .where(before === undefined ? undefined : older(before))
                        .orderBy((0, drizzle_orm_1.desc)(schema_1.processingJobs.createdAt), (0, drizzle_orm_1.desc)(schema_1.processingJobs.id))
                        .limit(limit + 1)];
                case 1:
                    rows = _a.sent();
                    page = rows.slice(0, limit);
                    last = page.at(-1);
                    return [2 /*return*/, {
                            jobs: page.map(jobRow_1.toJob),
                            next: last && rows.length > limit ? "".concat(last.createdAt.getTime(), "_").concat(last.id) : null,
                        }];
            }
        });
    });
}
var CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;
// A cursor that nobody gave out starts from the newest.
function older(cursor) {
    var parts = CURSOR.exec(cursor);
    if (!parts)
        return undefined;
    var createdAt = new Date(Number(parts[1]));
    return (0, drizzle_orm_1.or)((0, drizzle_orm_1.lt)(schema_1.processingJobs.createdAt, createdAt), (0, drizzle_orm_1.and)((0, drizzle_orm_1.eq)(schema_1.processingJobs.createdAt, createdAt), (0, drizzle_orm_1.lt)(schema_1.processingJobs.id, parts[2])));
}
function expired(db, endedBeforeMs, nowMs) {
    return __awaiter(this, void 0, void 0, function () {
        var rows;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, db.delete(schema_1.jobTombstones).where((0, drizzle_orm_1.lt)(schema_1.jobTombstones.removedAt, new Date(nowMs - DAY_MS)))];
                case 1:
                    _a.sent();
                    return [4 /*yield*/, db.select({ id: schema_1.processingJobs.id }).from(schema_1.processingJobs)
                            .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.inArray)(schema_1.processingJobs.status, __spreadArray([], ENDED, true)), (0, drizzle_orm_1.lt)(schema_1.processingJobs.completedAt, new Date(endedBeforeMs))))];
                case 2:
                    rows = _a.sent();
                    return [2 /*return*/, rows.map(function (row) { return row.id; })];
            }
        });
    });
}
