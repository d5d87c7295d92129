import { logEvent } from '../log'
import type { Backends } from '../../ports/backends'
import { removeBytes } from './endJob'
import { JobUnknown } from '../errors'

/** Removes everything that belongs to the job, also while it runs. @throws JobUnknown */
export async function deleteJob(backends: Backends, jobId: string): Promise<void> {
  // What has no row and does not say that it is on its way out is kept.
  await backends.records.condemn(jobId)
  const wasThere = await backends.jobs.remove(jobId, Date.now()).catch(async (error: unknown) => {
    await backends.records.spare(jobId)
    throw error
  })
  if (!wasThere) throw new JobUnknown()
  await backends.statuses.remove(jobId)
  await backends.queue.removeJob(jobId)
  await backends.marks.removeOfJob(jobId)
  await removeBytes(backends, jobId)
  await backends.wakeUps.notify(jobId)
  logEvent('job deleted', { job_id: jobId })
}
