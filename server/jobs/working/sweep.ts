import { errorText, logEvent } from '../log'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { endJob, removeBytes } from '../ending/endJob'
import { LEASE_MS } from '../tellOnce'
import { tidyJobs } from './tidyJob'
import { topUp } from './topUp'

/**
 * Finds what a crash left out: fails jobs whose receiver is gone, without their bytes, queues what running jobs still lack,
 * and removes what attempts left in ended ones. Never throws.
 */
export async function sweepJobs(backends: Backends, workers: number, nowMs = Date.now()): Promise<void> {
  await quietly('sweep', async () => {
    for (const job of await runningJobs(backends, nowMs)) {
      await quietly('sweep of a job', () => sweepJob(backends, job, workers, nowMs), job.id)
    }
    await tidyJobs(backends, nowMs)
  })
}

/** When the store was last seen to be away: receivers could not renew their leases then. */
const awayMs = new WeakMap<Backends, number>()

async function runningJobs(backends: Backends, nowMs: number): Promise<Job[]> {
  try {
    return await backends.jobs.running()
  }
  catch (error) {
    awayMs.set(backends, nowMs)
    throw error
  }
}


async function sweepJob(backends: Backends, job: Job, workers: number, nowMs: number): Promise<void> {
  const couldRenew = nowMs - (awayMs.get(backends) ?? -Infinity) > LEASE_MS
  if (!job.sealed && job.leaseUntilMs !== null && job.leaseUntilMs < nowMs && couldRenew) {
    const ended = await endJob(backends, job.id, 'failed', 'The upload broke off before the file was complete. Send it again.', nowMs)
    if (ended) await removeBytes(backends, job.id)
    return
  }
  await topUp(backends, job, workers)
}

async function quietly(what: string, work: () => Promise<void>, jobId?: string): Promise<void> {
  try {
    await work()
  }
  catch (error) {
    logEvent(`${what} failed`, { job_id: jobId, error: errorText(error) })
  }
}
