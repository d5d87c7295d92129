import { isSummary } from '#engine'
import type { Compute } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { StoreUnavailable } from '../ports/errors'
import type { Job } from '../ports/jobStore'
import { WHOLE_JOB } from '../ports/stepStore'
import { WrongState } from './errors'

/** What a log is compared with. */
export interface Baseline {
  jobId: string
  filename: string
  /** What that job's model gave as `usual`. */
  usual: Uint8Array<ArrayBuffer>
}

/** Reads what completed jobs give to be compared with, one after another. @throws WrongState with the reason why one cannot be. */
export async function* readBaselines(backends: Backends, jobIds: readonly string[]): AsyncGenerator<Baseline> {
  for (const jobId of jobIds) {
    const job = await backends.jobs.find(jobId)
    if (!job) throw new WrongState({ code: 'no_baseline', args: { job: jobId } })
    const { status } = job
    if (status !== 'completed') throw new WrongState({ code: 'baseline_state', args: { job: jobId, status } })
    const usual = await usualOfJob(backends, jobId)
    if (!usual) throw new WrongState({ code: 'baseline_old', args: { job: jobId } })
    yield { jobId, filename: job.filename, usual }
  }
}

/** What a settled job's model gave as `usual`; null where it gave none, or another version did. */
export async function usualOfJob(backends: Backends, jobId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const step = await backends.steps.find(jobId, WHOLE_JOB, 'settle')
  const usual = step && await backends.results.get({ jobId, kind: 'usual', chunkNumber: WHOLE_JOB, attempt: step.attempt })
  return usual && isSummary(usual) ? usual : null
}

/** Under which name a job keeps its copy of the n-th known-good log: they come with the job, before any attempt. */
const copyName = (jobId: string, n: number) => ({ jobId, kind: 'baseline', chunkNumber: WHOLE_JOB, attempt: n }) as const

/** Copies known-good logs to the job, so that the others may be deleted. @throws DiskFull, StoreUnavailable, and as readBaselines */
export async function keepBaselines(backends: Backends, jobId: string, baselineIds: readonly string[]): Promise<void> {
  let n = 0
  for await (const { usual } of readBaselines(backends, baselineIds)) await backends.results.put(copyName(jobId, n++), usual)
}

/** The copies that the job was given, taken together; null if it has none. Held: two at a time. @throws StoreUnavailable if one is missing */
export async function keptBaseline(backends: Backends, compute: Compute, { id, baselineJobId, moreBaselines }: Pick<Job, 'id' | 'baselineJobId' | 'moreBaselines'>): Promise<Uint8Array | null> {
  if (baselineJobId === null) return null
  return mergedRuns(compute, (async function* () {
    for (let n = 0; n <= moreBaselines.length; n++) {
      const usual = await backends.results.get(copyName(id, n))
      if (!usual) throw new StoreUnavailable({ code: 'no_baseline_copy', args: {} })
      yield usual
    }
  })())
}

/** Good runs as one (see the engine's mergeGoodRuns); null of none. Held: two at a time. */
export async function mergedRuns(compute: Compute, usuals: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  let merged: Uint8Array | null = null
  let runs = 0
  for await (const usual of usuals) {
    if (merged && runs === 1) merged = await compute.addGoodRun(null, merged, 0)
    merged = merged ? await compute.addGoodRun(merged, usual, runs) : usual // one alone stays as it is
    runs++
  }
  return merged
}
