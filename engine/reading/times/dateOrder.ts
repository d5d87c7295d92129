import {
  civilFromDays, daysFromCivil, dayOfDate, dayOfOrdinal, dayOfWeek, fullYear, isLeapYear, MS_A_DAY,
} from './calendar'

/** In which order the parts of a date of numbers stand. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

export const DATE_ORDERS: readonly DateOrder[] = ['ymd', 'mdy', 'dmy']

/**
 * What the parts of a date are. PLAIN: year, month, day. NAMED: month and day without a year. ORDINAL: year and day
 * of the year. WEEK: year, week, weekday. The others have an order that is open: YEAR_LAST with a year of four
 * digits behind two numbers, NO_YEAR two numbers, SHORT three of at most two digits, of which the first, the last or
 * either may be the year.
 */
export const PLAIN = 0, NAMED = 1, ORDINAL = 2, WEEK = 3
export const YEAR_LAST = 4, NO_YEAR = 5, SHORT_FIRST = 6, SHORT_LAST = 7, SHORT = 8

export function isOpenShape(shape: number): boolean {
  return shape >= YEAR_LAST
}

/** Finds the days that parts of dates stand for, years that are not written by a reference. */
export class DateResolver {
  private readonly limit: number
  private readonly limitYear: number

  /** @param referenceTimeMs a date without a year is the latest one not more than a day after it. */
  constructor(referenceTimeMs: number) {
    this.limit = Math.floor(referenceTimeMs / MS_A_DAY) + 1
    this.limitYear = civilFromDays(this.limit).year
  }

  /**
   * Days since 1970-01-01 of three parts in an order, NaN where no calendar has that date. Where the year's place is
   * plain, the order still says which of month and day is first ('ymd' as 'mdy').
   */
  dayOf(order: DateOrder, shape: number, a: number, b: number, c: number): number {
    switch (shape) {
      case PLAIN: return dayOfDate(a, b, c)
      case NAMED: return this.withoutYear(a, b)
      case ORDINAL: return dayOfOrdinal(a, b)
      case WEEK: return dayOfWeek(a, b, c)
      case YEAR_LAST: return order === 'dmy' ? dayOfDate(c, b, a) : dayOfDate(c, a, b)
      case NO_YEAR: return order === 'dmy' ? this.withoutYear(b, a) : this.withoutYear(a, b)
      default:
    }
    if (order === 'ymd') return shape === SHORT_LAST ? Number.NaN : dayOfDate(fullYear(a), b, c)
    if (shape === SHORT_FIRST) return Number.NaN
    return order === 'dmy' ? dayOfDate(fullYear(c), b, a) : dayOfDate(fullYear(c), a, b)
  }

  private withoutYear(month: number, day: number): number {
    if (Number.isNaN(dayOfDate(2000, month, day))) return Number.NaN
    let year = this.limitYear
    if (daysFromCivil(year, month, day) > this.limit) year--
    if (month === 2 && day === 29) while (!isLeapYear(year)) year--
    return daysFromCivil(year, month, day)
  }
}
