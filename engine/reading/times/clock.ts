import { isDigit } from '../../text/scan'
import { blankAt, digitsAt, intAt, isWordByte, skipBlanks, threeBytesAt } from './digits'
import { EARLY_HALF, HALF, type NameTable, PM } from './names'

const HOUR_MS = 3_600_000
const COLON = 58, DOT = 46, COMMA = 44, DASH = 45

/** Characters for hour, minute and second in Chinese, Japanese and Korean. */
const HOUR_SIGNS = [0xE697B6, 0xE69982, 0xE782B9, 0xE9BB9E, 0xEC8B9C] // 时 時 点 點 시
const MINUTE_SIGNS = [0xE58886, 0xEBB684] // 分 분
const SECOND_SIGNS = [0xE7A792, 0xECB488] // 秒 초

/** Whether a comma before digits opens the fraction of a second; `line` lets each line tell. */
export type CommaFraction = 'yes' | 'no' | 'line'

/** Reads a time of day. An instance holds what was read last. */
export class ClockReader {
  /** Milliseconds since midnight, whole; 24:00:00 and a leap second count on. */
  ms = 0
  fractionDigits = 0
  /** Nanoseconds beyond `ms`, 0..999,999. */
  subMsNs = 0
  hasSeconds = false
  /** Whether a half of the day stood with it. */
  hasHalf = false
  /** The byte between its numbers, 0 for none. */
  mark = 0

  private readonly hasComma: boolean
  private readonly isLineAsked: boolean

  constructor(private readonly names: NameTable, commaFraction: CommaFraction) {
    this.hasComma = commaFraction !== 'no'
    this.isLineAsked = commaFraction === 'line'
  }

  /** `hh:mm:ss` with two digits each, most clocks; the position after its fraction and half, or -1 for other forms. */
  readPlain(buf: Uint8Array, p: number): number {
    if (buf[p + 2] !== COLON || buf[p + 5] !== COLON) return -1
    const h0 = buf[p] - 48, h1 = buf[p + 1] - 48, m0 = buf[p + 3] - 48, m1 = buf[p + 4] - 48
    const s0 = buf[p + 6] - 48, s1 = buf[p + 7] - 48
    // a difference below 0 has its high bits set, one above 9 exceeds 9
    if ((h0 | h1 | m0 | m1 | s0 | s1) < 0 || h0 > 9 || h1 > 9 || m0 > 9 || m1 > 9 || s0 > 9 || s1 > 9) return -1
    if (isDigit(buf[p + 8])) return -1
    const hour = h0 * 10 + h1
    this.mark = COLON
    this.hasSeconds = true
    return this.set(hour, m0 * 10 + m1, s0 * 10 + s1) ? this.endOf(buf, p + 8, hour) : -1
  }

  /**
   * A clock behind a date: `hh:mm:ss` with `.` or nothing for `:`, `hh-mm-ss`, without seconds, with a half of the day
   * before or behind it, `13 h 06 min 03 s`, `13时06分03秒`. @returns the position after it, or -1.
   */
  read(buf: Uint8Array, p: number): number {
    const plain = this.readPlain(buf, p)
    if (plain >= 0) return plain
    if (isDigit(buf[p])) return this.digitsFirst(buf, p)
    const half = this.names.find(buf, p, EARLY_HALF)
    if (half < 0) return -1
    const isAfternoon = this.names.value === PM
    const q = skipBlanks(buf, half)
    const end = isDigit(buf[q]) ? this.digitsFirst(buf, q) : -1
    if (end < 0 || this.hasHalf) return end
    const hour = Math.floor(this.ms / HOUR_MS)
    if (hour <= 12) this.ms += shiftOf(hour, isAfternoon)
    this.hasHalf = true
    return end
  }

  /** `hhmmss` at p, its `f` ≤ 6 digits of a fraction behind it. @returns whether it is a clock. */
  readCompact(buf: Uint8Array, p: number, f: number): boolean {
    this.mark = 0
    this.hasSeconds = true
    if (!this.set(intAt(buf, p, 2), intAt(buf, p + 2, 2), intAt(buf, p + 4, 2))) return false
    if (f > 0) this.takeFraction(buf, p + 6, f)
    return true
  }

  /** The fraction whose mark is at q; the position after it, q without one. */
  readFraction(buf: Uint8Array, q: number): number {
    return buf[q] === DOT ? this.fractionAt(buf, q, DOT) : q
  }

  private digitsFirst(buf: Uint8Array, p: number): number {
    this.hasHalf = false
    const n = digitsAt(buf, p, 7)
    if (n === 6) {
      this.mark = 0
      this.hasSeconds = true
      const hour = intAt(buf, p, 2)
      return this.set(hour, intAt(buf, p + 2, 2), intAt(buf, p + 4, 2)) ? this.endOf(buf, p + 6, hour) : -1
    }
    if (n !== 1 && n !== 2) return -1
    const mark = buf[p + n]
    if (mark !== COLON && mark !== DOT && mark !== DASH) return this.spelled(buf, p, n)
    const m = digitsAt(buf, p + n + 1, 3)
    if (m !== 2 && (m !== 1 || mark !== COLON)) return -1
    const q = p + n + 1 + m
    const s = buf[q] === mark ? digitsAt(buf, q + 1, 3) : 0
    this.mark = mark
    this.hasSeconds = s === 2 || (s === 1 && mark === COLON)
    if (!this.hasSeconds && (m === 1 || mark !== COLON)) return -1
    const hour = intAt(buf, p, n)
    if (!this.set(hour, intAt(buf, p + n + 1, m), this.hasSeconds ? intAt(buf, q + 1, s) : 0)) return -1
    return this.endOf(buf, this.hasSeconds ? q + 1 + s : q, hour)
  }

