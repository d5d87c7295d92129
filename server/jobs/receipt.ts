import type { Intake } from '#engine'
import type { Backends } from '../ports/backends'
import { StoreUnavailable } from '../ports/errors'
import type { Job, Received } from '../ports/jobStore'
import { holdChunk } from './chunksInHand'
import { requireRoom } from './disk'
import { UploadCancelled } from './errors'
import { patiently } from './patiently'
import { LEASE_MS, tellOnce } from './tellOnce'
import { topUp } from './topUp'

/** The store is told of new chunks after so many, or after this time, whichever comes first. Chosen. */
const TELL_CHUNKS = 8
const TELL_MS = 100
/** A receiver that gets nothing still renews its lease so often, and learns in this way that the job was cancelled. */
const STALLED_MS = 1000
/** Chunks stored but not learnt above which the upload is slowed; chosen: a fraction of a second's work. */
const BACKLOG_MAX = 64
const BACKLOG_PAUSE_MS = 50

export interface ReceiveSettings {
  chunkSizeBytes: number
  maxLineBytes: number
  minFreeBytes: number
  workers: number
}

/** What has come in of a file, and what the store has been told of it. */
export interface Receipt {
  /** Cuts and stores; waits where the store or the work is behind. */
  take(piece: Uint8Array): Promise<void>
  /** Stores the rest and seals the job. @throws UploadCancelled if it has ended meanwhile. */
  seal(): Promise<Job>
  /** Ends the telling; waits for what is under way. */
  close(): Promise<void>
}

/** @param stop is called when the job was cancelled, or a store fails, while no piece is being taken. */
export function openReceipt(backends: Backends, jobId: string, settings: ReceiveSettings, intake: Intake, stop: (reason: Error) => void): Receipt {
  const news = openNews(intake)
  let told: Job | null = null
  let toldAtMs = Date.now()
  let chunksTold = 0
  let telling: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()

  const timer = setInterval(() => {
    if (Date.now() - toldAtMs >= STALLED_MS) tell().catch(stop)
  }, STALLED_MS / 2)

  /** Tells what is new; one call at a time, a second one waits for the first and shares it. */
  function tell(): Promise<void> {
    telling ??= tellNow().finally(() => telling = null)
    return telling
  }

  async function tellNow(): Promise<void> {
    toldAtMs = Date.now()
    const received = news.take()
    told = await tellOnce(backends, jobId, received, chunksTold, rest => backends.jobs.receive(jobId, rest))
    if (!told) throw cancelled()
    chunksTold += received.chunksAdded
    toldAtMs = Date.now()
    void backends.statuses.put(told)
    queueWork(told).catch(stop)
    await patiently(backends, () => requireRoom(backends, settings))
  }

  /** What can't be queued now is found by the sweep. */
  async function queueWork(job: Job): Promise<void> {
    await topUp(backends, job, settings.workers).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
    })
  }

  const store = async ({ place, data }: ReturnType<Intake['push']>[number]) => {
    await writing
    writing = patiently(backends, () => backends.chunks.put(jobId, place, data)).then(() => {
      holdChunk(backends, jobId, place, data)
      news.add(place.sizeBytes, place.lines)
    })
    writing.catch(() => undefined) // told by the next await
  }

  const isDue = () => news.chunks() >= TELL_CHUNKS || (news.chunks() > 0 && (!told || Date.now() - toldAtMs >= TELL_MS))
  const backlog = () => told ? told.totalChunks - told.chunksProcessed : 0

  return {
    async take(piece) {
      news.received(piece)
      for (const chunk of intake.push(piece)) await store(chunk)
      // Not waited for, so that the next bytes come in while the store is told; but never two at once.
      if (isDue() && !telling) tell().catch(stop)
      else if (news.chunks() >= 2 * TELL_CHUNKS) await tell()
      while (backlog() > BACKLOG_MAX) {
        await new Promise(resolve => setTimeout(resolve, BACKLOG_PAUSE_MS))
        await tell()
      }
    },
    async seal() {
      for (const chunk of intake.end()) await store(chunk)
      await writing
      clearInterval(timer)
      await telling
      const job = await tellOnce(backends, jobId, news.last(), chunksTold, rest => backends.jobs.seal(jobId, rest))
      if (!job) throw cancelled()
      await backends.statuses.put(job)
      await backends.wakeUps.notify(jobId)
      await queueWork(job)
      return job
    },
    async close() {
      clearInterval(timer)
      await Promise.allSettled([writing, telling])
    },
  }
}

function cancelled(): UploadCancelled {
  return new UploadCancelled('The job was cancelled while its file was on the way.')
}

/** Bytes of lines in which nothing stands, in UTF-8 and UTF-16. */
const BLANKS = new Set([0x00, 0x09, 0x0A, 0x0D, 0x20])

/** Counts what the store has not been told yet. */
function openNews(intake: Intake) {
  let totalSizeBytes = 0
  let isBlank = true
  let untold = { chunks: 0, bytes: 0, lines: 0 }
  let isFramingTold = false
  let warningsTold = 0

  function take(): Received {
    const { framing, encoding, warnings } = intake
    const received: Received = {
      chunksAdded: untold.chunks, storedBytesAdded: untold.bytes, linesAdded: untold.lines, totalSizeBytes, leaseUntilMs: Date.now() + LEASE_MS,
    }
    if (framing && !isFramingTold) Object.assign(received, { framing, encoding: encoding ?? undefined })
    if (warnings.length > warningsTold) received.warnings = [...warnings]
    isFramingTold ||= framing !== null
    warningsTold = warnings.length
    untold = { chunks: 0, bytes: 0, lines: 0 }
    return received
  }

  return {
    take,
    /** With a note on a file in which nothing stands. */
    last(): Received {
      const received = take()
      if (isBlank) received.warnings = [...intake.warnings, totalSizeBytes === 0 ? 'The file is empty.' : 'The file holds only empty lines.']
      return received
    },
    chunks: () => untold.chunks,
    received(piece: Uint8Array) {
      totalSizeBytes += piece.byteLength
      isBlank &&= piece.every(byte => BLANKS.has(byte))
    },
    add(sizeBytes: number, lines: number) {
      untold.chunks++
      untold.bytes += sizeBytes
      untold.lines += lines
    },
  }
}
