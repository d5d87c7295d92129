import type { JobRecord } from '#shared/jobRecord'

/** Whether a record tells a state that is no earlier than the other's. */
export function isLater(record: JobRecord, than: JobRecord): boolean {
  if (record.sequence !== than.sequence) return record.sequence > than.sequence
  return record.sealed === than.sealed ? record.total_size >= than.total_size : record.sealed
}
