import { isDeepStrictEqual } from 'node:util'
import type { Note } from '#shared/note'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB, type StepOutcome } from '../../ports/stepStore'

/** What progress is capped at before `completed`. */
const ALMOST = 0.99

/** Whether an outcome may still count. */
export function takes(job: Job, outcome: StepOutcome): boolean {
  return job.status === 'processing' && job.phase === outcome.task.phase
}

/**
 * The job after `inserted` rows of the outcome (at least one, all of them unless some were committed before) have been
 * numbered on in its sequence.
 */
export function afterStep(job: Job, outcome: StepOutcome, inserted: StepOutcome['rows'], nowMs: number): Job {
  const next = { ...job, sequence: job.sequence + inserted.length }
  if (outcome.notes) next.notes = withoutTwins([...job.notes, ...outcome.notes])
  switch (outcome.task.phase) {
    case 'learn':
      next.chunksProcessed += inserted.length
      next.learntBytes += Math.round((outcome.learntBytes ?? 0) * inserted.length / outcome.rows.length)
      for (const row of inserted) next.anomaliesFound += row.anomaliesFound
      break
    case 'settle':
      if (outcome.task.from !== WHOLE_JOB) break // a part of it
      next.phase = 'score'
      next.firstTimeMs = outcome.firstTimeMs ?? null
      next.lastTimeMs = outcome.lastTimeMs ?? null
      next.fittingLines = outcome.fittingLines ?? null
      next.assumedUtc = outcome.assumedUtc ?? job.assumedUtc
      if (outcome.framings) [next.framing = job.framing, ...next.moreFramings] = outcome.framings
      break
    case 'score':
      next.chunksSettled += inserted.length
      break
    case 'finish':
      next.anomaliesFound = outcome.settledFindings ?? 0
      next.status = 'completed'
      next.phase = 'done'
      next.completedAtMs = nowMs
  }
  return withProgress(movedOn(next))
}

/** The members of a note that was stored may come back in another order. */
function withoutTwins(notes: Note[]): Note[] {
  return notes.filter((note, i) => notes.findIndex(other => isDeepStrictEqual(other, note)) === i)
}

/** The job in the next phase, if its counts complete the one it is in. */
export function movedOn(job: Job): Job {
  if (job.phase === 'learn' && job.sealed && job.chunksProcessed >= job.totalChunks) return { ...job, phase: 'settle' }
  if (job.phase === 'score' && job.chunksSettled >= job.totalChunks) return { ...job, phase: 'finish' }
  return job
}

/** Half for learnt bytes of the expected ones, half for settled chunks; the greatest so far; 1 only for `completed`. */
export function withProgress(job: Job): Job {
  if (job.status === 'completed') return { ...job, progress: 1 }
  // What packed bytes have given so far tells how much the rest of them will give.
  const expansion = job.totalSizeBytes > 0 ? Math.max(1, job.storedBytes / job.totalSizeBytes) : 1
  const expectedBytes = job.sealed ? job.storedBytes : (job.expectedSizeBytes ?? 0) * expansion
  const learnt = share(job.learntBytes, expectedBytes)
  const settled = share(job.chunksSettled, job.sealed ? job.totalChunks : 0)
  return { ...job, progress: Math.max(job.progress, Math.min(ALMOST, (learnt + settled) / 2)) }
}

// Nothing can be said of a whole that is not known yet.
function share(done: number, whole: number): number {
  return whole > 0 ? Math.min(1, done / whole) : 0
}
