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
Object.defineProperty(exports, "__esModule", { value: true });
exports.openPglite = openPglite;
var node_fs_1 = require("node:fs");
var node_path_1 = require("node:path");
var pglite_1 = require("@electric-sql/pglite");
var pglite_2 = require("drizzle-orm/pglite");
var migrator_1 = require("drizzle-orm/pglite/migrator");
var openRelational_1 = require("./openRelational");
/**
 * A statement costs PGlite about 0.4 ms of the event loop and a commit takes five, so at 150 chunks a second four share
 * one. Measured with tests/bench/commits.ts.
 */
var COMMIT_PAUSE_MS = 25;
/** Nothing in PGlite writes checkpoints by itself: without one the log of changes only grows. Chosen. */
var CHECKPOINT_EVERY_MS = 5 * 60 * 1000;
/** The default of 128 MiB costs 140 MB of resident memory (measured), for tables that fit into much less. */
var CONFIG = ['shared_buffers = 8MB', 'wal_buffers = 1MB'];
/** Opens PGlite in the folder and brings its tables up to date. Nothing locks the folder: the caller must hold it. */
function openPglite(folder) {
    return __awaiter(this, void 0, void 0, function () {
        var client, db, relational, checkpoints;
        return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, pglite_1.PGlite.create({ dataDir: folder, postgresqlconf: CONFIG })];
                case 1:
                    client = _a.sent();
                    db = (0, pglite_2.drizzle)(client);
                    return [4 /*yield*/, (0, migrator_1.migrate)(db, { migrationsFolder: findMigrations() })];
                case 2:
                    _a.sent();
                    relational = (0, openRelational_1.openRelational)(db, COMMIT_PAUSE_MS);
                    checkpoints = setInterval(function () {
                        // One that fails is made up for by the next.
                        client.exec('CHECKPOINT').catch(function () { return undefined; });
                    }, CHECKPOINT_EVERY_MS).unref();
                    return [2 /*return*/, __assign(__assign({}, relational), { close: function () {
                                return __awaiter(this, void 0, void 0, function () {
                                    return __generator(this, function (_a) {
                                        switch (_a.label) {
                                            case 0:
                                                clearInterval(checkpoints);
                                                return [4 /*yield*/, relational.settled()];
                                            case 1:
                                                _a.sent();
                                                return [4 /*yield*/, client.close()];
                                            case 2:
                                                _a.sent();
                                                return [2 /*return*/];
                                        }
                                    });
                                });
                            } })];
            }
        });
    });
}
// Beside the built server; in development and tests, in the working tree.
function findMigrations() {
    var started = process.argv[1];
    var beside = started && (0, node_fs_1.existsSync)(started) ? (0, node_path_1.join)((0, node_path_1.dirname)((0, node_fs_1.realpathSync)(started)), 'migrations') : '';
    return (0, node_fs_1.existsSync)((0, node_path_1.join)(beside, 'meta', '_journal.json')) ? beside : (0, node_path_1.resolve)('drizzle', 'migrations');
}
