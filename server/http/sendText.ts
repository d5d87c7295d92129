import type { H3Event } from 'h3'
import { drained } from './sendEvents'

/**
 * Writes texts as they come and ends the response. The first is made before the headers go out, so that what it throws is
 * still answered as a problem. Waits for the client where it is slow.
 */
export async function sendText(event: H3Event, headers: Record<string, string>, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const { res } = event.node
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  let isFirst = true
  for await (const text of texts) {
    if (isFirst) res.writeHead(200, headers)
    isFirst = false
    if (!res.write(text)) await drained(res, gone.signal)
    if (gone.signal.aborted) return
  }
  if (isFirst) res.writeHead(200, headers)
  res.end()
}
