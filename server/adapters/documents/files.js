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
exports.jobFolder = jobFolder;
exports.onDisk = onDisk;
exports.withFile = withFile;
exports.create = create;
exports.write = write;
exports.readRange = readRange;
exports.readWhole = readWhole;
exports.namesIn = namesIn;
exports.removePart = removePart;
exports.jobsWith = jobsWith;
exports.emptyTrash = emptyTrash;
var promises_1 = require("node:fs/promises");
var node_path_1 = require("node:path");
var node_crypto_1 = require("node:crypto");
var errors_1 = require("../../ports/errors");
var UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Folder of one job's chunks or results. Nothing but an id that is a UUID becomes part of a path. */
function jobFolder(dataDir, jobId, part) {
    if (!UUID.test(jobId))
        throw new RangeError("not a job id: ".concat(JSON.stringify(jobId)));
    return (0, node_path_1.join)(dataDir, 'jobs', jobId.toLowerCase(), part);
}
/** Runs file work and tells its failures in the ports' words. */
function onDisk(work) {
    return __awaiter(this, void 0, void 0, function () {
        var error_1, code;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    _a.trys.push([0, 2, , 3]);
                    return [4 /*yield*/, work()];
                case 1: return [2 /*return*/, _a.sent()];
                case 2:
                    error_1 = _a.sent();
                    code = codeOf(error_1);
                    if (code === 'ENOSPC' || code === 'EDQUOT')
                        throw new errors_1.DiskFull('no room left in the data folder', { cause: error_1 });
                    if (code)
                        throw new errors_1.StoreUnavailable("the data folder does not answer: ".concat(code), { cause: error_1 });
                    throw error_1;
                case 3: return [2 /*return*/];
            }
        });
    });
}
/** Work on an open file, or null if there is no such file. */
function withFile(path, work) {
    return __awaiter(this, void 0, void 0, function () {
        var file;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, promises_1.open)(path, 'r').catch(nullIfMissing)];
                case 1:
                    file = _a.sent();
                    if (!file)
                        return [2 /*return*/, null];
                    _a.label = 2;
                case 2:
                    _a.trys.push([2, , 4, 6]);
                    return [4 /*yield*/, work(file)];
                case 3: return [2 /*return*/, _a.sent()];
                case 4: return [4 /*yield*/, file.close()];
                case 5:
                    _a.sent();
                    return [7 /*endfinally*/];
                case 6: return [2 /*return*/];
            }
        });
    });
}
/** Opens a file for writing and makes its folder where that is missing. */
function create(path, flags) {
    return __awaiter(this, void 0, void 0, function () {
        var file;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, promises_1.open)(path, flags).catch(nullIfMissing)];
                case 1:
                    file = _a.sent();
                    if (file)
                        return [2 /*return*/, file];
                    return [4 /*yield*/, (0, promises_1.mkdir)((0, node_path_1.dirname)(path), { recursive: true })];
                case 2:
                    _a.sent();
                    return [4 /*yield*/, (0, promises_1.open)(path, flags)];
                case 3: return [2 /*return*/, _a.sent()];
            }
        });
    });
}
/** Writes all of it; what is there before is replaced. */
function write(path, data) {
    return __awaiter(this, void 0, void 0, function () {
        var file;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, create(path, 'w')];
                case 1:
                    file = _a.sent();
                    _a.label = 2;
                case 2:
                    _a.trys.push([2, , 4, 6]);
                    return [4 /*yield*/, file.writeFile(data)];
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
/** Bytes `[from, to)`, fewer where the file ends before; in a buffer of their own. */
function readRange(file, from, to) {
    return __awaiter(this, void 0, void 0, function () {
        var bytes, filled, bytesRead;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    bytes = new Uint8Array(Math.max(0, to - from));
                    filled = 0;
                    _a.label = 1;
                case 1:
                    if (!(filled < bytes.length)) return [3 /*break*/, 3];
                    return [4 /*yield*/, file.read(bytes, filled, bytes.length - filled, from + filled)];
                case 2:
                    bytesRead = (_a.sent()).bytesRead;
                    if (bytesRead === 0)
                        return [2 /*return*/, bytes.slice(0, filled)];
                    filled += bytesRead;
                    return [3 /*break*/, 1];
                case 3: return [2 /*return*/, bytes];
            }
        });
    });
}
/** The whole file, or null if there is none. */
function readWhole(path) {
    return __awaiter(this, void 0, void 0, function () {
        var _this = this;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, withFile(path, function (file) { return __awaiter(_this, void 0, void 0, function () { var _a, _b; return __generator(this, function (_c) {
                        switch (_c.label) {
                            case 0:
                                _a = readRange;
                                _b = [file, 0];
                                return [4 /*yield*/, file.stat()];
                            case 1: return [2 /*return*/, _a.apply(void 0, _b.concat([(_c.sent()).size]))];
                        }
                    }); }); })];
                case 1: return [2 /*return*/, _a.sent()];
            }
        });
    });
}
/** Names in a folder; none if there is no such folder. */
function namesIn(folder) {
    return __awaiter(this, void 0, void 0, function () {
        var _a;
        return __generator(this, function (_b) {
            switch (_b.label) {
                case 0: return [4 /*yield*/, (0, promises_1.readdir)(folder).catch(nullIfMissing)];
                case 1: return [2 /*return*/, (_a = _b.sent()) !== null && _a !== void 0 ? _a : []];
            }
        });
    });
}
/** Removes one part of a job: at once out of sight, then from the disk; and the job's folder with the last part. */
function removePart(dataDir, jobId, part) {
    return __awaiter(this, void 0, void 0, function () {
        var folder, trash;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0:
                    folder = jobFolder(dataDir, jobId, part);
                    trash = (0, node_path_1.join)(dataDir, 'trash', (0, node_crypto_1.randomUUID)());
                    return [4 /*yield*/, (0, promises_1.mkdir)((0, node_path_1.dirname)(trash), { recursive: true })];
                case 1:
                    _a.sent();
                    return [4 /*yield*/, (0, promises_1.rename)(folder, trash).catch(nullIfMissing)];
                case 2:
                    _a.sent();
                    return [4 /*yield*/, (0, promises_1.rmdir)((0, node_path_1.dirname)(folder)).catch(nullIfInUse)];
                case 3:
                    _a.sent();
                    return [4 /*yield*/, (0, promises_1.rm)(trash, { recursive: true, force: true })];
                case 4:
                    _a.sent();
                    return [2 /*return*/];
            }
        });
    });
}
/** Ids of jobs that have this part. */
function jobsWith(dataDir, part) {
    return __awaiter(this, void 0, void 0, function () {
        var ids, parts;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, namesIn((0, node_path_1.join)(dataDir, 'jobs'))];
                case 1:
                    ids = (_a.sent()).filter(function (name) { return UUID.test(name); });
                    return [4 /*yield*/, Promise.all(ids.map(function (id) { return namesIn((0, node_path_1.join)(dataDir, 'jobs', id)); }))];
                case 2:
                    parts = _a.sent();
                    return [2 /*return*/, ids.filter(function (_, index) { return parts[index].includes(part); })];
            }
        });
    });
}
/** Removes what a removal left that was cut short. */
function emptyTrash(dataDir) {
    return __awaiter(this, void 0, void 0, function () {
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, (0, promises_1.rm)((0, node_path_1.join)(dataDir, 'trash'), { recursive: true, force: true })];
                case 1:
                    _a.sent();
                    return [2 /*return*/];
            }
        });
    });
}
function nullIfMissing(error) {
    if (codeOf(error) === 'ENOENT')
        return null;
    throw error;
}
function nullIfInUse(error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST')
        return null;
    return nullIfMissing(error);
}
function codeOf(error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error ? error.code : null;
}
