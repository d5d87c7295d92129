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
exports.writePlace = writePlace;
exports.readPlaces = readPlaces;
exports.findLine = findLine;
var node_fs_1 = require("node:fs");
var files_1 = require("./files");
/**
 * A file of one record a chunk, at chunk number × 32: marker u32, lines u32, size u32, unused u32, first line f64, offset
 * f64, little-endian. A record never crosses a page and is written after its chunk, so it is there or it is not.
 */
var RECORD_BYTES = 32;
var MARKER = 0x4C4F4752;
function writePlace(path, place) {
    return __awaiter(this, void 0, void 0, function () {
        var record, file;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    record = new DataView(new ArrayBuffer(RECORD_BYTES));
                    record.setUint32(0, MARKER, true);
                    record.setUint32(4, place.lines, true);
                    record.setUint32(8, place.sizeBytes, true);
                    record.setFloat64(16, place.firstLine, true);
                    record.setFloat64(24, place.byteOffset, true);
                    return [4 /*yield*/, (0, files_1.create)(path, node_fs_1.constants.O_RDWR | node_fs_1.constants.O_CREAT)];
                case 1:
                    file = _a.sent();
                    _a.label = 2;
                case 2:
                    _a.trys.push([2, , 4, 6]);
                    return [4 /*yield*/, file.write(record, 0, RECORD_BYTES, place.number * RECORD_BYTES)];
                case 3:
                    _a.sent();
                    return [3 /*break*/, 6];
                case 4: return [4 /*yield*/, file.close()];
                case 5:
                    _a.sent();
                    return [7 /*endfinally*/];
                case 6: return [2 /*return*/];
            }
        });
    });
}
/** Places of chunks `from` up to and without `to`; those that exist. */
function readPlaces(path, from, to) {
    return __awaiter(this, void 0, void 0, function () {
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0: return [4 /*yield*/, (0, files_1.withFile)(path, function (file) { return readRecords(file, from, to); })];
                case 1: return [2 /*return*/, (_a = _b.sent()) !== null && _a !== void 0 ? _a : []];
            }
        });
    });
}
/** The chunk in which the line begins, or null. */
function findLine(path, lineNumber) {
    return __awaiter(this, void 0, void 0, function () {
        var _this = this;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, files_1.withFile)(path, function (file) { return __awaiter(_this, void 0, void 0, function () {
                        var count, _a, _b, after, last, first, around;
                        var _c;
                        return __generator(this, function (_d) {
                            switch (_d.label) {
                                case 0:
                                    _b = (_a = Math).floor;
                                    return [4 /*yield*/, file.stat()];
                                case 1:
                                    count = _b.apply(_a, [(_d.sent()).size / RECORD_BYTES]);
                                    return [4 /*yield*/, firstWhere(file, count, function (place) { return place.firstLine > lineNumber; })];
                                case 2:
                                    after = _d.sent();
                                    if (after === 0)
                                        return [2 /*return*/, null];
                                    return [4 /*yield*/, readRecords(file, after - 1, after)];
                                case 3:
                                    last = (_d.sent())[0];
                                    if (!last || begins(last, lineNumber))
                                        return [2 /*return*/, last !== null && last !== void 0 ? last : null
                                            // A chunk that only goes on with a long line: the line begins before the first chunk that says the same first line.
                                        ];
                                    return [4 /*yield*/, firstWhere(file, after, function (place) { return place.firstLine >= last.firstLine; })];
                                case 4:
                                    first = _d.sent();
                                    return [4 /*yield*/, readRecords(file, Math.max(0, first - 1), first + 1)];
                                case 5:
                                    around = _d.sent();
                                    return [2 /*return*/, (_c = around.find(function (place) { return begins(place, lineNumber); })) !== null && _c !== void 0 ? _c : null];
                            }
                        });
                    }); })];
                case 1: return [2 /*return*/, _a.sent()];
            }
        });
    });
}
function begins(place, lineNumber) {
    return place.firstLine <= lineNumber && lineNumber < place.firstLine + place.lines;
}
/** Number of the first chunk that `isBeyond`; a chunk that is still being written is beyond everything. */
function firstWhere(file, count, isBeyond) {
    return __awaiter(this, void 0, void 0, function () {
        var low, high, middle, place;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    low = 0;
                    high = count;
                    _a.label = 1;
                case 1:
                    if (!(low < high)) return [3 /*break*/, 3];
                    middle = (low + high) >>> 1;
                    return [4 /*yield*/, readRecords(file, middle, middle + 1)];
                case 2:
                    place = (_a.sent())[0];
                    if (!place || isBeyond(place))
                        high = middle;
                    else
                        low = middle + 1;
                    return [3 /*break*/, 1];
                case 3: return [2 /*return*/, low];
            }
        });
    });
}
function readRecords(file, from, to) {
    return __awaiter(this, void 0, void 0, function () {
        var bytes, view, places, at;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, files_1.readRange)(file, from * RECORD_BYTES, to * RECORD_BYTES)];
                case 1:
                    bytes = _a.sent();
                    view = new DataView(bytes.buffer);
                    places = [];
                    for (at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
                        if (view.getUint32(at, true) !== MARKER)
                            continue;
                        places.push({
                            number: from + at / RECORD_BYTES,
                            firstLine: view.getFloat64(at + 16, true),
                            lines: view.getUint32(at + 4, true),
                            byteOffset: view.getFloat64(at + 24, true),
                            sizeBytes: view.getUint32(at + 8, true),
                        });
                    }
                    return [2 /*return*/, places];
            }
        });
    });
}
