import { isDigit, isLetter, skipDigits, skipSpaces, startsWith, tokenEnd } from './scan'
import { SEVERITY_NONE, severityOfLetter, severityOfWord } from './severity'

const LF = 10, QUOTE = 34, COLON = 58, EQUALS = 61
const LEVEL_KEYS = ['level', 'lvl', 'severity']
/** Syslog's 0 emergency … 7 debug as severity numbers. Source: RFC 5424, 6.2.1. */
const SEVERITY_OF_SYSLOG = [8, 7, 7, 6, 5, 4, 3, 2]
const PRIORITY_MAX = 191
/** Redis's marks behind the time: debug, verbose, notice, warning. */
const MARKS: Record<number, number> = { 46: 2, 45: 2, 42: 4, 35: 5 }
const NAME_MAX_BYTES = 100 // chosen: longer than names of loggers and tags

/** Severity of a header token, whatever encloses it (`[INFO]`, `<warn>`, `ERROR:`, `level=info`, `[core:error]`, `ERROR:name:text`). */
export function severityOfToken(buf: Uint8Array, from: number, to: number): number {
  if (opensQuote(buf, from, to)) return SEVERITY_NONE
  const isBracketed = buf[from] === 91 || buf[from] === 60
  const start = from
  while (from < to && !isLetter(buf[from])) from++
  while (to > from && !isLetter(buf[to - 1])) to--
  const severity = severityOfWord(buf, from, to, isBracketed)
  if (severity !== SEVERITY_NONE) return severity
  let mark = to - 1
  while (mark > from && isLetter(buf[mark])) mark--
  if ((buf[mark] === COLON && isBracketed) || (buf[mark] === EQUALS && isLevelKey(buf, mark))) return severityOfWord(buf, mark + 1, to, true)
  return start === from ? severityOfWord(buf, from, namedLevelEnd(buf, from), false) : SEVERITY_NONE
}

/** Whether a quoted text of several words begins with the token, as `"TRACE /a HTTP/1.1"` does: its first word is no level. */
function opensQuote(buf: Uint8Array, from: number, to: number): boolean {
  if (buf[from] !== QUOTE) return false
  for (let p = from + 1; p < to; p++) if (buf[p] === QUOTE) return false
  return true
}

/** Whether what ends before `to` names a severity: `level`, `loglevel`, `lvl`, `severity`. */
function isLevelKey(buf: Uint8Array, to: number): boolean {
  return LEVEL_KEYS.some(key => startsWith(buf, to - key.length, key))
}

/** Where the word in capitals at p ends if a name between colons follows (Python's `ERROR:name:text`), p otherwise. */
function namedLevelEnd(buf: Uint8Array, p: number): number {
  let q = p
  while (buf[q] >= 65 && buf[q] <= 90) q++
  return q > p && buf[q] === COLON && nameEnd(buf, q + 1) > 0 ? q : p
}

/** The position behind the name and its colon at p, 0 if there is none. */
function nameEnd(buf: Uint8Array, p: number): number {
  let q = p
  while (q < p + NAME_MAX_BYTES && (isLetter(buf[q]) || isDigit(buf[q]) || buf[q] === 46 || buf[q] === 95 || buf[q] === 45)) q++
  return q > p && buf[q] === COLON ? q + 1 : 0
}

/** End of the token `[from, to)` that states a severity: behind the name of `ERROR:name:text`. */
export function levelEnd(buf: Uint8Array, from: number, to: number): number {
  const word = namedLevelEnd(buf, from)
  return word > from ? nameEnd(buf, word + 1) : to
}

/** Whether a token that states a severity can hardly be a word of a message: in capitals, in brackets or closed by a colon. */
export function isSureLevel(buf: Uint8Array, from: number, to: number): boolean {
  return !isLetter(buf[from]) || buf[to - 1] === COLON || buf[to - 1] === 93 || ((buf[from] | buf[from + 1]) & 32) === 0 || buf.subarray(from, to).includes(EQUALS)
}

/** Severity that the token at p states for sure, 0 otherwise. */
export function sureSeverity(buf: Uint8Array, from: number, to: number): number {
  const severity = severityOfToken(buf, from, to)
  return severity !== SEVERITY_NONE && isSureLevel(buf, from, to) ? severity : SEVERITY_NONE
}

/** Severity of a token that is one of Redis's marks, 0 if it is none. */
export function severityOfMark(buf: Uint8Array, from: number, to: number): number {
  return to === from + 1 ? MARKS[buf[from]] ?? SEVERITY_NONE : SEVERITY_NONE
}

/** What `readPriority` and `readBrief` found; scratch. */
export const stated = { severity: SEVERITY_NONE }

/** The position behind a syslog priority at p (`<34>`, facility * 8 + severity), p without one; the severity in `stated`. */
export function readPriority(buf: Uint8Array, p: number): number {
  if (buf[p] !== 60) return p
  const q = skipDigits(buf, p + 1)
  if (buf[q] !== 62 || q === p + 1 || q > p + 4) return p
  let priority = 0
  for (let i = p + 1; i < q; i++) priority = priority * 10 + buf[i] - 48
  if (priority > PRIORITY_MAX) return p
  stated.severity = SEVERITY_OF_SYSLOG[priority & 7]
  return q + 1
}

/** The position of the message behind logcat's `D/Tag(  123): ` at p, p where that does not stand there; the severity in `stated`. */
export function readBrief(buf: Uint8Array, p: number): number {
  if (buf[p + 1] !== 47) return p
  const severity = severityOfLetter(buf[p])
  if (severity === SEVERITY_NONE) return p
  let q = p + 2
  while (buf[q] !== 40 && buf[q] !== LF && q < p + NAME_MAX_BYTES) q++
  if (buf[q] !== 40) return p
  const from = skipSpaces(buf, q + 1)
  q = skipDigits(buf, from)
  if (q === from || buf[q] !== 41 || buf[q + 1] !== COLON) return p
  stated.severity = severity
  return skipSpaces(buf, q + 2)
}

/** Severity that the first token of a message at p states for sure, 0 otherwise. */
export function severityOfMessage(buf: Uint8Array, p: number): number {
  return sureSeverity(buf, p, tokenEnd(buf, p))
}
