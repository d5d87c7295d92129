import type { StatusResult } from '#shared/job'
import type { Backends } from '../ports/backends'
import { JobUnknown } from './errors'
import { statusOf } from './statusOf'

/** The state of a job. @throws JobUnknown */
export async function jobStatus(backends: Backends, jobId: string): Promise<StatusResult> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  return statusOf(job)
}
