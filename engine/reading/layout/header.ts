import type { Framing } from './framing'
import { readSureLevel } from '../levels/readSureLevel'
import { crashSeverity } from '../records/crash'
import { beginsBlock, blockEnd, type Block } from '../records/block'
import { FirstLine } from '../records/firstLine'
import { LevelReader } from '../levels/scales'
import { endOfSure, isLevelAlone, NO_LEVEL, severityOfSure } from '../levels/sureLevel'
import { isDigit, isLetter, skipDigits, skipSpaces, startsWith, tokenEnd } from '../../text/scan'
import { SEVERITY_ERROR, SEVERITY_NONE, SEVERITY_WARNING } from '../levels/severity'
import { sourceColumns, Sources } from './sources'
import { MS_A_DAY } from '../times/calendar'
import { RecordReader } from '../structured/RecordReader'
import { readMarked, type TimeMark } from '../times/timeMark'
import { TimeReader } from '../times/TimeReader'

/** Of a record of several lines no more is read. */
const BLOCK_MAX_BYTES = 256 * 1024
/** A separator ends the header within so many tokens. Chosen: what stands before it is a name and a word or two. */
export const UNTIL_TOKENS = 4
const LF = 10, CR = 13, TAB = 9, SPACE = 32, SLASH = 47, COLON = 58, LESS = 60

