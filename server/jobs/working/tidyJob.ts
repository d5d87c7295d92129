import type { Backends } from '../../ports/backends'
import { WHOLE_JOB } from '../../ports/stepStore'
import type { Task } from '../../ports/workQueue'
import { phaseOf, stepsOf } from '../documents'
import { logEvent } from '../log'

/** A worker that was still at it when its job ended has removed what it wrote by then, or is gone. Chosen. */
const GRACE_MS = 10_000
const JOBS_AT_ONCE = 20

/** Removes what attempts without a commit left in jobs that have ended: their workers died before they could. */
export async function tidyJobs(backends: Backends, nowMs: number): Promise<void> {
  for (const jobId of await backends.steps.withAttempts(nowMs - GRACE_MS, JOBS_AT_ONCE)) {
    const removed = await tidyJob(backends, jobId)
    await backends.steps.forgetAttempts(jobId)
    if (removed > 0) logEvent('leftovers removed', { job_id: jobId, documents: removed })
  }
}

async function tidyJob(backends: Backends, jobId: string): Promise<number> {
  const committed = await committedAttempts(backends, jobId)
  let removed = 0
  for await (const { kind, chunkNumber, attempt } of backends.results.documents(jobId)) {
    const phase = phaseOf(kind)
    if (phase === null || committed[phase].get(chunkNumber) === attempt) continue
    await backends.results.removeAttempt(jobId, chunkNumber, attempt, [kind])
    removed++
  }
  return removed
}

/** By phase, the attempt that counted for each chunk. */
async function committedAttempts(backends: Backends, jobId: string): Promise<Record<Task['phase'], Map<number, number>>> {
  const attempts = { learn: new Map<number, number>(), settle: new Map<number, number>(), score: new Map<number, number>(), finish: new Map<number, number>() }
  for (const phase of ['learn', 'settle', 'score', 'finish'] as const) {
    for await (const steps of stepsOf(backends, jobId, phase, WHOLE_JOB)) {
      for (const { chunkNumber, attempt } of steps) attempts[phase].set(chunkNumber, attempt)
    }
  }
  return attempts
}
