import type { Reading } from '#shared/reading'
import type { Backends } from '../../ports/backends'
import { JobExists } from '../../ports/errors'
import { hasEnded, type Job } from '../../ports/jobStore'
import type { UploadProgress, UploadRecord } from '../../ports/uploadStore'
import { cancelJob } from '../ending/cancelJob'
import { UploadCancelled, UploadSuspended, UploadUnfinished } from '../errors'
import { errorText, logEvent } from '../log'
import { requireRoom } from './disk'
import type { ReceiveSettings } from './jobWriter'
import { PartialUpload, type PieceCheck } from './partialUpload'
import { readingOptions } from './readingOptions'
import { receiveJob, type Upload } from './receiveJob'

/** What is so much older than it may be was left by a process that does not come back. Chosen. */
const LEFT_MS = 60 * 60 * 1000

export interface NewUpload { jobId: string, filename: string, sizeBytes: number, baselineIds?: string[], reading?: Reading }

/** An upload as it stands. */
export interface UploadState { filename: string, sizeBytes: number, offsetBytes: number, lastByteMs: number }

export interface ResumeSettings extends ReceiveSettings {
  /** How long an upload that has stopped waits to be resumed. */
  resumeMs: number
}

/**
 * Uploads that come in several requests, each going on where the one before ended. Their bytes lie on disk until the job is
 * sealed. Adds to `receiveJob` that it follows them while they come; after a restart they are received from the first one again.
 */
export interface ResumableUploads {
  /** Opens the job and begins to receive it. The same again, while nothing of it has come: no change. @throws BadReading, JobExists, DiskFull, WrongState */
  create(upload: NewUpload): Promise<void>
  /** Null if there is none under this id. @throws why it has failed, as receiveJob */
  find(jobId: string): UploadState | null
  /** Adds bytes at the end, as PartialUpload does. @returns how many have come then, in all. */
  append(jobId: string, pieces: AsyncIterable<Uint8Array>, check: PieceCheck | null): Promise<number>
  /** Waits until the job of a complete upload is sealed. @throws why it has failed, as receiveJob */
  finish(jobId: string): Promise<void>
  /** Cancels its job. @throws JobUnknown @throws WrongState if it is completed or failed */
  cancel(jobId: string): Promise<void>
  /** Gives up uploads that were not resumed in time, and forgets old ones. */
  sweep(nowMs?: number): Promise<void>
  /** Stops receiving. Jobs stay as they are, to be taken up at the next start. */
  suspend(): Promise<void>
}

interface Entry {
  partial: PartialUpload
  isSealed: boolean
  /** Resolves when the receiver has ended, in whatever way. */
  received: Promise<void>
}

/** Takes up what the last process left in the store of uploads. */
export async function openResumableUploads(backends: Backends, settings: ResumeSettings): Promise<ResumableUploads> {
  const entries = new Map<string, Entry>()
  for (const record of await backends.uploads.all()) {
    const entry = await takeUp(backends, record, settings)
    if (entry) entries.set(record.jobId, entry)
  }

  function find(jobId: string): Entry | null {
    const entry = entries.get(jobId) ?? null
    const failure = entry?.partial.failure()
    if (failure) throw failure
    return entry
  }

  async function create({ jobId, filename, sizeBytes, baselineIds, reading }: NewUpload): Promise<void> {
    if (reading) readingOptions(backends, reading)
    const known = entries.get(jobId)?.partial
    if (known && isUnbegun(known) && known.record.filename === filename && known.record.sizeBytes === sizeBytes) return
    if (known || await backends.jobs.find(jobId)) throw new JobExists(jobId)
    await requireRoom(backends.uploads, settings.minFreeBytes + sizeBytes)
    const { chunkSizeBytes, maxLineBytes } = settings
    const record = { jobId, filename, sizeBytes, chunkSizeBytes, maxLineBytes, reading, isComplete: false }
    const entry = newEntry(backends, record, { offsetBytes: 0, lastByteMs: Date.now() }, settings)
    entries.set(jobId, entry)
    await backends.uploads.put(record)
    await receive(backends, entry, settings, { goesOn: null, baselineIds })
    const failure = entry.partial.failure()
    if (!failure) return
    entries.delete(jobId)
    throw failure
  }

  async function sweep(nowMs = Date.now()): Promise<void> {
    for (const [jobId, { partial, isSealed }] of entries) {
      const overMs = nowMs - partial.lastByteMs() - settings.resumeMs
      if (overMs < 0) continue
      if (isSealed) await backends.uploads.remove(jobId)
      else partial.fail(new UploadUnfinished({ code: 'not_resumed', args: {} }))
      if (isSealed || overMs > LEFT_MS) entries.delete(jobId)
    }
    await backends.uploads.removeOld(nowMs - settings.resumeMs - LEFT_MS)
  }

  return {
    create,
    find(jobId) {
      const partial = find(jobId)?.partial
      if (!partial) return null
      const { filename, sizeBytes } = partial.record
      return { filename, sizeBytes, offsetBytes: partial.offsetBytes(), lastByteMs: partial.lastByteMs() }
    },
    async append(jobId, pieces, check) {
      const entry = find(jobId)
      if (!entry) throw new Error('an upload is looked for before it is added to')
      await entry.partial.append(pieces, check)
      return entry.partial.offsetBytes()
    },
    async finish(jobId) {
      await find(jobId)?.received
      find(jobId)
    },
    async cancel(jobId) {
      await cancelJob(backends, jobId)
      const entry = entries.get(jobId)
      entry?.partial.fail(new UploadCancelled({ code: 'cancelled_on_way', args: {} }))
      await entry?.received
    },
    sweep,
    async suspend() {
      for (const { partial, isSealed } of entries.values()) {
        if (!isSealed) partial.fail(new UploadSuspended({ code: 'suspended', args: {} }))
      }
      await Promise.all([...entries.values()].map(entry => entry.received))
    },
  }
}

