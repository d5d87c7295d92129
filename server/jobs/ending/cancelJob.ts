import type { CancelResult } from '#shared/job'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { endJob } from './endJob'
import { JobUnknown, WrongState } from '../errors'
import { statusOf } from '../statusOf'

const REASON = 'Cancelled. What had been found until then is kept; it is provisional.'

/**
 * Cancels a job that has not ended; its upload is stopped, nothing of it is committed afterwards. Again: the same answer.
 * @throws JobUnknown @throws WrongState if it is completed or failed.
 */
export async function cancelJob(backends: Backends, jobId: string): Promise<CancelResult> {
  const ended = await endJob(backends, jobId, 'cancelled', REASON)
  if (!ended) throw new JobUnknown()
  if (ended.job.status !== 'cancelled') throw new WrongState(`The job is ${ended.job.status} already: it can't be cancelled.`)
  return { ...statusOf(ended.job), message: whatIsKept(ended.job) }
}

function whatIsKept(job: Job): string {
  if (job.chunksProcessed === 0) return 'Cancelled. Nothing had been looked at yet.'
  return `Cancelled. Kept: what was found in ${job.chunksProcessed} of ${job.totalChunks} chunks received, provisional as it is.`
}
