import type { H3Event } from 'h3'
import { sendText } from './sendText'

/** Sends objects as lines of JSON as they are made. `open` gets the signal that aborts when the client goes or the server stops. */
export function sendRows(event: H3Event, open: (signal: AbortSignal) => AsyncIterable<object>, stopping: AbortSignal): Promise<void> {
  const gone = new AbortController()
  event.node.res.once('close', () => gone.abort())
  const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }
  return sendText(event, headers, asLines(open(AbortSignal.any([gone.signal, stopping]))))
}

async function* asLines(rows: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}
