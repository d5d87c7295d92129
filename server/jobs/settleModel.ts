import type { Compute } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { WHOLE_JOB, type Step, type StepOutcome } from '../ports/stepStore'
import type { Attempt } from '../ports/workQueue'
import { committedSteps, documentOf } from './documents'

/** Summaries merged at once; bounds what is held to this many a thread. Chosen. */
const FAN_IN = 64

/** Merges all summaries, builds the model and stores it. @returns what to commit. */
export async function settleModel(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome> {
  const begunMs = performance.now()
  if (!backends.isAlone) await markAll(backends, task.jobId)
  const { model, facts } = await compute.buildModel(await mergeAll(backends, compute, task.jobId))
  await backends.results.put({ jobId: task.jobId, kind: 'model', chunkNumber: WHOLE_JOB, attempt }, model)
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
