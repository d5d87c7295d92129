import type { NewNote } from '#shared/note'
import { errorText, logEvent } from '../log'
import type { Backends } from '../../ports/backends'
import { DiskFull, StoreUnavailable } from '../../ports/errors'
import { LEASE_MS, type Job, type JobNamed } from '../../ports/jobStore'
import { keepBaselines, readBaselines } from '../baseline'
import { requireRoom } from './disk'
import { endJob, removeBytes } from '../ending/endJob'
import { describeNew } from '../describeJob'
import { openJobWriter, type JobWriter, type ReceiveSettings } from './jobWriter'
import { takeUnpacked } from './takeUnpacked'
import { unpack, unpackMembers } from '../../../unpack/unpack'

/** A file on its way in. */
export interface Upload {
  filename: string
  /** Bytes that the client announced. */
  expectedSizeBytes: number | null
  /** The file's bytes; ends only after the whole form was read and found in order. */
  pieces: AsyncIterable<Uint8Array>
  /** Instead: several files that are one log, in their order. */
  members?: { name: string, pieces: AsyncIterable<Uint8Array> }[]
  /** Whether the bytes ceased to come, so that `pieces` threw for that reason and not for a fault of the form. */
  isBroken(): boolean
  /** The job that a restart has left: its file is read from the start again, and what is stored of it is passed over. */
  goesOn?: Job | null
  /** Until when the job waits for bytes that do not come, where that is longer than a receiver may be silent. */
  leaseUntilMs?(): number
  /** Whether `pieces` threw since the process ends: then the job stays as it is, to go on later. */
  isSuspended?(): boolean
  /** Makes `pieces` throw the reason. */
  stop(reason: Error): void
}

/**
 * Receives one upload as one job, unpacked. Adds the job's beginning and end: opens the job at its first byte, stores chunk after chunk, queues what is ready, and seals the
 * job at the end. @returns the sealed job. @throws what was wrong: JobExists, UploadCancelled, DiskFull, StoreUnavailable,
 * NotText, NothingReadable, Bomb, what `pieces` throws, and WrongState if one of the jobs `baselineIds` cannot be compared with. A
 * refused upload leaves no job, a broken one a failed job; neither leaves bytes.
 */
export async function receiveJob(backends: Backends, upload: Upload, jobId: string, settings: ReceiveSettings, baselineIds: readonly string[] = []): Promise<Job> {
  const { filename, expectedSizeBytes, goesOn = null } = upload
  await requireRoom(backends.chunks, settings.minFreeBytes)
  const startedAtMs = goesOn?.startedAtMs ?? Date.now()
  const baselines: JobNamed[] = []
  for await (const { jobId: id, filename: name } of readBaselines(backends, baselineIds)) baselines.push({ jobId: id, filename: name })
  const opened: { job: boolean, writer: JobWriter | null } = { job: goesOn !== null, writer: null }
  const leaseUntilMs = () => upload.leaseUntilMs?.() ?? Date.now() + LEASE_MS
  const open = async () => {
    if (!goesOn) {
      await backends.jobs.open({ id: jobId, filename, expectedSizeBytes, startedAtMs, leaseUntilMs: leaseUntilMs(), baselines })
      opened.job = true
      await describeNew(backends, jobId)
      await keepBaselines(backends, jobId, baselineIds)
      logEvent('upload began', { job_id: jobId, expected_bytes: expectedSizeBytes })
    }
    return openJobWriter(backends, jobId, settings, { startedAtMs, chunksStored: goesOn?.totalChunks ?? 0, leaseUntilMs, stop: reason => upload.stop(reason) })
  }
  async function* arriving(sent: AsyncIterable<Uint8Array>) {
    for await (const piece of sent) {
      opened.writer ??= await open()
      opened.writer.arrived(piece)
      yield piece
    }
    opened.writer ??= await open()
  }
  try {
    const pieces = arriving(upload.pieces)
    const members = upload.members?.map(({ name, pieces: sent }) => ({ name, pieces: arriving(sent) }))
    const writer = () => opened.writer ?? fail('no file is known before the upload has begun')
    await takeUnpacked(members ? unpackMembers(members, settings) : unpack(pieces, settings), writer)
    for await (const _ of pieces); // what follows an archive's end
    const job = await writer().seal()
    logEvent('upload complete', { job_id: jobId, bytes: job.totalSizeBytes, chunks: job.totalChunks, ms: Date.now() - startedAtMs })
    return job
  }
  catch (error) {
    await opened.writer?.close()
    if (opened.job && !upload.isSuspended?.()) await giveUp(backends, upload, jobId, error)
    throw error
  }
}

function fail(why: string): never {
  throw new Error(why)
}

/** Leaves the job as the reason demands, without bytes, unless it was cancelled: then what was found stays. */
async function giveUp(backends: Backends, upload: Upload, jobId: string, error: unknown): Promise<void> {
  try {
    const job = await backends.jobs.find(jobId)
    if (job?.status === 'cancelled') return
    logEvent('upload given up', { job_id: jobId, error: errorText(error) })
    const reason = reasonKept(upload, error)
    if (reason) await endJob(backends, jobId, 'failed', reason)
    else await backends.jobs.remove(jobId, Date.now())
    if (!reason) await backends.statuses.remove(jobId)
    await backends.queue.removeJob(jobId)
    await removeBytes(backends, jobId)
    await backends.wakeUps.notify(jobId)
  }
  catch (again) {
    // The sweep ends the job when its lease is over, and removes what no job owns.
    logEvent('upload not tidied', { job_id: jobId, error: errorText(again) })
  }
}

/** Why the job stays in the list as failed; null for an upload that is refused and leaves no job. */
function reasonKept(upload: Upload, error: unknown): NewNote | null {
  if (upload.isBroken()) return { code: 'broken_off', args: {} }
  if (error instanceof DiskFull) return { code: 'disk_full', args: { why: error.note } }
  if (error instanceof StoreUnavailable) return { code: 'store_away', args: {} }
  return null
}
