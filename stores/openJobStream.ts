import { STREAM_EVENTS, StreamResult } from '#shared/stream'
import type { StreamEvent } from '#shared/stream'

export interface StreamListener {
  onOpen: () => void
  /** `eventId` is what a later stream may go on from. */
  onResult: (event: StreamEvent, result: StreamResult, eventId: string) => void
  /** The connection is gone. `isClosed` tells that the browser will not try again by itself. */
  onLost: (isClosed: boolean) => void
}

const END_EVENTS: ReadonlySet<StreamEvent> = new Set(['complete', 'failed', 'cancelled'])
export const isEnd = (event: StreamEvent) => END_EVENTS.has(event)

/**
 * Listens to a job's stream. The browser reconnects with Last-Event-ID by itself; the end closes the stream.
 * @param afterEventId what was heard last on an earlier stream of the job, or empty. @returns a function that closes it.
 */
export function openJobStream(jobId: string, afterEventId: string, listener: StreamListener): () => void {
  const source = new EventSource(`/api/v2/results/${encodeURIComponent(jobId)}/stream${afterEventId && `?last_event_id=${encodeURIComponent(afterEventId)}`}`)
  source.addEventListener('open', () => listener.onOpen())
  source.addEventListener('error', () => listener.onLost(source.readyState === EventSource.CLOSED))
  for (const event of STREAM_EVENTS) {
    source.addEventListener(event, (message: MessageEvent<string>) => {
      const result = StreamResult.parse(JSON.parse(message.data))
      if (isEnd(event)) source.close()
      listener.onResult(event, result, message.lastEventId)
    })
  }
  return () => source.close()
}
