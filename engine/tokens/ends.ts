import { isDigit } from '../text/scan'
import { isCut } from './scripts'

/** Classes of bytes behind a number. */
export const ENDS = 1, LETTER = 4
const SENTENCE = 2
export const FOLLOWS = new Uint8Array(256)
for (let byte = 0; byte < 33; byte++) FOLLOWS[byte] = ENDS
for (const mark of ',;()[]{}"\'<>|`') FOLLOWS[mark.charCodeAt(0)] = ENDS
for (const mark of '.!?') FOLLOWS[mark.charCodeAt(0)] = SENTENCE
for (let letter = 97; letter < 123; letter++) FOLLOWS[letter] = FOLLOWS[letter - 32] = LETTER

const DASH = 45, COLON = 58, GREATER = 62

/** Bytes of the one blank at p: a space, U+00A0 or U+202F; 0 if there is none. */
export function blankBytes(buf: Uint8Array, p: number, to: number): number {
  if (p >= to) return 0
  const byte = buf[p]
  if (byte === 32) return 1
  if (byte === 0xC2) return p + 1 < to && buf[p + 1] === 0xA0 ? 2 : 0
  return byte === 0xE2 && p + 2 < to && buf[p + 1] === 0x80 && buf[p + 2] === 0xAF ? 3 : 0
}

/**
 * Whether a number or unit may end at p: at the line's end, a blank, a bracket or quote, the end of a sentence, a colon
 * before no word, an arrow, a sign or a script without blanks.
 */
export function isEnd(buf: Uint8Array, p: number, to: number): boolean {
  if (p >= to) return true
  const byte = buf[p]
  const kind = FOLLOWS[byte]
  if (kind === ENDS) return true
  if (kind === SENTENCE) {
    let q = p + 1
    while (q < to && FOLLOWS[buf[q]] === SENTENCE) q++
    return q >= to || FOLLOWS[buf[q]] === ENDS || (buf[q] >= 0xE0 && isCut(buf, q, to))
  }
  const next = p + 1 < to ? buf[p + 1] : 0
  if (byte === COLON) return !isDigit(next) && next !== COLON && FOLLOWS[next] !== LETTER
  if (byte === DASH) return next === GREATER
  if (byte === 0xC2) return next === 0xA0 || next === 0xBB // a blank, a closing quote
  return byte >= 0xE0 && isCut(buf, p, to)
}
