import { isDigit } from '../../text/scan'
import { fullYear } from './calendar'
import { NAMED, SHORT_FIRST, SHORT_LAST } from './dateOrder'
import { DateParts } from './DateParts'
import { blankAt, commaAt, digitsAt, intAt, isWordByte, skipBlanks, threeBytesAt } from './digits'
import { GLUE, MONTH, type NameTable, WEEKDAY } from './names'

const DASH = 45, SLASH = 47, DOT = 46, SPACE = 32, COLON = 58, UNDERSCORE = 95

/** Characters for year, month and day in Chinese, Japanese and Korean. */
const YEAR_SIGNS = [0xE5B9B4, 0xEB8584], MONTH_SIGNS = [0xE69C88, 0xEC9B94], DAY_SIGNS = [0xE697A5, 0xEC9DBC]

/** Reads the parts of a date. An instance holds what was read last. */
export class DateReader extends DateParts {
  constructor(private readonly names: NameTable) {
    super()
  }

  /** The date at p, its weekday before it included; the position after it, or -1. */
  read(buf: Uint8Array, p: number): number {
    if (isDigit(buf[p])) return this.numberFirst(buf, p)
    const month = this.monthFirst(buf, p)
    return month >= 0 ? month : this.readBehindWeekday(buf, p)
  }

  /**
   * The date behind a weekday at p, which may be the name of a month, too (`mar. 4 mars`); the position after it, or
   * -1.
   */
  readBehindWeekday(buf: Uint8Array, p: number): number {
    const weekday = this.names.find(buf, p, WEEKDAY)
    if (weekday < 0) return -1
    const q = this.skipGlue(buf, weekday)
    if (q === weekday && threeBytesAt(buf, p) < 0xE30000) return -1
    const end = isDigit(buf[q]) ? this.numberFirst(buf, q) : this.monthFirst(buf, q)
    this.mayEndWithYear = this.shape === NAMED
    return end
  }

  /** Skips blanks, commas and the small words that languages put between the parts of a date. */
  skipGlue(buf: Uint8Array, q: number): number {
    for (let words = 0; words < 4; words++) {
      let s = skipBlanks(buf, q)
      const comma = commaAt(buf, s)
      if (comma > 0) s = skipBlanks(buf, s + comma)
      const end = s > q ? this.names.find(buf, s, GLUE) : -1
      if (end < 0 || (blankAt(buf, end) === 0 && commaAt(buf, end) === 0)) return s
      q = end
    }
    return q
  }

  /** The position behind a weekday and small words between the date's end and its clock. */
  skipWords(buf: Uint8Array, end: number): number {
    let q = this.skipGlue(buf, end)
    if (buf[q] === 40) q++
    const weekday = this.names.find(buf, q, WEEKDAY)
    if (weekday >= 0) q = buf[weekday] === 41 ? weekday + 1 : weekday
    return weekday >= 0 ? this.skipGlue(buf, q) : q
  }

  private numberFirst(buf: Uint8Array, p: number): number {
    const n = digitsAt(buf, p, 9)
    switch (n) {
      case 1: case 2: return this.smallFirst(buf, p, n)
      case 4: return this.yearFirst(buf, p)
      case 5: {
        if (buf[p + 5] !== 84) return -1
        return this.bare(this.ordinal(p + 5, fullYear(intAt(buf, p, 2)), intAt(buf, p + 2, 3)))
      }
      case 6: return this.bare(this.short(p + 6, intAt(buf, p, 2), intAt(buf, p + 2, 2), intAt(buf, p + 4, 2)))
      case 7: return this.bare(this.ordinal(p + 7, intAt(buf, p, 4), intAt(buf, p + 4, 3)))
      case 8: return this.eightDigits(buf, p)
      default: return -1
    }
  }

  /** `20250310`, or `10032025` where that is none. */
  private eightDigits(buf: Uint8Array, p: number): number {
    const year = intAt(buf, p, 4)
    const isFirst = year >= 1970 && year <= 2200
    return this.bare(isFirst
      ? this.plain(p + 8, year, intAt(buf, p + 4, 2), intAt(buf, p + 6, 2))
      : this.yearLast(p + 8, intAt(buf, p, 2), intAt(buf, p + 2, 2), intAt(buf, p + 4, 4)))
  }

