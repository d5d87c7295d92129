"use strict";
var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
exports.DataFolderRefused = void 0;
exports.lockFolder = lockFolder;
var node_crypto_1 = require("node:crypto");
var node_fs_1 = require("node:fs");
var node_path_1 = require("node:path");
var zod_1 = require("zod");
/** The data folder is held by another process that is alive, or cannot be held. The message says why. */
var DataFolderRefused = /** @class */ (function (_super) {
    __extends(DataFolderRefused, _super);
    function DataFolderRefused() {
        var _this = _super !== null && _super.apply(this, arguments) || this;
        _this.name = 'DataFolderRefused';
        return _this;
    }
    return DataFolderRefused;
}(Error));
exports.DataFolderRefused = DataFolderRefused;
var LOCK_NAME = 'lograro.lock';
var Holder = zod_1.z.object({ pid: zod_1.z.number().int(), started: zod_1.z.string().nullable(), key: zod_1.z.string() });
/**
 * Holds the folder for this process. A lock that a dead process left is taken over; one of a living process is not.
 * @returns a function that lets it go. @throws DataFolderRefused
 */
function lockFolder(dataDir) {
    var path = (0, node_path_1.join)(dataDir, LOCK_NAME);
    var own = { pid: process.pid, started: startOf(process.pid), key: (0, node_crypto_1.randomUUID)() };
    for (var tries = 0; tries < 5; tries++) {
        if (isDone(function () { return writeLock(path, own); }, 'EEXIST'))
            return function () { return release(path, own); };
        var holder = readHolder(path);
        if (holder && isAlive(holder)) {
            throw new DataFolderRefused("the data folder ".concat(dataDir, " is in use by process ").concat(holder.pid, "; stop that process, or set DATA_DIR to another folder"));
        }
        setAside(path, holder);
    }
    throw new DataFolderRefused("the data folder ".concat(dataDir, " cannot be locked: other processes start on it at the same time"));
}
// Written under another name and linked, so that nobody reads half a lock.
function writeLock(path, own) {
    var draft = "".concat(path, ".").concat(own.key);
    (0, node_fs_1.writeFileSync)(draft, JSON.stringify(own));
    try {
        (0, node_fs_1.linkSync)(draft, path);
    }
    finally {
        (0, node_fs_1.unlinkSync)(draft);
    }
}
/** Removes the lock of a dead process; a lock that another process took over in the meantime is put back. */
function setAside(path, dead) {
    var _a;
    var aside = "".concat(path, ".").concat((0, node_crypto_1.randomUUID)());
    if (!isDone(function () { return (0, node_fs_1.renameSync)(path, aside); }, 'ENOENT'))
        return;
    if (((_a = readHolder(aside)) === null || _a === void 0 ? void 0 : _a.key) !== (dead === null || dead === void 0 ? void 0 : dead.key))
        isDone(function () { return (0, node_fs_1.linkSync)(aside, path); }, 'EEXIST');
    (0, node_fs_1.unlinkSync)(aside);
}
function release(path, own) {
    var _a;
    if (((_a = readHolder(path)) === null || _a === void 0 ? void 0 : _a.key) === own.key)
        isDone(function () { return (0, node_fs_1.unlinkSync)(path); }, 'ENOENT');
}
function readHolder(path) {
    try {
        return Holder.parse(JSON.parse((0, node_fs_1.readFileSync)(path, 'utf8')));
    }
    catch (_a) {
        // Gone, or nothing that we wrote: nobody's.
        return null;
    }
}
// A number of a dead process comes back some day: the time at which it started tells the two apart.
function isAlive(_a) {
    var pid = _a.pid, started = _a.started;
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        if (!isCode(error, 'EPERM'))
            return false;
    }
    return startOf(pid) === started;
}
/** When the process started, as Linux counts it (proc(5), field 22 of stat); null where that can't be told. */
function startOf(pid) {
    var _a;
    try {
        var stat = (0, node_fs_1.readFileSync)("/proc/".concat(pid, "/stat"), 'utf8');
        return (_a = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]) !== null && _a !== void 0 ? _a : null;
    }
    catch (_b) {
        // Another system, or no such process.
        return null;
    }
}
/** Whether it could be done; false if it failed with that code. */
function isDone(act, code) {
    try {
        act();
        return true;
    }
    catch (error) {
        if (isCode(error, code))
            return false;
        throw error;
    }
}
function isCode(error, code) {
    return error instanceof Error && 'code' in error && error.code === code;
}
