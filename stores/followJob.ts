import type { StatusResult } from '#shared/job'
import type { StreamEvent, StreamResult } from '#shared/stream'
import { isEnd, openJobStream } from './openJobStream'
import { takeTurns } from './streamTurns'

export interface JobFollower {
  /** The job's status as the server tells it now; null for an unknown job. Rejects while the server is away. */
  getStatus: () => Promise<StatusResult | null>
  onResult: (event: StreamEvent, result: StreamResult) => void
  /** Whether the stream is there; until it is, status is polled. `isLost` is false where it is another tab's turn. */
  onStreaming: (isStreaming: boolean, isLost: boolean) => void
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
  let endTurns: (() => void) | null = null
  let lastEventId = ''
  let pollTimer: ReturnType<typeof setTimeout> | undefined
  let refreshTimer: ReturnType<typeof setTimeout> | undefined

  function setStreaming(value: boolean, isLost = false) {
    isStreaming = value
    follower.onStreaming(value, isLost)
  }

  function stop() {
    isStopped = true
    clearTimeout(pollTimer)
    clearTimeout(refreshTimer)
    endTurns?.()
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
    if (status) endTurns ??= takeTurns(openStream)
    pollIn(POLL_MS)
  }

  function openStream(): () => void {
    const close = openJobStream(jobId, lastEventId, {
      onOpen: () => {
        clearTimeout(pollTimer)
        setStreaming(true)
        refreshSoon()
      },
      onResult: (event, result, eventId) => {
        if (isStopped) return
        if (eventId !== '') lastEventId = eventId // progress has none
        if (isEnd(event)) stop()
        else refreshSoon()
        follower.onResult(event, result)
      },
      onLost: (isClosed) => {
        if (isStopped) return
        if (isClosed) {
          endTurns?.()
          endTurns = null
        }
        setStreaming(false, true)
        pollIn(POLL_MS)
      },
    })
    return () => {
      close()
      if (isStopped || !isStreaming) return
      setStreaming(false)
      pollIn(POLL_MS)
    }
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
