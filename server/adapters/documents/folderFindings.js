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
var __asyncValues = (this && this.__asyncValues) || function (o) {
    if (!Symbol.asyncIterator) throw new TypeError("Symbol.asyncIterator is not defined.");
    var m = o[Symbol.asyncIterator], i;
    return m ? m.call(o) : (o = typeof __values === "function" ? __values(o) : o[Symbol.iterator](), i = {}, verb("next"), verb("throw"), verb("return"), i[Symbol.asyncIterator] = function () { return this; }, i);
    function verb(n) { i[n] = o[n] && function (v) { return new Promise(function (resolve, reject) { v = o[n](v), settle(resolve, reject, v.done, v.value); }); }; }
    function settle(resolve, reject, d, v) { Promise.resolve(v).then(function(v) { resolve({ value: v, done: d }); }, reject); }
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.writeFindings = writeFindings;
exports.readFindings = readFindings;
var node_path_1 = require("node:path");
var anomaly_1 = require("#shared/anomaly");
var files_1 = require("./files");
var findingIndex_1 = require("./findingIndex");
var rowFile_1 = require("./rowFile");
/** Settled findings in a folder: `rows`, `by-line` with a key each in that order, `by-score` with the same keys sorted. */
function writeFindings(folder, batches) {
    return __awaiter(this, void 0, void 0, function () {
        var keys, rows, batch, _i, batch_1, _a, chunkNumber, finding, _b, _c, _d, e_1_1;
        var _e, batches_1, batches_1_1;
        var _f, e_1, _g, _h;
        return __generator(this, function (_j) {
            switch (_j.label) {
                case 0:
                    keys = [];
                    return [4 /*yield*/, (0, rowFile_1.writeRows)((0, node_path_1.join)(folder, 'rows'))];
                case 1:
                    rows = _j.sent();
                    _j.label = 2;
                case 2:
                    _j.trys.push([2, , 19, 21]);
                    _j.label = 3;
                case 3:
                    _j.trys.push([3, 11, 12, 17]);
                    _e = true, batches_1 = __asyncValues(batches);
                    _j.label = 4;
                case 4: return [4 /*yield*/, batches_1.next()];
                case 5:
                    if (!(batches_1_1 = _j.sent(), _f = batches_1_1.done, !_f)) return [3 /*break*/, 10];
                    _h = batches_1_1.value;
                    _e = false;
                    batch = _h;
                    _i = 0, batch_1 = batch;
                    _j.label = 6;
                case 6:
                    if (!(_i < batch_1.length)) return [3 /*break*/, 9];
                    _a = batch_1[_i], chunkNumber = _a.chunkNumber, finding = _a.finding;
                    _c = (_b = keys).push;
                    _d = [{}];
                    return [4 /*yield*/, rows.add(finding)];
                case 7:
                    _c.apply(_b, [__assign.apply(void 0, [__assign.apply(void 0, _d.concat([_j.sent()])), { score: finding.anomaly_score, chunkNumber: chunkNumber }])]);
                    _j.label = 8;
                case 8:
                    _i++;
                    return [3 /*break*/, 6];
                case 9:
                    _e = true;
                    return [3 /*break*/, 4];
                case 10: return [3 /*break*/, 17];
                case 11:
                    e_1_1 = _j.sent();
                    e_1 = { error: e_1_1 };
                    return [3 /*break*/, 17];
                case 12:
                    _j.trys.push([12, , 15, 16]);
                    if (!(!_e && !_f && (_g = batches_1.return))) return [3 /*break*/, 14];
                    return [4 /*yield*/, _g.call(batches_1)];
                case 13:
                    _j.sent();
                    _j.label = 14;
                case 14: return [3 /*break*/, 16];
                case 15:
                    if (e_1) throw e_1.error;
                    return [7 /*endfinally*/];
                case 16: return [7 /*endfinally*/];
                case 17: return [4 /*yield*/, rows.end()];
                case 18:
                    _j.sent();
                    return [3 /*break*/, 21];
                case 19: return [4 /*yield*/, rows.close()];
                case 20:
                    _j.sent();
                    return [7 /*endfinally*/];
                case 21: return [4 /*yield*/, (0, files_1.write)((0, node_path_1.join)(folder, 'by-line'), (0, findingIndex_1.encodeKeys)(keys, keys.length))
                    // The sort is stable: equal scores stay in order of line.
                ];
                case 22:
                    _j.sent();
                    // The sort is stable: equal scores stay in order of line.
                    keys.sort(function (a, b) { return b.score - a.score; });
                    return [4 /*yield*/, (0, files_1.write)((0, node_path_1.join)(folder, 'by-score'), (0, findingIndex_1.encodeKeys)(keys, keys.length))];
                case 23:
                    _j.sent();
                    return [2 /*return*/];
            }
        });
    });
}
/** A page of them. Reads keys by position and the page's rows; a chunk's keys or, with a least score by line, all keys. */
function readFindings(folder, query) {
    return __awaiter(this, void 0, void 0, function () {
        var _a, keys, total, found, after;
        var _b, _c;
        return __generator(this, function (_d) {
            switch (_d.label) {
                case 0: return [4 /*yield*/, pick(folder, query)];
                case 1:
                    _a = _d.sent(), keys = _a.keys, total = _a.total;
                    return [4 /*yield*/, (0, files_1.withFile)((0, node_path_1.join)(folder, 'rows'), function (file) { return (0, rowFile_1.readRows)(file, keys); })];
                case 2:
                    found = (_b = _d.sent()) !== null && _b !== void 0 ? _b : [];
                    after = ((_c = query.after) !== null && _c !== void 0 ? _c : 0) + keys.length;
                    return [2 /*return*/, {
                            findings: found.map(function (row) { return anomaly_1.AnomalyResult.parse(row); }),
                            total: total,
                            next: keys.length > 0 && after < total ? after : null,
                        }];
            }
        });
    });
}
function pick(folder, query) {
    return __awaiter(this, void 0, void 0, function () {
        var byLine, byScore, chunkNumber, total, from, path, minScore, limit, keys;
        var _a;
        var _this = this;
        var _b, _c, _d, _e, _f;
        return __generator(this, function (_g) {
            switch (_g.label) {
                case 0:
                    byLine = (0, node_path_1.join)(folder, 'by-line');
                    byScore = (0, node_path_1.join)(folder, 'by-score');
                    chunkNumber = query.chunkNumber;
                    if (!(chunkNumber !== undefined)) return [3 /*break*/, 2];
                    return [4 /*yield*/, (0, files_1.withFile)(byLine, function (file) { return ofChunk(file, chunkNumber, query); })];
                case 1: return [2 /*return*/, (_b = _g.sent()) !== null && _b !== void 0 ? _b : NOTHING];
                case 2: return [4 /*yield*/, (0, files_1.withFile)(byScore, function (file) { return countOf(file, query.minScore); })];
                case 3:
                    total = (_c = _g.sent()) !== null && _c !== void 0 ? _c : 0;
                    from = (_d = query.after) !== null && _d !== void 0 ? _d : 0;
                    if (!(query.sort === 'score' || query.minScore === undefined)) return [3 /*break*/, 5];
                    path = query.sort === 'score' ? byScore : byLine;
                    _a = {};
                    return [4 /*yield*/, (0, files_1.withFile)(path, function (file) { return (0, findingIndex_1.readKeys)(file, from, Math.min(total, from + query.limit)); })];
                case 4: return [2 /*return*/, (_a.keys = (_e = _g.sent()) !== null && _e !== void 0 ? _e : [], _a.total = total, _a)];
                case 5:
                    minScore = query.minScore, limit = query.limit;
                    return [4 /*yield*/, (0, files_1.withFile)(byLine, function (file) { return __awaiter(_this, void 0, void 0, function () {
                            var _a, _b;
                            var _c;
                            return __generator(this, function (_d) {
                                switch (_d.label) {
                                    case 0:
                                        _a = findingIndex_1.pickKeys;
                                        _b = [file];
                                        _c = { from: 0 };
                                        return [4 /*yield*/, (0, findingIndex_1.countKeys)(file)];
                                    case 1: return [2 /*return*/, _a.apply(void 0, _b.concat([(_c.to = _d.sent(), _c.skipped = from, _c.limit = limit, _c), function (key) { return key.score >= minScore; }]))];
                                }
                            });
                        }); })];
                case 6:
                    keys = (_f = _g.sent()) !== null && _f !== void 0 ? _f : [];
                    return [2 /*return*/, { keys: keys, total: total }];
            }
        });
    });
}
var NOTHING = { keys: [], total: 0 };
function countOf(byScore, minScore) {
    return __awaiter(this, void 0, void 0, function () {
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0:
                    if (!(minScore === undefined)) return [3 /*break*/, 2];
                    return [4 /*yield*/, (0, findingIndex_1.countKeys)(byScore)];
                case 1:
                    _a = _b.sent();
                    return [3 /*break*/, 4];
                case 2: return [4 /*yield*/, (0, findingIndex_1.firstBeyond)(byScore, function (key) { return key.score < minScore; })];
                case 3:
                    _a = _b.sent();
                    _b.label = 4;
                case 4: return [2 /*return*/, _a];
            }
        });
    });
}
// Findings of one chunk are neighbours by line, and few enough to sort here.
function ofChunk(byLine, chunkNumber, query) {
    return __awaiter(this, void 0, void 0, function () {
        var from, to, keys, skipped;
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0: return [4 /*yield*/, (0, findingIndex_1.firstBeyond)(byLine, function (key) { return key.chunkNumber >= chunkNumber; })];
                case 1:
                    from = _b.sent();
                    return [4 /*yield*/, (0, findingIndex_1.firstBeyond)(byLine, function (key) { return key.chunkNumber > chunkNumber; })];
                case 2:
                    to = _b.sent();
                    return [4 /*yield*/, (0, findingIndex_1.readKeys)(byLine, from, to)];
                case 3:
                    keys = (_b.sent()).filter(function (key) { var _a; return key.score >= ((_a = query.minScore) !== null && _a !== void 0 ? _a : 0); });
                    if (query.sort === 'score')
                        keys.sort(function (a, b) { return b.score - a.score; });
                    skipped = (_a = query.after) !== null && _a !== void 0 ? _a : 0;
                    return [2 /*return*/, { keys: keys.slice(skipped, skipped + query.limit), total: keys.length }];
            }
        });
    });
}
