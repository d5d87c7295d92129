import type { StatusResult } from '#shared/job'
import type { StreamEvent, StreamResult } from '#shared/stream'
import { isEnd, openJobStream } from './openJobStream'

export interface JobFollower {
  /** The job's status as the server tells it now; null for an unknown job. Rejects while the server is away. */
  getStatus: () => Promise<StatusResult | null>
  onResult: (event: StreamEvent, result: StreamResult) => void
  /** Whether the stream is there; until it is, status is polled. */
  onStreaming: (isStreaming: boolean) => void
  onUnknown: () => void
  /** An upload of ours is under way, so that an unknown job may still appear. */
  mayAppear: () => boolean
}

const POLL_MS = 2000 // issue 3
const APPEAR_MS = 300 // chosen: a job exists from the upload's first byte on
const REFRESH_MS = 1000 // progress events come at each commit; their numbers need no more than a look a second

/** Follows a job to its end: by its stream, and by polling its status only while the stream is not there. */
export function followJob(jobId: string, follower: JobFollower): () => void {
  let isStopped = false
  let isStreaming = false
  let closeStream: (() => void) | null = null
  let pollTimer: ReturnType<typeof setTimeout> | undefined
  let refreshTimer: ReturnType<typeof setTimeout> | undefined

  function setStreaming(value: boolean) {
    isStreaming = value
    follower.onStreaming(value)
  }

  function stop() {
    isStopped = true
    clearTimeout(pollTimer)
    clearTimeout(refreshTimer)
    closeStream?.()
    if (isStreaming) setStreaming(false)
  }

  function pollIn(waitMs: number) {
    clearTimeout(pollTimer)
    if (!isStopped) pollTimer = setTimeout(poll, waitMs)
  }

  async function poll() {
    const status = await follower.getStatus().catch(() => undefined)
    if (isStopped || isStreaming) return
    if (status === null && follower.mayAppear()) return pollIn(APPEAR_MS)
    if (status === null) {
      stop()
      return follower.onUnknown()
    }
    if (status && !closeStream) openStream()
    pollIn(POLL_MS)
  }

  function openStream() {
    closeStream = openJobStream(jobId, {
      onOpen: () => {
        clearTimeout(pollTimer)
        setStreaming(true)
        refreshSoon()
      },
      onResult: (event, result) => {
        if (isStopped) return
        if (isEnd(event)) stop()
        else refreshSoon()
        follower.onResult(event, result)
      },
      onLost: (isClosed) => {
        if (isStopped) return
        if (isClosed) closeStream = null
        setStreaming(false)
        pollIn(POLL_MS)
      },
    })
  }

  function refreshSoon() {
    refreshTimer ??= setTimeout(() => {
      refreshTimer = undefined
      follower.getStatus().catch(() => undefined) // the stream tells when the server is away
    }, REFRESH_MS)
  }

  void poll()
  return stop
}
