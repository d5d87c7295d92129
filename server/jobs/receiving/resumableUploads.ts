import type { Reading } from '#shared/reading'
import type { Backends } from '../../ports/backends'
import { JobExists } from '../../ports/errors'
import { hasEnded, type Job } from '../../ports/jobStore'
import { cancelJob } from '../ending/cancelJob'
import { requireRoomIn } from './disk'
import { UploadCancelled, UploadSuspended, UploadUnfinished } from '../errors'
import { readingOptions } from './readingOptions'
import { openHalf, type Half, type PieceCheck } from './half'
import { errorText, logEvent } from '../log'
import { receiveFile, type Upload } from './receiveFile'
import type { ReceiveSettings } from './receipt'
import { openUploadFolder, removeOldUploads, type HalfRecord, type UploadFolder } from './uploadFolder'

/** What is so much older than it may be was left by a process that does not come back. Chosen. */
const LEFT_MS = 60 * 60 * 1000

export interface NewUpload { jobId: string, filename: string, sizeBytes: number, baselineIds?: string[], reading?: Reading }

/** An upload as it stands. */
export interface UploadState { filename: string, sizeBytes: number, offsetBytes: number, lastByteMs: number }

export interface ResumeSettings extends ReceiveSettings {
  dataDir: string
  port: number
  servers: object | null
  /** How long an upload that has stopped waits to be resumed. */
  resumeMs: number
}

/**
 * Uploads that come in several requests, each going on where the one before ended. Their bytes lie on disk until the job is
 * sealed, and are received from there while they come; after a restart they are received from the first one again.
 */
export interface ResumableUploads {
  /** Opens the job and begins to receive it. The same again, while nothing of it has come: no change. @throws BadReading, JobExists, DiskFull, WrongState */
  create(upload: NewUpload): Promise<void>
  /** Null if there is none under this id. @throws why it has failed, as receiveFile */
  find(jobId: string): UploadState | null
  /** Adds bytes at the end, as Half does. @returns how many have come then, in all. */
  append(jobId: string, pieces: AsyncIterable<Uint8Array>, check: PieceCheck | null): Promise<number>
  /** Waits until the job of a complete upload is sealed. @throws why it has failed, as receiveFile */
  finish(jobId: string): Promise<void>
  /** Cancels its job. @throws JobUnknown @throws WrongState if it is completed or failed */
  cancel(jobId: string): Promise<void>
  /** Gives up uploads that were not resumed in time, and forgets old ones. */
  sweep(nowMs?: number): Promise<void>
  /** Stops receiving. Jobs stay as they are, to be taken up at the next start. */
  suspend(): Promise<void>
}

interface Entry {
  half: Half
  isSealed: boolean
  /** Resolves when the receiver has ended, in whatever way. */
  received: Promise<void>
}

