import { isDigit, isLetter, skipDigits, skipSpaces, startsWith } from '../../text/scan'
import { SEVERITY_NONE } from './severity'
import { hintOfKey } from './keys'
import { SYSLOG_SEVERITIES } from './numberScales'
import { runEnd, wideMarkLength } from './pieces'
import { NO_LEVEL, sureLevel, type SureLevel } from './sureLevel'
import { isInCapitals, MARK_ENCLOSED, MARK_NONE, severityOfMarkedWord } from './words'

const LF = 10, COLON = 58, EQUALS = 61, OPEN = 91, CLOSE = 93
const GROUP_MAX_BYTES = 200 // chosen: as for groups of a header
const KEY_MAX_BYTES = 40 // chosen: longer than keys and words of levels
const PRIORITY_MAX = 191

/** What systemd and gtest put in brackets before a line. */
const RESULTS: readonly { text: string, severity: number }[] = [
  { text: 'OK', severity: 3 }, { text: 'PASSED', severity: 3 }, { text: 'FAILED', severity: 6 },
  { text: 'DEPEND', severity: 5 },
]
/** Xorg's doubled letters and signs in parentheses; see MARK_SCALES. */
const DOUBLED: Readonly<Record<number, number>> = { 69: 6, 87: 5, 73: 3, 33: 4, 61: 3, 45: 3, 42: 3, 43: 3, 63: 3 }

function closingOf(byte: number): number {
  switch (byte) {
    case 40: return 41
    case 60: return 62
    case OPEN: return CLOSE
    case 123: return 125
    default: return byte // quotes, asterisks
  }
}

/** Where the group that opens at p closes, -1 if it does not on this line; groups inside it are its own. */
function closeOf(buf: Uint8Array, p: number): number {
  const open = buf[p]
  const close = closingOf(open)
  let depth = 1
  for (let q = p + 1; q < p + GROUP_MAX_BYTES && buf[q] !== LF; q++)
    if (buf[q] === close) {
      if (--depth === 0) return q
    } else if (buf[q] === open) depth++
  return -1
}

/** Behind a colon that closes the form. */
const behindColon = (buf: Uint8Array, p: number) => buf[p] === COLON && buf[p + 1] <= 32 ? p + 1 : p

/**
 * A level in square brackets: alone (`[ WARN ]`), behind a module or thread (`[core:error]`, `[main/WARN]`), among
 * others.
 */
export function readBracketed(buf: Uint8Array, p: number): SureLevel {
  const close = closeOf(buf, p)
  if (close < 0) return NO_LEVEL
  const end = behindColon(buf, close + 1)
  const from = skipSpaces(buf, p + 1)
  let to = close
  while (to > from && buf[to - 1] <= 32) to--
  const alone = severityOfMarkedWord(buf, from, to, MARK_ENCLOSED)
  if (alone !== SEVERITY_NONE) return sureLevel(end, alone)
  for (const { text, severity } of RESULTS)
    if (to === from + text.length && startsWith(buf, from, text)) return sureLevel(end, severity)
  const last = lastColon(buf, from, to)
  const behind = last < 0 ? SEVERITY_NONE : severityOfMarkedWord(buf, last + 1, to, MARK_NONE)
  if (behind !== SEVERITY_NONE) return sureLevel(end, behind, false)
  const inside = severityAmong(buf, from, to)
  return inside === SEVERITY_NONE ? NO_LEVEL : sureLevel(end, inside, false)
}

function lastColon(buf: Uint8Array, from: number, to: number): number {
  for (let q = to - 1; q > from; q--) if (buf[q] === COLON) return q
  return -1
}

/**
 * Severity of the first part in capitals of what `/`, `:`, `|` or `,` part (`Server thread/WARN`), or blanks behind a
 * time (`09:00:00 ERROR app`): elsewhere blanks part the words of a sentence.
 */
function severityAmong(buf: Uint8Array, from: number, to: number): number {
  let start = from
  for (let q = from; q <= to; q++) {
    const byte = buf[q]
    if (q < to && byte !== 47 && byte !== COLON && byte !== 124 && byte !== 44 && byte !== 32) continue
    if (isInCapitals(buf, start, q)) {
      const severity = severityOfMarkedWord(buf, start, q, MARK_NONE)
      const isBound = byte !== 32 || q === to || start === from || isDigit(buf[from])
      if (severity !== SEVERITY_NONE && isBound) return severity
    }
    start = q + 1
  }
  return SEVERITY_NONE
}

