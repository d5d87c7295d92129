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
exports.writeRows = writeRows;
exports.readRows = readRows;
var files_1 = require("./files");
// Rows are written in pieces of this size, so that many small ones do not cost a call each. Chosen.
var PIECE_BYTES = 256 * 1024;
function writeRows(path) {
    return __awaiter(this, void 0, void 0, function () {
        var file, isOpen, offset, held, heldBytes, flush, close;
        var _this = this;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, files_1.create)(path, 'w')];
                case 1:
                    file = _a.sent();
                    isOpen = true;
                    offset = 0;
                    held = [];
                    heldBytes = 0;
                    flush = function () { return __awaiter(_this, void 0, void 0, function () {
                        return __generator(this, function (_a) {
                            switch (_a.label) {
                                case 0: return [4 /*yield*/, file.writeFile(Buffer.concat(held))];
                                case 1:
                                    _a.sent();
                                    held = [];
                                    heldBytes = 0;
                                    return [2 /*return*/];
                            }
                        });
                    }); };
                    close = function () { return __awaiter(_this, void 0, void 0, function () {
                        return __generator(this, function (_a) {
                            switch (_a.label) {
                                case 0:
                                    if (!isOpen)
                                        return [2 /*return*/];
                                    isOpen = false;
                                    return [4 /*yield*/, file.close()];
                                case 1:
                                    _a.sent();
                                    return [2 /*return*/];
                            }
                        });
                    }); };
                    return [2 /*return*/, {
                            add: function (row) {
                                return __awaiter(this, void 0, void 0, function () {
                                    var line, place;
                                    return __generator(this, function (_a) {
                                        switch (_a.label) {
                                            case 0:
                                                line = Buffer.from("".concat(JSON.stringify(row), "\n"));
                                                place = { offset: offset, sizeBytes: line.length };
                                                offset += line.length;
                                                held.push(line);
                                                heldBytes += line.length;
                                                if (!(heldBytes >= PIECE_BYTES)) return [3 /*break*/, 2];
                                                return [4 /*yield*/, flush()];
                                            case 1:
                                                _a.sent();
                                                _a.label = 2;
                                            case 2: return [2 /*return*/, place];
                                        }
                                    });
                                });
                            },
                            end: function () {
                                return __awaiter(this, void 0, void 0, function () {
                                    return __generator(this, function (_a) {
                                        switch (_a.label) {
                                            case 0: return [4 /*yield*/, flush()];
                                            case 1:
                                                _a.sent();
                                                return [4 /*yield*/, close()];
                                            case 2:
                                                _a.sent();
                                                return [2 /*return*/];
                                        }
                                    });
                                });
                            },
                            close: close,
                        }];
            }
        });
    });
}
/** The rows at these places, in this order, not yet checked. Neighbours are read in one go. */
function readRows(file, places) {
    return __awaiter(this, void 0, void 0, function () {
        var rows, from, to, start, bytes, _a, _b, _i, _c, _d, offset, sizeBytes, row;
        return __generator(this, function (_e) {
            switch (_e.label) {
                case 0:
                    rows = [];
                    from = 0;
                    _e.label = 1;
                case 1:
                    if (!(from < places.length)) return [3 /*break*/, 4];
                    to = from + 1;
                    while (to < places.length && places[to].offset === places[to - 1].offset + places[to - 1].sizeBytes)
                        to++;
                    start = places[from].offset;
                    _b = (_a = Buffer).from;
                    return [4 /*yield*/, (0, files_1.readRange)(file, start, places[to - 1].offset + places[to - 1].sizeBytes)];
                case 2:
                    bytes = _b.apply(_a, [(_e.sent()).buffer]);
                    for (_i = 0, _c = places.slice(from, to); _i < _c.length; _i++) {
                        _d = _c[_i], offset = _d.offset, sizeBytes = _d.sizeBytes;
                        row = JSON.parse(bytes.toString('utf8', offset - start, offset - start + sizeBytes));
                        rows.push(row);
                    }
                    from = to;
                    _e.label = 3;
                case 3: return [3 /*break*/, 1];
                case 4: return [2 /*return*/, rows];
            }
        });
    });
}
