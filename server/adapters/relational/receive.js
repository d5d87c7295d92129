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
exports.prepareReceive = prepareReceive;
var drizzle_orm_1 = require("drizzle-orm");
var schema_1 = require("../../../drizzle/schema");
var jobRow_1 = require("./jobRow");
/**
 * Records what receivers have done, in one statement for all. @returns for each the job afterwards, or null if it is gone
 * or has ended. Several of the same job get the same answer: the state after all of them.
 */
function prepareReceive(db) {
    var _this = this;
    var told = (0, drizzle_orm_1.sql)(templateObject_1 || (templateObject_1 = __makeTemplateObject(["jsonb_to_recordset(", "::text::jsonb) as told(\n    id uuid, chunks integer, stored_bytes bigint, lines bigint, total_size bigint, lease_ms bigint,\n    framing jsonb, encoding text, assumed_utc boolean, warnings jsonb)"], ["jsonb_to_recordset(", "::text::jsonb) as told(\n    id uuid, chunks integer, stored_bytes bigint, lines bigint, total_size bigint, lease_ms bigint,\n    framing jsonb, encoding text, assumed_utc boolean, warnings jsonb)"])), drizzle_orm_1.sql.placeholder('told'));
    var jobs = schema_1.processingJobs;
    var update = db.update(jobs).set({
        totalChunks: (0, drizzle_orm_1.sql)(templateObject_2 || (templateObject_2 = __makeTemplateObject(["", " + told.chunks"], ["", " + told.chunks"])), jobs.totalChunks),
        storedBytes: (0, drizzle_orm_1.sql)(templateObject_3 || (templateObject_3 = __makeTemplateObject(["", " + told.stored_bytes"], ["", " + told.stored_bytes"])), jobs.storedBytes),
        lines: (0, drizzle_orm_1.sql)(templateObject_4 || (templateObject_4 = __makeTemplateObject(["", " + told.lines"], ["", " + told.lines"])), jobs.lines),
        totalSizeBytes: (0, drizzle_orm_1.sql)(templateObject_5 || (templateObject_5 = __makeTemplateObject(["greatest(", ", told.total_size)"], ["greatest(", ", told.total_size)"])), jobs.totalSizeBytes),
        leaseUntil: (0, drizzle_orm_1.sql)(templateObject_6 || (templateObject_6 = __makeTemplateObject(["case when ", " then null else to_timestamp(told.lease_ms / 1000.0) end"], ["case when ", " then null else to_timestamp(told.lease_ms / 1000.0) end"])), jobs.sealed),
        framing: (0, drizzle_orm_1.sql)(templateObject_7 || (templateObject_7 = __makeTemplateObject(["coalesce(told.framing, ", ")"], ["coalesce(told.framing, ", ")"])), jobs.framing),
        encoding: (0, drizzle_orm_1.sql)(templateObject_8 || (templateObject_8 = __makeTemplateObject(["coalesce(told.encoding, ", ")"], ["coalesce(told.encoding, ", ")"])), jobs.encoding),
        assumedUtc: (0, drizzle_orm_1.sql)(templateObject_9 || (templateObject_9 = __makeTemplateObject(["coalesce(told.assumed_utc, ", ")"], ["coalesce(told.assumed_utc, ", ")"])), jobs.assumedUtc),
        warnings: (0, drizzle_orm_1.sql)(templateObject_10 || (templateObject_10 = __makeTemplateObject(["coalesce(told.warnings, ", ")"], ["coalesce(told.warnings, ", ")"])), jobs.warnings),
        status: (0, drizzle_orm_1.sql)(templateObject_11 || (templateObject_11 = __makeTemplateObject(["case when ", " + told.chunks > 0 then 'processing' else ", " end"], ["case when ", " + told.chunks > 0 then 'processing' else ", " end"])), jobs.totalChunks, jobs.status),
    })
        .from(told)
        .where((0, drizzle_orm_1.and)((0, drizzle_orm_1.sql)(templateObject_12 || (templateObject_12 = __makeTemplateObject(["", " = told.id"], ["", " = told.id"])), jobs.id), (0, drizzle_orm_1.inArray)(jobs.status, ['pending', 'processing'])))
        .returning((0, drizzle_orm_1.getTableColumns)(jobs))
        .prepare('receive');
    return function (all) { return __awaiter(_this, void 0, void 0, function () {
        var rows, after;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, update.execute({ told: JSON.stringify(summed(all)) })];
                case 1:
                    rows = _a.sent();
                    after = new Map(rows.map(function (row) { return [row.id, (0, jobRow_1.toJob)(row)]; }));
                    return [2 /*return*/, all.map(function (_a) {
                            var _b;
                            var jobId = _a.jobId;
                            return (_b = after.get(jobId)) !== null && _b !== void 0 ? _b : null;
                        })];
            }
        });
    }); };
}
/** One record a job, since an UPDATE … FROM takes each row once. */
function summed(all) {
    var byJob = new Map();
    for (var _i = 0, all_1 = all; _i < all_1.length; _i++) {
        var _a = all_1[_i], jobId = _a.jobId, received = _a.received;
        var before = byJob.get(jobId);
        byJob.set(jobId, before ? both(before, received) : received);
    }
    return __spreadArray([], byJob, true).map(function (_a) {
        var id = _a[0], received = _a[1];
        return ({
            id: id,
            chunks: received.chunksAdded,
            stored_bytes: received.storedBytesAdded,
            lines: received.linesAdded,
            total_size: received.totalSizeBytes,
            lease_ms: received.leaseUntilMs,
            framing: received.framing,
            encoding: received.encoding,
            assumed_utc: received.assumedUtc,
            warnings: received.warnings,
        });
    });
}
function both(earlier, later) {
    return __assign(__assign(__assign({}, earlier), Object.fromEntries(Object.entries(later).filter(function (_a) {
        var value = _a[1];
        return value !== undefined;
    }))), { chunksAdded: earlier.chunksAdded + later.chunksAdded, storedBytesAdded: earlier.storedBytesAdded + later.storedBytesAdded, linesAdded: earlier.linesAdded + later.linesAdded, totalSizeBytes: Math.max(earlier.totalSizeBytes, later.totalSizeBytes), leaseUntilMs: Math.max(earlier.leaseUntilMs, later.leaseUntilMs) });
}
var templateObject_1, templateObject_2, templateObject_3, templateObject_4, templateObject_5, templateObject_6, templateObject_7, templateObject_8, templateObject_9, templateObject_10, templateObject_11, templateObject_12;
