import { OPEN_STYLE, type DigitStyle } from './digits'
import { isDigit } from '../text/scan'
import { blankBytes, ENDS, FOLLOWS, isEnd, LETTER } from './ends'
import { NumeralReader, timesPowerOfTen } from './numerals'
import { UnitReader } from './unitReader'
import { NO_QUANTITY, NUMBER, SECONDS } from './units'

export interface QuantityOptions {
  /** Default: what is open groups by commas. */
  digits?: DigitStyle
  /** Whether `1.2M` and `15k` are numbers; only with evidence, as such words are ids elsewhere. Default: no. */
  hasScales?: boolean
  /** Whether `01:02:03.5` is a duration. Default: no. */
  hasClockDurations?: boolean
}

/** Digits that are read without looking for marks. Chosen. */
const SHORT = 9
const EXPONENT = 101 // e
const SPACE = 32, PERCENT_SIGN = 37, APOSTROPHE = 39, PLUS = 43, COMMA = 44, DASH = 45, SLASH = 47, COLON = 58
const CAPITAL_P = 80, CAPITAL_T = 84
const DAYS = 0, HOURS = 1, MINUTES = 2, SECONDS_LEFT = 3, LENGTHS = [86_400, 3600, 60, 1]

/**
 * Reads what a log states with numbers, in base units, so that a place holds what compares. What it read stands in its
 * fields until the next call.
 */
export class QuantityReader {
  /** Behind the number and its unit; the start if nothing was read. */
  end = 0
  /** In the base unit of the dimension (percent for shares, degrees for temperatures); NaN if nothing was read. */
  value = Number.NaN
  /** One of the constants of `units.ts`; `NO_QUANTITY` if nothing was read. */
  dimension = NO_QUANTITY
  hasUnit = false
  /** False if the number has more digits than a double holds: others have the same value. */
  isExact = true
  /** The unit's bytes, of a compound duration those of its last part; empty if there is none. */
  unitFrom = 0
  unitTo = 0

  private readonly numeral: NumeralReader
  private readonly unit: UnitReader
  private readonly hasClockDurations: boolean

  constructor(options: QuantityOptions = {}) {
    this.numeral = new NumeralReader(options.digits ?? OPEN_STYLE)
    this.unit = new UnitReader(options.hasScales)
    this.hasClockDurations = options.hasClockDurations ?? false
  }

  /**
   * Reads the quantity at `from`, where a word begins, before the line's end `to`. Linear in what it reads; makes no
   * objects.
   * @returns false, and `NO_QUANTITY` in the fields, if there is none.
   */
  read(buf: Uint8Array, from: number, to: number): boolean {
    let p = from
    const sign = buf[p]
    const isMinusSign = sign === 0xE2 && buf[p + 1] === 0x88 && buf[p + 2] === 0x92 // U+2212
    if (sign === DASH || sign === PLUS) p++
    else if (isMinusSign) p += 3
    if (p >= to) return this.nothing(from)
    const isPeriod = buf[p] === CAPITAL_P
    if (isPeriod ? !this.readPeriod(buf, p + 1, to) : !this.readNumber(buf, p, to)) return this.nothing(from)
    if ((sign === DASH || isMinusSign) && this.value !== 0) this.value = -this.value // -0 would be a value of its own
    return true
  }

  private nothing(from: number): boolean {
    this.found(from, Number.NaN, NO_QUANTITY)
    this.unitFrom = this.unitTo = from
    this.hasUnit = false
    this.isExact = true
    return false
  }

  private found(end: number, value: number, dimension: number): boolean {
    this.end = end
    this.value = value
    this.dimension = dimension
    return true
  }

