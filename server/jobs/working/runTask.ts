import type { Compute } from '../../compute/compute'
import { ComputeClosed } from '../../compute/errors'
import { errorText, logEvent } from '../log'
import { jobSeconds, learntBytes, taskSeconds } from '../measures'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { DiskFull, StoreUnavailable } from '../../ports/errors'
import type { StepOutcome } from '../../ports/stepStore'
import { NOT_COUNTED, type Attempt, type Task } from '../../ports/workQueue'
import { kindsOf } from '../documents'
import { endJob, removeBytes } from '../ending/endJob'
import { finishJob } from './finishJob'
import { describeJob, noteJob } from '../describeJob'
import { learnChunk } from './learnChunk'
import { scoreChunks } from './scoreChunks'
import { settleModel } from './settleModel'
import { failLost, topUp } from './topUp'

type Work = (backends: Backends, compute: Compute, attempt: Attempt) => Promise<StepOutcome | null>

const WORK_OF: Record<Task['phase'], Work> = { learn: learnChunk, settle: settleModel, score: scoreChunks, finish: finishJob }

/**
 * Does one task: work, commit, wake who follows the job, queue what comes next. Never throws: what a crash or an absent
 * store left undone is found by the sweep. What it wrote is removed if the commit is refused.
 */
export async function runTask(backends: Backends, compute: Compute, handedOut: Attempt, signal: AbortSignal): Promise<void> {
  const { task } = handedOut
  let attempt: Attempt | null = null
  try {
    if (signal.aborted) return
    attempt = await counted(backends, handedOut)
    if (!attempt) return
    const begunMs = performance.now()
    const outcome = await WORK_OF[task.phase](backends, compute, attempt)
    const { committed, job } = outcome && !signal.aborted ? await backends.steps.commit(outcome) : { committed: false, job: null }
    if (!committed) await forget(backends, attempt, job)
    else if (outcome && job) measure(outcome, job, begunMs)
    if (!job) return
    await backends.statuses.put(job)
    if (committed && task.phase === 'learn') await backends.chunks.markLearnt(job.id, task.from, task.to)
    if (job.status === 'completed') logEvent('job completed', { job_id: job.id, lines: job.lines, anomalies: job.anomaliesFound })
    await backends.wakeUps.notify(job.id)
    // Once this task and those committed with it are off the queue: until then they count as pending.
    setImmediate(() => topUp(backends, job, compute.threads).catch(error =>
      logEvent('queue not topped up', { job_id: job.id, error: errorText(error) })))
    // After who waits was told: a description that is not written comes with the next start.
    if (job.status === 'completed') await describeJob(backends, job)
    else if (committed) noteJob(backends, job)
  }
  catch (error) {
    const recovered = attempt ? recover(backends, attempt, signal, error) : Promise.reject(error)
    await recovered.catch(again => logEvent('task not recovered', { job_id: task.jobId, phase: task.phase, chunk: task.from, error: errorText(again) }))
  }
}

function measure({ task, learntBytes: bytes }: StepOutcome, job: Job, begunMs: number): void {
  taskSeconds.observe({ phase: task.phase }, (performance.now() - begunMs) / 1000)
  if (bytes) learntBytes.inc(bytes)
  if (job.status === 'completed' && job.completedAtMs !== null) jobSeconds.observe((job.completedAtMs - job.startedAtMs) / 1000)
}

/** The attempt with its number; null if the job has ended, has left the phase, or must be failed. */
async function counted(backends: Backends, { task, attempt }: Attempt): Promise<Attempt | null> {
  if (attempt !== NOT_COUNTED) return { task, attempt }
  const [begun] = await backends.steps.begin([task])
  if (begun?.lost) await failLost(backends, task)
  return begun && !begun.lost ? { task, attempt: begun.attempt } : null
}

async function recover(backends: Backends, attempt: Attempt, signal: AbortSignal, error: unknown): Promise<void> {
  const { task } = attempt
  if (error instanceof ComputeClosed) return
  // Says nothing against the chunk: an absence may be longer than any number of attempts.
  if (error instanceof StoreUnavailable) await backends.steps.excuse(task)
  await forget(backends, attempt, null)
  if (signal.aborted) return
  logEvent('task failed', { job_id: task.jobId, phase: task.phase, chunk: task.from, attempt: attempt.attempt, error: errorText(error) })
  if (error instanceof StoreUnavailable) return
  if (error instanceof DiskFull) {
    await endJob(backends, task.jobId, 'failed', { code: 'disk_full', args: { why: error.note } })
    return
  }
  await backends.steps.crashed(task)
}

/** Removes what this attempt wrote, unless it is the one that counted: a task may be delivered twice. Of a job that was removed meanwhile, all. */
async function forget(backends: Backends, { task, attempt }: Attempt, job: Job | null): Promise<void> {
  if (!job && await backends.tables.wasRemoved(task.jobId) && !await backends.tables.state(task.jobId)) return removeBytes(backends, task.jobId)
  const kinds = kindsOf(task.phase)
  const end = task.phase === 'settle' ? task.from + 1 : Math.max(task.to, task.from + 1) // its one document is named by the first chunk
  for (let chunk = task.from; chunk < end; chunk++) {
    const counted = await backends.steps.find(task.jobId, chunk, task.phase)
    if (counted?.attempt !== attempt) await backends.results.removeAttempt(task.jobId, chunk, attempt, kinds)
  }
}
