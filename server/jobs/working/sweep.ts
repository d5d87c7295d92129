import { errorText, logEvent } from '../log'
import type { Backends } from '../../ports/backends'
import { LEASE_MS, type Job } from '../../ports/jobStore'
import { endJob, removeBytes } from '../ending/endJob'
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

async function runningJobs(backends: Backends, nowMs: number): Promise<Job[]> {
  try {
    return await backends.jobs.running()
  }
  catch (error) {
    backends.memory.tablesAwayMs = nowMs
    throw error
  }
}

async function sweepJob(backends: Backends, job: Job, workers: number, nowMs: number): Promise<void> {
  const couldRenew = nowMs - backends.memory.tablesAwayMs > LEASE_MS
  if (!job.sealed && job.leaseUntilMs !== null && job.leaseUntilMs < nowMs && couldRenew) {
    const ended = await endJob(backends, job.id, 'failed', { code: 'broken_off', args: {} }, nowMs)
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