  private readNumber(buf: Uint8Array, from: number, to: number): boolean {
    const { numeral } = this
    // most numbers are a few digits with nothing behind them
    let digits = 0
    let p = from
    while (p < to && isDigit(buf[p]) && p - from < SHORT) digits = digits * 10 + buf[p++] - 48
    if (p === from) return false
    if (buf[from] !== 48 && (p >= to || isPlainEnd(buf[p]))) return this.foundPlain(p, digits)
    if (buf[from] !== 48 && p < to && p - from < SHORT && ((FOLLOWS[buf[p]] === LETTER && (buf[p] | 32) !== EXPONENT) || (buf[p] === SPACE && FOLLOWS[buf[p + 1]] === LETTER))) numeral.take(digits, p)
    else if (!numeral.read(buf, from, to)) return false
    const { end } = numeral
    this.isExact = numeral.isExact
    this.hasUnit = false
    this.unitFrom = this.unitTo = end
    const byte = end < to ? buf[end] : 0
    if (byte === COLON && this.hasClockDurations && this.readClock(buf, from, to)) return true
    const blank = blankBytes(buf, end, to)
    const unitAt = end + blank
    const next = unitAt < to ? buf[unitAt] : 0
    if (FOLLOWS[next] === LETTER || next >= 0x80 || next === PERCENT_SIGN || next === SLASH) {
      const unitEnd = this.unit.read(buf, unitAt, to, blank > 0)
      if (unitEnd > 0) return this.readWithUnit(buf, unitAt, unitEnd, to, blank)
    }
    if (numeral.isPadded || !isEnd(buf, end, to)) return false
    return this.found(end, timesPowerOfTen(numeral.digits, numeral.power), NUMBER)
  }

  private foundPlain(end: number, value: number): boolean {
    this.isExact = true
    this.hasUnit = false
    this.unitFrom = this.unitTo = end
    return this.found(end, value, NUMBER)
  }

  private readWithUnit(buf: Uint8Array, unitAt: number, unitEnd: number, to: number, blank: number): boolean {
    const { unit } = this
    this.hasUnit = true
    this.unitFrom = unitAt
    this.unitTo = unitEnd
    const value = this.inUnit()
    if (unit.dimension !== SECONDS) return this.found(unitEnd, value, unit.dimension)
    return this.readMoreTime(buf, unitAt, to, value, blank)
  }

  /** The number in its unit. Multiplies whole numbers before it divides, so that only one step rounds. */
  private inUnit(): number {
    const { digits, power } = this.numeral
    const { factor } = this.unit
    const all = power + this.unit.power
    return all >= 0 ? timesPowerOfTen(digits, all) * factor : timesPowerOfTen(digits * factor, all)
  }

  /** Reads on from `3m` to `3m12.5s`, from `2 h` to `2 h 5 min`. */
  private readMoreTime(buf: Uint8Array, unitAt: number, to: number, first: number, blank: number): boolean {
    const unitEnd = this.unitTo
    let end = unitEnd
    let total = first
    let smallest = timesPowerOfTen(this.unit.factor, this.unit.power)
    for (;;) {
      const gap = blankBytes(buf, end, to)
      const at = end + gap
      if (at >= to || !isDigit(buf[at])) break
      if (!this.readTimePart(buf, at, to, smallest)) {
        if (gap === 0) return false
        // "avg 5 min 3 max 9": the word belongs to what follows it
        const isOther = blank > 0 && end === unitEnd && isMin(buf, unitAt, unitEnd)
        if (isOther) return this.withoutUnit(unitAt - blank, first / 60)
        break
      }
      total += this.inUnit()
      smallest = timesPowerOfTen(this.unit.factor, this.unit.power)
      end = this.unitTo
    }
    return isEnd(buf, end, to) && this.found(end, total, SECONDS)
  }

