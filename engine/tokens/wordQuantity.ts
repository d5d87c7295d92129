import { isDigit } from '../text/scan'
import type { QuantityReader } from './quantities'
import { mayBeginUnit, NO_QUANTITY, NUMBER, SECONDS } from './units'
import { BYTE_CLASS, DIGIT, DOT, flagsOf, SPACE } from './words'

const COMMA = 44, APOSTROPHE = 39, BLANK = 32, DASH = 45, PLUS = 43, PERCENT = 37, NINE = 57
/** Durations are kept in milliseconds, all else in the base unit of its dimension. */
export const MS_A_SECOND = 1000
/** Stored numbers are whole and stay below this, so that they are exact everywhere. */
const STORED_MAX = 2 ** 50

/** Whether a quantity may begin with the word `[from, to)` that ends otherwise than the word does, or has a unit. */
function mayBeQuantity(buf: Uint8Array, from: number, to: number, flags: number): boolean {
  const sign = buf[from] === DASH || buf[from] === PLUS ? 1 : 0
  if (!isDigit(buf[from + sign])) return false
  const next = buf[to]
  if (next === COMMA || next === APOSTROPHE) return isDigit(buf[to + 1])
  if ((flags & ~(DIGIT | DOT)) !== 0 && (sign === 0 || to - from > 1)) return true
  if (next >= 0xE0) return true
  const after = buf[to + 1]
  return next === BLANK && (after === PERCENT || (after > NINE && BYTE_CLASS[after] < SPACE && mayBeginUnit(after, buf[to + 2])))
}

/**
 * Reads the number and unit that begin with the word `[from, to)`, of the classes `flags`: groups of digits, units glued or behind a
 * blank. @returns where they end, at least `to`; -1 where the word is none by itself.
 */
export function quantityEnd(buf: Uint8Array, from: number, to: number, flags: number, quantity: QuantityReader): number {
  if (!mayBeQuantity(buf, from, to, flags) || !quantity.read(buf, from, buf.length)) return -1
  return quantity.end >= to && quantity.isExact ? quantity.end : -1
}

/** A unit that no table has is a word so short. Chosen. */
const OTHER_UNIT_MAX_BYTES = 8

/**
 * Reads the whole value `[from, to)` of a field as a number: with its unit, or with one word behind it that may be one.
 * @returns what it measures, NO_QUANTITY if it is no number.
 */
export function readField(buf: Uint8Array, from: number, to: number, quantity: QuantityReader): number {
  const sign = buf[from] === DASH || buf[from] === PLUS ? 1 : 0
  // plain numbers are read as those of text are
  if (!isDigit(buf[from + sign]) || (flagsOf(buf, from, to) & ~(DIGIT | DOT)) === 0) return NO_QUANTITY
  if (!quantity.read(buf, from, to) || !quantity.isExact) return NO_QUANTITY
  const { end } = quantity
  if (end === to) return quantity.dimension
  if (buf[end] !== BLANK || to - end > OTHER_UNIT_MAX_BYTES + 1) return NO_QUANTITY
  for (let p = end + 1; p < to; p++) if (BYTE_CLASS[buf[p]] >= SPACE || isDigit(buf[p])) return NO_QUANTITY
  return NUMBER
}

/** A quantity in its base unit, in thousandths of what it is kept in; NaN where that is more than is kept exactly. */
export function storedOf({ value, dimension }: { value: number, dimension: number }): number {
  const thousandths = Math.round(value * (dimension === SECONDS ? 1000 * MS_A_SECOND : 1000))
  return Math.abs(thousandths) < STORED_MAX ? thousandths : Number.NaN
}
