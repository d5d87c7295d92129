import type { Framing, HeaderKeys } from './framing'
import { readSureLevel } from '../reading/levels/readSureLevel'
import { crashSeverity } from '../reading/records/crash'
import { LevelReader } from '../reading/levels/scales'
import { endOfSure, isLevelAlone, NO_LEVEL, severityOfSure } from '../reading/levels/sureLevel'
import { isDigit, isLetter, skipDigits, skipSpaces, startsWith, tokenEnd } from './scan'
import { SEVERITY_ERROR, SEVERITY_NONE, SEVERITY_WARNING } from './severity'
import { MS_A_DAY } from '../reading/times/calendar'
import { TimeReader } from '../reading/times/TimeReader'

const LF = 10, CR = 13, TAB = 9, SPACE = 32, QUOTE = 34, SLASH = 47, COLON = 58, LESS = 60, EQUALS = 61

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

/** The position behind the kernel's time since its start at p (`[   12.345678] `), p without one. */
function uptimeEnd(buf: Uint8Array, p: number): number {
  if (buf[p] !== 91) return p
  const from = skipSpaces(buf, p + 1)
  const dot = skipDigits(buf, from)
  const q = skipDigits(buf, dot + 1)
  return dot > from && buf[dot] === 46 && q === dot + 7 && buf[q] === 93 ? skipSpaces(buf, q + 1) : p
}

/** Whether the token is what ends a header: `sshd[12]:`, or `file.go:12]` of a bracket that was not opened as one. */
export function isTag(buf: Uint8Array, from: number, to: number): boolean {
  if (buf[to - 1] === COLON) return to > from + 1
  if (buf[to - 1] !== 93) return false
  for (let p = from; p < to; p++) if (buf[p] === 91) return false
  return true
}

/** Whether the token only separates: dashes, a bar, a colon. */
export function isDash(buf: Uint8Array, from: number, to: number): boolean {
  if (buf[from] === 124 || buf[from] === COLON) return to === from + 1
  for (let p = from; p < to; p++) if (buf[p] !== 45) return false
  return true
}

/** End of the structured data of RFC 5424 at p: bracketed elements, in which brackets may stand between quotes. */
function dataEnd(buf: Uint8Array, p: number): number {
  while (buf[p] === 91) {
    let isQuoted = false
    for (p++; buf[p] !== LF && (isQuoted || buf[p] !== 93); p++) {
      if (buf[p] === 92) p++
      else if (buf[p] === 34) isQuoted = !isQuoted
      if (buf[p] === LF) return p
    }
    if (buf[p] === 93) p++
  }
  return p
}

/** Whether the line at p is an object or a list of `key=value`. */
export function hasKeys(buf: Uint8Array, p: number): boolean {
  if (buf[p] === 123) return true
  let q = p
  while (isLetter(buf[q]) || buf[q] === 95 || buf[q] === 46) q++
  return q > p && buf[q] === EQUALS
}

/** Where the value of the key at p stands, 0 if that key is not there. */
function valueAfter(buf: Uint8Array, p: number, key: string): number {
  if (!startsWith(buf, p, key)) return 0
  let q = p + key.length
  if (buf[q] === 34) q++
  q = skipSpaces(buf, q)
  if (buf[q] !== COLON && buf[q] !== EQUALS) return 0
  q = skipSpaces(buf, q + 1)
  return buf[q] === 34 ? q + 1 : q
}

/** Where the first value of a key stands in the line at p, -1 where it has none. */
export function valueOfKey(buf: Uint8Array, p: number, key: string): number {
  const first = key.charCodeAt(0)
  for (let q = p; buf[q] !== LF; q++) {
    if (buf[q] !== first || (q > p && !isKeyStart(buf[q - 1]))) continue
    const at = valueAfter(buf, q, key)
    if (at > 0) return at
  }
  return -1
}

const isKeyStart = (before: number) => before === 34 || before === SPACE || before === 44 || before === 123 || before === TAB

/** End of the token `[from, to)` that states a severity: behind the name of Python's `ERROR:name:text`. */
function levelEnd(buf: Uint8Array, from: number, to: number): number {
  let word = from
  while (buf[word] >= 65 && buf[word] <= 90) word++
  if (word === from || buf[word] !== COLON) return to
  let name = word + 1
  while (name < to && (isLetter(buf[name]) || isDigit(buf[name]) || buf[name] === 46 || buf[name] === 95 || buf[name] === 45)) name++
  return name > word + 1 && buf[name] === COLON ? name + 1 : to
}

/** Where the value at p ends: before its quote, a blank, or what parts it from the next. */
export function valueEnd(buf: Uint8Array, p: number): number {
  let q = p
  if (buf[p - 1] === QUOTE) while (buf[q] !== QUOTE && buf[q] !== LF) q++
  else while (buf[q] > SPACE && buf[q] !== 44 && buf[q] !== 125 && buf[q] !== 93) q++
  return q
}

