import type { Compute } from '../compute/compute'
import { ComputeClosed } from '../compute/errors'
import { errorText, logEvent } from './log'
import type { Backends } from '../ports/backends'
import { DiskFull, StoreUnavailable } from '../ports/errors'
import type { DocumentKind } from '../ports/resultStore'
import type { StepOutcome } from '../ports/stepStore'
import type { Attempt, Task } from '../ports/workQueue'
import { endJob } from './endJob'
import { finishJob } from './finishJob'
import { learnChunk } from './learnChunk'
import { scoreChunks } from './scoreChunks'
import { settleModel } from './settleModel'
import { topUp } from './topUp'

type Work = (backends: Backends, compute: Compute, attempt: Attempt) => Promise<StepOutcome | null>

/** What each phase does, and which documents it writes. */
const PHASES: Record<Task['phase'], { work: Work, kinds: DocumentKind[] }> = {
  learn: { work: learnChunk, kinds: ['summary', 'columns', 'provisional'] },
  settle: { work: settleModel, kinds: ['model'] },
  score: { work: scoreChunks, kinds: ['candidates'] },
  finish: { work: finishJob, kinds: ['decisions'] },
}

/**
 * Does one task: work, commit, wake who follows the job, queue what comes next. Never throws: what a crash or an absent
 * store left undone is found by the sweep. What it wrote is removed if the commit is refused.
 */
export async function runTask(backends: Backends, compute: Compute, attempt: Attempt, signal: AbortSignal): Promise<void> {
  const { task } = attempt
  try {
    if (signal.aborted) return
    const outcome = await PHASES[task.phase].work(backends, compute, attempt)
    const { committed, job } = outcome && !signal.aborted ? await backends.steps.commit(outcome) : { committed: false, job: null }
    if (!committed) await forget(backends, attempt)
    if (!job) return
    if (job.status === 'completed') logEvent('job completed', { job_id: job.id, lines: job.lines, anomalies: job.anomaliesFound })
    await backends.wakeUps.notify(job.id)
    // Once this task and those committed with it are off the queue: until then they count as pending.
    setImmediate(() => topUp(backends, job, compute.threads).catch(error =>
      logEvent('queue not topped up', { job_id: job.id, error: errorText(error) })))
  }
  catch (error) {
    await recover(backends, compute, attempt, signal, error).catch(again =>
      logEvent('task not recovered', { job_id: task.jobId, phase: task.phase, chunk: task.from, error: errorText(again) }))
  }
}

async function recover(backends: Backends, compute: Compute, attempt: Attempt, signal: AbortSignal, error: unknown): Promise<void> {
  if (error instanceof ComputeClosed) return
  const { task } = attempt
  await forget(backends, attempt)
  if (signal.aborted) return
  logEvent('task failed', { job_id: task.jobId, phase: task.phase, chunk: task.from, attempt: attempt.attempt, error: errorText(error) })
  if (error instanceof StoreUnavailable) return
  if (error instanceof DiskFull) {
    await endJob(backends, task.jobId, 'failed', `The disk is full. ${error.message}`)
    return
  }
  await backends.steps.crashed(task)
}

/** Removes what this attempt wrote, unless it is the one that counted: a task may be delivered twice. */
async function forget(backends: Backends, { task, attempt }: Attempt): Promise<void> {
  const { kinds } = PHASES[task.phase]
  for (let chunk = task.from; chunk < Math.max(task.to, task.from + 1); chunk++) {
    const counted = await backends.steps.find(task.jobId, chunk, task.phase)
    if (counted?.attempt !== attempt) await backends.results.removeAttempt(task.jobId, chunk, attempt, kinds)
  }
}
