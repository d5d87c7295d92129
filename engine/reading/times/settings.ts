import type { ZoneRules } from './assumedZone'
import type { CommaFraction } from './clock'
import type { DateOrder } from './dateOrder'

/** How times of one file are read: plain values that a layout keeps. */
export interface TimeSettings {
  /** One to three readings of dates whose order is open, the preferred one first. */
  orders: readonly DateOrder[]
  /**
   * Whether all dates of the file were seen and tell that the first is right, though its start had left others open.
   */
  isOrderTold?: boolean
  /** Epoch milliseconds; a date without a year is the latest one not more than a day after it. */
  referenceTimeMs: number
  /** Whose names of months come first, a language of the table; null for the names that only one reading has. */
  language: string | null
  /** Zone of times that have none; UTC if left out. */
  zone?: ZoneRules
  /** Whether digits behind `09:00:02,` are a fraction; each line tells if left out. */
  commaFraction?: CommaFraction
  /** Whether a date with its year is a time without a clock. */
  datesAlone?: boolean
  /** Whether `9:00:02` is a clock without a date; durations look alike. */
  unpaddedClocks?: boolean
  /** Whether eight hex digits are seconds since 1970. */
  hexEpoch?: boolean
}
