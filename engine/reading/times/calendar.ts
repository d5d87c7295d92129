/** Days and dates of the proleptic Gregorian calendar. */

export const MS_A_DAY = 86_400_000

/** Years that a log's time may have. */
const YEAR_MIN = 1970
const YEAR_MAX = 2200

/** Days since 1970-01-01. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

/** The inverse of daysFromCivil. */
export function civilFromDays(days: number): { year: number, month: number, day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01, NaN where the calendar has no such date or the year is outside 1970..2200. */
export function dayOfDate(year: number, month: number, day: number): number {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1) return Number.NaN
  return day <= daysOfMonth(year, month) ? daysFromCivil(year, month, day) : Number.NaN
}

/** Of the n-th day of a year, from 1; NaN where the year has no such day. */
export function dayOfOrdinal(year: number, ordinal: number): number {
  if (year < YEAR_MIN || year > YEAR_MAX || ordinal < 1 || ordinal > (isLeapYear(year) ? 366 : 365)) return Number.NaN
  return daysFromCivil(year, 1, 1) + ordinal - 1
}

/** Of a week as ISO 8601 counts them (the first has the year's first Thursday) and a weekday, 1 for Monday. */
export function dayOfWeek(year: number, week: number, weekday: number): number {
  if (year < YEAR_MIN || year > YEAR_MAX || week < 1 || week > 53 || weekday < 1 || weekday > 7) return Number.NaN
  const fourth = daysFromCivil(year, 1, 4)
  const monday = fourth - (((fourth + 3) % 7) + 7) % 7 // 1970-01-01 was a Thursday
  const day = monday + (week - 1) * 7 + weekday - 1
  const isNextYear = week === 53 && monday + 52 * 7 + 3 >= daysFromCivil(year + 1, 1, 1)
  return isNextYear || day < 0 ? Number.NaN : day
}

/** A year of two digits, as POSIX reads it: 70..99 are of the last century. */
export function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
}
