import type { NewNote } from '#shared/note'
import type { Backends } from '../../ports/backends'
import { hasEnded, type Job } from '../../ports/jobStore'
import { WHOLE_JOB } from '../../ports/stepStore'
import { NOT_COUNTED, type Task } from '../../ports/workQueue'
import { dropChunks } from '../chunksInHand'
import { endJob } from '../ending/endJob'
import { partsToMerge } from './settleParts'

/** Chunks in one score task at most: bounds what a crash repeats; chosen. */
const SCORE_RUN_MAX = 64

/** Of all workers on shared stores, however many: docs/adr/0009-server-mode.md. */
const SHARED_DEPTH = 256

/** Tasks of one job that wait or are in work at most, for so many workers (docs/adr/0003-queue-depth.md). */
export function queueDepth(backends: Backends, workers: number): number {
  return backends.isAlone ? 16 * workers : SHARED_DEPTH
}

/**
 * Brings the job's tasks in the queue up to its depth, from what the step store says is missing. Calls for the same job
 * at the same time become one. Fails the job when a task has been lost too often.
 */
export function topUp(backends: Backends, job: Job, workers: number): Promise<void> {
  const underWay = backends.memory.topUps
  const run = underWay.get(job.id)
  if (run) {
    if (!run.latest || !isAhead(run.latest, job)) run.latest = job
    return run.done
  }
  const fresh: { latest: Job | null, done: Promise<void> } = { latest: null, done: Promise.resolve() }
  fresh.done = (async () => {
    try {
      for (let next: Job | null = job; next; next = fresh.latest) {
        fresh.latest = null
        await topUpOnce(backends, next, workers)
      }
    }
    finally {
      underWay.delete(job.id)
    }
  })()
  underWay.set(job.id, fresh)
  return fresh.done
}

/** Who commits a step and who seals the job tell of it in any order; what was known before must not hide the phase that has begun. */
function isAhead(one: Job, other: Job): boolean {
  return one.sequence > other.sequence || (one.sequence === other.sequence && one.sealed && !other.sealed)
}

async function topUpOnce(backends: Backends, job: Job, workers: number): Promise<void> {
  if (job.phase !== 'learn') dropChunks(backends, job.id)
  if (hasEnded(job)) return
  const pending = (await backends.queue.pending(job.id)).filter(task => task.phase === job.phase)
  const tasks = await missingTasks(backends, job, pending, workers)
  if (tasks.length === 0) return
  // On shared stores several processes may ask at once: then an attempt counts when a worker takes it.
  if (!backends.isAlone) {
    await backends.queue.push(tasks.map(task => ({ task, attempt: NOT_COUNTED })))
    return
  }
  const begun = await backends.steps.begin(tasks)
  const lost = begun.find(each => each.lost)
  if (lost) await failLost(backends, lost.task)
  else await backends.queue.push(begun.map(({ task, attempt }) => ({ task, attempt })))
}

async function missingTasks(backends: Backends, job: Job, pending: Task[], workers: number): Promise<Task[]> {
  if (job.phase === 'learn' || job.phase === 'score') return chunkTasks(backends, job, job.phase, pending, workers)
  if (job.phase === 'done') return []
  const parts = job.phase === 'settle' ? await partsToMerge(backends, job) : []
  if (parts.length > 0) return parts.filter(part => !pending.some(task => task.from === part.from)).slice(0, queueDepth(backends, workers) - pending.length)
  return pending.length > 0 ? [] : [{ jobId: job.id, phase: job.phase, from: WHOLE_JOB, to: WHOLE_JOB }]
}

/** Nothing while more than half of the depth is there: one question to the store serves several tasks. */
async function chunkTasks(backends: Backends, job: Job, phase: 'learn' | 'score', pending: Task[], workers: number): Promise<Task[]> {
  const depth = queueDepth(backends, workers)
  if (pending.length > depth / 2) return []
  const run = phase === 'learn' ? 1 : Math.min(SCORE_RUN_MAX, Math.ceil(job.totalChunks / depth))
  const missing = await backends.steps.missing(job.id, phase, job.totalChunks, depth * run)
  const isFree = (chunk: number) => !pending.some(task => task.from <= chunk && chunk < task.to)
  const tasks: Task[] = []
  for (const chunk of missing.filter(isFree)) {
    const last = tasks.at(-1)
    if (last && last.to === chunk && last.to - last.from < run) last.to++
    else if (tasks.length + pending.length < depth) tasks.push({ jobId: job.id, phase, from: chunk, to: chunk + 1 })
    else break
  }
  return tasks
}

/** Fails the job of a task that was lost too often, with the reason. */
export async function failLost(backends: Backends, task: Task): Promise<void> {
  await endJob(backends, task.jobId, 'failed', { code: 'abnormal', args: { what: workOf(task), phase: task.phase } })
}

function workOf({ phase, from, to }: Task): NewNote {
  if (from === WHOLE_JOB) return { code: 'step', args: { phase } }
  return to - from === 1 ? { code: 'chunk', args: { number: from } } : { code: 'chunks', args: { from, to: to - 1 } }
}
