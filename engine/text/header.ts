import type { Framing } from './framing'
import { parsedTime, parseTime } from './time'
import { SEVERITY_NONE, severityOfLetter, severityOfWord } from './severity'

const LF = 10, CR = 13, TAB = 9, SPACE = 32, COLON = 58
const GROUP_MAX_BYTES = 200 // chosen: a bracket that is not closed within this is no header field

/** What `readHeader` found in the line; scratch that the next call overwrites. */
export const header = {
  /** Whether the line begins an event by its own header. */
  found: false,
  /** Epoch milliseconds, NaN without a time. */
  timeMs: Number.NaN,
  zoned: false,
  /** Severity number, 0 for none. */
  severity: SEVERITY_NONE,
}

function skipSpaces(buf: Uint8Array, p: number): number {
  while (buf[p] === SPACE || buf[p] === TAB) p++
  return p
}

/** End of the header token at p: up to white space, a bracketed group at its start taken whole. */
export function tokenEnd(buf: Uint8Array, p: number): number {
  const open = buf[p]
  let q = p
  if (open === 91 || open === 40) {
    const close = open === 91 ? 93 : 41
    let depth = 0
    const limit = p + GROUP_MAX_BYTES
    for (let i = p; i < limit && buf[i] !== LF; i++) {
      if (buf[i] === open) depth++
      else if (buf[i] === close && --depth === 0) {
        q = i + 1
        break
      }
    }
  }
  while (buf[q] !== SPACE && buf[q] !== TAB && buf[q] !== LF && buf[q] !== CR) q++
  return q
}

/** Severity of a header token, whatever encloses it (`[INFO]`, `<warn>`, `ERROR:`, `level=info`). */
export function severityOfToken(buf: Uint8Array, from: number, to: number): number {
  while (from < to && !isLetter(buf[from])) from++
  while (to > from && !isLetter(buf[to - 1])) to--
  return severityOfWord(buf, from, to)
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122
}

/** Position of a time at the start of a line, behind `<34>`, `[`, `(` or a quote; the same position without them. */
export function timeStart(buf: Uint8Array, p: number): number {
  if (buf[p] === 60) {
    let q = p + 1
    while (buf[q] >= 48 && buf[q] <= 57) q++
    if (buf[q] === 62 && q > p + 1) p = q + 1
    if (buf[p] >= 48 && buf[p] <= 57 && buf[p + 1] === SPACE) p += 2 // RFC 5424's version
  }
  return buf[p] === 91 || buf[p] === 40 || buf[p] === 34 ? p + 1 : p
}

/** The position after what closes a time: brackets, quotes, commas, then white space. */
function afterTime(buf: Uint8Array, p: number): number {
  while (buf[p] === 93 || buf[p] === 41 || buf[p] === 34 || buf[p] === 44 || buf[p] === COLON) p++
  return skipSpaces(buf, p)
}

function plainHeader(buf: Uint8Array, p: number, framing: Framing): number {
  const q = parseTime(buf, timeStart(buf, p), framing.time)
  if (q < 0) return p
  header.found = true
  header.timeMs = parsedTime.ms
  header.zoned = parsedTime.zoned
  const word = afterTime(buf, q)
  const end = tokenEnd(buf, word)
  header.severity = severityOfToken(buf, word, end)
  return header.severity === SEVERITY_NONE ? word : skipSpaces(buf, end)
}

function readFields(buf: Uint8Array, p: number, framing: Framing): number {
  let q = p
  for (let field = 0; field < framing.fields; field++) {
    if (buf[q] !== framing.delimiter) return p
    const from = ++q
    while (buf[q] !== framing.delimiter && buf[q] !== LF) q++
    if (field === framing.levelColumn) header.severity = severityOfToken(buf, from, q)
  }
  if (buf[q] === framing.delimiter) q++
  return skipSpaces(buf, q)
}

function readColumns(buf: Uint8Array, p: number, framing: Framing): number {
  let q = p
  const columns = framing.columns
  for (let i = 0; i < columns.length; i++) {
    const kind = columns[i]
    const end = tokenEnd(buf, q)
    if (end === q) return q
    switch (kind) {
      case 'level':
        header.severity = severityOfToken(buf, q, end)
        if (header.severity === SEVERITY_NONE) return p
        break
      case 'letter':
        header.severity = end === q + 1 ? severityOfLetter(buf[q]) : SEVERITY_NONE
        if (header.severity === SEVERITY_NONE) return p
        break
      case 'tag':
        if (buf[end - 1] !== COLON) return q
        break
      case 'bracket':
        if (buf[q] !== 91 && buf[q] !== 40) return q
        break
      case 'dash':
        if (end !== q + 1 || (buf[q] !== 45 && buf[q] !== 124)) return q
        break
      default:
    }
    q = skipSpaces(buf, end)
  }
  return q
}

/**
 * Reads the header of the line that begins at p: time, severity and what else stands before the message.
 * The buffer must hold 64 bytes after the line's end, the first of them LF. @returns where the message begins; p if the
 * line has no header. The rest is in `header`.
 */
export function readHeader(buf: Uint8Array, p: number, framing: Framing): number {
  header.found = false
  header.timeMs = Number.NaN
  header.zoned = false
  header.severity = SEVERITY_NONE
  let q = p
  if (framing.timeToken >= 0) {
    for (let i = 0; i < framing.timeToken; i++) q = skipSpaces(buf, tokenEnd(buf, q))
    const end = parseTime(buf, timeStart(buf, q), framing.time)
    if (end < 0) return plainHeader(buf, p, framing)
    header.found = true
    header.timeMs = parsedTime.ms
    header.zoned = parsedTime.zoned
    return framing.fields > 0 ? readFields(buf, end, framing) : readColumns(buf, afterTime(buf, end), framing)
  }
  if (framing.columns.length > 0) {
    q = readColumns(buf, p, framing)
    if (q > p) {
      header.found = true
      return q
    }
  }
  return plainHeader(buf, p, framing)
}

/** Whether the line at p belongs to the event before it. The line must not begin with a header. */
export function isContinuation(buf: Uint8Array, p: number, framing: Framing): boolean {
  if (framing.joins === 'none') return false
  if (framing.joins === 'all') return true
  const byte = buf[p]
  if (byte === SPACE || byte === TAB || byte === LF || byte === CR) return true
  if (byte === 125 || byte === 93 || byte === 41) return true // a closing bracket
  return startsWith(buf, p, 'Caused by:') || startsWith(buf, p, 'Traceback (') || startsWith(buf, p, '... ') || startsWith(buf, p, 'at ') || startsWith(buf, p, '---')
}

function startsWith(buf: Uint8Array, p: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (buf[p + i] !== word.charCodeAt(i)) return false
  return true
}
