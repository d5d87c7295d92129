import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB, type Step } from '../../ports/stepStore'
import { errorText, logEvent } from '../log'
import { hasEnded } from '../statusOf'
import { encodeSteps, toRecord } from './jobRecord'

/** How often a running job is described anew at most: its tables could be made from an earlier state as well. Chosen. */
const PAUSE_MS = 1000
const STEPS_READ = 1000

/** Which document says what attempts counted. */
export const stepsOf = (jobId: string) => ({ jobId, kind: 'steps', chunkNumber: WHOLE_JOB, attempt: 0 }) as const

type Documents = Pick<Backends, 'records' | 'notes' | 'results' | 'steps'>

/** Describes a job that has just been opened, before any of its bytes are stored. @throws DiskFull, StoreUnavailable */
export async function describeNew(backends: Backends, jobId: string): Promise<void> {
  const job = await backends.jobs.find(jobId)
  if (job) await backends.records.begin(toRecord(job, await instanceOf(backends)))
}

/**
 * Describes the job as it is now, beside its bytes; one that has ended with the steps that counted. A job that is being
 * removed is not described again. Never throws: what can't be written now is at the next start.
 */
export async function describeJob(backends: Backends, job: Job): Promise<void> {
  try {
    const kept = await backends.records.get(job.id)
    if (!kept || kept.isCondemned) return
    await describe(backends, job)
  }
  catch (error) {
    logEvent('job not described', { job_id: job.id, error: errorText(error) })
  }
}

/** The same, now and then: of a running job after a commit. */
export function noteJob(backends: Backends, job: Job): void {
  const noted = notedOf(backends)
  const nowMs = performance.now()
  if (nowMs - (noted.get(job.id) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return
  noted.set(job.id, nowMs)
  void describeJob(backends, job)
}

/** Describes the job whatever was there before. @throws DiskFull, StoreUnavailable */
export async function describe(backends: Documents, job: Job, isNew = false): Promise<void> {
  if (hasEnded(job)) {
    notedOf(backends).delete(job.id)
    // Of an upload that has failed nothing stays but its row.
    if (job.sealed || job.status === 'cancelled') await backends.results.put(stepsOf(job.id), encodeSteps(await allSteps(backends, job.id)))
  }
  const record = toRecord(job, await instanceOf(backends))
  await (isNew ? backends.records.begin(record) : backends.records.put(record))
}

async function allSteps(backends: Documents, jobId: string): Promise<Step[]> {
  const all: Step[] = []
  for (let page = await backends.steps.after(jobId, 0, STEPS_READ); page.length > 0; page = await backends.steps.after(jobId, all.at(-1)?.sequence ?? 0, STEPS_READ)) {
    all.push(...page)
  }
  return all
}

// Belong to the backends, not to the process: tests have several.
const instances = new WeakMap<object, string>()
const noted = new WeakMap<object, Map<string, number>>()

async function instanceOf({ notes }: Documents): Promise<string | null> {
  const known = instances.get(notes) ?? await notes.id()
  if (known !== null) instances.set(notes, known)
  return known
}

function notedOf({ records }: Documents): Map<string, number> {
  const known = noted.get(records) ?? new Map<string, number>()
  noted.set(records, known)
  return known
}
