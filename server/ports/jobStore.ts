import type { Framing } from '#engine'
import type { JobStatus, Phase } from '#shared/job'
import type { Note } from '#shared/note'

/** A file of a job of several; they lie in the job in this order. Numbers of lines from 1, of chunks from 0. */
export interface JobMember {
  name: string
  /** Those of its first line and chunk, also where it has none. */
  firstLine: number
  firstChunk: number
  lines: number
  /** Which of the job's framings its lines are read by: 0 for `framing`, n for `moreFramings[n - 1]`. */
  framing: number
  /** Why nothing of it was read, or null. */
  skipped: Note | null
}

/** A job and the name of its file. */
export interface JobNamed { jobId: string, filename: string }

/** A job as the store keeps it. Times are epoch milliseconds, sizes bytes. */
export interface Job {
  id: string
  filename: string
  status: JobStatus
  phase: Phase
  /** Greatest so far; 0..0.99 before `completed`, then 1. */
  progress: number
  /** Bytes received, and those announced (null: unknown). */
  totalSizeBytes: number
  expectedSizeBytes: number | null
  /** Decoded bytes in stored chunks, and in learnt ones. */
  storedBytes: number
  learntBytes: number
  lines: number
  /** Chunks stored, learnt, scored. */
  totalChunks: number
  chunksProcessed: number
  chunksSettled: number
  /** Whether the upload has ended, so that `totalChunks` is final. */
  sealed: boolean
  anomaliesFound: number
  /** Of the last commit; commits of a job are numbered 1, 2, 3 … without a gap. */
  sequence: number
  /** Uploads of the instance that were complete when this one was, itself among them; 0 before. */
  revision: number
  encoding: string | null
  assumedUtc: boolean
  /** Known from the first stored chunk on. */
  framing: Framing | null
  /** Of members that are read by another one. */
  moreFramings: Framing[]
  /** None unless the job has several files. */
  members: JobMember[]
  /** What is said of it, as it came up. */
  notes: Note[]
  /** Why it failed or was cancelled; null otherwise. */
  reason: Note | null
  /** Lines that are read as was decided; null until the job has settled. */
  fittingLines: number | null
  firstTimeMs: number | null
  lastTimeMs: number | null
  startedAtMs: number
  completedAtMs: number | null
  /** The receiver is alive until then; null once sealed. */
  leaseUntilMs: number | null
  /** The job with which it is compared, and the name of its file; that job may be gone. */
  baselineJobId: string | null
  baselineFilename: string | null
  /** Further ones. */
  moreBaselines: JobNamed[]
}

/** For so long a receiver from which nothing is heard counts as alive. Chosen. */
export const LEASE_MS = 8000

export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status !== 'pending' && status !== 'processing'
}

export interface NewJob {
  id: string
  filename: string
  expectedSizeBytes: number | null
  startedAtMs: number
  leaseUntilMs: number
  /** The completed jobs with which it is to be compared. */
  baselines?: JobNamed[]
}

/** What the receiver has done since it last told. Every member is added or set as named. */
export interface Received {
  /** Chunks whose bytes are in the ChunkStore now, beyond those told before. */
  chunksAdded: number
  storedBytesAdded: number
  linesAdded: number
  /** Absolute. */
  totalSizeBytes: number
  leaseUntilMs: number
  framing?: Framing
  /** These three replace the lists. */
  moreFramings?: Framing[]
  members?: JobMember[]
  encoding?: string
  assumedUtc?: boolean
  notes?: Note[]
}

/** Jobs: one row each. Every method may throw StoreUnavailable. */
export interface JobStore {
  /** Creates the job as `pending`. @throws JobExists if the id is or was in use within the last day. */
  open(job: NewJob): Promise<void>
  /**
   * Records what was received and renews the lease; the first chunk makes a pending job `processing`.
   * @returns the job afterwards, or null if it is gone or has ended: the receiver must then stop.
   */
  receive(jobId: string, received: Received): Promise<Job | null>
  /**
   * Marks the upload as complete. If all chunks are learnt already, moves the phase on to `settle`, in the same
   * transaction. @returns the job afterwards, or null if it is gone or has ended.
   */
  seal(jobId: string, received: Received): Promise<Job | null>
  /**
   * Ends a job that is pending or processing. Adds one to the sequence. @returns the job afterwards with `changed`
   * false if it had ended before; null if unknown.
   * @param onlyAbandoned only if its lease was over at `nowMs` and nobody works on its row just now, who may hold up the
   * receiver; else null.
   */
  end(jobId: string, status: 'failed' | 'cancelled', reason: Note, nowMs: number, onlyAbandoned?: boolean): Promise<{ job: Job, changed: boolean } | null>
  /** Removes the job, its steps and attempts, and leaves a tombstone for a day. False if unknown. */
  remove(jobId: string, nowMs: number): Promise<boolean>
  find(jobId: string): Promise<Job | null>
  /** Newest first. `before` is the `next` of the page before; one that nobody gave out counts as none. */
  list(limit: number, before?: string): Promise<{ jobs: Job[], next: string | null }>
  /** Jobs that have not ended, oldest first: for the sweep and for the queue's rebuilding at start. */
  running(): Promise<Job[]>
  /** Ids of ended jobs that ended before `endedBeforeMs`, and removal of tombstones older than a day. */
  expired(endedBeforeMs: number, nowMs: number): Promise<string[]>
  /** Number of jobs by status. */
  countByStatus(): Promise<Record<JobStatus, number>>
  /** Whether the store answers now. */
  isReady(): Promise<boolean>
}
