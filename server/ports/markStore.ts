import type { Mark } from '#shared/mark'

/** What people have marked as normal. Every method may throw StoreUnavailable. */
export interface MarkStore {
  add(mark: Mark): Promise<void>
  /** All of them, oldest first. */
  list(): Promise<Mark[]>
  /** False if there is none with this id. */
  remove(markId: string): Promise<boolean>
  /** Removes those that hold in this job only. */
  removeOfJob(jobId: string): Promise<void>
}