  /** `13 h 06 min 03 s` and `13时06分03秒`, an hour of n digits at p. */
  private spelled(buf: Uint8Array, p: number, n: number): number {
    let q = unitEnd(buf, skipBlanks(buf, p + n), 104, HOUR_SIGNS)
    if (q < 0) return -1
    const m = digitsAt(buf, q, 3)
    if (m !== 1 && m !== 2) return -1
    const minute = intAt(buf, q, m)
    const end = q + m
    q = unitEnd(buf, skipBlanks(buf, end), 109, MINUTE_SIGNS)
    this.mark = 0
    this.hasSeconds = false
    if (q < 0) { // 9h05
      const isClock = m === 2 && this.set(intAt(buf, p, n), minute, 0) && !isWordByte(buf[end])
      return isClock ? this.endOf(buf, end, 13) : -1
    }
    const s = digitsAt(buf, q, 3)
    const after = s === 1 || s === 2 ? unitEnd(buf, skipBlanks(buf, q + s), 115, SECOND_SIGNS) : -1
    this.hasSeconds = after >= 0
    const hour = intAt(buf, p, n)
    if (!this.set(hour, minute, after >= 0 ? intAt(buf, q, s) : 0)) return -1
    return this.halfAt(buf, trimmed(buf, after >= 0 ? after : q), hour)
  }

  /** Takes the numbers if a clock has them: 24:00:00 ends a day; a 60th second may be a leap second. */
  private set(hour: number, minute: number, second: number): boolean {
    this.ms = ((hour * 60 + minute) * 60 + second) * 1000
    this.fractionDigits = 0
    this.subMsNs = 0
    this.hasHalf = false
    return minute <= 59 && second <= 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0))
  }

  /** The end behind fraction and half of the day, for the numbers' end q. */
  private endOf(buf: Uint8Array, q: number, hour: number): number {
    const mark = buf[q]
    if (mark === DOT || mark === COMMA || mark === COLON) q = this.fractionAt(buf, q, mark)
    const byte = buf[q]
    if (byte === 32 ? buf[q + 1] < 65 : byte < 65 || byte === 90) return q
    return byte >= 128 || this.names.mayBegin(buf, byte === 32 ? q + 1 : q, HALF) ? this.halfAt(buf, q, hour) : q
  }

  /** Takes the half of the day behind the clock that ends at q; the position after it, q without one, -1 for 13 PM. */
  private halfAt(buf: Uint8Array, q: number, hour: number): number {
    const s = skipBlanks(buf, q)
    const end = this.names.find(buf, s, HALF)
    if (end < 0) return q
    const isPlain = (buf[s + 1] | 32) === 109 // AM and PM, which no clock of 24 hours has
    if (hour > 12) return isPlain ? -1 : q
    this.ms += shiftOf(hour, this.names.value === PM)
    this.hasHalf = true
    return end
  }

  /** Adds the fraction of a second whose mark is at q; the position after it, q without one. */
  private fractionAt(buf: Uint8Array, q: number, mark: number): number {
    const f = digitsAt(buf, q + 1, 9)
    if (mark !== DOT && isDigit(buf[q + 1 + f]) && f === 9) return q
    if (f === 0 || (mark === COMMA && !this.isFraction(buf, q, f))) return q
    if (mark === COLON) {
      // Loggers that put a colon there count milliseconds: `:7` is .007.
      if ((f > 3 && f !== 6 && f !== 9) || (buf[q + 1 + f] === COLON && isDigit(buf[q + 2 + f]))) return q
      if (f < 3) {
        this.ms += intAt(buf, q + 1, f)
        this.fractionDigits = f
        return q + 1 + f
      }
    }
    this.takeFraction(buf, q + 1, f)
    return q + 1 + f
  }

  /** Adds the fraction of f digits at p. */
  private takeFraction(buf: Uint8Array, p: number, f: number): void {
    const ms = intAt(buf, p, f < 3 ? f : 3)
    this.ms += f === 1 ? ms * 100 : f === 2 ? ms * 10 : ms
    if (f > 3) this.subMsNs = intAt(buf, p + 3, f - 3) * 10 ** (9 - f)
    this.fractionDigits = f
  }

  private isFraction(buf: Uint8Array, q: number, f: number): boolean {
    if (!this.isLineAsked) return this.hasComma
    return f === 3 || f === 6 || f === 9 || buf[q + 1 + f] !== COMMA
  }
}

/** What a half of the day adds to an hour of at most 12. */
function shiftOf(hour: number, isAfternoon: boolean): number {
  return (isAfternoon ? (hour === 12 ? 0 : 12) : (hour === 12 ? -12 : 0)) * HOUR_MS
}

/** The position behind a unit's letter (`h`, `m` or `min`, `s`) or sign at q, and a blank; -1 if neither is there. */
function unitEnd(buf: Uint8Array, q: number, letter: number, signs: readonly number[]): number {
  if (buf[q] === letter) {
    const isMinutes = letter === 109 && buf[q + 1] === 105 && buf[q + 2] === 110
    const end = isMinutes ? q + 3 : q + 1
    return isWordByte(buf[end]) && !isDigit(buf[end]) && blankAt(buf, end) === 0 ? -1 : skipBlanks(buf, end)
  }
  return signs.includes(threeBytesAt(buf, q)) ? skipBlanks(buf, q + 3) : -1
}

/** The position before the blanks that end at q. */
function trimmed(buf: Uint8Array, q: number): number {
  while (buf[q - 1] === 32) q--
  return q
}
