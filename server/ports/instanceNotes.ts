import type { Mark } from '#shared/mark'

/** What is noted once where the bytes of all jobs are. Every method may throw StoreUnavailable. */
export interface InstanceNotes {
  /** The instance to which the bytes belong, or null where that was never noted. */
  id(): Promise<string | null>
  /** Notes it, unless one is noted. @returns the one that is noted afterwards */
  adopt(instanceId: string): Promise<string>
  /** A copy of the marks; null where none was ever made. */
  marks(): Promise<Mark[] | null>
  putMarks(marks: Mark[]): Promise<void>
}
