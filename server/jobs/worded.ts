import type { Finding } from '#engine'
import type { AnomalyResult } from '#shared/anomaly'
import { chunkIdOf } from '#shared/chunkId'
import { explain, reasonOf } from '#wording/findings/explain'

/** A finding of a chunk with its id and, in English, what is odd about it: results say both, whoever asks. */
export function worded(finding: Finding, jobId: string, chunkNumber: number): AnomalyResult {
  return {
    ...finding,
    explanation: explain(finding, 'en'),
    reason: reasonOf(finding, 'en'),
    chunk_id: chunkIdOf(jobId, chunkNumber),
  }
}
