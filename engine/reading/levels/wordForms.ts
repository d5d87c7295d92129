import { isDigit, isLetter, skipDigits, skipSpaces, startsWith } from '../../text/scan'
import { SEVERITY_NONE } from './severity'
import { runEnd, wideMarkLength } from './pieces'
import { endOfSure, NO_LEVEL, sureLevel, type SureLevel, withOthers } from './sureLevel'
import { isInCapitals, MARK_COLON, MARK_NONE, severityOfMarkedWord } from './words'

const SPACE = 32, COLON = 58
const NAME_MAX_BYTES = 200 // chosen: longer than paths before a compiler's message
const FATAL = 8, ERROR = 6

/** What stands before `error:` and makes it one spelling with it. */
const KINDS_OF_ERROR: readonly { text: string, severity: number }[] = [
  { text: 'fatal', severity: FATAL }, { text: 'internal compiler', severity: FATAL },
  { text: 'catchable fatal', severity: FATAL },
  { text: 'recoverable fatal', severity: ERROR }, { text: 'parse', severity: ERROR },
  { text: 'syntax', severity: ERROR },
  { text: 'core', severity: FATAL }, { text: 'compile', severity: ERROR }, { text: 'user', severity: ERROR },
]

/** Where the text at p ends that equals `text` in any case of ASCII, -1 otherwise. */
function endOfText(buf: Uint8Array, p: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const byte = buf[p + i]
    if ((isLetter(byte) ? byte | 32 : byte) !== text.charCodeAt(i)) return -1
  }
  return p + text.length
}

const isBlankOrEnd = (byte: number) => byte <= SPACE

/** The colon at p, also after a blank or a wide one, and the position behind it; -1 without one. */
function colonEnd(buf: Uint8Array, p: number): number {
  const wide = wideMarkLength(buf, p)
  if (wide > 0) return p + wide
  let q = buf[p] === SPACE ? p + 1 : p
  if (buf[p] === 0xC2 && buf[p + 1] === 0xA0) q = p + 2 // French sets a blank that does not break before colons
  return buf[q] === COLON && isBlankOrEnd(buf[q + 1]) ? q + 1 : -1
}

/**
 * The position behind a code in brackets (`[E0308]`), parentheses or after a blank (`TS2304`, `C1083`), p without one.
 */
function codeEnd(buf: Uint8Array, p: number): number {
  if (buf[p] === 91 || buf[p] === 40) {
    const close = buf[p] === 91 ? 93 : 41
    for (let q = p + 1; q < p + 60 && buf[q] > SPACE; q++) if (buf[q] === close) return q + 1
    return p
  }
  if (buf[p] !== SPACE) return p
  let q = p + 1
  while (buf[q] >= 65 && buf[q] <= 90) q++
  const digits = skipDigits(buf, q)
  return q > p + 1 && digits > q + 1 && buf[digits] === COLON ? digits : p
}

/**
 * A level in capitals, or in any case with a colon behind it, with or without a code: `ERROR`, `warning:`,
 * `error[E0308]:`.
 */
export function readWord(buf: Uint8Array, p: number): SureLevel {
  const to = runEnd(buf, p, p + 60)
  if (to === p) return NO_LEVEL
  if (buf[to] === SPACE && mayGoOn(buf[to + 1] | 32)) {
    const spoken = readErrorKind(buf, p)
    if (spoken !== NO_LEVEL) return spoken
  }
  const severity = severityOfMarkedWord(buf, p, to, MARK_COLON)
  if (severity === SEVERITY_NONE) return NO_LEVEL
  const colon = colonEnd(buf, to)
  if (colon > 0) return sureLevel(colon, severity)
  const code = codeEnd(buf, to)
  const behindCode = code > to ? colonEnd(buf, code) : -1
  if (behindCode > 0) return sureLevel(behindCode, severity, false)
  return isInCapitals(buf, p, to) ? capitalLevel(buf, p, to) : NO_LEVEL
}

/** A word in capitals, up to what ends it: a blank, `:` and a name (Python), `[pid]`, `(`, `|`, `/`, `!`. */
function capitalLevel(buf: Uint8Array, p: number, to: number): SureLevel {
  const severity = severityOfMarkedWord(buf, p, to, MARK_NONE)
  if (severity === SEVERITY_NONE) return NO_LEVEL
  const byte = buf[to]
  if (isBlankOrEnd(byte) || byte === 124 || byte === 44 || byte === 59) return sureLevel(to, severity)
  if (byte === COLON) {
    const name = nameEnd(buf, to + 1)
    return name > 0 ? sureLevel(name, severity, false) : buf[to + 1] === COLON ? NO_LEVEL : sureLevel(to + 1, severity)
  }
  if (byte === 33) return isBlankOrEnd(buf[to + 1]) ? sureLevel(to + 1, severity) : NO_LEVEL
  if (byte === 45) return isBlankOrEnd(buf[to + 1]) ? sureLevel(to, severity) : NO_LEVEL
  return byte === 91 || byte === 40 ? sureLevel(to, severity) : NO_LEVEL
}

