import { isDigit, isLetter } from '../../text/scan'
import type { TimeReader } from './TimeReader'

/**
 * What stands right before the time in lines that do not begin with one: up to MARK_BYTES bytes, letters as `a` and
 * digits as `0`, since which letters they are may vary (`[I `, `msg=audit(`).
 */
export type TimeMark = string

const MARK_BYTES = 3
/** Bytes of a line that are searched. Chosen: what stands later is said rather than written by a logger. */
const SEARCHED_BYTES = 512
/** Lines that must have their time behind the mark. Chosen. */
const MOST = 0.8
/** Steps from line to line that do not go back, at least: of times that are only spoken of, half do. Chosen. */
const FORWARD_MIN = 0.6
const LF = 10

/** A letter, or a byte of a character beyond ASCII. */
const isLetterLike = (byte: number) => isLetter(byte) || byte > 127
const classOf = (byte: number) => isLetterLike(byte) ? 97 : isDigit(byte) ? 48 : byte

/** Where times may begin in the line at `start`: behind a byte that is neither letter nor digit. */
function* placesIn(buf: Uint8Array, start: number): Generator<number> {
  for (let p = start + 1; p < start + SEARCHED_BYTES && buf[p] !== LF; p++) {
    const before = buf[p - 1]
    if ((isDigit(buf[p]) || isLetterLike(buf[p])) && !isDigit(before) && !isLetterLike(before)) yield p
  }
}

function markBefore(buf: Uint8Array, start: number, p: number): TimeMark {
  let mark = ''
  for (let q = Math.max(start, p - MARK_BYTES); q < p; q++) mark += String.fromCharCode(classOf(buf[q]))
  return mark
}

/**
 * The mark behind which most of the lines have their time, the one that dates them best, then the first in the line;
 * null where there is none.
 */
export function findTimeMark(buf: Uint8Array, starts: readonly number[], times: TimeReader): TimeMark | null {
  const found = new Map<TimeMark, { lines: number, dated: number, years: number, bytesBefore: number, forward: number, last: number }>()
  for (const start of starts) {
    const seen = new Set<TimeMark>()
    for (const p of placesIn(buf, start)) {
      if (times.read(buf, p) < 0) continue
      const mark = markBefore(buf, start, p)
      if (seen.has(mark)) continue
      seen.add(mark)
      const known = found.get(mark) ?? { lines: 0, dated: 0, years: 0, bytesBefore: 0, forward: 0, last: Number.NEGATIVE_INFINITY }
      found.set(mark, known)
      const isClock = times.kind === 'clock'
      const ms = isClock ? times.clockMs : times.ms
      known.lines++
      known.bytesBefore += p - start
      if (!isClock) known.dated++
      if (times.hasYear) known.years++
      if (ms >= known.last) known.forward++
      known.last = ms
    }
  }
  const marks = [...found].filter(([, { lines, forward }]) => lines >= 2 && lines >= starts.length * MOST && forward >= lines * FORWARD_MIN)
  return marks.sort((a, b) => b[1].dated - a[1].dated || b[1].years - a[1].years || b[1].lines - a[1].lines || a[1].bytesBefore - b[1].bytesBefore || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}

function isBehind(buf: Uint8Array, start: number, p: number, mark: TimeMark): boolean {
  const from = p - mark.length
  if (from < start || (mark.length < MARK_BYTES && from > start)) return false
  for (let i = 0; i < mark.length; i++) if (classOf(buf[from + i]) !== mark.charCodeAt(i)) return false
  return true
}

/** Reads the first time behind the mark in the line at `start`. @returns where it stands, null without one. */
export function readMarked(buf: Uint8Array, start: number, mark: TimeMark, times: TimeReader): { from: number, to: number } | null {
  for (let p = start + 1; p < start + SEARCHED_BYTES && buf[p] !== LF; p++) {
    if (!isBehind(buf, start, p, mark)) continue
    const to = times.read(buf, p)
    if (to >= 0) return { from: p, to }
  }
  return null
}
