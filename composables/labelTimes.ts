const DAY_SECONDS = 86_400
const MONTH_SECONDS = 28 * DAY_SECONDS
const YEAR_SECONDS = 365 * DAY_SECONDS

/**
 * Labels along a time axis, in UTC: no more than tells them apart from their neighbours, and no less. A day stands where one begins
 * among clock times, a year wherever the times are of several.
 * @param seconds epoch seconds, ascending. @param step between two of them, in seconds. @param range first and last time of the axis.
 */
export function labelTimes(seconds: readonly number[], step: number, [from, to]: readonly [number, number], language: string): string[] {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
    return (second: number) => made.format(second * 1000)
  }
  const hasYears = yearOf(from) !== yearOf(to)
  const year: Intl.DateTimeFormatOptions = hasYears ? { year: 'numeric' } : {}
  const day = format({ month: 'short', day: 'numeric', ...year })
  if (step >= YEAR_SECONDS) return seconds.map(format({ year: 'numeric' }))
  if (step >= MONTH_SECONDS) return seconds.map(format({ month: 'short', ...year }))
  if (step >= DAY_SECONDS) return seconds.map(day)
  const clock = format({ hour: '2-digit', minute: '2-digit', ...step < 60 ? { second: '2-digit' } : {} })
  return seconds.map(second => second % DAY_SECONDS === 0 ? day(second) : clock(second))
}

function yearOf(second: number): number {
  return new Date(second * 1000).getUTCFullYear()
}
