import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { StepOutcome } from '../../ports/stepStore'
import type { Attempt } from '../../ports/workQueue'
import { takeChunk } from '../chunksInHand'
import { framingOf } from '../framingOf'

/** Learns one chunk: stores summary, columns and provisional findings. @returns what to commit; null if the job is gone. */
export async function learnChunk(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome | null> {
  const leave = await compute.admit()
  try {
    const begunMs = performance.now()
    const { jobId, from: chunkNumber } = task
    const [framing, chunk] = await Promise.all([framingOf(backends, jobId, chunkNumber), takeChunk(backends, jobId, chunkNumber) ?? backends.chunks.get(jobId, chunkNumber)])
    if (!framing || !chunk) return null
    const { place, data } = chunk
    const learnt = await compute.learn(jobId, data, place, framing)
    const name = { jobId, chunkNumber, attempt }
    await Promise.all([
      backends.results.put({ ...name, kind: 'summary' }, learnt.summary),
      backends.results.put({ ...name, kind: 'columns' }, learnt.columns),
      learnt.findingsCount > 0 ? backends.results.put({ ...name, kind: 'provisional' }, learnt.provisional) : null,
    ])
    const row = { chunkNumber, processingTimeMs: Math.round(performance.now() - begunMs), anomaliesFound: learnt.findingsCount }
    return { task, attempt, rows: [row], learntBytes: place.sizeBytes }
  }
  finally {
    leave()
  }
}
