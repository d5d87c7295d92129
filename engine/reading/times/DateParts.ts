import { NAMED, NO_YEAR, ORDINAL, PLAIN, SHORT, WEEK, YEAR_LAST } from './dateOrder'

/**
 * The parts of a date, and what else its form says. Each method takes a date and gives back `end`, the position after
 * it.
 */
export class DateParts {
  /** What `a`, `b` and `c` are: one of the shapes of dateOrder. */
  shape = PLAIN
  a = 0
  b = 0
  c = 0
  /** Whether a clock without seconds may follow: a pair such as 1/2 is too little of a date for that. */
  isWeak = false
  /** Whether it is a date even without a clock. */
  isWhole = false
  /** Whether its year may come behind the clock, as `date` and asctime write it. */
  mayEndWithYear = false

  plain(end: number, year: number, month: number, day: number): number {
    this.a = year
    this.b = month
    this.c = day
    return this.taken(end, PLAIN, true)
  }

  named(end: number, month: number, day: number): number {
    this.a = month
    this.b = day
    this.c = 0
    return this.taken(end, NAMED, false)
  }

  ordinal(end: number, year: number, day: number): number {
    this.a = year
    this.b = day
    this.c = 0
    return this.taken(end, ORDINAL, true)
  }

  week(end: number, year: number, week: number, weekday: number): number {
    this.a = year
    this.b = week
    this.c = weekday
    return this.taken(end, WEEK, true)
  }

  yearLast(end: number, a: number, b: number, year: number): number {
    this.a = a
    this.b = b
    this.c = year
    return this.taken(end, YEAR_LAST, true)
  }

  noYear(end: number, a: number, b: number): number {
    this.a = a
    this.b = b
    this.c = 0
    return this.taken(end, NO_YEAR, false)
  }

  short(end: number, a: number, b: number, c: number): number {
    this.a = a
    this.b = b
    this.c = c
    return this.taken(end, SHORT, false)
  }

  /** A date of digits alone: without a clock it is a number, and one without a separator needs seconds. */
  bare(end: number): number {
    this.isWhole = false
    return end
  }

  private taken(end: number, shape: number, isWhole: boolean): number {
    this.shape = shape
    this.isWeak = false
    this.mayEndWithYear = false
    this.isWhole = isWhole
    return end
  }
}
