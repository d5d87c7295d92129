import { Comparison } from '#shared/comparison'
import type { Backends } from '../../ports/backends'
import { WHOLE_JOB } from '../../ports/stepStore'
import { JobUnknown } from '../errors'
import { baselinesOf } from '../statusOf'

/** How the job's log compares with its known-good one; null before it has settled, and without one. @throws JobUnknown */
export async function readComparison(backends: Backends, jobId: string): Promise<Comparison> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const step = job.baselineJobId === null ? null : await backends.steps.find(jobId, WHOLE_JOB, 'settle')
  const bytes = step && await backends.results.get({ jobId, kind: 'comparison', chunkNumber: WHOLE_JOB, attempt: step.attempt })
  if (!bytes) return { comparison: null }
  const baselines = baselinesOf(job)
  const stored: object = JSON.parse(new TextDecoder().decode(bytes))
  return Comparison.parse({ comparison: { ...stored, baseline: baselines[0], baselines } })
}