  private yearFirst(buf: Uint8Array, p: number): number {
    const year = intAt(buf, p, 4)
    const q = p + 4
    const mark = buf[q]
    if (mark >= 128) return this.signed(buf, q, year)
    if (mark === DASH && buf[q + 1] === 87) return this.weekAt(buf, q + 2, year)
    if (mark === SLASH && digitsAt(buf, q + 1, 7) === 6) { // 0310/090002.123456
      return buf[q + 7] === DOT ? this.named(q, Math.floor(year / 100), year % 100) : -1
    }
    const isDate = mark === DASH || mark === SLASH || mark === DOT || mark === UNDERSCORE || mark === SPACE
    if (!isDate && mark !== COLON) return -1
    const s = mark === DOT ? skipBlanks(buf, q + 1) : q + 1
    const m = digitsAt(buf, s, 4)
    if (m === 3 && mark !== UNDERSCORE && mark !== SPACE) return this.ordinal(s + 3, year, intAt(buf, s, 3))
    if (m === 0) return this.nameBehindYear(buf, s, year)
    const t = m <= 2 && isDate ? partEnd(buf, s + m, mark) : -1
    const d = t < 0 ? 0 : digitsAt(buf, t, 3)
    if (d !== 1 && d !== 2) return -1
    if (mark === SPACE && (m !== 2 || d !== 2)) return -1
    const end = s > q + 1 && buf[t + d] === DOT ? t + d + 1 : t + d
    return this.plain(end, year, intAt(buf, s, m), intAt(buf, t, d))
  }

  /** `2025-Mar-10`, `2025. március 10.`: the month's name at s. */
  private nameBehindYear(buf: Uint8Array, s: number, year: number): number {
    const name = this.names.find(buf, s, MONTH)
    if (name < 0) return -1
    const month = this.names.value
    const t = isMark(buf[name]) ? name + 1 : skipBlanks(buf, name)
    const d = digitsAt(buf, t, 3)
    if (d !== 1 && d !== 2) return -1
    return this.plain(buf[t + d] === DOT ? t + d + 1 : t + d, year, month, intAt(buf, t, d))
  }

  /** `2025-W11-1`, behind the W. */
  private weekAt(buf: Uint8Array, q: number, year: number): number {
    if (digitsAt(buf, q, 3) !== 2 || buf[q + 2] !== DASH || digitsAt(buf, q + 3, 2) !== 1) return -1
    return this.week(q + 4, year, intAt(buf, q, 2), buf[q + 3] - 48)
  }

  /** `2025年3月10日` from the sign of the year at q on. */
  private signed(buf: Uint8Array, q: number, year: number): number {
    if (!YEAR_SIGNS.includes(threeBytesAt(buf, q))) return -1
    const s = skipBlanks(buf, q + 3)
    const m = digitsAt(buf, s, 3)
    return m === 1 || m === 2 ? this.monthSigned(buf, s, m, year) : -1
  }

  /** `3月10日` with a month of m digits at s, the sign of the day may be missing; year 0 for none. */
  private monthSigned(buf: Uint8Array, s: number, m: number, year: number): number {
    if (!MONTH_SIGNS.includes(threeBytesAt(buf, s + m))) return -1
    const t = skipBlanks(buf, s + m + 3)
    const d = digitsAt(buf, t, 3)
    if (d !== 1 && d !== 2) return -1
    const end = DAY_SIGNS.includes(threeBytesAt(buf, t + d)) ? t + d + 3 : t + d
    const month = intAt(buf, s, m), day = intAt(buf, t, d)
    return year > 0 ? this.plain(end, year, month, day) : this.named(end, month, day)
  }

  /** A date that begins with a number of n = 1 or 2 digits. */
  private smallFirst(buf: Uint8Array, p: number, n: number): number {
    const q = p + n
    const mark = buf[q]
    if (mark >= 128 && blankAt(buf, q) === 0) return this.monthSigned(buf, p, n, 0)
    const s = isMark(mark) || mark === UNDERSCORE || mark === COLON ? q + 1 : q
    const t = mark === DOT ? skipBlanks(buf, s) : s
    const m = digitsAt(buf, t, 4)
    if (m === 0 || s === q) return mark === COLON ? -1 : this.dayFirst(buf, p, n, s)
    if (m === 3) return n === 2 && mark !== DOT && mark !== UNDERSCORE
      ? this.ordinal(t + 3, fullYear(intAt(buf, p, 2)), intAt(buf, t, 3))
      : -1
    if (m > 2 || mark === COLON) return -1
    const u = partEnd(buf, t + m, mark)
    return u < 0 ? this.twoNumbers(buf, p, t) : this.threeNumbers(buf, p, t, u)
  }

  /** Three numbers, the first two of one or two digits, that begin at p, t and u. */
  private threeNumbers(buf: Uint8Array, p: number, t: number, u: number): number {
    const n = digitsAt(buf, p, 3), m = digitsAt(buf, t, 3)
    const a = intAt(buf, p, n), b = intAt(buf, t, m)
    const k = digitsAt(buf, u, 5)
    const end = buf[p + n] === DOT && buf[u + k] === DOT && blankAt(buf, u + k + 1) > 0 ? u + k + 1 : u + k
    if (k === 4) return this.yearLast(end, a, b, intAt(buf, u, 4))
    if ((k !== 1 && k !== 2) || (n === 1 && k === 1)) {
      return k === 0 && buf[t + m] === DOT ? this.twoNumbers(buf, p, t) : -1
    }
    this.short(u + k, a, b, intAt(buf, u, k))
    if (n === 1) this.shape = SHORT_LAST
    else if (k === 1) this.shape = SHORT_FIRST
    this.isWeak = m === 1 || n === 1 || k === 1
    return u + k
  }

