import type { StatusResult } from '#shared/job'
import type { Backends } from '../../ports/backends'
import { JobUnknown } from '../errors'
import { statusOf } from '../statusOf'

/** The state of a job. @throws JobUnknown */
export async function jobStatus(backends: Backends, jobId: string): Promise<StatusResult> {
  const known = await backends.statuses.get(jobId)
  if (known) return statusOf(known)
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  await backends.statuses.put(job)
  return statusOf(job)
}
