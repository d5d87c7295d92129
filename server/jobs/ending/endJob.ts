import type { NewNote } from '#shared/note'
import { sayNote } from '#wording/notes/sayNote'
import { logEvent } from '../log'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { dropChunks } from '../chunksInHand'
import { describeJob } from '../describeJob'

/**
 * Ends a job before its time: drops its waiting work and wakes who follows it. What it has found so far stays.
 * @param abandonedMs only if its receiver's lease was over then: else nothing is done.
 * @returns the job afterwards, `changed` false if it had ended before; null if it is unknown, or not abandoned.
 */
export async function endJob(backends: Backends, jobId: string, status: 'failed' | 'cancelled', reason: NewNote, abandonedMs?: number): Promise<{ job: Job, changed: boolean } | null> {
  const ended = await backends.jobs.end(jobId, status, reason, abandonedMs ?? Date.now(), abandonedMs !== undefined)
  if (abandonedMs !== undefined && !ended) return null
  if (ended?.changed) logEvent(`job ${status}`, { job_id: jobId, reason: sayNote(reason, 'en') })
  if (ended) await backends.statuses.put(ended.job)
  if (ended?.changed) await describeJob(backends, ended.job)
  dropChunks(backends, jobId)
  await backends.queue.removeJob(jobId)
  await backends.wakeUps.notify(jobId)
  return ended
}

/** Removes the bytes and documents of a job, and then what describes them; its row, if any, stays. */
export async function removeBytes(backends: Backends, jobId: string): Promise<void> {
  dropChunks(backends, jobId)
  await Promise.all([backends.chunks.removeJob(jobId), backends.results.removeJob(jobId)])
  await backends.records.remove(jobId)
}
