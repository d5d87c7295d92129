import { isDigit, isLetter, skipDigits, skipSpaces, startsWith } from '../../text/scan'
import { SEVERITY_NONE } from './severity'
import { SYSLOG_SEVERITIES } from './numberScales'
import { runEnd } from './pieces'
import { LETTERS, severityOfLetterIn } from './scales'
import { NO_LEVEL, sureLevel, type SureLevel } from './sureLevel'
import { MARK_ENCLOSED, severityOfMarkedWord } from './words'

const LF = 10, COLON = 58, DASH = 45, SLASH = 47
const NAME_MAX_BYTES = 100 // chosen: longer than names of loggers and tags

const isCode = (byte: number) => (byte >= 65 && byte <= 90) || isDigit(byte) || byte === 95

/** Where a run of capitals, digits and `_` ends. */
function codeEnd(buf: Uint8Array, p: number): number {
  while (isCode(buf[p])) p++
  return p
}

/**
 * The mnemonic of a router: `%LINK-3-UPDOWN:`, with a part of the facility `%SYS-SP-3-LOG:`, of another make
 * `%%10SHELL/5/LOGIN(l):`. The digit is syslog's severity.
 */
export function readMnemonic(buf: Uint8Array, p: number): SureLevel {
  let q = p
  while (buf[q] === 37) q++
  let mark = codeEnd(buf, q)
  if (mark === q || q > p + 2) return NO_LEVEL
  const separator = buf[mark]
  if (separator !== DASH && separator !== SLASH) return NO_LEVEL
  for (let parts = 0; parts < 4; parts++) {
    const digit = buf[mark + 1]
    if (buf[mark] !== separator) return NO_LEVEL
    if (digit >= 48 && digit <= 55 && (buf[mark + 2] === separator || buf[mark + 2] === COLON)) {
      let end = buf[mark + 2] === COLON ? mark + 2 : codeEnd(buf, mark + 3)
      if (buf[end] === 40) while (buf[end] !== LF && buf[end] !== COLON) end++
      if (end === mark + 3 || buf[end] !== COLON) return NO_LEVEL
      return sureLevel(end + 1, SYSLOG_SEVERITIES[digit - 48], false)
    }
    mark = codeEnd(buf, mark + 1)
  }
  return NO_LEVEL
}

/** Severity of logcat's letter; `A` is an assertion there. */
function severityOfTagLetter(buf: Uint8Array, p: number): number {
  return buf[p] === 65 ? 8 : severityOfLetterIn(LETTERS, buf, p, p + 1)
}

/** Logcat's `E/Tag( 123): ` and `E/Tag: `; a tag of one or two letters may be anything (`I/O: `). */
export function readTagged(buf: Uint8Array, p: number): SureLevel {
  if (buf[p + 1] !== SLASH) return NO_LEVEL
  const severity = severityOfTagLetter(buf, p)
  if (severity === SEVERITY_NONE) return NO_LEVEL
  let q = p + 2
  while (buf[q] !== 40 && buf[q] !== COLON && buf[q] !== SLASH && buf[q] !== LF && q < p + NAME_MAX_BYTES) q++
  if (buf[q] === 40) {
    const from = skipSpaces(buf, q + 1)
    const to = skipDigits(buf, from)
    if (to === from || buf[to] !== 41 || buf[to + 1] !== COLON) return NO_LEVEL
    return sureLevel(to + 2, severity, false)
  }
  if (buf[q] !== COLON || buf[q + 1] !== 32 || q < p + 5) return NO_LEVEL
  for (let i = p + 2; i < q; i++) if (buf[i] <= 32 && buf[skipSpaces(buf, i)] !== COLON) return NO_LEVEL
  return sureLevel(q + 1, severity, false)
}

/**
 * Glog's letter before month, day and clock: `W1214 03:01:02.000003`. The letter alone is the level, the time follows
 * it.
 */
export function readGlog(buf: Uint8Array, p: number): SureLevel {
  const severity = severityOfTagLetter(buf, p)
  if (severity === SEVERITY_NONE || buf[p] > 90) return NO_LEVEL
  const end = skipDigits(buf, p + 1)
  const long = end === p + 9 ? 4 : 0 // with a year
  if (end !== p + 5 + long || buf[end] !== 32) return NO_LEVEL
  const month = (buf[end - 4] - 48) * 10 + buf[end - 3] - 48
  const day = (buf[end - 2] - 48) * 10 + buf[end - 1] - 48
  const clock = skipSpaces(buf, end)
  const isClock = isDigit(buf[clock]) && isDigit(buf[clock + 1]) && buf[clock + 2] === COLON && isDigit(buf[clock + 3])
  return isClock && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? sureLevel(p + 1, severity) : NO_LEVEL
}

/**
 * Marks of build servers: `##[error]`, `##vso[task.logissue type=warning;…]`, `::error file=a.c,line=1::`, TeamCity's
 * status.
 */
export function readBuildMark(buf: Uint8Array, p: number): SureLevel {
  if (startsWith(buf, p, '##[')) {
    const to = runEnd(buf, p + 3, p + 40)
    const severity = buf[to] === 93 ? severityOfMarkedWord(buf, p + 3, to, MARK_ENCLOSED) : SEVERITY_NONE
    return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(to + 1, severity)
  }
  if (startsWith(buf, p, '##vso[task.logissue')) return attributeLevel(buf, p, ' type=', 93)
  if (startsWith(buf, p, '##teamcity[message')) return attributeLevel(buf, p, ' status=\'', LF)
  if (!startsWith(buf, p, '::')) return NO_LEVEL
  const to = runEnd(buf, p + 2, p + 40)
  const severity = severityOfMarkedWord(buf, p + 2, to, MARK_ENCLOSED)
  if (severity === SEVERITY_NONE) return NO_LEVEL
  for (let q = to; buf[q] !== LF; q++) if (buf[q] === COLON && buf[q + 1] === COLON) return sureLevel(q + 2, severity,
    q === to)
  return NO_LEVEL
}

/** The level behind `attribute` in a command of a build server, which `close` or the line ends. */
function attributeLevel(buf: Uint8Array, p: number, attribute: string, close: number): SureLevel {
  let q = p
  while (buf[q] !== LF && buf[q] !== close && !startsWith(buf, q, attribute)) q++
  if (!startsWith(buf, q, attribute)) return NO_LEVEL
  const from = q + attribute.length
  const to = runEnd(buf, from, from + 40)
  const severity = startsWith(buf, from, 'FAILURE') ? 6 : severityOfMarkedWord(buf, from, to, MARK_ENCLOSED)
  if (severity === SEVERITY_NONE) return NO_LEVEL
  for (q = to; buf[q] !== LF && buf[q] !== close;) q++
  return sureLevel(q + (close === LF ? 0 : 1), severity, false)
}

/** Erlang's heads: `=ERROR REPORT==== 10-Mar-2025::09:00:00 ===`. */
export function readReport(buf: Uint8Array, p: number): SureLevel {
  let to = p + 1
  while (isLetter(buf[to])) to++
  if (!startsWith(buf, to, ' REPORT====')) return NO_LEVEL
  const isTrouble = startsWith(buf, p + 1, 'CRASH') || startsWith(buf, p + 1, 'SUPERVISOR')
  const severity = isTrouble ? 6 : startsWith(buf, p + 1, 'PROGRESS') ? 3 : severityOfMarkedWord(buf, p + 1, to,
    MARK_ENCLOSED)
  return severity === SEVERITY_NONE ? NO_LEVEL : sureLevel(to + 11, severity, false)
}
