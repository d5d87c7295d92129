import {
  civilFromDays, daysFromCivil, dayOfDate, dayOfOrdinal, dayOfWeek, fullYear, isLeapYear, MS_A_DAY,
} from './calendar'
import {
  DATE_ORDERS, isOpenShape, NAMED, NO_YEAR, ORDINAL, PLAIN, SHORT_FIRST, SHORT_LAST, WEEK, YEAR_LAST, type DateOrder,
} from './dateOrder'
import type { DateParts } from './DateParts'

/**
 * The midnights of a date's parts under each order, years that are not written by a reference. Keeps them: the date of
 * the next line is mostly the same.
 */
export class ResolvedDate {
  /** Epoch milliseconds under the first order that has the date; NaN where no calendar has it under any. */
  firstMs = Number.NaN
  /** Under each open order; NaN where no calendar has the date. */
  readonly msBy: Float64Array
  private shape = -1
  private a = 0
  private b = 0
  private c = 0
  private readonly limit: number
  private readonly limitYear: number

  /** @param referenceTimeMs a date without a year is the latest one not more than a day after it. */
  constructor(private readonly orders: readonly DateOrder[], referenceTimeMs: number) {
    this.msBy = new Float64Array(orders.length)
    this.limit = Math.floor(referenceTimeMs / MS_A_DAY) + 1
    this.limitYear = civilFromDays(this.limit).year
  }

  get hasYear(): boolean {
    return this.shape !== NAMED && this.shape !== NO_YEAR
  }

  get isOpen(): boolean {
    return isOpenShape(this.shape)
  }

  /** Takes a date, see dateOrder. @returns false where no calendar has it under any order. */
  take(shape: number, a: number, b: number, c: number): boolean {
    if (c === this.c && b === this.b && a === this.a && shape === this.shape) return !Number.isNaN(this.firstMs)
    const { orders } = this
    this.shape = shape
    this.a = a
    this.b = b
    this.c = c
    this.firstMs = Number.NaN
    for (let k = 0; k < orders.length; k++) this.msBy[k] = this.dayBy(orders[k]) * MS_A_DAY
    for (let k = 0; k < orders.length && Number.isNaN(this.firstMs); k++) this.firstMs = this.msBy[k]
    for (let k = 0; k < DATE_ORDERS.length && Number.isNaN(this.firstMs); k++) {
      this.firstMs = this.dayBy(DATE_ORDERS[k]) * MS_A_DAY
    }
    return !Number.isNaN(this.firstMs)
  }

  /** The same for parts that were read. */
  takeParts({ shape, a, b, c }: DateParts): boolean {
    return this.take(shape, a, b, c)
  }

  /** Days since 1970-01-01 under an order; NaN where no calendar has the date, and for an order that is not open. */
  openDayBy(order: DateOrder): number {
    const k = this.orders.indexOf(order)
    return k < 0 ? Number.NaN : this.msBy[k] / MS_A_DAY
  }

  /**
   * Days since 1970-01-01 in an order, NaN where no calendar has that date. Where the year's place is plain, the order
   * still says which of month and day is first ('ymd' as 'mdy').
   */
  private dayBy(order: DateOrder): number {
    const { shape, a, b, c } = this
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
