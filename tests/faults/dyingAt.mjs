// Loaded into a worker before its own code: what gets bytes with a certain text to work on dies of it. DIE_AT is the text, DIES what dies.
import { isMainThread, MessagePort, Worker } from 'node:worker_threads'

const { DIE_AT = '', DIES } = process.env

if (isMainThread && DIE_AT) {
  /** @type {Set<Worker>} */
  const threads = new Set()
  const { postMessage: toThread } = Worker.prototype
  Worker.prototype.postMessage = function (...args) {
    threads.add(this)
    return toThread.apply(this, args)
  }
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function (message, transfer) {
    const isFatal = holds(message)
    if (isFatal && DIES === 'process') process.kill(process.pid, 'SIGKILL')
    if (isFatal) for (const thread of threads) thread.terminate()
    return postMessage.call(this, message, transfer)
  }
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function holds(value) {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(DIE_AT)
  return value instanceof Object && !ArrayBuffer.isView(value) && Object.values(value).some(holds)
}
