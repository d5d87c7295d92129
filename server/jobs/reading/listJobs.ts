import type { JobsPage, JobsQuery } from '#shared/job'
import type { Backends } from '../../ports/backends'
import { statusOf } from '../statusOf'

/** Jobs, newest first. */
export async function listJobs(backends: Backends, { limit, cursor }: JobsQuery): Promise<JobsPage> {
  const { jobs, next } = await backends.jobs.list(limit, cursor)
  return { jobs: jobs.map(job => statusOf(job)), next_cursor: next }
}
