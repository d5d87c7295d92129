// Loaded into a server before its own code, which then stops or dies at a certain point of its work. The environment says where:
// DIE_AT=TEXT: what gets bytes with that text to work on dies of it; DIES says what does, the thread or the process.
// DIE_AFTER='score 2 5': once threads have been given their second task called score, the process dies as it writes for the
// fifth time, to a file or to a socket; 0 is the giving itself.
// HOLD_BACK=score: such tasks never reach a thread, and the job stands still there.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import { isMainThread, MessagePort, Worker } from 'node:worker_threads'

const { DIE_AT = '', DIES, DIE_AFTER = '', HOLD_BACK } = process.env
const [task, tasks, writes] = DIE_AFTER.split(' ')

/** @type {Set<Worker>} */
const threads = new Set()
let given = 0
let written = 0

if (isMainThread && (DIE_AT || DIE_AFTER || HOLD_BACK)) {
  const { postMessage: toThread } = Worker.prototype
  Worker.prototype.postMessage = function (...args) {
    threads.add(this)
    return toThread.apply(this, args)
  }
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function (message, transfer) {
    if (DIE_AT && holds(message)) {
      if (DIES === 'process') die()
      for (const thread of threads) thread.terminate()
    }
    if (message instanceof Object && 'name' in message) {
      if (message.name === HOLD_BACK) return
      if (message.name === task && ++given >= Number(tasks) && Number(writes) === 0) die()
    }
    return postMessage.call(this, message, transfer)
  }
}

if (isMainThread && Number(writes) > 0) {
  counted(Socket.prototype, 'write')
  for (const name of ['writeSync', 'fsyncSync', 'ftruncateSync']) counted(fs, name)
  for (const name of ['open', 'rename']) counted(fs.promises, name)
  syncBuiltinESMExports()
}

/**
 * @param {any} owner
 * @param {string} name
 */
function counted(owner, name) {
  const original = owner[name]
  owner[name] = function (/** @type {unknown[]} */ ...args) {
    if (given >= Number(tasks) && ++written >= Number(writes)) die()
    return original.apply(this, args)
  }
}

function die() {
  process.kill(process.pid, 'SIGKILL')
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function holds(value) {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(DIE_AT)
  return value instanceof Object && !ArrayBuffer.isView(value) && Object.values(value).some(holds)
}
