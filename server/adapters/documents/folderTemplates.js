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
exports.writeTemplates = writeTemplates;
exports.readTemplates = readTemplates;
var node_path_1 = require("node:path");
var results_1 = require("#shared/results");
var files_1 = require("./files");
var rowFile_1 = require("./rowFile");
/** In the index, a row's offset f64 and size u32 (and four bytes unused), little-endian, at its position × this. */
var RECORD_BYTES = 16;
/** Templates in a folder: `rows` in the order given, `index` with where each lies. */
function writeTemplates(folder, templates) {
    return __awaiter(this, void 0, void 0, function () {
        var index, rows, _i, _a, _b, position, template, _c, offset, sizeBytes;
        return __generator(this, function (_d) {
            switch (_d.label) {
                case 0:
                    index = new DataView(new ArrayBuffer(templates.length * RECORD_BYTES));
                    return [4 /*yield*/, (0, rowFile_1.writeRows)((0, node_path_1.join)(folder, 'rows'))];
                case 1:
                    rows = _d.sent();
                    _d.label = 2;
                case 2:
                    _d.trys.push([2, , 8, 10]);
                    _i = 0, _a = templates.entries();
                    _d.label = 3;
                case 3:
                    if (!(_i < _a.length)) return [3 /*break*/, 6];
                    _b = _a[_i], position = _b[0], template = _b[1];
                    return [4 /*yield*/, rows.add(template)];
                case 4:
                    _c = _d.sent(), offset = _c.offset, sizeBytes = _c.sizeBytes;
                    index.setFloat64(position * RECORD_BYTES, offset, true);
                    index.setUint32(position * RECORD_BYTES + 8, sizeBytes, true);
                    _d.label = 5;
                case 5:
                    _i++;
                    return [3 /*break*/, 3];
                case 6: return [4 /*yield*/, rows.end()];
                case 7:
                    _d.sent();
                    return [3 /*break*/, 10];
                case 8: return [4 /*yield*/, rows.close()];
                case 9:
                    _d.sent();
                    return [7 /*endfinally*/];
                case 10: return [4 /*yield*/, (0, files_1.write)((0, node_path_1.join)(folder, 'index'), new Uint8Array(index.buffer))];
                case 11:
                    _d.sent();
                    return [2 /*return*/];
            }
        });
    });
}
function readTemplates(folder, after, limit) {
    return __awaiter(this, void 0, void 0, function () {
        var page, places, rows, next;
        var _this = this;
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0: return [4 /*yield*/, (0, files_1.withFile)((0, node_path_1.join)(folder, 'index'), function (file) { return __awaiter(_this, void 0, void 0, function () {
                        var bytes, _a, _b;
                        var _c;
                        return __generator(this, function (_d) {
                            switch (_d.label) {
                                case 0: return [4 /*yield*/, (0, files_1.readRange)(file, after * RECORD_BYTES, (after + limit) * RECORD_BYTES)];
                                case 1:
                                    bytes = _d.sent();
                                    _c = { index: new DataView(bytes.buffer) };
                                    _b = (_a = Math).floor;
                                    return [4 /*yield*/, file.stat()];
                                case 2: return [2 /*return*/, (_c.total = _b.apply(_a, [(_d.sent()).size / RECORD_BYTES]), _c)];
                            }
                        });
                    }); })];
                case 1:
                    page = _b.sent();
                    if (!page)
                        return [2 /*return*/, { templates: [], total: 0, next: null }];
                    places = Array.from({ length: Math.floor(page.index.byteLength / RECORD_BYTES) }, function (_, position) { return ({
                        offset: page.index.getFloat64(position * RECORD_BYTES, true),
                        sizeBytes: page.index.getUint32(position * RECORD_BYTES + 8, true),
                    }); });
                    return [4 /*yield*/, (0, files_1.withFile)((0, node_path_1.join)(folder, 'rows'), function (file) { return (0, rowFile_1.readRows)(file, places); })];
                case 2:
                    rows = (_a = _b.sent()) !== null && _a !== void 0 ? _a : [];
                    next = after + places.length;
                    return [2 /*return*/, {
                            templates: rows.map(function (row) { return results_1.TemplateResult.parse(row); }),
                            total: page.total,
                            next: places.length > 0 && next < page.total ? next : null,
                        }];
            }
        });
    });
}
