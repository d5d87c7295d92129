import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import { WHOLE_JOB, type Step, type StepOutcome } from '../../ports/stepStore'
import type { Attempt, Task } from '../../ports/workQueue'
import { keptBaseline } from '../baseline'
import { committedSteps } from '../documents'
import { learnAgain, settledFramings } from './learnAgain'
import { mergeSteps, SUMMARIES_AT_ONCE } from './mergeSteps'

/** Of those that are merged already, each about twenty times as large (npm run bench -- server). */
const MERGED_FAN_IN = 4
/** What is kept so that a later log can be compared with this one; more comes only of logs in which each line is its own. Chosen. */
const USUAL_MAX_BYTES = 64 * 2 ** 20

/** Merges the summaries of a part of the job and stores that; or merges all, builds the model and stores it. @returns what to commit. */
export async function settleModel(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome> {
  const begunMs = performance.now()
  if (task.from !== WHOLE_JOB) return mergePart(backends, compute, { task, attempt })
  if (!backends.isAlone) await markAll(backends, task.jobId)
  const [merged, job] = await Promise.all([mergeAll(backends, compute, task.jobId), backends.jobs.find(task.jobId)])
  const baseline = job && await keptBaseline(backends, compute, job)
  const framings = job ? settledFramings(job, merged) : []
  const summary = job && framings.some(({ isOther }) => isOther) ? await learnAgain(backends, compute, job, framings.map(({ framing }) => framing)) : merged
  const { model, facts, usual, comparison } = await compute.buildModel(summary, baseline)
  const isDated = job?.framing?.isClock !== true
  const name = { jobId: task.jobId, chunkNumber: WHOLE_JOB, attempt }
  await backends.results.put({ ...name, kind: 'model' }, model)
  if (usual.length <= USUAL_MAX_BYTES) await backends.results.put({ ...name, kind: 'usual' }, usual)
  if (comparison) await backends.results.put({ ...name, kind: 'comparison' }, comparison)
  return {
    task,
    attempt,
    rows: [{ chunkNumber: WHOLE_JOB, processingTimeMs: Math.round(performance.now() - begunMs), anomaliesFound: 0 }],
    firstTimeMs: isDated ? facts.firstTimeMs : null,
    lastTimeMs: isDated ? facts.lastTimeMs : null,
    fittingLines: facts.fittingLines,
    assumedUtc: facts.assumedUtc && job?.framing?.settings.options?.timeZone === undefined,
    notes: facts.notes,
    ...framings.some(({ isNew }) => isNew) ? { framings: framings.map(({ framing }) => framing) } : {},
  }
}

async function mergePart(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome> {
  const begunMs = performance.now()
  const merged = await mergeSteps(backends, compute, task.jobId, 'summary', pagesOf(backends, task))
  await backends.results.put({ jobId: task.jobId, kind: 'merged', chunkNumber: task.from, attempt }, merged)
  return { task, attempt, rows: [{ chunkNumber: task.from, processingTimeMs: Math.round(performance.now() - begunMs), anomaliesFound: 0 }] }
}

async function* pagesOf(backends: Backends, { jobId, from, to }: Task): AsyncGenerator<Step[]> {
  for (let at = from; at < to; at += SUMMARIES_AT_ONCE) yield await backends.steps.list(jobId, 'learn', at, Math.min(SUMMARIES_AT_ONCE, to - at))
}

/** Makes up for workers that died between a commit and its mark. */
async function markAll(backends: Backends, jobId: string): Promise<void> {
  const job = await backends.jobs.find(jobId)
  if (job) await backends.chunks.markLearnt(jobId, 0, job.totalChunks)
}

/** Of the parts that were merged before, if the job has such, or of all chunks. */
async function mergeAll(backends: Backends, compute: Compute, jobId: string): Promise<Uint8Array> {
  const [part] = await backends.steps.list(jobId, 'settle', 0, 1)
  return part
    ? mergeSteps(backends, compute, jobId, 'merged', committedSteps(backends, jobId, 'settle', MERGED_FAN_IN))
    : mergeSteps(backends, compute, jobId, 'summary', committedSteps(backends, jobId, 'learn', SUMMARIES_AT_ONCE))
}
