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
exports.openFolderChunks = openFolderChunks;
var promises_1 = require("node:fs/promises");
var node_path_1 = require("node:path");
var node_crypto_1 = require("node:crypto");
var files_1 = require("./files");
var placeIndex_1 = require("./placeIndex");
/** The ChunkStore in the data folder: `jobs/<id>/chunks/` holds a file a chunk, and `places` with a record each. */
function openFolderChunks(dataDir) {
    var _this = this;
    var chunkPath = function (jobId, number) { return (0, node_path_1.join)((0, files_1.jobFolder)(dataDir, jobId, 'chunks'), "".concat(number, ".chunk")); };
    var placesPath = function (jobId) { return (0, node_path_1.join)((0, files_1.jobFolder)(dataDir, jobId, 'chunks'), 'places'); };
    return {
        put: function (jobId, place, data) { return (0, files_1.onDisk)(function () { return __awaiter(_this, void 0, void 0, function () {
            var path;
            return __generator(this, function (_a) {
                switch (_a.label) {
                    case 0: return [4 /*yield*/, isStored(placesPath(jobId), place)];
                    case 1:
                        if (_a.sent())
                            return [2 /*return*/];
                        path = chunkPath(jobId, place.number);
                        return [4 /*yield*/, writeWhole(path, data)];
                    case 2:
                        _a.sent();
                        return [4 /*yield*/, (0, placeIndex_1.writePlace)(placesPath(jobId), place)];
                    case 3:
                        _a.sent();
                        return [2 /*return*/];
                }
            });
        }); }); },
        get: function (jobId, number) { return (0, files_1.onDisk)(function () { return (0, files_1.readWhole)(chunkPath(jobId, number)); }); },
        places: function (jobId, from, to) { return (0, files_1.onDisk)(function () { return (0, placeIndex_1.readPlaces)(placesPath(jobId), from, to); }); },
        atLine: function (jobId, lineNumber) { return (0, files_1.onDisk)(function () { return (0, placeIndex_1.findLine)(placesPath(jobId), lineNumber); }); },
        ranges: function (jobId, number, ranges) { return (0, files_1.onDisk)(function () { return __awaiter(_this, void 0, void 0, function () {
            var _this = this;
            var _a;
            return __generator(this, function (_b) {
                switch (_b.label) {
                    case 0: return [4 /*yield*/, (0, files_1.withFile)(chunkPath(jobId, number), function (file) { return __awaiter(_this, void 0, void 0, function () {
                            var parts, _i, ranges_1, _a, from, to, _b, _c;
                            return __generator(this, function (_d) {
                                switch (_d.label) {
                                    case 0:
                                        parts = [];
                                        _i = 0, ranges_1 = ranges;
                                        _d.label = 1;
                                    case 1:
                                        if (!(_i < ranges_1.length)) return [3 /*break*/, 4];
                                        _a = ranges_1[_i], from = _a[0], to = _a[1];
                                        _c = (_b = parts).push;
                                        return [4 /*yield*/, (0, files_1.readRange)(file, from, to)];
                                    case 2:
                                        _c.apply(_b, [_d.sent()]);
                                        _d.label = 3;
                                    case 3:
                                        _i++;
                                        return [3 /*break*/, 1];
                                    case 4: return [2 /*return*/, parts];
                                }
                            });
                        }); })];
                    case 1: return [2 /*return*/, (_a = _b.sent()) !== null && _a !== void 0 ? _a : ranges.map(function () { return new Uint8Array(0); })];
                }
            });
        }); }); },
        removeJob: function (jobId) { return (0, files_1.onDisk)(function () { return (0, files_1.removePart)(dataDir, jobId, 'chunks'); }); },
        jobIds: function () { return (0, files_1.onDisk)(function () { return (0, files_1.jobsWith)(dataDir, 'chunks'); }); },
        freeBytes: function () { return (0, files_1.onDisk)(function () { return __awaiter(_this, void 0, void 0, function () {
            var _a, bavail, bsize;
            return __generator(this, function (_b) {
                switch (_b.label) {
                    case 0: return [4 /*yield*/, (0, promises_1.statfs)(dataDir)];
                    case 1:
                        _a = _b.sent(), bavail = _a.bavail, bsize = _a.bsize;
                        return [2 /*return*/, bavail * bsize];
                }
            });
        }); }); },
        isReady: function () { return (0, promises_1.access)(dataDir, promises_1.constants.R_OK | promises_1.constants.W_OK).then(function () { return true; }, function () { return false; }); },
    };
}
function isStored(places, place) {
    return __awaiter(this, void 0, void 0, function () {
        var stored;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, placeIndex_1.readPlaces)(places, place.number, place.number + 1)];
                case 1:
                    stored = (_a.sent())[0];
                    return [2 /*return*/, stored !== undefined && stored.sizeBytes === place.sizeBytes && stored.firstLine === place.firstLine
                            && stored.lines === place.lines && stored.byteOffset === place.byteOffset];
            }
        });
    });
}
// Under another name first: whoever reads the chunk sees all of it or none.
function writeWhole(path, data) {
    return __awaiter(this, void 0, void 0, function () {
        var half, error_1;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    half = "".concat(path, ".").concat((0, node_crypto_1.randomUUID)(), ".half");
                    _a.label = 1;
                case 1:
                    _a.trys.push([1, 4, , 6]);
                    return [4 /*yield*/, (0, files_1.write)(half, data)];
                case 2:
                    _a.sent();
                    return [4 /*yield*/, (0, promises_1.rename)(half, path)];
                case 3:
                    _a.sent();
                    return [3 /*break*/, 6];
                case 4:
                    error_1 = _a.sent();
                    return [4 /*yield*/, (0, promises_1.rm)(half, { force: true })];
                case 5:
                    _a.sent();
                    throw error_1;
                case 6: return [2 /*return*/];
            }
        });
    });
}