/** The position behind the name and its colon at p (Python's `ERROR:name:text`), 0 without one. */
function nameEnd(buf: Uint8Array, p: number): number {
  let q = p
  const isOfName = (byte: number) => isLetter(byte) || isDigit(byte) || byte === 46 || byte === 95 || byte === 45
  while (q < p + NAME_MAX_BYTES && isOfName(buf[q])) q++
  return q > p && buf[q] === COLON ? q + 1 : 0
}

/** Whether a second word with this small letter may be one of a kind of error: `error`, `compiler`, `fatal`. */
export const mayGoOn = (letter: number) => letter === 101 || letter === 99 || letter === 102

/** `fatal error: `, `internal compiler error: `, `Parse error: `, with or without a code. */
function readErrorKind(buf: Uint8Array, p: number): SureLevel {
  for (const { text, severity } of KINDS_OF_ERROR) {
    const q = endOfText(buf, p, text)
    if (q < 0 || buf[q] !== SPACE) continue
    const noun = endOfText(buf, q + 1, 'error')
    if (noun < 0) continue
    const colon = colonEnd(buf, codeEnd(buf, noun))
    if (colon > 0) return sureLevel(colon, severity, codeEnd(buf, noun) === noun)
  }
  return NO_LEVEL
}

/** npm's lines and those of its relatives: `npm ERR!`, `npm warn`, `gyp ERR!`. */
export function readNpm(buf: Uint8Array, p: number): SureLevel {
  let q = p
  while ((buf[q] >= 97 && buf[q] <= 122) || buf[q] === 45) q++
  if (q < p + 3 || q > p + 20 || buf[q] !== SPACE) return NO_LEVEL
  const from = q + 1
  const to = runEnd(buf, from, from + 20)
  if (buf[to] === 33 && isBlankOrEnd(buf[to + 1]) && isInCapitals(buf, from, to)) {
    const severity = severityOfMarkedWord(buf, from, to, MARK_NONE)
    return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(to + 1, severity, false)
  }
  if (!startsWith(buf, p, 'npm ') || !isBlankOrEnd(buf[to])) return NO_LEVEL
  const severity = startsWith(buf, from, 'verb') ? 2 : startsWith(buf, from, 'sill') ? 1 : severityOfMarkedWord(buf,
    from, to, MARK_NONE)
  return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(to, severity, false)
}

/** PHP's own messages: `PHP Fatal error:  `, `PHP Notice:  `. */
export function readPhp(buf: Uint8Array, p: number): SureLevel {
  if (!startsWith(buf, p, 'PHP ')) return NO_LEVEL
  const level = readWord(buf, skipSpaces(buf, p + 4))
  return level === NO_LEVEL ? NO_LEVEL : withOthers(level)
}

/**
 * A compiler's or tool's message: a place or name and a colon, then a level with a colon: `main.c:12:5: error: `,
 * `app.ts(3,7): error TS2304: `, `ld: warning: `, `CSC : error CS1002: `, `make: *** `.
 */
export function readDiagnostic(buf: Uint8Array, p: number): SureLevel {
  let q = p
  while (buf[q] > SPACE && q < p + NAME_MAX_BYTES) q++
  if (q === p || buf[q] !== SPACE) return NO_LEVEL
  let from = q + 1
  if (buf[q - 1] !== COLON) {
    if (buf[q + 1] !== COLON || buf[q + 2] !== SPACE) return NO_LEVEL
    from = q + 3
  }
  if (startsWith(buf, from, '*** ')) return startsWith(buf, p, 'make') ? sureLevel(from + 4, ERROR, false) : NO_LEVEL
  const level = readWord(buf, from)
  if (level === NO_LEVEL) return NO_LEVEL
  const end = endOfSure(level)
  return buf[end - 1] === COLON || wideMarkLength(buf, end - 3) > 0 ? withOthers(level) : NO_LEVEL
}

/** Kotlin's compiler: `e: file:///srv/App.kt:3:5 `, `w: /srv/App.kt`. */
export function readKotlin(buf: Uint8Array, p: number): SureLevel {
  if (buf[p + 1] !== COLON || buf[p + 2] !== SPACE || (buf[p] !== 101 && buf[p] !== 119)) return NO_LEVEL
  if (buf[p + 3] !== 47 && !startsWith(buf, p + 3, 'file:')) return NO_LEVEL
  return sureLevel(p + 2, buf[p] === 101 ? ERROR : 5)
}
