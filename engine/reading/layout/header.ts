import { isDigit, isLetter, skipDigits, skipSpaces, tokenEnd } from '../../text/scan'
import { readSureLevel } from '../levels/readSureLevel'
import { LevelReader } from '../levels/scales'
import { SEVERITY_ERROR, SEVERITY_NONE, SEVERITY_WARNING } from '../levels/severity'
import { endOfSure, isLevelAlone, NO_LEVEL, severityOfSure } from '../levels/sureLevel'
import { beginsBlock, blockEnd, type Block } from '../records/block'
import { crashSeverity } from '../records/crash'
import { FirstLine } from '../records/firstLine'
import { RecordReader } from '../structured/RecordReader'
import { MS_A_DAY } from '../times/calendar'
import { readMarked, type TimeMark } from '../times/timeMark'
import { TimeReader } from '../times/TimeReader'
import { goesOn } from './continuation'
import type { Framing } from './framing'
import { afterTime, dataEnd, isDash, isTag, levelEnd, separatorFrom, timeStart, uptimeEnd } from './headerTokens'
import { sourceColumns, Sources } from './sources'

/** Of a record of several lines no more is read. */
const BLOCK_MAX_BYTES = 256 * 1024
const LF = 10, CR = 13, SLASH = 47, LESS = 60, BRACKET = 91, ROUND = 40

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
  /** Where the time is in the message, both -1 where it comes before it or there is none. */
  timeFrom = -1
  timeTo = -1
  /** Whether the line says of the records what their fields are, or only opens or closes their list. */
  isDescription = false
  /** Whether the line is a record with fields, which `records` has read; its text is at `[textFrom, textTo)`. */
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
    this.records = framing.structured && new RecordReader(framing.structured)
    this.recordTimes = framing.structured && new TimeReader(framing.structured.times)
    this.firstLine = framing.firstLine === null ? null : new FirstLine(framing.firstLine)
  }

  /**
   * Reads the header of the line that begins at p: time, severity and what else comes before the message.
   * The buffer must hold 64 bytes after the line's end, the first of them LF.
   * @returns where the message begins; p if the line has no header. The rest is in the fields.
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
    if (beginsBlock(buf, p, block)) {
      const end = blockEnd(buf, p, block, Math.min(buf.length, p + BLOCK_MAX_BYTES))
      this.readSpan(buf, p, end, records)
    }
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

  /** Reads the fields of the record at p; its own time and severity count. @returns whether it is one. */
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
    const times = records.hasTime ? this.recordTimes : null
    if (times && times.read(records.timeText, 0) >= 0) this.takeTime(times)
    return true
  }

  /** Whether the line at p belongs to the event before it. The line must not begin with a header. */
  isContinuation(buf: Uint8Array, p: number): boolean {
    return goesOn(buf, p, this.framing)
  }

  /**
   * Whether the line read last is a crash text of its own: of trouble, behind an event of none. Behind trouble it is
   * its trace, and records of several lines state their level in any of them.
   */
  isCrashAfter(severity: number): boolean {
    if (this.framing.block !== null || this.firstLine !== null) return false
    return severity < SEVERITY_WARNING && this.severity >= SEVERITY_ERROR
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
    if (this.framing.columns.length > 0) q = this.readColumns(buf, p)
    if (q === p) return this.plainHeader(buf, p)
    this.found = true
    return q
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

  /**
   * Reads the time of the token at p, with the severity that its priority (`<34>`) or first letter (`E0310 …`) states.
   * @returns the position after it, or -1.
   */
  private readTime(buf: Uint8Array, p: number): number {
    const start = timeStart(buf, p)
    const q = this.times.read(buf, start)
    if (q < 0) return q
    this.found = true
    this.takeTime()
    if (start > p || (isLetter(buf[start]) && isDigit(buf[start + 1]))) this.takeSure(buf, p) // `<34>`, or glog's letter
    return q
  }

  /** Reads the time somewhere in the line. */
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

  /** Takes a level at p that its own form shows. @returns the position behind it, p without one or if it holds more. */
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
          if (buf[q] !== BRACKET && buf[q] !== ROUND) return q
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
          if (buf[q] !== BRACKET) break
          q = skipSpaces(buf, dataEnd(buf, q))
          continue
        default:
      }
      this.sources.take(source, buf, q, end)
      q = skipSpaces(buf, end)
    }
    return q
  }

  /** The end of a second logger's header at p, glog's or a time with a severity, which counts; p without one. */
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
    // a count since 1970 may be any number
    if (q < 0 || this.times.kind !== 'instant' || Number.isNaN(this.times.clockMs)) return p
    const text = afterTime(buf, q)
    const message = this.takeSure(buf, text)
    const end = tokenEnd(buf, message)
    return message > text && isTag(buf, message, end) ? skipSpaces(buf, end) : message
  }
}
