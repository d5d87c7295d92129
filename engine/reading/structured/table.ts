import { BARE_TEXT, ESCAPED_TEXT, type FieldRows, kindOf, QUOTED_TEXT } from './fieldRows'
import { NULL, STRING } from './form'

const LF = 10, CR = 13, SPACE = 32, HASH = 35, DASH = 45

/** How the rows of a table are written. */
export interface RowShape {
  delimiter: number
  /** 0 where cells are never quoted. */
  quote: number
  /** The last cell takes what is left of the record; 0 where the number of cells is open. */
  columnCount: number
  /** Whether a lone `-` is no value. */
  isDashMissing: boolean
  /** Path of each column; those beyond have the path of the last one. */
  paths: Int32Array
}

/**
 * Reads a row of cells. Quotes are doubled or escaped within quoted cells.
 * @returns false for a blank row, a comment, a row with too few cells, or one that repeats the names of its columns.
 */
export function readRow(rows: FieldRows, buf: Uint8Array, from: number, to: number, shape: RowShape): boolean {
  while (to > from && (buf[to - 1] === LF || buf[to - 1] === CR)) to--
  if (shape.delimiter === SPACE) while (to > from && buf[to - 1] === SPACE) to--
  if (isBlank(buf, from, to)) return false
  if (buf[from] === HASH && (shape.isDashMissing || shape.columnCount === 0)) return false
  let p = from
  for (;;) {
    const isLast = rows.count === shape.columnCount - 1
    if (rows.isFull) {
      rows.cut(buf, p, to)
      break
    }
    p = readCell(rows, buf, p, to, shape, isLast)
    if (p > to) break
  }
  if (rows.count < shape.columnCount) return false
  return !repeatsNames(rows, buf, shape)
}

function isBlank(buf: Uint8Array, from: number, to: number): boolean {
  while (from < to && (buf[from] === SPACE || buf[from] === 9)) from++
  return from >= to
}

/** Adds the cell at p. @returns where the next one begins, beyond `to` behind the last. */
function readCell(rows: FieldRows, buf: Uint8Array, p: number, to: number, shape: RowShape, isLast: boolean): number {
  const { delimiter, quote, paths } = shape
  rows.name(-1, -1, paths[Math.min(rows.count, paths.length - 1)])
  while (p < to && buf[p] === SPACE) p++
  if (quote !== 0 && p < to && buf[p] === quote) {
    const from = p + 1
    let written = QUOTED_TEXT
    let q = from
    for (; q < to; q++) {
      if (buf[q] === 92 && q + 1 < to && buf[q + 1] === quote && !isCellEnd(buf, q + 2, to, delimiter)) q++
      else if (buf[q] !== quote) continue
      else if (q + 1 < to && buf[q + 1] === quote) q++
      else break
      written = ESCAPED_TEXT
    }
    if (q >= to) rows.isOpen = true
    let next = Math.min(q + 1, to)
    while (next < to && buf[next] === SPACE && delimiter !== SPACE) next++
    if (next >= to || (buf[next] === delimiter && !isLast)) {
      rows.add(from, Math.min(q, to), STRING, written)
      return next >= to ? to + 1 : next + 1
    }
    rows.isOpen = false // what begins with a quote goes on behind it: it is no quoted cell
  }
  const from = p
  if (isLast) p = to
  else while (p < to && buf[p] !== delimiter) p++
  const next = p + 1 // beyond `to` where no delimiter stands
  while (p > from && buf[p - 1] <= SPACE) p--
  const isMissing = shape.isDashMissing && p === from + 1 && buf[from] === DASH
  rows.add(from, p, isMissing ? NULL : kindOf(buf, from, p), BARE_TEXT)
  return next
}

function isCellEnd(buf: Uint8Array, p: number, to: number, delimiter: number): boolean {
  return p >= to || buf[p] === delimiter || buf[p] === LF || buf[p] === CR
}

/** Whether the row is the header row once more, as where files were joined. */
function repeatsNames(rows: FieldRows, buf: Uint8Array, { paths }: RowShape): boolean {
  if (paths.length < 2 || rows.count < paths.length) return false
  for (let row = 0; row < paths.length; row++) {
    let hash = 0x811C9DC5 | 0
    for (let p = rows.valueFrom[row]; p < rows.valueTo[row]; p++) hash = Math.imul(hash ^ buf[p], 0x01000193)
    if (hash !== paths[row]) return false
  }
  return true
}

/** End of the row at p, at an LF outside quotes or `to`; where a quote is never closed, at its first LF. */
export function rowEnd(buf: Uint8Array, p: number, to: number, delimiter: number, quote: number): number {
  let isQuoted = false
  let firstEnd = -1
  for (let q = p; q < to; q++) {
    const byte = buf[q]
    if (byte === LF) {
      if (!isQuoted) return q
      if (firstEnd < 0) firstEnd = q
    }
    else if (byte === quote && quote !== 0) {
      if (isQuoted) isQuoted = false
      else if (q === p || buf[q - 1] === delimiter || buf[q - 1] === quote || buf[q - 1] === SPACE) isQuoted = true
    }
  }
  return isQuoted && firstEnd >= 0 ? firstEnd : to
}
