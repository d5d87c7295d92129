import { BYTE_CLASS, DIGIT, DOT } from './words'

/** Longest integer part that counts as a number; longer ones are ids. In thousandths they stay below 2^53. */
const DIGITS_MAX = 12

/** Marks a word that is no number. */
export const NOT_A_NUMBER = Number.NaN

/**
 * The number that the word `[from, to)` states, in thousandths (rounded towards zero): digits with an optional sign and
 * fraction, and up to three letters or a `%` behind it as a unit. NaN for everything else.
 */
export function thousandthsOf(buf: Uint8Array, from: number, to: number): number {
  let p = from
  const negative = buf[p] === 45
  if (negative || buf[p] === 43) p++
  const start = p
  let value = 0
  while (p < to && buf[p] >= 48 && buf[p] <= 57) value = value * 10 + buf[p++] - 48
  const digits = p - start
  if (digits === 0 || digits > DIGITS_MAX) return NOT_A_NUMBER
  value *= 1000
  if (p < to - 1 && BYTE_CLASS[buf[p]] === DOT && BYTE_CLASS[buf[p + 1]] === DIGIT) {
    let unit = 100
    for (p++; p < to && buf[p] >= 48 && buf[p] <= 57; p++) {
      value += (buf[p] - 48) * unit
      unit = unit > 1 ? unit / 10 : 0
    }
  }
  if (p < to && to - p <= 3) {
    const isUnit = (byte: number) => ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 37 || byte === 46 || byte >= 128
    while (p < to && isUnit(buf[p])) p++
  }
  if (p !== to) return NOT_A_NUMBER
  // -0 would be a value of its own
  return negative && value > 0 ? -value : value
}

/** Of the logarithmic histogram. */
export const BINS_AN_OCTAVE = 32

/** Bins of the logarithmic histogram: BINS_AN_OCTAVE, exact below as many. Integer arithmetic only, so the same on any machine. */
export function binOf(thousandths: number): number {
  if (thousandths < 0) return -1 - binOf(-thousandths)
  if (thousandths < 32) return thousandths
  if (thousandths < 0x7FFFFFFF) {
    const octave = 26 - Math.clz32(thousandths)
    return octave * 32 + (thousandths >> octave)
  }
  const high = Math.floor(thousandths / 2_097_152)
  const exponent = high > 0 ? 52 - Math.clz32(high) : 31 - Math.clz32(thousandths)
  return (exponent - 5) * 32 + Math.floor(thousandths / 2 ** (exponent - 5))
}

/** The smallest value, in thousandths, of a bin at a resolution of 32 / 2^shift bins an octave. */
export function binStart(bin: number, shift: number): number {
  const fine = bin * 2 ** shift
  if (fine < 0) return -binStart(-1 - fine, 0)
  if (fine < 64) return fine
  const octave = Math.floor(fine / 32) - 1
  return (fine - octave * 32) * 2 ** octave
}

/** A bin's start, in thousandths, no more exact than bins are: whole where all numbers are, else three digits. */
export function roundedStart(start: number, isWhole: boolean): number {
  return isWhole ? Math.ceil(start / 1000) * 1000 : Number(start.toPrecision(3))
}

/** Thousandths as a decimal number for a person: `1500` is `1.5`. */
export function decimalOf(thousandths: number): string {
  return String(thousandths / 1000)
}

