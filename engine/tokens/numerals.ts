import { isDigit } from '../text/scan'
import { APOSTROPHE_GROUPS, BLANK_GROUPS, COMMA_GROUPS, DOT_GROUPS, type DigitStyle, OPEN_STYLE } from './digits'

const COMMA = 44, DOT = 46, APOSTROPHE = 39
/** Of digits up to here all are kept: with one more the number stays below 2^53. */
const EXACT_BEFORE = 900_719_925_474_099
/** The digits of the largest number of 64 bits; longer runs are ids. */
const DIGITS_MAX = 20
/** Groups behind the first in a number of 64 bits. In a longer row each is a number: none is read again and again. */
const GROUPS_MAX = 6
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`)) // all exact
const POWER_MAX = 22

/** `whole * 10 ** power`, rounded once where the first is a whole number within ±2^53 and the second within ±22. */
export function timesPowerOfTen(whole: number, power: number): number {
  let value = whole
  let rest = power
  for (; rest > POWER_MAX; rest -= POWER_MAX) value *= 1e22
  for (; rest < -POWER_MAX; rest += POWER_MAX) value /= 1e22
  return rest >= 0 ? value * POWERS[rest] : value / POWERS[-rest]
}

/** Reads numbers as they are written, without sign and unit. What it read stands in its fields until the next call. */
export class NumeralReader {
  /** The number is `digits * 10 ** power`; of more digits than 53 bits hold, the last are left out. */
  digits = Number.NaN // a double from the start, so that it is stored in place
  power = 0
  end = 0
  hasFraction = false
  hasExponent = false
  isGrouped = false
  /** Whether a zero stands before another digit, as in ids. */
  isPadded = false
  /** Whether all digits of the whole part were kept. */
  isExact = true

  constructor(public style: DigitStyle = OPEN_STYLE) {}

  /** Reads the number whose first digit is at `from`. False if the bytes are an id, a version or an address. */
  read(buf: Uint8Array, from: number, to: number): boolean {
    this.digits = 0
    this.power = 0
    this.hasFraction = false
    this.hasExponent = false
    this.isGrouped = false
    this.isExact = true
    let p = from
    let digits = 0
    while (p < to && isDigit(buf[p]) && p - from < 15) digits = digits * 10 + buf[p++] - 48
    this.digits = digits
    if (p < to && isDigit(buf[p])) p = this.addDigits(buf, p, to, false)
    this.end = p
    if (p === from || p - from > DIGITS_MAX) return false
    this.isPadded = p - from > 1 && buf[from] === 48
    const byte = p < to ? buf[p] : 0
    if (byte === COMMA || byte === DOT || byte === APOSTROPHE || byte >= 0xC2) return this.readMarks(buf, from, to)
    return (byte | 32) !== 101 || this.readExponent(buf, from, to)
  }

  /** Takes a whole number that has been read: `digits` of it, up to `end`, with nothing but a unit behind. */
  take(digits: number, end: number): void {
    this.digits = digits
    this.end = end
    this.power = 0
    this.hasFraction = this.hasExponent = this.isGrouped = this.isPadded = false
    this.isExact = true
  }

  /** Takes the digits from p on. @returns their end. */
  private addDigits(buf: Uint8Array, from: number, to: number, isFraction: boolean): number {
    let p = from
    for (; p < to && isDigit(buf[p]); p++) {
      const digit = buf[p] - 48
      if (this.power <= 0 && (this.digits < EXACT_BEFORE || (this.digits === EXACT_BEFORE && digit < 2))) {
        this.digits = this.digits * 10 + digit
        if (isFraction) this.power--
      }
      else if (isFraction) break // rounds down, in the 16th digit
      else {
        this.isExact = false
        this.power++
      }
    }
    while (p < to && isDigit(buf[p])) p++
    return p
  }

  /** The group or fraction behind the digits that have been read. */
  private readMarks(buf: Uint8Array, from: number, to: number): boolean {
    const first = this.end
    const byte = buf[first]
    const groupsEnd = groupEnd(buf, from, first, to)
    const mark = markAt(buf, first, to)
    const markBytes = mark === 0 ? 0 : byte === 0xE2 ? 3 : byte === 0xC2 ? 2 : 1
    const count = mark === 0 ? 0 : (groupsEnd - first) / (markBytes + 3)
    if (mark === 0) return true
    const next = groupsEnd < to ? buf[groupsEnd] : 0
    const goesOn = groupsEnd + 1 < to && isDigit(buf[groupsEnd + 1])
    if (count > 0 && this.mayGroup(mark, count, goesOn ? next : 0, isList(buf, groupsEnd, to))) {
      const mayBeAddress = mark === DOT_GROUPS && count === 3 && !(next === COMMA && goesOn)
      if (mayBeAddress && areOctets(buf, from, groupsEnd)) return false
      for (let p = first; p < groupsEnd;) p = this.addDigits(buf, p + markBytes, to, false)
      this.end = groupsEnd
      this.isGrouped = true
      const hasFraction = goesOn && (next === DOT || (next === COMMA && mark !== COMMA_GROUPS))
      return !hasFraction || this.readFraction(buf, from, to)
    }
    const isPoint = mark === DOT_GROUPS || (mark === COMMA_GROUPS && this.style.decimalComma)
    return !isPoint || this.readFraction(buf, from, to)
  }

  /** Whether the groups are groups, by the log's style or by what they show themselves: another mark behind them. */
  private mayGroup(mark: number, count: number, next: number, listFollows: boolean): boolean {
    const { decimalComma, groups } = this.style
    if (mark === COMMA_GROUPS) {
      if (next === COMMA) return false
      if (next === DOT) return !listFollows && (groups & mark) !== 0
      return count > 1 ? (groups & mark) !== 0 || decimalComma : !decimalComma && (groups & mark) !== 0
    }
    if (mark === DOT_GROUPS) {
      if (next === DOT) return false
      if (next === COMMA) return !listFollows && (groups & mark) !== 0
      return decimalComma && (groups & mark) !== 0
    }
    return (groups & mark) !== 0
  }

  /** The digits behind the mark at `end`, if there are any. False for a version or an address. */
  private readFraction(buf: Uint8Array, from: number, to: number): boolean {
    const p = this.end + 1
    if (p >= to || !isDigit(buf[p])) return true
    const mark = buf[this.end]
    let end = p
    while (end < to && isDigit(buf[end])) end++
    const goesOn = end + 1 < to && isDigit(buf[end + 1])
    if (goesOn && buf[end] === DOT) return mark === COMMA // a list of two
    if (goesOn && buf[end] === COMMA && mark === COMMA) return true // a list
    this.addDigits(buf, p, to, true)
    this.end = end
    this.hasFraction = true
    return end >= to || (buf[end] | 32) !== 101 || this.readExponent(buf, from, to)
  }

  /** An exponent with a sign, or behind a fraction; without both it might be an id in hexadecimal digits. */
  private readExponent(buf: Uint8Array, from: number, to: number): boolean {
    let p = this.end + 1
    const sign = p < to ? buf[p] : 0
    const isSigned = sign === 43 || sign === 45
    if (isSigned) p++
    else if (!this.hasFraction) return true // the letter is left, and makes it no number
    const start = p
    let exponent = 0
    while (p < to && isDigit(buf[p]) && p - start < 4) exponent = exponent * 10 + buf[p++] - 48
    if (p === start) return true
    if (p - start > 3 || this.isGrouped) return false
    this.power += sign === 45 ? -exponent : exponent
    this.end = p
    this.hasExponent = true
    return this.power < 290 && this.power > -300
  }
}

/** Which mark of groups is at p; 0 if there is none. */
function markAt(buf: Uint8Array, p: number, to: number): number {
  if (p >= to) return 0
  const byte = buf[p]
  if (byte === COMMA) return COMMA_GROUPS
  if (byte === DOT) return DOT_GROUPS
  if (byte === APOSTROPHE) return APOSTROPHE_GROUPS
  if (byte === 0xC2) return p + 1 < to && buf[p + 1] === 0xA0 ? BLANK_GROUPS : 0
  if (byte !== 0xE2 || p + 2 >= to || buf[p + 1] !== 0x80) return 0
  if (buf[p + 2] === 0xAF) return BLANK_GROUPS
  return buf[p + 2] === 0x99 ? APOSTROPHE_GROUPS : 0
}

/** Where groups of exactly three digits with the same mark end, which begin at `first`; `first` if there are none. */
function groupEnd(buf: Uint8Array, from: number, first: number, to: number): number {
  if (first - from > 3 || buf[from] === 48) return first
  const bytes = buf[first] === 0xE2 ? 3 : buf[first] === 0xC2 ? 2 : 1
  const mark = markAt(buf, first, to)
  let end = first
  if (mark === 0) return end
  for (let count = 0; ; count++) {
    if (count > GROUPS_MAX) return first
    if (end >= to || buf[end] !== buf[first] || markAt(buf, end, to) !== mark) return end
    const p = end + bytes
    if (p + 3 > to || !isDigit(buf[p]) || !isDigit(buf[p + 1]) || !isDigit(buf[p + 2])) return end
    if (p + 3 < to && isDigit(buf[p + 3])) return end
    end = p + 3
  }
}

/** Whether behind the fraction whose mark is at p another number is joined by a comma or dot: `1.234,5.678`. */
function isList(buf: Uint8Array, p: number, to: number): boolean {
  let end = p + 1
  while (end < to && isDigit(buf[end])) end++
  return end + 1 < to && (buf[end] === COMMA || buf[end] === DOT) && isDigit(buf[end + 1])
}

/** Whether all numbers between dots are below 256, as in an address. */
function areOctets(buf: Uint8Array, from: number, to: number): boolean {
  let octet = 0
  for (let p = from; p < to; p++) {
    octet = buf[p] === DOT ? 0 : octet * 10 + buf[p] - 48
    if (octet > 255) return false
  }
  return true
}
