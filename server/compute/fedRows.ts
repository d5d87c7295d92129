import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { ChunkCandidates, Fed } from './messages'

/**
 * Rows that another thread reads from a store, as a plain iteration: this thread sleeps until the next batch is there, so
 * that only one batch is held.
 */
export function* fedRows(port: MessagePort, signal: Int32Array<SharedArrayBuffer>): Generator<ChunkCandidates> {
  for (;;) {
    port.postMessage('more')
    Atomics.wait(signal, 0, 0)
    Atomics.store(signal, 0, 0)
    const fed: Fed | undefined = receiveMessageOnPort(port)?.message
    if (!fed || 'end' in fed) return
    yield* fed.rows
  }
}

/** The other end: posts a batch at each `more`, and the end after the last. Throws what `batches` throws. */
export async function feedRows(port: MessagePort, signal: Int32Array<SharedArrayBuffer>, batches: AsyncIterable<ChunkCandidates[]>): Promise<void> {
  const iterator = batches[Symbol.asyncIterator]()
  const post = (fed: Fed) => {
    port.postMessage(fed)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  }
  const wanted = () => new Promise<void>(resolve => port.once('message', () => resolve()))
  let next = wanted()
  try {
    for (;;) {
      await next
      const { value, done } = await iterator.next()
      if (done) break
      next = wanted()
      post({ rows: value })
    }
  }
  finally {
    await iterator.return?.()
    post({ end: true })
    port.unref()
  }
}
