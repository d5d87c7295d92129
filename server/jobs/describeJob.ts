import type { Backends } from '../ports/backends'
import { hasEnded, type Job } from '../ports/jobStore'
import { WHOLE_JOB, type Step } from '../ports/stepStore'
import { errorText, logEvent } from './log'
import { encodeSteps, toRecord } from './jobRecord'

/** How often a running job is described anew at most: its tables could be made from an earlier state as well. Chosen. */
const PAUSE_MS = 1000
const STEPS_READ = 1000

/** Which document says what attempts counted. */
export const stepsOf = (jobId: string) => ({ jobId, kind: 'steps', chunkNumber: WHOLE_JOB, attempt: 0 }) as const

type Documents = Pick<Backends, 'records' | 'notes' | 'results' | 'steps' | 'memory'>

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
  const { describedMs } = backends.memory
  const nowMs = performance.now()
  if (nowMs - (describedMs.get(job.id) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return
  describedMs.set(job.id, nowMs)
  void describeJob(backends, job)
}

/** Describes the job whatever was there before. @throws DiskFull, StoreUnavailable */
export async function describe(backends: Documents, job: Job, isNew = false): Promise<void> {
  if (hasEnded(job)) {
    backends.memory.describedMs.delete(job.id)
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

async function instanceOf({ notes, memory }: Documents): Promise<string | null> {
  return memory.instanceId ??= await notes.id()
}
