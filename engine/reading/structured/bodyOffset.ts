import { isCef, isLeef } from './cef'
import type { FieldRows } from './fieldRows'
import { nestedEnd } from './json'
import { isKeyByte, readPairs } from './pairs'

const QUOTE = 34, OPEN = 123, CLOSE = 125, OPEN_ARRAY = 91, CLOSE_ARRAY = 93, COMMA = 44, EQUALS = 61
const BRACES_TRIED = 4 // chosen: text before an object seldom holds more
const RUN_GAP_MAX = 3 // chosen: `", ` or `] [` between pairs of one run

/**
 * Where a structured body begins in the line from … to, behind whatever prefix: an object that closes at the line's
 * end, `CEF:` or `LEEF:`, the first key of pairs that a control character separates, or of at least two pairs in a row.
 * @param rows scratch that is overwritten. @returns -1 where there is no such body.
 */
export function bodyOffset(buf: Uint8Array, from: number, to: number, rows: FieldRows): number {
  while (to > from && buf[to - 1] <= 32 && !isSeparator(buf[to - 1])) to--
  for (let p = from; p < to; p++) {
    if (buf[p] === 67 && isCef(buf, p, to)) return p
    if (buf[p] === 76 && isLeef(buf, p, to)) return p
    if (buf[p] === OPEN || buf[p] === EQUALS) break
  }
  const object = objectOffset(buf, from, to)
  if (object >= 0) return object
  const separated = separatedOffset(buf, from, to)
  return separated >= 0 ? separated : pairsOffset(buf, from, to, rows)
}

function isSeparator(byte: number): boolean {
  return byte === 1 || byte === 31 || byte === 30
}

/** The first brace whose object goes to the line's end, closed or cut off there. */
function objectOffset(buf: Uint8Array, from: number, to: number): number {
  let end = to
  while (end > from && (buf[end - 1] === COMMA || buf[end - 1] === CLOSE_ARRAY || buf[end - 1] <= 32)) end--
  let tries = 0
  for (let p = from; p < to && tries < BRACES_TRIED; p++) {
    if (buf[p] !== OPEN || (p > from && buf[p - 1] === EQUALS)) continue
    let q = p + 1
    while (q < to && (buf[q] === 32 || buf[q] === 9)) q++
    if (q < to && buf[q] !== QUOTE && buf[q] !== CLOSE) continue
    tries++
    const close = nestedEnd(buf, p, to)
    if (close < 0 ? q < to && isKeyed(buf, q, to) : close >= end) return arrayStart(buf, from, p)
  }
  return -1
}

/** Whether a quoted key with its colon stands at p. */
function isKeyed(buf: Uint8Array, p: number, to: number): boolean {
  let q = p + 1
  while (q < to && isKeyByte(buf[q])) q++
  return q > p + 1 && q + 1 < to && buf[q] === QUOTE && (buf[q + 1] === 58 || buf[q + 1] === 32)
}

/** The line's start where only an array's bracket or comma stands before the brace at p. */
function arrayStart(buf: Uint8Array, from: number, p: number): number {
  let q = from
  while (q < p && (buf[q] <= 32 || buf[q] === OPEN_ARRAY || buf[q] === COMMA)) q++
  return q === p ? from : p
}

/** The first key of pairs between control characters: letters or digits before the first equals sign. */
function separatedOffset(buf: Uint8Array, from: number, to: number): number {
  let first = -1
  for (let p = from; p < to; p++) {
    if (buf[p] === EQUALS && first < 0) first = p
    if (!isSeparator(buf[p])) continue
    if (first < 0) return -1
    let key = first
    while (key > from && isKeyByte(buf[key - 1])) key--
    return key < first ? key : -1
  }
  return -1
}

function pairsOffset(buf: Uint8Array, from: number, to: number, rows: FieldRows): number {
  rows.clear()
  if (!readPairs(rows, buf, from, to)) return -1
  for (let row = 0; row + 1 < rows.count; row++) {
    if (rows.keyFrom[row + 1] - rows.valueTo[row] <= RUN_GAP_MAX) return keyStart(buf, rows.keyFrom[row], from)
  }
  return -1
}

function keyStart(buf: Uint8Array, p: number, from: number): number {
  return p > from && buf[p - 1] === QUOTE ? p - 1 : p
}
