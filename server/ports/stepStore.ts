import type { Framing } from '#engine'
import type { Phase } from '#shared/job'
import type { Note } from '#shared/note'
import type { Job } from './jobStore'
import type { Task } from './workQueue'

/** Chunk number of steps that concern the whole job. */
export const WHOLE_JOB = -1

/** What a finished task tells. One row for each of the task's chunks. */
export interface StepOutcome {
  task: Task
  /** Names the documents that belong to this try: results are read under the committed attempt only. */
  attempt: number
  rows: { chunkNumber: number, processingTimeMs: number, anomaliesFound: number }[]
  /** Learn: decoded bytes of the chunk. */
  learntBytes?: number
  /** Settle, of the whole job. */
  firstTimeMs?: number | null
  lastTimeMs?: number | null
  fittingLines?: number
  /** Whether the times were read as UTC for want of a zone. */
  assumedUtc?: boolean
  /** The framings as all of the job's text decides them, where they differ from those that it began with. */
  framings?: Framing[]
  /** Settle and finish may add notes to the job's. */
  notes?: Note[]
  /** Finish: findings after folding. Completes the job. */
  settledFindings?: number
}

/** A committed step. `sequence` numbers the job's commits without a gap. */
export interface Step {
  chunkNumber: number
  phase: Phase
  attempt: number
  anomaliesFound: number
  processingTimeMs: number
  sequence: number
  createdAtMs: number
}

/** Steps of jobs: what was begun, and what is committed. Every method may throw StoreUnavailable. */
export interface StepStore {
  /**
   * Counts one more attempt for each task before it is worked on. @returns for each task the attempt's number (from 1), or
   * `lost` true when the task has been lost too often: the job must be failed. A task of a job that has ended, or has left the
   * task's phase, is left out. A run of chunks is counted under its first: runs must be cut at the same numbers each time.
   */
  begin(tasks: Task[]): Promise<{ task: Task, attempt: number, lost: boolean }[]>
  /** Notes that this attempt ended because a store was away: it is not held against the task. */
  excuse(task: Task): Promise<void>
  /** Ended jobs of which attempts are still noted, ended at `endedBeforeMs` at the latest; at most `limit`. */
  withAttempts(endedBeforeMs: number, limit: number): Promise<string[]>
  /** Forgets the attempts of a job that has ended. */
  forgetAttempts(jobId: string): Promise<void>
  /** Notes that the compute thread of this attempt died. The third such death makes the next `begin` answer `lost`. */
  crashed(task: Task): Promise<void>
  /**
   * One transaction: inserts the rows that are not there yet; if any was inserted, numbers them on in the job's sequence,
   * updates the job, and moves its phase on when this completes it. Nothing happens unless the job is `processing` and in
   * the task's phase. @returns whether it counted, and the job afterwards (null: gone). `committed` false means that this
   * attempt's documents must be removed.
   */
  commit(outcome: StepOutcome): Promise<{ committed: boolean, job: Job | null }>
  /** Steps with a higher sequence, lowest first, at most `limit`. */
  after(jobId: string, sequence: number, limit: number): Promise<Step[]>
  /** The committed step of a chunk (or of WHOLE_JOB) in a phase. */
  find(jobId: string, chunkNumber: number, phase: Phase): Promise<Step | null>
  /** All committed steps of a phase by chunk number, from `fromChunk` on, at most `limit`. */
  list(jobId: string, phase: Phase, fromChunk: number, limit: number): Promise<Step[]>
  /** Chunk numbers below `totalChunks` without a committed step in the phase, lowest first, at most `limit`. */
  missing(jobId: string, phase: Phase, totalChunks: number, limit: number): Promise<number[]>
  /** Chunk steps of all jobs that this process has committed, by phase; steps of the whole job are not among them. */
  countByPhase(): Promise<Partial<Record<Phase, number>>>
}
