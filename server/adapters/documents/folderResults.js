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
exports.openFolderResults = openFolderResults;
var promises_1 = require("node:fs/promises");
var node_path_1 = require("node:path");
var files_1 = require("./files");
var folderFindings_1 = require("./folderFindings");
var folderTemplates_1 = require("./folderTemplates");
/**
 * The ResultStore in the data folder: `jobs/<id>/results/` with a file a document, named after its chunk and attempt. A
 * document is read only once a step names its attempt, which is after it was written: so it is written in place.
 */
function openFolderResults(dataDir) {
    var _this = this;
    var inJob = function (jobId) {
        var names = [];
        for (var _i = 1; _i < arguments.length; _i++) {
            names[_i - 1] = arguments[_i];
        }
        return node_path_1.join.apply(void 0, __spreadArray([(0, files_1.jobFolder)(dataDir, jobId, 'results')], names, false));
    };
    var documentPath = function (_a) {
        var jobId = _a.jobId, kind = _a.kind, chunkNumber = _a.chunkNumber, attempt = _a.attempt;
        return inJob(jobId, kind, "".concat(whole(chunkNumber), ".").concat(whole(attempt)));
    };
    var findingsFolder = function (jobId, attempt) { return inJob(jobId, 'findings', "".concat(whole(attempt))); };
    var templatesFolder = function (jobId, attempt) { return inJob(jobId, 'templates', "".concat(whole(attempt))); };
    return {
        put: function (name, data) { return (0, files_1.onDisk)(function () { return (0, files_1.write)(documentPath(name), data); }); },
        get: function (name) { return (0, files_1.onDisk)(function () { return (0, files_1.readWhole)(documentPath(name)); }); },
        removeAttempt: function (jobId, chunkNumber, attempt, kinds) { return (0, files_1.onDisk)(function () { return __awaiter(_this, void 0, void 0, function () {
            var paths;
            return __generator(this, function (_a) {
                switch (_a.label) {
                    case 0:
                        paths = kinds.map(function (kind) { return documentPath({ jobId: jobId, kind: kind, chunkNumber: chunkNumber, attempt: attempt }); });
                        if (kinds.includes('decisions'))
                            paths.push(findingsFolder(jobId, attempt), templatesFolder(jobId, attempt));
                        return [4 /*yield*/, Promise.all(paths.map(function (path) { return (0, promises_1.rm)(path, { recursive: true, force: true }); }))];
                    case 1:
                        _a.sent();
                        return [2 /*return*/];
                }
            });
        }); }); },
        putFindings: function (jobId, attempt, batches) { return (0, files_1.onDisk)(function () { return (0, folderFindings_1.writeFindings)(findingsFolder(jobId, attempt), batches); }); },
        findings: function (jobId, attempt, query) { return (0, files_1.onDisk)(function () { return (0, folderFindings_1.readFindings)(findingsFolder(jobId, attempt), query); }); },
        putTemplates: function (jobId, attempt, templates) { return (0, files_1.onDisk)(function () { return (0, folderTemplates_1.writeTemplates)(templatesFolder(jobId, attempt), templates); }); },
        templates: function (jobId, attempt, after, limit) { return (0, files_1.onDisk)(function () { return (0, folderTemplates_1.readTemplates)(templatesFolder(jobId, attempt), after, limit); }); },
        removeJob: function (jobId) { return (0, files_1.onDisk)(function () { return (0, files_1.removePart)(dataDir, jobId, 'results'); }); },
        jobIds: function () { return (0, files_1.onDisk)(function () { return (0, files_1.jobsWith)(dataDir, 'results'); }); },
        isReady: function () { return (0, promises_1.access)(dataDir, promises_1.constants.R_OK | promises_1.constants.W_OK).then(function () { return true; }, function () { return false; }); },
    };
}
// What becomes part of a path is a number, whatever a caller was given.
function whole(number) {
    if (!Number.isSafeInteger(number))
        throw new RangeError("not a whole number: ".concat(number));
    return number;
}