/** Opens the folder, and takes up what the last process left in it. */
export async function openResumableUploads(backends: Backends, settings: ResumeSettings): Promise<ResumableUploads> {
  const folder = await openUploadFolder(settings)
  const entries = new Map<string, Entry>()

  function enter(record: HalfRecord, state: { offsetBytes: number, lastByteMs: number }): Entry {
    const entry = { half: openHalf(folder, record, state, settings.minFreeBytes), isSealed: record.isComplete, received: Promise.resolve() }
    entries.set(record.jobId, entry)
    return entry
  }

  /** Receives what has come and what comes. @returns when the job is open, or never will be. */
  function receive(entry: Entry, goesOn: Job | null, baselineIds?: string[]): Promise<void> {
    const { half } = entry
    const { jobId, chunkSizeBytes, maxLineBytes, reading: said = {} } = half.record
    const reading = readingOptions(backends, said)
    return new Promise((resolve) => {
      const upload = uploadOf(half, goesOn, settings.resumeMs, resolve)
      entry.received = receiveFile(backends, upload, jobId, { ...settings, chunkSizeBytes, maxLineBytes, reading }, baselineIds)
        .then(() => seal(folder, entry))
        .catch(async (error: unknown) => {
          half.fail(error instanceof Error ? error : new Error(String(error)))
          await upload.pieces.return(undefined) // whoever stops reading does not close the file
          if (!upload.isSuspended?.()) await folder.remove(jobId)
        })
        .catch((error: unknown) => logEvent('upload not tidied', { job_id: jobId, error: errorText(error) }))
        .finally(resolve)
    })
  }

  async function takeUp(record: HalfRecord): Promise<void> {
    const job = await backends.jobs.find(record.jobId)
    const state = await folder.state(record).catch(() => null)
    if (!job || !state || (hasEnded(job) && job.status !== 'completed')) return folder.remove(record.jobId)
    const entry = enter(record, state)
    if (job.sealed) return seal(folder, entry)
    logEvent('upload taken up', { job_id: job.id, bytes: state.offsetBytes })
    void receive(entry, job)
  }

  function find(jobId: string): Entry | null {
    const entry = entries.get(jobId) ?? null
    const failure = entry?.half.failure()
    if (failure) throw failure
    return entry
  }

  for (const record of await folder.all()) await takeUp(record)

  return {
    async create({ jobId, filename, sizeBytes, baselineIds, reading }) {
      if (reading) readingOptions(backends, reading)
      const known = entries.get(jobId)
      if (known && isUnbegun(known.half) && known.half.record.filename === filename && known.half.record.sizeBytes === sizeBytes) return
      if (known || await backends.jobs.find(jobId)) throw new JobExists(`the job id ${jobId} is or was in use`)
      await requireRoomIn(folder.path, settings.minFreeBytes + sizeBytes)
      const { chunkSizeBytes, maxLineBytes } = settings
      const record = { jobId, filename, sizeBytes, chunkSizeBytes, maxLineBytes, reading, isComplete: false }
      const entry = enter(record, { offsetBytes: 0, lastByteMs: Date.now() })
      await folder.put(record)
      await receive(entry, null, baselineIds)
      const failure = entry.half.failure()
      if (!failure) return
      entries.delete(jobId)
      throw failure
    },
    find(jobId) {
      const half = find(jobId)?.half
      return half ? { filename: half.record.filename, sizeBytes: half.record.sizeBytes, offsetBytes: half.offsetBytes(), lastByteMs: half.lastByteMs() } : null
    },
    async append(jobId, pieces, check) {
      const entry = find(jobId)
      if (!entry) throw new Error('an upload is looked for before it is added to')
      await entry.half.append(pieces, check)
      return entry.half.offsetBytes()
    },
    async finish(jobId) {
      await find(jobId)?.received
      find(jobId)
    },
    async cancel(jobId) {
      await cancelJob(backends, jobId)
      const entry = entries.get(jobId)
      entry?.half.fail(new UploadCancelled('The job was cancelled while its file was on the way.'))
      await entry?.received
    },
    async sweep(nowMs = Date.now()) {
      for (const [jobId, { half, isSealed }] of entries) {
        const overMs = nowMs - half.lastByteMs() - settings.resumeMs
        if (overMs < 0) continue
        if (isSealed) await folder.remove(jobId)
        else half.fail(new UploadUnfinished('The upload stopped, and was not resumed in time. Send the file again.'))
        if (isSealed || overMs > LEFT_MS) entries.delete(jobId)
      }
      await removeOldUploads(settings.dataDir, nowMs - settings.resumeMs - LEFT_MS)
    },
    async suspend() {
      for (const { half, isSealed } of entries.values()) {
        if (!isSealed) half.fail(new UploadSuspended('The server is being stopped. The upload goes on when it is back.'))
      }
      await Promise.all([...entries.values()].map(entry => entry.received))
    },
  }
}

function isUnbegun(half: Half): boolean {
  return half.offsetBytes() === 0 && half.failure() === null
}

/** @param onOpen is called when the job is open. */
function uploadOf(half: Half, goesOn: Job | null, resumeMs: number, onOpen: () => void): Upload & { pieces: AsyncGenerator<Uint8Array> } {
  async function* pieces() {
    let isFirst = true
    for await (const piece of half.pieces()) {
      yield piece
      if (isFirst) onOpen() // who asks for more has dealt with the first piece, at which a job is opened
      isFirst = false
    }
  }
  return {
    filename: half.record.filename,
    expectedSizeBytes: half.record.sizeBytes,
    pieces: pieces(),
    goesOn,
    leaseUntilMs: () => half.lastByteMs() + resumeMs,
    isBroken: () => half.failure() instanceof UploadUnfinished,
    isSuspended: () => half.failure() instanceof UploadSuspended,
    stop: half.fail,
  }
}

/** The job needs the bytes no more; that there was such an upload is known for a while. */
async function seal(folder: UploadFolder, entry: Entry): Promise<void> {
  entry.isSealed = true
  await folder.put({ ...entry.half.record, isComplete: true })
  await folder.removeBytes(entry.half.record.jobId)
}
