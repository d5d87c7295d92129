import { z } from 'zod'
import { AnomalyResult } from '#shared/anomaly'
import { chunkIdOf } from '#shared/chunkId'
import type { Backends } from '../../ports/backends'
import type { Step } from '../../ports/stepStore'

const StoredFindings = z.array(AnomalyResult.omit({ chunk_id: true }))

/** The provisional findings of a learnt chunk; none where the documents are gone with their job. */
export async function provisionalOf(backends: Backends, jobId: string, step: Step): Promise<AnomalyResult[]> {
  if (step.anomaliesFound === 0) return []
  const data = await backends.results.get({ jobId, kind: 'provisional', chunkNumber: step.chunkNumber, attempt: step.attempt })
  if (!data) return []
  const findings = StoredFindings.parse(JSON.parse(new TextDecoder().decode(data)))
  return findings.map(finding => ({ ...finding, chunk_id: chunkIdOf(jobId, step.chunkNumber) }))
}
