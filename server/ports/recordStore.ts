import type { JobRecord } from '#shared/jobRecord'

/** What is kept beside a job's bytes. */
export interface KeptRecord {
  jobId: string
  /** Null where there is none that can be read. */
  record: JobRecord | null
  /** Whether the job's removal has begun. */
  isCondemned: boolean
  /** When the job was put into the trash; null for one that is not there. */
  discardedAtMs: number | null
}

/** Records of jobs, kept where their bytes are: the tables can be made anew from them. Every method may throw StoreUnavailable. */
export interface RecordStore {
  /** Stores the job's record, in place of any other. The job has one from then on. @throws DiskFull */
  begin(record: JobRecord): Promise<void>
  /** Stores a later state. Changes nothing where a later one is stored, the removal has begun, or the job has no record. @throws DiskFull */
  put(record: JobRecord): Promise<void>
  /** Null if nothing is known of the job, in the trash or out of it. */
  get(jobId: string): Promise<KeptRecord | null>
  /** Of all jobs, in no order, those in the trash among them. */
  all(): AsyncIterable<KeptRecord>
  /** Notes that the job's removal has begun. */
  condemn(jobId: string): Promise<void>
  /** Takes that back. */
  spare(jobId: string): Promise<void>
  /** Removes the record: last, after the job's bytes. */
  remove(jobId: string): Promise<void>
  /** Puts the job with all that belongs to it into the trash; its bytes are no longer found. */
  discard(jobId: string, nowMs: number): Promise<void>
  /** Takes it out again. False if it is not there. */
  restore(jobId: string): Promise<boolean>
  /** Removes for good what was put into the trash before then. @returns the ids */
  emptyTrash(beforeMs: number): Promise<string[]>
}
