import type { JobStatus } from '#shared/job'
import type { Note } from '#shared/note'
import type { Job } from './jobStore'
import type { Step } from './stepStore'

/** To which instance the tables belong, and how many uploads have been complete in it. */
export interface Instance { id: string, revision: number }

/** As much of a job's row as tells whether it fits the job's bytes. */
export interface JobState {
  id: string
  status: JobStatus
  sealed: boolean
  sequence: number
  totalChunks: number
}

/** The tables as a whole: whose they are, and how they are made anew. Every method may throw StoreUnavailable. */
export interface TableStore {
  /** Null where it was never noted. */
  instance(): Promise<Instance | null>
  /** Notes it, unless one is noted, and raises its revision to the one given. @returns the one that is noted afterwards */
  adopt(instanceId: string, revision: number): Promise<Instance>
  /** Of all jobs, in no order. */
  states(): Promise<JobState[]>
  state(jobId: string): Promise<JobState | null>
  /** Whether the job's row was removed within the last day at least. */
  wasRemoved(jobId: string): Promise<boolean>
  /** Writes the job's row and steps in place of what there is. */
  rebuild(job: Job, steps: Step[]): Promise<void>
  /** Notes that the bytes of a job are gone: it has failed, for that reason. */
  lose(jobId: string, reason: Note): Promise<void>
}