function newEntry({ uploads }: Backends, record: UploadRecord, progress: UploadProgress, { minFreeBytes }: ResumeSettings): Entry {
  return { partial: new PartialUpload(record, uploads, progress, minFreeBytes), isSealed: record.isComplete, received: Promise.resolve() }
}

/** Goes on with what a restart has left of an upload; null if its job needs it no more, and nothing is left then. */
async function takeUp(backends: Backends, record: UploadRecord, settings: ResumeSettings): Promise<Entry | null> {
  const job = await backends.jobs.find(record.jobId)
  const progress = await backends.uploads.progress(record).catch(() => null)
  if (!job || !progress || (hasEnded(job) && job.status !== 'completed')) {
    await backends.uploads.remove(record.jobId)
    return null
  }
  const entry = newEntry(backends, record, progress, settings)
  if (job.sealed) {
    await seal(backends, entry)
    return entry
  }
  logEvent('upload taken up', { job_id: job.id, bytes: progress.offsetBytes })
  void receive(backends, entry, settings, { goesOn: job })
  return entry
}

/** Receives what has come and what comes. @returns when the job is open, or never will be. */
function receive(
  backends: Backends, entry: Entry, settings: ResumeSettings, { goesOn, baselineIds }: { goesOn: Job | null, baselineIds?: string[] },
): Promise<void> {
  const { partial } = entry
  const { jobId, chunkSizeBytes, maxLineBytes, reading: said = {} } = partial.record
  const reading = readingOptions(backends, said)
  return new Promise((resolve) => {
    const upload = uploadOf(partial, goesOn, settings.resumeMs, resolve)
    entry.received = receiveJob(backends, upload, jobId, { ...settings, chunkSizeBytes, maxLineBytes, reading }, baselineIds)
      .then(() => seal(backends, entry))
      .catch(async (error: unknown) => {
        partial.fail(error instanceof Error ? error : new Error(String(error)))
        await upload.pieces.return(undefined) // whoever stops reading does not close the file
        if (!upload.isSuspended?.()) await backends.uploads.remove(jobId)
      })
      .catch((error: unknown) => logEvent('upload not tidied', { job_id: jobId, error: errorText(error) }))
      .finally(resolve)
  })
}

function isUnbegun(partial: PartialUpload): boolean {
  return partial.offsetBytes() === 0 && partial.failure() === null
}

/** @param onOpen is called when the job is open. */
function uploadOf(partial: PartialUpload, goesOn: Job | null, resumeMs: number, onOpen: () => void): Upload & { pieces: AsyncGenerator<Uint8Array> } {
  async function* pieces() {
    let isFirst = true
    for await (const piece of partial.pieces()) {
      yield piece
      if (isFirst) onOpen() // who asks for more has dealt with the first piece, at which a job is opened
      isFirst = false
    }
  }
  return {
    filename: partial.record.filename,
    expectedSizeBytes: partial.record.sizeBytes,
    pieces: pieces(),
    goesOn,
    leaseUntilMs: () => partial.lastByteMs() + resumeMs,
    isBroken: () => partial.failure() instanceof UploadUnfinished,
    isSuspended: () => partial.failure() instanceof UploadSuspended,
    stop: reason => partial.fail(reason),
  }
}

/** The job needs the bytes no more; that there was such an upload is known for a while. */
async function seal({ uploads }: Backends, entry: Entry): Promise<void> {
  entry.isSealed = true
  await uploads.put({ ...entry.partial.record, isComplete: true })
  await uploads.removeBytes(entry.partial.record.jobId)
}
