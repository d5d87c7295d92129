import { z } from 'zod'

/** In which order the parts of a date of numbers stand. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy'])
export type DateOrder = z.infer<typeof DateOrder>

/** What whoever sends a log may say of how it is to be read; what is left out is decided by the log. */
export const READING_FIELDS = {
  /** Zone of times that stand without one: a name of the IANA database, or an offset such as `+05:30`. */
  time_zone: z.string().min(1).max(64).optional(),
  date_order: DateOrder.optional(),
  /** A regular expression (RE2) that is found in each line that begins a record, and in no other. */
  first_line: z.string().min(1).max(500).optional(),
}
export const Reading = z.object(READING_FIELDS)
export type Reading = z.infer<typeof Reading>