/** Spaces and tabs with which the line at p begins. */
export function indentOf(buf: Uint8Array, p: number): number {
  let q = p
  while (buf[q] === SPACE || buf[q] === TAB) q++
  return q - p
}

/** Whether the text at p goes on with a trace, or closes what was opened. */
export function isTraceLike(buf: Uint8Array, p: number): boolean {
  const byte = buf[p]
  if (byte === 125 || byte === 93 || byte === 41) return true // a closing bracket
  return startsWith(buf, p, 'Caused by:') || startsWith(buf, p, 'Traceback (') || startsWith(buf, p, '... ') || startsWith(buf, p, 'at ') || startsWith(buf, p, '---')
}

/** Reads the headers of a log's lines, one after the other; what it found in the last one is in its fields. */
export class HeaderReader {
  /** Whether the line begins an event by its own header. */
  found = false
  /** Epoch milliseconds, NaN without a time. */
  timeMs = Number.NaN
  zoned = false
  /** Severity number, 0 for none. */
  severity = SEVERITY_NONE

  private readonly times: TimeReader
  private readonly levels: LevelReader | null

  constructor(private readonly framing: Framing) {
    this.times = new TimeReader(framing.time)
    this.levels = framing.level && new LevelReader(framing.level)
  }

  /**
   * Reads the header of the line that begins at p: time, severity and what else stands before the message.
   * The buffer must hold 64 bytes after the line's end, the first of them LF. @returns where the message begins; p if the
   * line has no header. The rest is in the fields.
   */
  read(buf: Uint8Array, p: number): number {
    this.found = false
    this.timeMs = Number.NaN
    this.zoned = false
    this.severity = SEVERITY_NONE
    if (this.framing.keys && this.readKeys(buf, p, this.framing.keys)) return p
    let message = this.outerHeader(buf, p)
    if (this.severity !== SEVERITY_NONE) return message
    if (this.found) message = this.innerMessage(buf, message)
    else {
      this.takeSure(buf, message)
      if (this.severity === SEVERITY_NONE) this.severity = crashSeverity(buf, message)
    }
    return message
  }

  /** Whether the line at p belongs to the event before it. The line must not begin with a header. */
  isContinuation(buf: Uint8Array, p: number): boolean {
    if (this.framing.joins === 'none') return false
    if (this.framing.joins === 'all') return true
    const indent = indentOf(buf, p)
    const byte = buf[p + indent]
    return indent > this.framing.indent || byte === LF || byte === CR || isTraceLike(buf, p + indent)
  }

  /** Whether the line read last is a crash text of its own: of trouble, behind an event of none. Behind trouble it is its trace. */
  isCrashAfter(severity: number): boolean {
    return severity < SEVERITY_WARNING && this.severity >= SEVERITY_ERROR
  }

  private outerHeader(buf: Uint8Array, p: number): number {
    let q = p
    if (this.framing.timeToken >= 0) {
      let severity = SEVERITY_NONE
      for (let i = 0; i < this.framing.timeToken; i++) {
        const end = tokenEnd(buf, q)
        if (i === this.framing.levelBefore && this.levels) severity = this.levels.severityIn(buf, q, end)
        q = skipSpaces(buf, end)
      }
      const end = this.readTime(buf, q)
      if (end < 0) return this.plainHeader(buf, p)
      if (severity !== SEVERITY_NONE) this.severity = severity
      return this.framing.fields > 0 ? this.readFields(buf, end) : this.readColumns(buf, afterTime(buf, end))
    }
    if (this.framing.columns.length > 0) {
      q = this.readColumns(buf, p)
      if (q > p) {
        this.found = true
        return q
      }
    }
    return this.plainHeader(buf, p)
  }

  /** The header of a line that is not like most of its file. */
  private plainHeader(buf: Uint8Array, p: number): number {
    const q = this.readTime(buf, p)
    if (q >= 0) return this.takeSure(buf, afterTime(buf, q))
    const text = uptimeEnd(buf, buf[p] === LESS ? this.takeSure(buf, p) : p)
    const message = buf[text + 1] === SLASH ? this.takeSure(buf, text) : text
    this.found = message > p
    return message
  }

  /** Reads the time of the token at p, with the severity that its priority (`<34>`) or first letter (`E0310 …`) states; the position after it, or -1. */
  private readTime(buf: Uint8Array, p: number): number {
    const start = timeStart(buf, p)
    const q = this.times.read(buf, start)
    if (q < 0) return q
    this.found = true
    this.takeTime()
    if (start > p || (isLetter(buf[start]) && isDigit(buf[start + 1]))) this.takeSure(buf, p) // `<34>`, or glog's letter
    return q
  }

  /** Takes the time that was just read; a clock alone is one of the day of reference. */
  private takeTime(): void {
    const { ms, clockMs, offsetMs, kind, zoned } = this.times
    const { referenceTimeMs } = this.framing.time
    this.timeMs = kind === 'clock' ? Math.floor(referenceTimeMs / MS_A_DAY) * MS_A_DAY + clockMs - offsetMs : ms
    this.zoned = zoned
  }