/** `<warn>`, or a syslog priority (`<34>`: facility * 8 + severity), `<3>` of the kernel and services included. */
export function readAngled(buf: Uint8Array, p: number): SureLevel {
  const digits = skipDigits(buf, p + 1)
  if (digits > p + 1) {
    if (buf[digits] !== 62 || digits > p + 4) return NO_LEVEL
    let priority = 0
    for (let i = p + 1; i < digits; i++) priority = priority * 10 + buf[i] - 48
    return priority > PRIORITY_MAX ? NO_LEVEL : sureLevel(digits + 1, SYSLOG_SEVERITIES[priority & 7])
  }
  const from = skipSpaces(buf, p + 1)
  const to = runEnd(buf, from, from + GROUP_MAX_BYTES)
  const close = skipSpaces(buf, to)
  if (buf[close] !== 62) return NO_LEVEL
  const next = buf[close + 1]
  if (next > 32 && next !== COLON && next !== OPEN) return NO_LEVEL // an element of markup
  const severity = severityOfMarkedWord(buf, from, to, MARK_ENCLOSED)
  return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(behindColon(buf, close + 1), severity)
}

/** `(EE)` of Xorg, and a word in capitals between parentheses, braces, asterisks or quotes. */
export function readOtherEnclosed(buf: Uint8Array, p: number): SureLevel {
  if (buf[p] === 40 && buf[p + 1] === buf[p + 2] && buf[p + 3] === 41) {
    const severity = DOUBLED[buf[p + 1]] ?? SEVERITY_NONE
    return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(p + 4, severity)
  }
  if (startsWith(buf, p, '(NI)')) return sureLevel(p + 4, 5)
  if (startsWith(buf, p, '(DB)')) return sureLevel(p + 4, 2)
  const close = closingOf(buf[p])
  let from = p + 1
  while (buf[p] === 42 && buf[from] === 42) from++
  const start = skipSpaces(buf, from)
  const to = runEnd(buf, start, start + GROUP_MAX_BYTES)
  let end = skipSpaces(buf, to)
  if (buf[end] !== close || !isInCapitals(buf, start, to)) return NO_LEVEL
  while (buf[p] === 42 && buf[end + 1] === 42) end++
  const severity = severityOfMarkedWord(buf, start, to, MARK_ENCLOSED)
  return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(behindColon(buf, end + 1), severity)
}

/** A word between wide brackets: 【错误】. */
export function readWideEnclosed(buf: Uint8Array, p: number): SureLevel {
  const open = wideMarkLength(buf, p)
  if (open === 0) return NO_LEVEL
  const to = runEnd(buf, p + open, p + GROUP_MAX_BYTES)
  const close = wideMarkLength(buf, to)
  const severity = close === 0 ? SEVERITY_NONE : severityOfMarkedWord(buf, p + open, to, MARK_ENCLOSED)
  return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(to + close, severity)
}

/** `level=error`, `lvl="warn"`, `Severity: Warning`: a key of levels and a word. */
export function readKeyed(buf: Uint8Array, p: number): SureLevel {
  let q = p
  while (q < p + KEY_MAX_BYTES && (isLetter(buf[q]) || isDigit(buf[q]) || buf[q] === 95 || buf[q] === 46)) q++
  const separator = buf[q] === EQUALS ? 1 : buf[q] === COLON && buf[q + 1] === 32 ? 2 : 0
  if (q === p || separator === 0) return NO_LEVEL
  const quote = isQuote(buf[q + separator]) ? 1 : 0
  const from = q + separator + quote
  const to = runEnd(buf, from, from + KEY_MAX_BYTES)
  const severity = severityOfMarkedWord(buf, from, to, MARK_ENCLOSED)
  if (severity === SEVERITY_NONE || !endsValue(buf[to])) return NO_LEVEL
  const hint = hintOfKey(buf, p, q)
  return hint === 'none' || hint === 'weak' ? NO_LEVEL : sureLevel(to + quote, severity)
}

const isQuote = (byte: number) => byte === 34 || byte === 39

/** Blanks and line ends, quotes, `,`, `;`, `|` and closing brackets. */
function endsValue(byte: number): boolean {
  return byte <= 32 || isQuote(byte) || byte === 44 || byte === 59 || byte === 124
    || byte === 41 || byte === CLOSE || byte === 125
}
