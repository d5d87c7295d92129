/** In which order the parts of a date of numbers come. */
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
