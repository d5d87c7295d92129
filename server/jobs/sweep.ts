import { errorText, logEvent } from './log'
import type { Backends } from '../ports/backends'
import type { Job } from '../ports/jobStore'
import { endJob, removeBytes } from './endJob'
import { topUp } from './topUp'

/**
 * Finds what a crash left out: fails jobs whose receiver is gone, without their bytes, and queues what running jobs still
 * lack. Never throws.
 */
export async function sweepJobs(backends: Backends, workers: number, nowMs = Date.now()): Promise<void> {
  await quietly('sweep', async () => {
    for (const job of await backends.jobs.running()) {
      await quietly('sweep of a job', () => sweepJob(backends, job, workers, nowMs), job.id)
    }
  })
}

/**
 * Removes bytes and documents that no job owns. A job's row is there before its bytes and its id is not used again, so
 * that what has bytes and no row never gets one. Never throws.
 */
export async function sweepOrphans(backends: Backends): Promise<void> {
  await quietly('sweep of orphans', async () => {
    const jobIds = new Set([...await backends.chunks.jobIds(), ...await backends.results.jobIds()])
    for (const jobId of jobIds) {
      if (await backends.jobs.find(jobId)) continue
      logEvent('orphan removed', { job_id: jobId })
      await removeBytes(backends, jobId)
    }
  })
}

async function sweepJob(backends: Backends, job: Job, workers: number, nowMs: number): Promise<void> {
  if (!job.sealed && job.leaseUntilMs !== null && job.leaseUntilMs < nowMs) {
    await endJob(backends, job.id, 'failed', 'The upload broke off before the file was complete. Send it again.')
    await removeBytes(backends, job.id)
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
