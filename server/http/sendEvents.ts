import type { ServerResponse } from 'node:http'
import type { H3Event } from 'h3'
import type { StreamEvent, StreamLine, StreamResult } from '#shared/stream'
import { capture } from './capture'
import { countListener } from './listeners'

/** A comment after so long a silence keeps proxies from closing the stream. */
const HEARTBEAT_MS = 15_000

interface NamedEvent { type: StreamEvent, id: string | null, data: StreamResult }

/**
 * Writes events as they come, as SSE or as NDJSON, and ends the response after the last. Waits for the client where it is
 * slow, so that nothing piles up. `open` gets the signal that aborts when the client goes or the server stops.
 */
export async function sendEvents(event: H3Event, open: (signal: AbortSignal) => AsyncIterable<NamedEvent>, stopping: AbortSignal): Promise<void> {
  const { res } = event.node
  const isNdjson = wantsNdjson(event)
  const leave = countListener()
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  res.on('error', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, stopping])
  res.writeHead(200, {
    'content-type': isNdjson ? 'application/x-ndjson; charset=utf-8' : 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  if (isNdjson) res.flushHeaders()
  else res.write(': here\n\n')
  let writtenAtMs = Date.now()
  const heartbeat = setInterval(() => {
    if (isNdjson || res.writableNeedDrain || Date.now() - writtenAtMs < HEARTBEAT_MS) return
    writtenAtMs = Date.now()
    res.write(': still here\n\n')
  }, HEARTBEAT_MS / 3)
  try {
    for await (const one of open(signal)) {
      writtenAtMs = Date.now()
      if (!res.write(isNdjson ? lines.of(one) : frames.of(one))) await drained(res, signal)
      if (signal.aborted) break
    }
  }
  catch (error) {
    capture(event, error)
  }
  finally {
    clearInterval(heartbeat)
    leave()
    res.end()
  }
}

/** Whether the client asked for the events one a line. */
function wantsNdjson(event: H3Event): boolean {
  return /\bapplication\/x-ndjson\b/i.test(event.node.req.headers.accept ?? '')
}

const frames = written(({ type, id, data }) => `${id === null ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)

const lines = written(({ type, id, data }) => {
  const line: StreamLine = { ...data, type, id }
  return JSON.stringify(line) + '\n'
})

/** The text of an event, written once however many listeners get the same one. */
function written(write: (one: NamedEvent) => string) {
  const texts = new WeakMap<NamedEvent, string>()
  return {
    of(one: NamedEvent): string {
      const text = texts.get(one) ?? write(one)
      texts.set(one, text)
      return text
    },
  }
}

/** Resolves when the response takes more, or never will. */
export function drained(res: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || !res.writableNeedDrain) return resolve()
    const done = () => {
      res.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    res.once('drain', done)
    signal.addEventListener('abort', done, { once: true })
  })
}
