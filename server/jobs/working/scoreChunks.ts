import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import { WHOLE_JOB, type StepOutcome } from '../../ports/stepStore'
import type { Attempt } from '../../ports/workQueue'
import { documentOf, sharedModel } from '../documents'

/** Chunks whose columns are held at once by one task; chosen: 8 × 12 bytes a line of 1 MiB is about 1 MB. */
const HELD = 8

/** Scores a run of chunks from their columns alone and stores the candidates. @returns what to commit; null if the job is gone. */
export async function scoreChunks(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome | null> {
  const { jobId, from, to } = task
  const model = await sharedModel(backends, compute, jobId)
  const steps = (await backends.steps.list(jobId, 'learn', from, to - from)).filter(step => step.chunkNumber < to)
  if (!model || steps.length < to - from) return null
  const rows: StepOutcome['rows'] = []
  for (let i = 0; i < steps.length; i += HELD) {
    const held = steps.slice(i, i + HELD)
    const leave = await compute.admit()
    try {
      const begunMs = performance.now()
      const candidates = await compute.score(await Promise.all(held.map(step => documentOf(backends, jobId, 'columns', step))), model)
      await Promise.all(candidates.map((data, j) =>
        backends.results.put({ jobId, kind: 'candidates', chunkNumber: held[j]?.chunkNumber ?? WHOLE_JOB, attempt }, data)))
      const processingTimeMs = Math.round((performance.now() - begunMs) / held.length)
      rows.push(...held.map(step => ({ chunkNumber: step.chunkNumber, processingTimeMs, anomaliesFound: 0 })))
    }
    finally {
      leave()
    }
  }
  return { task, attempt, rows }
}