  /** Reads a number of a smaller unit of time. */
  private readTimePart(buf: Uint8Array, at: number, to: number, smallest: number): boolean {
    const { numeral, unit } = this
    if (!numeral.read(buf, at, to)) return false
    const unitAt = numeral.end + blankBytes(buf, numeral.end, to)
    const hasLetters = unitAt < to && (FOLLOWS[buf[unitAt]] === LETTER || buf[unitAt] >= 0xC2)
    const unitEnd = hasLetters ? unit.read(buf, unitAt, to, unitAt > numeral.end) : -1
    if (unitEnd < 0 || unit.dimension !== SECONDS || timesPowerOfTen(unit.factor, unit.power) >= smallest) return false
    this.isExact &&= numeral.isExact
    this.unitFrom = unitAt
    this.unitTo = unitEnd
    return true
  }

  private withoutUnit(end: number, value: number): boolean {
    this.hasUnit = false
    this.unitFrom = this.unitTo = end
    return this.found(end, value, NUMBER)
  }

  /** `h:mm:ss`, `hh:mm:ss.fff`: the numeral holds the hours. */
  private readClock(buf: Uint8Array, from: number, to: number): boolean {
    const { hasFraction, isGrouped, end: hoursEnd } = this.numeral
    if (hasFraction || isGrouped || hoursEnd - from > 4) return false
    if (hoursEnd + 6 > to || buf[hoursEnd + 3] !== COLON) return false
    const minutes = twoDigits(buf, hoursEnd + 1)
    const seconds = twoDigits(buf, hoursEnd + 4)
    const whole = this.numeral.digits * 3600 + minutes * 60
    if (!(minutes < 60 && seconds < 60) || !this.numeral.read(buf, hoursEnd + 4, to)) return false
    const { digits, power, end } = this.numeral
    if (this.numeral.hasExponent || !isEnd(buf, end, to)) return false
    // one number, so that only one step rounds
    const isShort = power < 0 && power > -9
    const value = isShort ? whole * 10 ** -power + digits : whole + timesPowerOfTen(digits, power)
    return this.found(end, isShort ? timesPowerOfTen(value, power) : value, SECONDS)
  }

  /** What follows the `P` of ISO 8601: `T1M2.5S`, `1DT2H`, `2W`. Years and months have no length. */
  private readPeriod(buf: Uint8Array, from: number, to: number): boolean {
    let p = from
    let last = -1
    let total = 0
    let isTime = false
    this.isExact = true
    this.hasUnit = true
    for (;;) {
      if (p < to && buf[p] === CAPITAL_T && !isTime) {
        isTime = true
        p++
      }
      if (p >= to || !isDigit(buf[p]) || !this.numeral.read(buf, p, to)) break
      const { digits, power, end } = this.numeral
      const isWeeks = buf[end] === 87 && last < 0 && !isTime
      const part = end >= to ? -1 : isWeeks ? DAYS : partOf(buf[end], isTime)
      if (part <= last) return false
      total += timesPowerOfTen(digits * LENGTHS[part] * (isWeeks ? 7 : 1), power)
      this.isExact &&= this.numeral.isExact
      this.unitFrom = end
      this.unitTo = p = end + 1
      last = part
    }
    return last >= 0 && buf[p - 1] !== CAPITAL_T && isEnd(buf, p, to) && this.found(p, total, SECONDS)
  }
}

/** Whether nothing of the number can follow. */
function isPlainEnd(byte: number): boolean {
  return FOLLOWS[byte] === ENDS && byte !== SPACE && byte !== COMMA && byte !== APOSTROPHE
}

function partOf(letter: number, isTime: boolean): number {
  if (!isTime) return letter === 68 ? DAYS : -1
  if (letter === 72) return HOURS
  if (letter === 77) return MINUTES
  return letter === 83 ? SECONDS_LEFT : -1
}

function twoDigits(buf: Uint8Array, p: number): number {
  return isDigit(buf[p]) && isDigit(buf[p + 1]) ? buf[p] * 10 + buf[p + 1] - 528 : Number.NaN
}

function isMin(buf: Uint8Array, from: number, to: number): boolean {
  return to - from === 3 && (buf[from] | 32) === 109 && (buf[from + 1] | 32) === 105 && (buf[from + 2] | 32) === 110
}
