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
exports.encodeKeys = encodeKeys;
exports.readKeys = readKeys;
exports.countKeys = countKeys;
exports.firstBeyond = firstBeyond;
exports.pickKeys = pickKeys;
var files_1 = require("./files");
/** A record: score f64, row's offset f64, row's size u32, chunk number u32, little-endian. Position × this is its place. */
var RECORD_BYTES = 24;
var PIECE_RECORDS = 4096;
function encodeKeys(keys, count) {
    var view = new DataView(new ArrayBuffer(count * RECORD_BYTES));
    var at = 0;
    for (var _i = 0, keys_1 = keys; _i < keys_1.length; _i++) {
        var key = keys_1[_i];
        view.setFloat64(at, key.score, true);
        view.setFloat64(at + 8, key.offset, true);
        view.setUint32(at + 16, key.sizeBytes, true);
        view.setUint32(at + 20, key.chunkNumber, true);
        at += RECORD_BYTES;
    }
    return new Uint8Array(view.buffer);
}
/** Keys at positions `from` up to and without `to`; those that exist. */
function readKeys(file, from, to) {
    return __awaiter(this, void 0, void 0, function () {
        var bytes, view, keys, at;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, files_1.readRange)(file, from * RECORD_BYTES, to * RECORD_BYTES)];
                case 1:
                    bytes = _a.sent();
                    view = new DataView(bytes.buffer);
                    keys = [];
                    for (at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
                        keys.push({
                            score: view.getFloat64(at, true),
                            offset: view.getFloat64(at + 8, true),
                            sizeBytes: view.getUint32(at + 16, true),
                            chunkNumber: view.getUint32(at + 20, true),
                        });
                    }
                    return [2 /*return*/, keys];
            }
        });
    });
}
function countKeys(file) {
    return __awaiter(this, void 0, void 0, function () {
        var _a, _b;
        return __generator(this, function (_c) {
            switch (_c.label) {
                case 0:
                    _b = (_a = Math).floor;
                    return [4 /*yield*/, file.stat()];
                case 1: return [2 /*return*/, _b.apply(_a, [(_c.sent()).size / RECORD_BYTES])];
            }
        });
    });
}
/** Position of the first key that `isBeyond`, in an index in which all beyond come after all others. O(log n) reads. */
function firstBeyond(file, isBeyond) {
    return __awaiter(this, void 0, void 0, function () {
        var low, high, middle, key;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    low = 0;
                    return [4 /*yield*/, countKeys(file)];
                case 1:
                    high = _a.sent();
                    _a.label = 2;
                case 2:
                    if (!(low < high)) return [3 /*break*/, 4];
                    middle = (low + high) >>> 1;
                    return [4 /*yield*/, readKeys(file, middle, middle + 1)];
                case 3:
                    key = (_a.sent())[0];
                    if (isBeyond(key))
                        high = middle;
                    else
                        low = middle + 1;
                    return [3 /*break*/, 2];
                case 4: return [2 /*return*/, low];
            }
        });
    });
}
/** The keys at `[from, to)` that match, piece by piece, without those `skipped` first; at most `limit`. */
function pickKeys(file_1, _a, matches_1) {
    return __awaiter(this, arguments, void 0, function (file, _b, matches) {
        var picked, toSkip, at, _i, _c, key;
        var from = _b.from, to = _b.to, skipped = _b.skipped, limit = _b.limit;
        return __generator(this, function (_d) {
            switch (_d.label) {
                case 0:
                    picked = [];
                    toSkip = skipped;
                    at = from;
                    _d.label = 1;
                case 1:
                    if (!(at < to && picked.length < limit)) return [3 /*break*/, 6];
                    _i = 0;
                    return [4 /*yield*/, readKeys(file, at, Math.min(to, at + PIECE_RECORDS))];
                case 2:
                    _c = _d.sent();
                    _d.label = 3;
                case 3:
                    if (!(_i < _c.length)) return [3 /*break*/, 5];
                    key = _c[_i];
                    if (!matches(key))
                        return [3 /*break*/, 4];
                    if (toSkip > 0)
                        toSkip--;
                    else if (picked.length < limit)
                        picked.push(key);
                    _d.label = 4;
                case 4:
                    _i++;
                    return [3 /*break*/, 3];
                case 5:
                    at += PIECE_RECORDS;
                    return [3 /*break*/, 1];
                case 6: return [2 /*return*/, picked];
            }
        });
    });
}
