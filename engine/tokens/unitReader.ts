import { isDigit } from '../text/scan'
import { FOLLOWS, isEnd, LETTER } from './ends'
import {
  BITS, BITS_PER_SECOND, BYTES, BYTES_PER_SECOND, NO_QUANTITY, NUMBER, OTHER_UNIT, PER_SECOND, SECONDS,
  UNIT_MAX_BYTES, type Unit, UnitNames,
} from './units'

const SLASH = 47, COLON = 58, PERCENT_SIGN = 37
/** A unit that is not in the table has so many letters; longer ones are words. Chosen. */
const OTHER_UNIT_MAX_BYTES = 4
/** What is counted in front of `/s` has so many letters. Chosen. */
const COUNTED_MAX_BYTES = 12

/** Reads the unit behind a number. What it read stands in its fields until the next call. */
export class UnitReader {
  dimension = NO_QUANTITY
  factor = 1
  power = 0

  private readonly names: UnitNames

  constructor(hasScales = false) {
    this.names = new UnitNames(hasScales)
  }

  /**
   * Reads the unit at p.
   * @param isSpaced whether a blank stands before it. @returns its end; -1 if there is none.
   */
  read(buf: Uint8Array, p: number, to: number, isSpaced: boolean): number {
    if (buf[p] >= 0xE0) return this.readUnspaced(buf, p, to)
    const end = unitEnd(buf, p, to)
    if (end < 0) return -1
    if (end < to && buf[end] === SLASH) {
      const rateEnd = this.readRate(buf, p, end, to, isSpaced)
      if (rateEnd > 0) return rateEnd
    }
    if (end === p) return -1
    const unit = this.names.find(buf, p, end)
    if (unit !== null && (unit.isSpaced || !isSpaced)) {
      const goesOn = unit.dimension === SECONDS && !isSpaced && end < to && isDigit(buf[end])
      const isName = isSpaced && end < to && buf[end] === COLON // of what follows
      return (goesOn || isEnd(buf, end, to)) && !isName ? this.use(unit, end) : -1
    }
    if (isSpaced || end - p > OTHER_UNIT_MAX_BYTES || isHexadecimal(buf, p, end) || !isEnd(buf, end, to)) return -1
    return this.set(OTHER_UNIT, 1, 0, end)
  }

  private use(unit: Unit, end: number): number {
    return this.set(unit.dimension, unit.factor, unit.power, end)
  }

  private set(dimension: number, factor: number, power: number, end: number): number {
    this.dimension = dimension
    this.factor = factor
    this.power = power
    return end
  }

  /** A unit in a script without blanks, or a sign: the longest name that the text begins with. */
  private readUnspaced(buf: Uint8Array, p: number, to: number): number {
    for (let length = UNIT_MAX_BYTES; length >= 3; length -= 3) {
      if (p + length > to) continue
      const unit = this.names.find(buf, p, p + length)
      if (unit !== null) return this.use(unit, p + length)
    }
    return -1
  }

  /** `MB/s`, `Mbit/s`, `req/s`, `/s`; the slash is at `slash`. */
  private readRate(buf: Uint8Array, p: number, slash: number, to: number, isSpaced: boolean): number {
    let end = slash + 1
    while (end < to && FOLLOWS[buf[end]] === LETTER && end - slash <= UNIT_MAX_BYTES) end++
    const per = this.names.find(buf, slash + 1, end)
    if (per === null || per.dimension !== SECONDS || per.power !== 0 || !isEnd(buf, end, to)) return -1
    if (slash === p) return isSpaced ? -1 : this.set(PER_SECOND, 1 / per.factor, 0, end)
    const unit = this.names.find(buf, p, slash)
    if (unit === null) return slash - p <= COUNTED_MAX_BYTES ? this.set(PER_SECOND, 1 / per.factor, 0, end) : -1
    const dimension = rateOf(unit.dimension, buf, slash)
    if (dimension === NO_QUANTITY) return this.set(OTHER_UNIT, 1, 0, end)
    return this.set(dimension, unit.factor / per.factor, unit.power, end)
  }
}

/** Dimension of a rate by that of what is counted. Of `kb` and `Mb`, the second is bits in a rate. */
function rateOf(dimension: number, buf: Uint8Array, slash: number): number {
  if (dimension === NUMBER) return PER_SECOND
  if (dimension === BITS) return BITS_PER_SECOND
  if (dimension !== BYTES) return NO_QUANTITY
  const isBits = buf[slash - 1] === 98 && buf[slash - 2] >= 71 && buf[slash - 2] <= 84 // G … T
  return isBits ? BITS_PER_SECOND : BYTES_PER_SECOND
}

/** Where the letters of a unit end, or its `%`; `p` if there are none, -1 if there are too many. */
function unitEnd(buf: Uint8Array, p: number, to: number): number {
  const limit = Math.min(to, p + UNIT_MAX_BYTES + 1)
  if (p < to && buf[p] === PERCENT_SIGN) return p + 1
  let end = p
  while (end < limit) {
    const byte = buf[end]
    if (FOLLOWS[byte] === LETTER) end++
    else if (byte < 0xC2 || byte >= 0xE0 || end + 1 >= to) break
    else if (byte === 0xC2 && (buf[end + 1] === 0xA0 || buf[end + 1] === 0xBB)) break // a blank, a quote
    else end += 2
  }
  return end > p + UNIT_MAX_BYTES ? -1 : end
}

function isHexadecimal(buf: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if ((buf[p] | 32) > 102 || (buf[p] | 32) < 97) return false
  return true
}
