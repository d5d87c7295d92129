import type { LegacyEncoding } from './encodingModels'
import { guessEncoding } from './guessEncoding'
import { firstHighByte } from './highBytes'

/** What a file's bytes are read as. Where that is unknown they are shown as Windows-1252, which any bytes are. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding | 'unknown'

/** A character that is not the last takes two bytes; pairs of which so many have a zero on one side, and so few on the other. Chosen. */
const ZEROS_MIN = 0.3
const ZEROS_MAX = 0.02
const PAIRS_MIN = 4

/** UTF-16 without a mark, told by the zeros that letters, digits and blanks have on one side; null if it is not. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = bytes.length >> 1
  if (pairs < PAIRS_MIN) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const isFew = (zeros: number) => zeros <= pairs * ZEROS_MAX
  const isMany = (zeros: number) => zeros >= pairs * ZEROS_MIN
  if (isMany(odd) && isFew(even)) return 'utf-16le'
  return isMany(even) && isFew(odd) ? 'utf-16be' : null
}

/**
 * The encoding of text whose bytes of 0x80 and above are no accident: UTF-8 if they are at least mostly that, else what
 * its words show. The sample may end inside a character.
 */
export function eightBitEncodingOf(sample: Uint8Array): 'utf-8' | LegacyEncoding | 'unknown' {
  const { characters, broken } = countUtf8(sample)
  return characters >= broken ? 'utf-8' : guessEncoding(sample)?.encoding ?? 'unknown'
}

/** Bytes that a character of UTF-8 takes by its first byte; 0 for a byte that begins none. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xC2) return 0
  if (byte < 0xE0) return 2
  if (byte < 0xF0) return 3
  return byte < 0xF5 ? 4 : 0
}

/** Characters of several bytes, and bytes that belong to none; a character cut off by the end counts as neither. */
function countUtf8(bytes: Uint8Array): { characters: number, broken: number } {
  let characters = 0
  let broken = 0
  for (let p = firstHighByte(bytes); p < bytes.length; p = bytes[p] < 0x80 ? firstHighByte(bytes, p) : p) {
    const length = utf8Length(bytes[p])
    let q = p + 1
    while (q < p + length && q < bytes.length && (bytes[q] & 0xC0) === 0x80) q++
    if (length > 0 && q === p + length) characters++
    else if (length > 0 && q === bytes.length) break
    else {
      broken++
      q = p + 1
    }
    p = q
  }
  return { characters, broken }
}
