import { z } from 'zod'
import { AnomalyResult } from '#shared/anomaly'
import type { Backends } from '../../ports/backends'
import type { Step } from '../../ports/stepStore'
import { worded } from '../worded'

/** Findings as the engine makes them; those of earlier versions have a sentence, which is made anew. */
const StoredFindings = z.array(AnomalyResult.omit({ chunk_id: true, explanation: true, reason: true }))

/** The provisional findings of a learnt chunk; none where the documents are gone with their job. */
export async function provisionalOf(backends: Backends, jobId: string, step: Step): Promise<AnomalyResult[]> {
  if (step.anomaliesFound === 0) return []
  const data = await backends.results.get({ jobId, kind: 'provisional', chunkNumber: step.chunkNumber, attempt: step.attempt })
  if (!data) return []
  const findings = StoredFindings.parse(JSON.parse(new TextDecoder().decode(data)))
  return findings.map(finding => worded(finding, jobId, step.chunkNumber))
}
