import { civilFromDays, MS_A_DAY } from './calendar'

/** ISO 8601 in UTC with milliseconds, years 0..9999; null outside. */
export function isoTime(ms: number): string | null {
  const days = Math.floor(ms / MS_A_DAY)
  const { year, month, day } = civilFromDays(days)
  if (!(year >= 0 && year <= 9999)) return null
  const rest = Math.floor(ms - days * MS_A_DAY)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}:${pad(Math.floor(rest / 1000) % 60, 2)}.${pad(rest % 1000, 3)}Z`
}
