import { BARE_TEXT, type FieldRows, kindOf } from './fieldRows'
import { isKeyByte, isKeyStart, readQuoted } from './pairs'
import { pathOf } from './path'

const QUOTE = 34, EQUALS = 61, COLON = 58

/** The bytes between pairs and within them. */
export interface PairSigns {
  delimiter: number
  assign: number
}

/**
 * Reads pairs that a declared byte separates, so that values may hold blanks. A segment that is no pair is a gap.
 * @returns false without any pair.
 */
export function readSegments(rows: FieldRows, buf: Uint8Array, from: number, to: number, signs: PairSigns): boolean {
  let p = from
  while (p < to) {
    if (buf[p] === signs.delimiter) {
      p++
      continue
    }
    if (rows.isFull) {
      rows.cut(buf, p, to)
      break
    }
    p = readSegment(rows, buf, p, to, signs)
  }
  return rows.count > 0
}

function readSegment(rows: FieldRows, buf: Uint8Array, from: number, to: number, signs: PairSigns): number {
  const { delimiter, assign } = signs
  const keyFrom = skipBlanks(buf, from, to, delimiter)
  let p = keyFrom
  const isKey = p < to && (assign === COLON ? isKeyStart(buf[p]) : isKeyByte(buf[p]))
  while (p < to && isKeyByte(buf[p])) p++
  const keyTo = p
  if (!isKey || p >= to || buf[p] !== assign || (assign === EQUALS && buf[p + 1] === EQUALS)) {
    p = segmentEnd(buf, keyTo, to, delimiter)
    rows.addGap(buf, from, p)
    return p
  }
  rows.name(keyFrom, keyTo, pathOf(buf, keyFrom, keyTo))
  p = skipBlanks(buf, p + 1, to, delimiter)
  if (p < to && buf[p] === QUOTE) {
    const end = readQuoted(rows, buf, p, to)
    const next = segmentEnd(buf, end, to, delimiter)
    rows.addGap(buf, end, next)
    return next
  }
  const next = segmentEnd(buf, p, to, delimiter)
  let end = next
  while (end > p && buf[end - 1] <= 32) end--
  rows.add(p, end, kindOf(buf, p, end), BARE_TEXT)
  return next
}

function segmentEnd(buf: Uint8Array, p: number, to: number, delimiter: number): number {
  while (p < to && buf[p] !== delimiter) p++
  return p
}

function skipBlanks(buf: Uint8Array, p: number, to: number, delimiter: number): number {
  while (p < to && buf[p] <= 32 && buf[p] !== delimiter) p++
  return p
}
