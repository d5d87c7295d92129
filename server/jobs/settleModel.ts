import type { Compute } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { WHOLE_JOB, type Step, type StepOutcome } from '../ports/stepStore'
import type { Attempt } from '../ports/workQueue'
import { keptBaseline } from './baseline'
import { committedSteps, documentOf } from './documents'

/** Summaries merged at once; bounds what is held to this many a thread. Chosen. */
const FAN_IN = 64
/** What is kept so that a later log can be compared with this one; more comes only of logs in which each line is its own. Chosen. */
const USUAL_MAX_BYTES = 64 * 2 ** 20

/** Merges all summaries, builds the model and stores it. @returns what to commit. */
export async function settleModel(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome> {
  const begunMs = performance.now()
  if (!backends.isAlone) await markAll(backends, task.jobId)
  const [summary, baseline] = await Promise.all([mergeAll(backends, compute, task.jobId), keptBaseline(backends, task.jobId)])
  const { model, facts, usual, comparison } = await compute.buildModel(summary, baseline)
  const name = { jobId: task.jobId, chunkNumber: WHOLE_JOB, attempt }
  await backends.results.put({ ...name, kind: 'model' }, model)
  if (usual.length <= USUAL_MAX_BYTES) await backends.results.put({ ...name, kind: 'usual' }, usual)
  if (comparison) await backends.results.put({ ...name, kind: 'comparison' }, comparison)
  return {
    task,
    attempt,
    rows: [{ chunkNumber: WHOLE_JOB, processingTimeMs: Math.round(performance.now() - begunMs), anomaliesFound: 0 }],
    firstTimeMs: facts.firstTimeMs,
    lastTimeMs: facts.lastTimeMs,
    assumedUtc: facts.assumedUtc,
    warnings: facts.notes,
  }
}

/** Makes up for workers that died between a commit and its mark. */
async function markAll(backends: Backends, jobId: string): Promise<void> {
  const job = await backends.jobs.find(jobId)
  if (job) await backends.chunks.markLearnt(jobId, 0, job.totalChunks)
}

/** Each thread folds page after page into a part of its own; the parts are merged at the end. The law of I2 allows it. */
async function mergeAll(backends: Backends, compute: Compute, jobId: string): Promise<Uint8Array> {
  const pages = committedSteps(backends, jobId, 'learn', FAN_IN)
  const parts = await Promise.all(Array.from({ length: compute.threads }, async () => {
    let part: Uint8Array | null = null
    for (let page = await pages.next(); !page.done; page = await pages.next()) {
      const summaries = await Promise.all(page.value.map((step: Step) => documentOf(backends, jobId, 'summary', step)))
      part = await compute.merge(part ? [part, ...summaries] : summaries)
    }
    return part
  }))
  return compute.merge(parts.filter(part => part !== null))
}
