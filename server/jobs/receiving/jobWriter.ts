import type { ReadingOptions } from '#engine'
import type { NewNote } from '#shared/note'
import type { Backends } from '../../ports/backends'
import { StoreUnavailable } from '../../ports/errors'
import type { Job, Received } from '../../ports/jobStore'
import { holdChunk } from '../chunksInHand'
import { requireRoom } from './disk'
import { UploadCancelled } from '../errors'
import { describeJob, noteJob } from '../describeJob'
import { receivedBytes } from '../measures'
import { patiently } from '../patiently'
import { openCutter, type Cut, type FileCutter } from './fileCutter'
import { tellOnce } from '../tellOnce'
import { topUp } from '../working/topUp'

/** The store is told of new chunks after so many, or after this time, whichever comes first. Chosen. */
const TELL_CHUNKS = 8
const TELL_MS = 100
/** How often it is looked whether there is room: tens of MB come in meanwhile, far less than has to be free. Chosen. */
const ROOM_MS = 500
/** A receiver that gets nothing still renews its lease so often, and learns in this way that the job was cancelled. */
const STALLED_MS = 1000
/** Chunks stored but not learnt above which the upload is slowed; chosen: a fraction of a second's work. */
const BACKLOG_MAX = 64
const BACKLOG_PAUSE_MS = 50

export interface ReceiveSettings {
  chunkSizeBytes: number
  maxLineBytes: number
  minFreeBytes: number
  /** Bytes that packed files may have unpacked. */
  maxExpandedBytes: number
  workers: number
  /** What was said of how the files are to be read. */
  reading?: ReadingOptions
}

/** Writes what comes in of one job: adds the stores of chunks and jobs, and the queue, to the cutting of files. */
export interface JobWriter {
  /** Counts bytes as they were received. */
  arrived(piece: Uint8Array): void
  /** Begins the next file; `member` is its name in a job of several. */
  beginFile(member: string | null): void
  /** Cuts and stores bytes of the file, unpacked; waits where the store or the work is behind. @throws NotText */
  take(piece: Uint8Array): Promise<void>
  /** Stores the rest of the file. @param lost why nothing more of it could be read. @throws NotText */
  endFile(lost: NewNote | null): Promise<void>
  /** Instead: nothing of the file is taken. */
  skipFile(reason: NewNote): void
  /** Adds to the job's notes. */
  note(note: NewNote): void
  /** Lines so far. */
  lines(): number
  /** Seals the job. @throws UploadCancelled if it has ended meanwhile. */
  seal(): Promise<Job>
  /** Ends the telling; waits for what is under way. */
  close(): Promise<void>
}

/** What a job's writer begins with. */
export interface Beginning {
  startedAtMs: number
  /** Chunks that are stored and counted already: they come again, and are passed over. */
  chunksStored: number
  /** Until when the receiver counts as alive, said now. */
  leaseUntilMs(): number
  /** Is called when the job was cancelled, or a store fails, while no piece is being taken. */
  stop: (reason: Error) => void
}

/** The job is open already. */
export function openJobWriter(
  backends: Backends, jobId: string, settings: ReceiveSettings, { startedAtMs, chunksStored, leaseUntilMs, stop }: Beginning,
): JobWriter {
  const cutter = openCutter(settings, startedAtMs)
  const news = openNews(cutter)
  let chunksAgain = chunksStored
  let told: Job | null = null
  let toldAtMs = Date.now()
  let roomSeenAtMs = Number.NEGATIVE_INFINITY
  let chunksTold = chunksStored
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
    // Of files that come again less is known than was told, until they are where they were.
    const received = chunksAgain > 0 ? news.nothing() : news.take()
    told = await tellOnce(backends, jobId, { received, chunksTold, leaseUntilMs }, rest => backends.jobs.receive(jobId, rest))
    if (!told) throw cancelled()
    chunksTold += received.chunksAdded
    toldAtMs = Date.now()
    void backends.statuses.put(told)
    noteJob(backends, told)
    queueWork(told).catch(stop)
    if (toldAtMs - roomSeenAtMs < ROOM_MS) return
    roomSeenAtMs = toldAtMs
    await patiently(backends, () => requireRoom(backends.chunks, settings.minFreeBytes))
  }

  /** What can't be queued now is found by the sweep. */
  async function queueWork(job: Job): Promise<void> {
    await topUp(backends, job, settings.workers).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
    })
  }

  const store = async ({ place, data }: Cut) => {
    await writing
    cutter.stored(place, data)
    if (chunksAgain > 0) {
      chunksAgain--
      return
    }
    writing = patiently(backends, () => backends.chunks.put(jobId, place, data)).then(() => {
      holdChunk(backends, jobId, place, data)
      news.add(place.sizeBytes, place.lines)
    })
    writing.catch(() => undefined) // told by the next await
  }

  const isDue = () => news.chunks() >= TELL_CHUNKS || (news.chunks() > 0 && (!told || Date.now() - toldAtMs >= TELL_MS))
  const backlog = () => told ? told.totalChunks - told.chunksProcessed : 0

  return {
    arrived(piece) {
      receivedBytes.inc(piece.byteLength)
      news.received(piece)
    },
    beginFile: cutter.begin,
    async take(piece) {
      for (const chunk of cutter.push(piece)) await store(chunk)
      // Not waited for, so that the next bytes come in while the store is told; but never two at once.
      if (isDue() && !telling) tell().catch(stop)
      else if (news.chunks() >= 2 * TELL_CHUNKS) await tell()
      while (backlog() > BACKLOG_MAX) {
        await new Promise(resolve => setTimeout(resolve, BACKLOG_PAUSE_MS))
        await tell()
      }
    },
    async endFile(lost) {
      for (const chunk of cutter.end()) await store(chunk)
      cutter.close(lost)
      if (news.chunks() >= 2 * TELL_CHUNKS) await tell()
    },
    skipFile: cutter.skip,
    note: cutter.note,
    lines: cutter.lines,
    async seal() {
      await writing
      clearInterval(timer)
      await telling
      const job = await tellOnce(backends, jobId, { received: news.last(), chunksTold, leaseUntilMs }, rest => backends.jobs.seal(jobId, rest))
      if (!job) throw cancelled()
      await backends.statuses.put(job)
      await describeJob(backends, job)
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
  return new UploadCancelled({ code: 'cancelled_on_way', args: {} })
}

/** Counts what the store has not been told yet. */
function openNews(cutter: FileCutter) {
  let totalSizeBytes = 0
  let untold = { chunks: 0, bytes: 0, lines: 0 }
  let told = ''

  /** The lease is set where it is told. */
  function nothing(): Received {
    return { chunksAdded: 0, storedBytesAdded: 0, linesAdded: 0, totalSizeBytes, leaseUntilMs: 0 }
  }

  function take(): Received {
    const facts = cutter.facts()
    const received: Received = { ...nothing(), chunksAdded: untold.chunks, storedBytesAdded: untold.bytes, linesAdded: untold.lines }
    // Mostly nothing has changed, and a job may have many members.
    const asText = JSON.stringify(facts)
    if (asText !== told) Object.assign(received, facts)
    told = asText
    untold = { chunks: 0, bytes: 0, lines: 0 }
    return received
  }

  return {
    nothing,
    take,
    /** With a note on files in which nothing stands. */
    last(): Received {
      cutter.noteBlank()
      return take()
    },
    chunks: () => untold.chunks,
    received(piece: Uint8Array) {
      totalSizeBytes += piece.byteLength
    },
    add(sizeBytes: number, lines: number) {
      untold.chunks++
      untold.bytes += sizeBytes
      untold.lines += lines
    },
  }
}