  /** `03-17`, `17/3`, `17.03.`: a date without a year, a clock must follow. Its numbers begin at p and t. */
  private twoNumbers(buf: Uint8Array, p: number, t: number): number {
    const n = digitsAt(buf, p, 3), m = digitsAt(buf, t, 3)
    const mark = buf[p + n]
    const isPadded = n === 2 && m === 2
    if (mark === UNDERSCORE || (mark !== SLASH && !isPadded)) return -1
    const end = mark === DOT && buf[t + m] === DOT ? t + m + 1 : t + m
    if (blankAt(buf, end) === 0 && buf[end] !== DASH && buf[end] !== 84) return -1
    this.noYear(end, intAt(buf, p, n), intAt(buf, t, m))
    this.isWeak = !isPadded
    return end
  }

  /**
   * `10 Oct 2000`, `10-Mar-25`, `10. März`, `10 de marzo de 2025`, `10MAR2025`: a day of n digits at p, what follows
   * at s.
   */
  private dayFirst(buf: Uint8Array, p: number, n: number, s: number): number {
    const first = skipBlanks(buf, s)
    let name = this.names.find(buf, first, MONTH)
    if (name < 0 && this.names.mayBegin(buf, first, GLUE)) {
      const t = this.skipGlue(buf, s)
      name = t > s ? this.names.find(buf, t, MONTH) : -1
    }
    if (name < 0) return -1
    const day = intAt(buf, p, n), month = this.names.value
    const isMarked = isMark(buf[name])
    const t = isMarked ? name + 1 : this.skipGlue(buf, name)
    const y = digitsAt(buf, t, 5)
    if (y === 4) return this.plain(this.yearEnd(buf, t + 4), intAt(buf, t, 4), month, day)
    const isYear = y === 2 && (isMarked || blankAt(buf, t + 2) > 0) && buf[t + 2] !== DOT
    if (isYear && (buf[t + 2] !== COLON || isWholeClock(buf, t + 3))) {
      return this.plain(t + 2, fullYear(intAt(buf, t, 2)), month, day)
    }
    return isMarked ? -1 : this.named(name, month, day)
  }

  private yearEnd(buf: Uint8Array, q: number): number {
    return buf[q] === DOT && blankAt(buf, q + 1) > 0 ? q + 1 : q
  }

  /** `Mar 10`, `March 10, 2025`, `Mar-10-2025`: the position after it, or -1. */
  private monthFirst(buf: Uint8Array, p: number): number {
    const name = this.names.find(buf, p, MONTH)
    if (name < 0) return -1
    const month = this.names.value
    const t = isMark(buf[name]) ? name + 1 : skipBlanks(buf, name)
    const d = digitsAt(buf, t, 3)
    if (t === name || (d !== 1 && d !== 2)) return -1
    const day = intAt(buf, t, d)
    const q = t + d
    const u = isMark(buf[q]) ? q + 1 : this.skipGlue(buf, q)
    const isYear = u > q && digitsAt(buf, u, 5) === 4
    if (isYear) return this.plain(u + 4, intAt(buf, u, 4), month, day)
    this.named(q, month, day)
    this.mayEndWithYear = true
    return q
  }
}

function isMark(byte: number): boolean {
  return byte === DASH || byte === SLASH || byte === DOT
}

/** The position behind the same mark at q (a dot may have blanks behind it), -1 without it. */
function partEnd(buf: Uint8Array, q: number, mark: number): number {
  if (buf[q] !== mark) return -1
  return mark === DOT ? skipBlanks(buf, q + 1) : q + 1
}

/** Whether hour and minute are at q, so that the colon before them belongs to the date. */
function isWholeClock(buf: Uint8Array, q: number): boolean {
  const n = digitsAt(buf, q, 3)
  return (n === 1 || n === 2) && buf[q + n] === COLON && isDigit(buf[q + n + 1])
}

/** The end of the year behind a clock or its zone (`12:00:00 2022`, `12:00:00 IST 2022`) that ends at q, 0 for none. */
export function yearBehind(buf: Uint8Array, q: number): number {
  if (buf[q] !== SPACE) return 0
  let s = q + 1
  while (s < q + 7 && buf[s] >= 65 && buf[s] <= 90) s++
  if (s > q + 1) {
    if (buf[s] !== SPACE) return 0
    s++
  }
  if (digitsAt(buf, s, 5) !== 4 || isWordByte(buf[s + 4])) return 0
  const year = intAt(buf, s, 4)
  return year >= 1970 && year <= 2200 ? s + 4 : 0
}