/** Position of a time at the start of a line, behind `<34>`, `[`, `(`, `*` or a quote; the same position without them. */
export function timeStart(buf: Uint8Array, p: number): number {
  if (buf[p] === 60) {
    let q = p + 1
    while (buf[q] >= 48 && buf[q] <= 57) q++
    if (buf[q] === 62 && q > p + 1) p = q + 1
    if (buf[p] >= 48 && buf[p] <= 57 && buf[p + 1] === SPACE) p += 2 // RFC 5424's version
  }
  // a clock that is not set yet has a star before it
  return buf[p] === 91 || buf[p] === 40 || buf[p] === 34 || buf[p] === 42 ? p + 1 : p
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

/** Where a separator begins within the next tokens, -1 without one. */
function separatorFrom(buf: Uint8Array, q: number): number {
  for (let i = 0, p = q; i < UNTIL_TOKENS && buf[p] !== LF; i++) {
    const end = tokenEnd(buf, p)
    if (isDash(buf, p, end)) return p
    p = skipSpaces(buf, end)
  }
  return -1
}

/** End of the token `[from, to)` that states a severity: behind the name of Python's `ERROR:name:text`. */
function levelEnd(buf: Uint8Array, from: number, to: number): number {
  let word = from
  while (buf[word] >= 65 && buf[word] <= 90) word++
  if (word === from || buf[word] !== COLON) return to
  let name = word + 1
  while (name < to && (isLetter(buf[name]) || isDigit(buf[name]) || buf[name] === 46 || buf[name] === 95 || buf[name] === 45)) name++
  return name > word + 1 && buf[name] === COLON ? name + 1 : to
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
  /** What has read the time, null without one; it holds the line's date until it reads again. */
  timeReader: TimeReader | null = null
  /** Severity number, 0 for none. */
  severity = SEVERITY_NONE
  /** Where the time stands in the message, both -1 where it stands before it or nowhere. */
  timeFrom = -1
  timeTo = -1
  /** Whether the line says of the records what their fields are, or only opens or closes their list. */
  isDescription = false
  /** Whether the line is a record with fields, which `records` has read; where its text begins, which ends at `textTo`. */
  isRecord = false
  textFrom = 0
  textTo = 0

  /** Who wrote the line, as its header says. */
  readonly sources: Sources
  /** Reads the fields of records, null where the log has none. */
  readonly records: RecordReader | null
  private readonly times: TimeReader
  private readonly recordTimes: TimeReader | null
  private readonly levels: LevelReader | null
  private readonly firstLine: FirstLine | null

  constructor(private readonly framing: Framing) {
    this.times = new TimeReader(framing.time)
    this.sources = new Sources(sourceColumns(framing))
    this.levels = framing.level && new LevelReader(framing.level)
    const { structured } = framing
    this.records = structured && new RecordReader(structured)
    this.recordTimes = structured && new TimeReader(structured.times)
    this.firstLine = framing.firstLine === null ? null : new FirstLine(framing.firstLine)
  }

  /**
   * Reads the header of the line that begins at p: time, severity and what else stands before the message.
   * The buffer must hold 64 bytes after the line's end, the first of them LF. @returns where the message begins; p if the
   * line has no header. The rest is in the fields.
   */
  read(buf: Uint8Array, p: number): number {
    const message = this.readLine(buf, p)
    if (this.firstLine) this.found = this.firstLine.begins(buf, p)
    return message
  }

  private readLine(buf: Uint8Array, p: number): number {
    this.found = false
    this.sources.clear()
    this.isRecord = this.isDescription = false
    this.timeFrom = this.timeTo = -1
    this.timeMs = Number.NaN
    this.zoned = false
    this.timeReader = null
    this.severity = SEVERITY_NONE
    const { records } = this
    if (!records) return this.readHeader(buf, p)
    const { block } = this.framing
    if (block && block.begin !== 'header') return this.readBlock(buf, p, records, block)
    const isAlone = !records.isBehindHeader && records.reading.time.length > 0
    if (isAlone && this.readRecord(buf, p, records)) return p
    const message = this.readHeader(buf, p)
    if (!records.isBehindHeader && !isAlone && this.readRecord(buf, p, records)) return p
    if (records.isBehindHeader && this.readRecord(buf, message, records)) return records.from
    return message
  }

  /** Reads the record of several lines at p; the lines within have no header. @returns p */
  private readBlock(buf: Uint8Array, p: number, records: RecordReader, block: Block): number {
    if (beginsBlock(buf, p, block)) this.readSpan(buf, p, blockEnd(buf, p, block, Math.min(buf.length, p + BLOCK_MAX_BYTES)), records)
    else this.isDescription = this.found = records.describes(buf, p, buf.indexOf(LF, p))
    return p
  }

  private readHeader(buf: Uint8Array, p: number): number {
    let message = this.outerHeader(buf, p)
    if (this.framing.timeMark !== null && this.timeMs !== this.timeMs) this.readMarkedTime(buf, p, this.framing.timeMark)
    if (this.found) message = this.innerMessage(buf, message)
    else if (this.severity === SEVERITY_NONE) {
      this.takeSure(buf, message)
      if (this.severity === SEVERITY_NONE) this.severity = crashSeverity(buf, message)
    }
    return message
  }

  /** Reads the fields of the record whose text begins at p; its own time and severity count. @returns whether it is one. */
  private readRecord(buf: Uint8Array, p: number, records: RecordReader): boolean {
    return this.readSpan(buf, p, buf.indexOf(LF, p), records)
  }

  private readSpan(buf: Uint8Array, p: number, end: number, records: RecordReader): boolean {
    this.textFrom = p
    this.textTo = end
    const to = buf[end - 1] === CR ? end - 1 : end
    if (!records.read(buf, p, to, this.found)) {
      this.isDescription = records.isDescription
      if (this.isDescription) this.found = true
      return this.isDescription
    }
    this.isRecord = this.found = true
    if (records.severity !== SEVERITY_NONE) this.severity = records.severity
    if (records.hasTime && this.recordTimes && this.recordTimes.read(records.timeText, 0) >= 0) this.takeTime(this.recordTimes)
    return true
  }

  /** Whether the line at p belongs to the event before it. The line must not begin with a header. */
  isContinuation(buf: Uint8Array, p: number): boolean {
    if (this.framing.joins === 'none') return false
    if (this.framing.joins === 'all') return true
    const indent = indentOf(buf, p)
    const byte = buf[p + indent]
    return indent > this.framing.indent || byte === LF || byte === CR || isTraceLike(buf, p + indent)
  }

  /** Whether the line read last is a crash text of its own: of trouble, behind an event of none. Behind trouble it is its trace, and records of several
   * lines state their level in any of them. */
  isCrashAfter(severity: number): boolean {
    return this.framing.block === null && this.firstLine === null && severity < SEVERITY_WARNING && this.severity >= SEVERITY_ERROR
  }

  private outerHeader(buf: Uint8Array, p: number): number {
    let q = p
    if (this.framing.timeToken >= 0) {
      let severity = SEVERITY_NONE
      for (let i = 0; i < this.framing.timeToken; i++) {
        const end = tokenEnd(buf, q)
        if (i === this.framing.levelBefore && this.levels) severity = this.levels.severityIn(buf, q, end)
        this.sources.take(this.sources.columns.before[i], buf, q, end)
        q = skipSpaces(buf, end)
      }
      const end = this.readTime(buf, q)
      if (end < 0) {
        this.sources.clear()
        return this.plainHeader(buf, p)
      }
      if (severity !== SEVERITY_NONE) this.severity = severity
      return this.readColumns(buf, afterTime(buf, end))
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

  /** Reads the time that stands somewhere in the line. */
  private readMarkedTime(buf: Uint8Array, p: number, mark: TimeMark): void {
    const marked = readMarked(buf, p, mark, this.times)
    if (!marked) return
    this.found = true
    this.timeFrom = marked.from
    this.timeTo = marked.to
    this.takeTime()
  }

  /** Takes the time that was just read; a clock alone is one of the day of reference. */
  private takeTime(times = this.times): void {
    this.timeReader = times
    const { ms, clockMs, offsetMs, kind, zoned } = times
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

  private readColumns(buf: Uint8Array, p: number): number {
    if (!this.levels) {
      const message = this.takeSure(buf, p)
      if (message > p) return message
    }
    let q = p
    const columns = this.framing.columns
    for (let i = 0; i < columns.length; i++) {
      const kind = columns[i]
      const source = this.sources.columns.behind[i]
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
        case 'until': {
          const separator = separatorFrom(buf, q)
          if (separator < 0) return q
          this.sources.take(source, buf, q, separator)
          return skipSpaces(buf, tokenEnd(buf, separator))
        }
        case 'data':
          if (buf[q] !== 91) break
          q = skipSpaces(buf, dataEnd(buf, q))
          continue
        default:
      }
      this.sources.take(source, buf, q, end)
      q = skipSpaces(buf, end)
    }
    return q
  }

  /** Where a second logger's header ends that stands before the message at p: glog's, or a time with a severity; its severity counts. */
  private innerMessage(buf: Uint8Array, p: number): number {
    if (isLetter(buf[p]) && isDigit(buf[p + 1])) {
      const q = this.times.read(buf, p)
      if (q < 0) return p
      const place = skipSpaces(buf, skipDigits(buf, skipSpaces(buf, q)))
      const end = tokenEnd(buf, place)
      if (!isTag(buf, place, end)) return p
      this.takeSure(buf, p)
      return skipSpaces(buf, end)
    }
    const start = timeStart(buf, p)
    if (!isDigit(buf[start])) return p
    const q = this.times.read(buf, start)
    if (q < 0 || this.times.kind !== 'instant' || Number.isNaN(this.times.clockMs)) return p // a count since 1970 may be any number
    const text = afterTime(buf, q)
    const message = this.takeSure(buf, text)
    const end = tokenEnd(buf, message)
    return message > text && isTag(buf, message, end) ? skipSpaces(buf, end) : message
  }
}
