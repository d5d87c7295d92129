import type { Job } from './jobStore'

/**
 * Jobs as they were a moment ago, for those who ask again and again. A hint: what is not there, or not any more, is asked of
 * the job store. No method throws.
 */
export interface StatusCache {
  /** Remembers the job, unless a later state is known: by its sequence, then by the bytes received. */
  put(job: Job): Promise<void>
  /** The latest state that was put within the last seconds; null if there is none. */
  get(jobId: string): Promise<Job | null>
  /** Forgets the job; for a minute nothing is remembered of it. */
  remove(jobId: string): Promise<void>
}