  /** Takes the level that stands at p by its own form. @returns the position behind it, p where there is none or it holds more. */
  private takeSure(buf: Uint8Array, p: number): number {
    const level = readSureLevel(buf, p)
    if (level === NO_LEVEL) return p
    this.severity = severityOfSure(level)
    // logcat's `D/Tag(123): ` is a header too, what other forms hold is not
    return isLevelAlone(level) || buf[p + 1] === SLASH ? skipSpaces(buf, endOfSure(level)) : p
  }

  private readFields(buf: Uint8Array, p: number): number {
    let q = p
    for (let field = 0; field < this.framing.fields; field++) {
      if (buf[q] !== this.framing.delimiter) return p
      const from = ++q
      while (buf[q] !== this.framing.delimiter && buf[q] !== LF) q++
      if (field === this.framing.levelColumn && this.levels) this.severity = this.levels.severityIn(buf, from, q)
    }
    if (buf[q] === this.framing.delimiter) q++
    return skipSpaces(buf, q)
  }

  private readColumns(buf: Uint8Array, p: number): number {
    if (!this.levels) {
      const message = this.takeSure(buf, p)
      if (message > p) return message
    }
    let q = p
    const columns = this.framing.columns
    for (let i = 0; i < columns.length; i++) {
      const kind = columns[i]
      const end = tokenEnd(buf, q)
      if (end === q) return q
      switch (kind) {
        case 'level': {
          const severity = this.levels ? this.levels.severityIn(buf, q, end) : SEVERITY_NONE
          if (severity === SEVERITY_NONE) return this.found ? this.takeSure(buf, p) : p
          this.severity = severity
          q = skipSpaces(buf, levelEnd(buf, q, end))
          continue
        }
        case 'tag':
          if (!isTag(buf, q, end)) {
            const message = this.found && i > 0 ? this.takeSure(buf, p) : p
            return message > p ? message : q
          }
          if (this.severity === SEVERITY_NONE) this.takeSure(buf, q)
          break
        case 'bracket':
          if (buf[q] !== 91 && buf[q] !== 40) return q
          break
        case 'dash':
          if (!isDash(buf, q, end)) return q
          break
        case 'data':
          if (buf[q] !== 91) break
          q = skipSpaces(buf, dataEnd(buf, q))
          continue
        default:
      }
      q = skipSpaces(buf, end)
    }
    return q
  }

  /** Reads a line of JSON or `key=value` by the first place of each key. @returns false where the line is none. */
  private readKeys(buf: Uint8Array, p: number, keys: HeaderKeys): boolean {
    if (!hasKeys(buf, p)) return false
    this.found = true
    const timeByte = keys.time === '' ? -1 : keys.time.charCodeAt(0)
    const levelByte = keys.level === '' ? -1 : keys.level.charCodeAt(0)
    let isTimeOpen = timeByte >= 0
    let isLevelOpen = levelByte >= 0
    for (let q = p; buf[q] !== LF && (isTimeOpen || isLevelOpen); q++) {
      const byte = buf[q]
      if ((byte !== timeByte && byte !== levelByte) || (q > p && !isKeyStart(buf[q - 1]))) continue
      if (isTimeOpen && byte === timeByte) {
        const at = valueAfter(buf, q, keys.time)
        if (at > 0) {
          isTimeOpen = false
          if (this.times.read(buf, at) >= 0) this.takeTime()
        }
      }
      if (isLevelOpen && byte === levelByte) {
        const at = valueAfter(buf, q, keys.level)
        if (at > 0) {
          isLevelOpen = false
          if (this.levels) this.severity = this.levels.severityIn(buf, at, valueEnd(buf, at))
        }
      }
    }
    return true
  }

  /** Where a second logger's header ends that stands before the message at p: glog's, or a time with a severity; its severity counts. */
  private innerMessage(buf: Uint8Array, p: number): number {
    const isOfContainer = (startsWith(buf, p, 'stdout ') || startsWith(buf, p, 'stderr ')) && (buf[p + 7] === 70 || buf[p + 7] === 80) && buf[p + 8] === SPACE
    const start = isOfContainer ? p + 9 : p
    if (isLetter(buf[start]) && isDigit(buf[start + 1])) {
      const q = this.times.read(buf, start)
      if (q < 0) return start
      const place = skipSpaces(buf, skipDigits(buf, skipSpaces(buf, q)))
      const end = tokenEnd(buf, place)
      if (!isTag(buf, place, end)) return start
      this.takeSure(buf, start)
      return skipSpaces(buf, end)
    }
    if (buf[start + 4] !== 45 || !isDigit(buf[start]) || buf[start + 7] !== 45) return start
    const q = this.times.read(buf, start)
    return q < 0 ? start : this.takeSure(buf, afterTime(buf, q))
  }
}
