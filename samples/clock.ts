import type { Random } from './random'

export const THREE_DIGITS = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'))
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

/** Share of the daily mean at each hour: quiet at night, most at noon and in the evening. */
const RHYTHM = [0.35, 0.25, 0.2, 0.18, 0.2, 0.3, 0.5, 0.8, 1.1, 1.3, 1.4, 1.5, 1.6, 1.5, 1.4, 1.35, 1.3, 1.35, 1.5, 1.7, 1.75, 1.5, 1, 0.6]

/** Time of a log that is being written; all times are UTC. */
export class LogClock<Stamp> {
  readonly #perSecond: number
  readonly #format: (parts: TimeParts) => Stamp
  readonly #earlierHours: number
  #ms: number
  #stampSecond: number
  #stamp: Stamp

  /** @param perSecond events in a second, mean of a day. @param format what a line says of the second. @param earlierHours moves the rhythm of the day. */
  constructor(startMs: number, perSecond: number, format: (parts: TimeParts) => Stamp, earlierHours = 0) {
    this.#ms = startMs
    this.#perSecond = perSecond
    this.#earlierHours = earlierHours
    this.#format = format
    this.#stampSecond = this.second
    this.#stamp = format(timeParts(this.second))
  }

  get nowMs(): number {
    return this.#ms
  }

  get second(): number {
    return Math.floor(this.#ms / 1000)
  }

  /** Milliseconds within the second. */
  get fraction(): number {
    return Math.floor(this.#ms) % 1000
  }

  /** Moves on to the next event, following the hours of the day. */
  tick(random: Random): void {
    const hour = (this.#ms / 3600000 + this.#earlierHours) % 24
    const index = Math.floor(hour)
    const share = RHYTHM[index] + (hour - index) * (RHYTHM[(index + 1) % 24] - RHYTHM[index])
    this.#ms += random.wait(1000 / (this.#perSecond * share))
  }

  /** Moves on by that much, whatever the hour. */
  skip(ms: number): void {
    this.#ms += ms
  }

  /** The second as `format` has it, made once a second. */
  get stamp(): Stamp {
    const second = this.second
    if (second !== this.#stampSecond) {
      this.#stampSecond = second
      this.#stamp = this.#format(timeParts(second))
    }
    return this.#stamp
  }
}

export interface TimeParts { year: string, month: string, day: string, hour: string, minute: string, second: string }

/** Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. */
export function timeParts(epochSecond: number): TimeParts {
  const secondOfDay = epochSecond % 86400
  const shifted = Math.floor(epochSecond / 86400) + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: String(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)),
    month: TWO_DIGITS[month],
    day: TWO_DIGITS[dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1],
    hour: TWO_DIGITS[Math.floor(secondOfDay / 3600)],
    minute: TWO_DIGITS[Math.floor(secondOfDay / 60) % 60],
    second: TWO_DIGITS[secondOfDay % 60],
  }
}
