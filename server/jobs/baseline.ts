import type { Backends } from '../ports/backends'
import { WHOLE_JOB } from '../ports/stepStore'
import { WrongState } from './errors'

/** What a log is compared with. */
export interface Baseline {
  jobId: string
  filename: string
  /** What that job's model gave as `usual`. */
  usual: Uint8Array<ArrayBuffer>
}

/** Documents of a baseline come with the job, before any attempt. */
const ATTEMPT = 0

/** Reads what a completed job gives to be compared with. @throws WrongState with the reason why it cannot be. */
export async function readBaseline(backends: Backends, jobId: string): Promise<Baseline> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new WrongState('There is no job with the id given as "baseline".')
  if (job.status !== 'completed') throw new WrongState(`The job given as "baseline" is ${job.status}: only a completed one can be compared with.`)
  const usual = await usualOfJob(backends, jobId)
  if (!usual) throw new WrongState('The job given as "baseline" holds nothing to compare with: it was analysed by an earlier version, or its lines are too varied. Upload its file again.')
  return { jobId, filename: job.filename, usual }
}

/** What a settled job's model gave as `usual`; null where it gave none. */
export async function usualOfJob(backends: Backends, jobId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const step = await backends.steps.find(jobId, WHOLE_JOB, 'settle')
  return step && backends.results.get({ jobId, kind: 'usual', chunkNumber: WHOLE_JOB, attempt: step.attempt })
}

/** Copies the baseline to the job, so that the other may be deleted. @throws DiskFull, StoreUnavailable */
export async function keepBaseline(backends: Backends, jobId: string, { usual }: Baseline): Promise<void> {
  await backends.results.put({ jobId, kind: 'baseline', chunkNumber: WHOLE_JOB, attempt: ATTEMPT }, usual)
}

/** The copy that the job was given, null if it has none. */
export async function keptBaseline(backends: Backends, jobId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return backends.results.get({ jobId, kind: 'baseline', chunkNumber: WHOLE_JOB, attempt: ATTEMPT })
}
