import type { Framing } from '../reading/layout/framing'
import { lineCleaner } from '../reading/records/wrapper'
import { HeaderReader } from '../reading/layout/header'
import { SEVERITY_NONE } from '../reading/levels/severity'
import { DateTally } from '../reading/times/dateTally'
import { isSampled } from '../sessions/census'
import { SessionFinder } from '../sessions/SessionFinder'
import { SessionRows } from '../summary/chunkTables'
import { EVENT_MAX_BYTES, EVENT_MAX_LINES, type Place } from '../text/chunker'
import { NOT_A_NUMBER } from '../tokens/numbers'
import { NUMBER } from '../tokens/units'
import { WordHash } from '../tokens/WordHash'
import { ChunkText } from './ChunkText'
import { ContinuationRows } from './continuations'
import { EventLines } from './EventLines'
import { EventReader } from './EventReader'
import { LineTable, NOTHING_SAID } from './LineTable'
import { SignatureTable } from './SignatureTable'

const LF = 10
const NONE = -1
/** An odd multiplier, so that the same id by two keys is two sessions. */
const KEY_FACTOR = 0x85EBCA6B

/**
 * Reads the lines of one chunk into flat tables: signatures, their counts and slots, and what each line is. One instance is
 * used for chunk after chunk; `read` overwrites what was there.
 */
export class ChunkLearner {
  readonly signatures = new SignatureTable()
  readonly sessions = new SessionRows()
  readonly continuations = new ContinuationRows()
  readonly lines = new LineTable()
  /** What its dates say about their order, null where that is not open. */
  readonly dates: DateTally | null
  eventCount = 0
  /** Lines of events that are read as the framing says. */
  fittingLines = 0
  /**
   * Index of the line with which the last event begins, if that was cut off: its last line has no line end, or lines of it are
   * missing; else -1.
   */
  openLine = NONE
  /** Only sessions whose key 2^sessionShift divides are kept. */
  sessionShift = 0
  /** Roles of what the header names, whose slots follow those of the signature. */
  readonly sourceRoles: readonly number[]
  readonly reader: EventReader

  private readonly framing: Framing
  private readonly hasTime: boolean
  private readonly header: HeaderReader
  private readonly chunk: ChunkText
  private readonly eventLines: EventLines
  private readonly finder: SessionFinder | null
  private readonly word = new WordHash()

  /** The event that the lines belong to: its row (NONE before the first), its first line and where in the chunk that begins. */
  private event = NONE
  private eventLine = 0
  private eventOffset = 0
  private severity = SEVERITY_NONE
  /** Whether it is read as the framing says. */
  private fits = false
  /** End of the lines that its signature is of. */
  private saidTo = NONE

  constructor(framing: Framing) {
    const { timeToken, timeMark, structured, block, time, settings, sessions } = framing
    this.framing = framing
    this.hasTime = timeToken >= 0 || timeMark !== null || (structured?.time.length ?? 0) > 0
    this.header = new HeaderReader(framing)
    this.sourceRoles = this.header.sources.columns.roles
    this.chunk = new ChunkText(lineCleaner(framing), framing.wrapper !== null)
    this.eventLines = new EventLines(block?.begin === 'header' ? block.lines : 1)
    this.reader = new EventReader(framing, this.header, this.eventLines)
    const isOpen = time.orders.length > 1 || (structured?.times.orders.length ?? 0) > 1
    this.dates = isOpen ? new DateTally(settings.referenceTimeMs) : null
    this.finder = sessions.length > 0 ? new SessionFinder(sessions) : null
  }

  /** The text that positions in the tables point into: the chunk, cleaned where it needed it. */
  get text(): Uint8Array {
    return this.chunk.bytes
  }

  read(data: Uint8Array, place: Place, sessionShift = 0): void {
    this.clear(place.firstLine)
    this.sessionShift = sessionShift
    this.openLine = NONE
    if (place.lines === 0) return
    const max = this.framing.settings.maxLineBytes
    if (!this.chunk.copyWhole(data) || !this.readLines(null, max)) {
      this.clear(place.firstLine)
      this.readLines(this.chunk.copyCleaned(data, place.lines, max), max)
    }
    const isCut = data[data.length - 1] !== LF
    if (isCut || this.eventLines.isShort) this.openLine = this.eventLine
  }

  /** The text of a signature, from its first line. */
  textOf(row: number): Uint8Array<ArrayBuffer> {
    return this.reader.textOf(this.text, row)
  }

  private clear(firstLine: number): void {
    this.signatures.clear(firstLine)
    this.sessions.clear()
    this.continuations.clear()
    this.lines.clear()
    this.dates?.clear()
    this.eventCount = this.fittingLines = 0
    this.event = this.saidTo = NONE
    this.fits = false
  }

  /**
   * @param lengths of the lines in the chunk, null where the text has them.
   * @returns false when a line is longer than `max` and there are no `lengths`: the text must be cut first.
   */
  private readLines(lengths: Uint32Array | null, max: number): boolean {
    const { header, lines, dates, reader } = this
    const { bytes: buf, end } = this.chunk
    let offset = 0 // in the chunk as it was
    let isLong = false
    for (let p = 0; p <= end && !(lengths && lines.size === lengths.length); p = reader.lineEnd + 1) {
      const message = header.read(buf, p)
      if (dates && header.timeReader) dates.add(header.timeReader)
      const line = lines.add()
      if (isLong || this.isBegin(p, line, offset)) {
        this.endEvent(line)
        this.beginEvent(p, message, line)
        this.eventOffset = offset
      }
      else this.goOn(p, message, line)
      const length = lengths ? lengths[line] : reader.lineEnd - p + 1
      isLong = length > max + 1
      if (isLong && !lengths) return false
      lines.severity[line] = this.severity
      lines.length[line] = length
      lines.addTime(line, header)
      offset += length
    }
    this.endEvent(lines.size)
    return true
  }

  /** Whether the line at `p`, which the header has read last, begins an event. */
  private isBegin(p: number, line: number, offset: number): boolean {
    const { header } = this
    return header.found || this.event < 0
      || line - this.eventLine >= EVENT_MAX_LINES || offset - this.eventOffset >= EVENT_MAX_BYTES
      || !header.isContinuation(this.chunk.bytes, p) || header.isCrashAfter(this.severity)
  }

  /** Begins an event with the line at `p`, whose message the header has found. */
  private beginEvent(p: number, message: number, line: number): void {
    const { header, eventLines, reader, signatures } = this
    const { bytes: buf, end } = this.chunk
    this.fits = this.isFitting()
    if (eventLines.from.length > 1) eventLines.read(header, buf, p, message, end)
    reader.readEvent(buf, message)
    const row = signatures.row(reader.tokens.lane1, reader.tokens.lane2, reader.places, this.sourceRoles.length)
    if (signatures.events[row] === 0) reader.keep(row, message)
    signatures.add(row, header, line)
    signatures.addValues(row, reader.tokens.values, buf, line)
    this.addSources(signatures.firstSlot[row] + reader.places, line)
    if (this.finder) this.noteSession(this.finder, p, message, row, line)
    this.lines.begin(line, row)
    this.eventCount++
    this.event = row
    this.eventLine = line
    this.severity = header.severity
    this.saidTo = header.isRecord ? header.textTo : eventLines.size > 1 ? eventLines.to : p
  }

  /** The line at `p` goes on with the event. */
  private goOn(p: number, message: number, line: number): void {
    const { reader, continuations } = this
    reader.readText(this.chunk.bytes, message)
    const { tokens } = reader
    const isSaid = p > this.saidTo && !tokens.isEmpty()
    this.lines.goOn(line, isSaid ? continuations.add(tokens.lane1, tokens.lane2, message, line) : NOTHING_SAID)
  }

  private endEvent(nextLine: number): void {
    if (this.event < 0) return
    const lines = nextLine - this.eventLine
    this.signatures.lines[this.event] += lines
    if (this.fits) this.fittingLines += lines
  }

  /** Whether the line read last begins a record as the framing says. */
  private isFitting(): boolean {
    const { isRecord, isDescription, timeMs } = this.header
    if (isDescription) return true
    return (isRecord || this.framing.structured === null) && (timeMs === timeMs || !this.hasTime)
  }

  /** Counts who wrote the event, in the slots from `first` on: names, never numbers. */
  private addSources(first: number, line: number): void {
    const { word, text } = this
    const { from, to } = this.header.sources
    for (let i = 0; i < to.length; i++) {
      if (to[i] < 0) continue
      word.read(text, from[i], to[i])
      this.signatures.slots.add(first + i, NOT_A_NUMBER, NUMBER, word.lane1, word.lane2, from[i], to[i], line)
    }
  }

  /** Counts the event for the session that the line at `start` names, if it names one. */
  private noteSession(finder: SessionFinder, start: number, message: number, event: number, line: number): void {
    const { word, text } = this
    const { values } = this.reader.tokens
    // fields come in any order, and may be missing
    finder.open(text, start, message)
    if (this.signatures.events[event] === 1 || this.header.isRecord) finder.learn(event, values)
    if (!finder.find(event, values)) return
    this.signatures.isInSession[event] = 1
    word.read(text, finder.from, finder.to)
    if (!isSampled(word.lane2, this.sessionShift)) return
    this.sessions.add(word.lane1 ^ Math.imul(finder.key, KEY_FACTOR), word.lane2, event, line)
  }
}
