import type { Framing } from '../reading/layout/framing'
import { lineCleaner } from '../reading/records/wrapper'
import { EVENT_MAX_BYTES, EVENT_MAX_LINES, type Place } from '../text/chunker'
import { isSampled } from '../sessions/census'
import { NO_QUANTITY, NUMBER } from '../tokens/units'
import { needsCleaning, type CleanLine } from '../text/clean'
import { HeaderReader } from '../reading/layout/header'
import { DateTally } from '../reading/times/dateTally'
import type { RecordReader } from '../reading/structured/RecordReader'
import { FIELDS_MAX } from '../reading/structured/form'
import { SessionFinder, type Parameters } from '../sessions/SessionFinder'
import { SEVERITY_NONE } from '../reading/levels/severity'
import { isAccess, isQuoted, maskedPath, maskPath, quoted } from '../tokens/access'
import { addressEnd, isGroup } from '../tokens/address'
import { RowTable, SecondRows, SessionRows, SLOTS_MAX, SlotTable } from '../summary/chunkTables'
import { ContinuationRows } from './continuations'
import { KeyOrder, type OrderedKeys } from './keyOrder'
import { NOT_A_NUMBER, thousandthsOf } from '../tokens/numbers'
import { readField, storedOf } from './quantity'
import { phrasesOf, recordText } from './recordText'
import { signatureText } from './signature'
import { WordEnds } from '../tokens/wordEnd'
import { BYTE_CLASS, DIGIT, FIELDS, HEX_LETTER, HEX_WORD_MIN, isKeyedValue, LETTER, LINE_END, MASK, PLUS, SIGN, SPACE, WIDE, WORDS_MAX } from '../tokens/words'

/** In `signatureOfLine`: the line belongs to the event before it. */
export const CONTINUATION = 0xFFFFFFFF

/** In `continuedOfLine`: the line is blank, or part of what the first line of its event says. */
export const NOTHING_SAID = -1

const LF = 10, BLANK = 32, COLON = 58, OPEN = 91, DASH = 45, EQUALS = 61, QUOTE = 34
const PADDING = 64
const NUMBER_MAX_BYTES = 24
/** The hash of nothing, as 32-bit numbers with a sign: so RowTable keeps them. */
const NO_WORDS1 = 0x811C9DC5 | 0, NO_WORDS2 = 0x9747B28C | 0
const P1 = 0x01000193, P2 = 0x85EBCA6B, P3 = 0xC2B2AE35

/** A line of text, a record with fields, a line that names fields, several lines of text. */
const TEXT = 0, RECORD = 1, DESCRIPTION = 2, LINES = 3
const VALUES_OF_LINE_MAX = SLOTS_MAX + FIELDS_MAX
/** Where one parameter of a line stands, its place and its hash; scratch of the scan. */
const paramFrom = new Int32Array(VALUES_OF_LINE_MAX), paramTo = new Int32Array(VALUES_OF_LINE_MAX)
const paramPlace = new Uint8Array(VALUES_OF_LINE_MAX)
/** What it measures and how much, as far as the scan has read that: UNREAD where it has not. */
const paramDimension = new Uint8Array(VALUES_OF_LINE_MAX)
const paramNumber = new Float64Array(VALUES_OF_LINE_MAX)
const UNREAD = NO_QUANTITY
const paramHash1 = new Int32Array(VALUES_OF_LINE_MAX), paramHash2 = new Int32Array(VALUES_OF_LINE_MAX)
const params: Parameters = { size: 0, from: paramFrom, to: paramTo }

/**
 * Reads the lines of one chunk into flat tables: signatures, their counts and slots, and what each line is. One instance is
 * used for chunk after chunk; `read` overwrites what was there.
 */
export class ChunkLearner {
  /** The text that positions below point into: the chunk, cleaned where it needed it. */
  text = new Uint8Array(0)
  private end = 0

  readonly keys = new RowTable()
  /** Per signature: events, lines, first and last line (index in the chunk), its second and third line. */
  events = new Int32Array(1 << 12)
  linesOf = new Int32Array(1 << 12)
  firstLine = new Int32Array(1 << 12)
  secondLine = new Int32Array(1 << 12)
  thirdLine = new Int32Array(1 << 12)
  lastLine = new Int32Array(1 << 12)
  /** What its first line is: TEXT, RECORD or DESCRIPTION, and where its message stands. */
  private kind = new Uint8Array(1 << 12)
  messageFrom = new Int32Array(1 << 12)
  messageTo = new Int32Array(1 << 12)
  firstSlot = new Int32Array(1 << 12)
  slotCount = new Uint8Array(1 << 12)
  /** Severity of its first event, how many share it, their second and third line. */
  severity = new Uint8Array(1 << 12)
  severityEvents = new Int32Array(1 << 12)
  severitySecond = new Int32Array(1 << 12)
  severityThird = new Int32Array(1 << 12)
  /** Events with another severity: slot per signature in `otherSeverities`, -1 while there is none. */
  severitySlot = new Int32Array(1 << 12)

  /** 1: some of its events are part of a session. */
  isInSession = new Uint8Array(1 << 12)
  /** Only sessions whose key 2^sessionShift divides are told. */
  sessionShift = 0

  readonly slots = new SlotTable()
  readonly sessions = new SessionRows()
  readonly seconds = new SecondRows()
  readonly continuations = new ContinuationRows()

  /** Per line: bytes with its end, signature row or CONTINUATION, epoch ms or NaN, severity of its event. */
  lengthOfLine = new Uint32Array(1 << 14)
  signatureOfLine = new Uint32Array(1 << 14)
  timeOfLine = new Float64Array(1 << 14)
  severityOfLine = new Uint8Array(1 << 14)
  /** Of a CONTINUATION: its row in `continuations`, or NOTHING_SAID. */
  continuedOfLine = new Int32Array(1 << 14)
  lines = 0
  eventCount = 0
  /** Lines of events that are read as the framing says. */
  fittingLines = 0
  firstTimeMs = Number.NaN
  lastTimeMs = Number.NaN
  zonedTimes = 0
  zonelessTimes = 0
  /** Index of the line with which the last event begins, if that was cut off: its last line has no line end, or lines of it are missing; else -1. */
  openLine = -1

  /** Roles of what stands in the header, whose slots follow those of the signature. */
  readonly sourceRoles: readonly number[]
  private readonly framing: Framing
  private readonly hasTime: boolean
  private readonly header: HeaderReader
  readonly words: WordEnds
  /** What its dates say about their order, null where that is not open. */
  readonly dates: DateTally | null
  private readonly keyOrder: KeyOrder | null
  private readonly clean: CleanLine
  private readonly finder: SessionFinder | null
  private lane1 = 0
  private lane2 = 0
  private hash1 = 0
  private hash2 = 0
  /** Values of the line, and places that they are of: parameters of its words, then fields. */
  private params = 0
  private places = 0
  private lineEnd = 0
  /** Lines behind the first that belong to what an event says; where the messages of those of the present event begin. */
  private readonly linesAhead: number
  private readonly pieceFrom: Int32Array
  private pieces = 0
  private lastEventLine = 0
  private piecesTo = 0

  constructor(framing: Framing) {
    this.framing = framing
    this.hasTime = framing.timeToken >= 0 || framing.timeMark !== null || (framing.structured?.time.length ?? 0) > 0
    this.header = new HeaderReader(framing)
    this.sourceRoles = this.header.sources.columns.roles
    this.clean = lineCleaner(framing)
    this.linesAhead = framing.block?.begin === 'header' ? framing.block.lines - 1 : 0
    this.pieceFrom = new Int32Array(this.linesAhead + 1)
    this.words = new WordEnds(framing.digits)
    const isOpen = framing.time.orders.length > 1 || (framing.structured?.times.orders.length ?? 0) > 1
    this.dates = isOpen ? new DateTally(framing.settings.referenceTimeMs) : null
    this.keyOrder = framing.structured && new KeyOrder(framing.structured)
    this.finder = framing.sessions.length > 0 ? new SessionFinder(framing.sessions) : null
  }

  read(data: Uint8Array, place: Place, sessionShift = 0): void {
    this.clear(place.firstLine)
    this.sessionShift = sessionShift
    this.openLine = -1
    if (place.lines === 0) return
    const isCut = data[data.length - 1] !== LF
    const max = this.framing.settings.maxLineBytes
    if (this.text.length < data.length + PADDING) this.text = new Uint8Array(data.length + PADDING)
    if (this.framing.wrapper || needsCleaning(data) || !this.readLines(this.copyWhole(data), null, max)) {
      this.clear(place.firstLine)
      const lengths = this.copyCleaned(data, place.lines, max)
      this.readLines(this.end, lengths, max)
    }
    const isShort = this.pieces > 0 && this.pieces <= this.linesAhead
    if (isCut || isShort) this.openLine = this.lastEventLine
  }

  /** The text of a signature, from its first line. */
  textOf(row: number): Uint8Array<ArrayBuffer> {
    const from = this.messageFrom[row], to = this.messageTo[row]
    const { records } = this.header
    if (this.kind[row] === LINES) return this.textOfLines(from, to)
    if (this.kind[row] !== RECORD || !records || !this.keyOrder) {
      const text = signatureText(this.text, from, to, this.words)
      return this.kind[row] === DESCRIPTION ? Uint8Array.of(...text, FIELDS) : text
    }
    records.read(this.text, from, to, true)
    return recordText(records, this.text, from, this.keyOrder.of(records.fields), this.words)
  }

  private textOfLines(from: number, to: number): Uint8Array<ArrayBuffer> {
    const texts: number[] = []
    for (let p = from; p < to;) {
      const text = signatureText(this.text, p, to, this.words)
      if (texts.length > 0 && text.length > 0) texts.push(BLANK)
      for (const byte of text) texts.push(byte)
      const next = this.text.indexOf(LF, p) + 1
      p = next >= to ? to : this.header.read(this.text, next)
    }
    return Uint8Array.from(texts)
  }

  private clear(firstLine: number): void {
    this.keys.clear()
    this.slots.clear(firstLine)
    this.sessions.clear()
    this.seconds.clear()
    this.continuations.clear()
    this.lines = 0
    this.eventCount = this.fittingLines = 0
    this.firstTimeMs = this.lastTimeMs = Number.NaN
    this.zonedTimes = this.zonelessTimes = 0
    this.dates?.clear()
  }

  private copyWhole(data: Uint8Array): number {
    this.text.set(data)
    this.end = data.length
    if (data[data.length - 1] === LF) this.end--
    this.text.fill(LF, this.end, data.length + PADDING)
    return this.end
  }

  /** Copies the lines as a terminal shows them, each up to `max` bytes; their lengths as they were. */
  private copyCleaned(data: Uint8Array, lines: number, max: number): Uint32Array {
    const lengths = new Uint32Array(lines)
    let at = 0
    let line = 0
    for (let p = 0; p < data.length; line++) {
      const lf = data.indexOf(LF, p)
      const to = lf < 0 ? data.length : lf
      const next = lf < 0 ? data.length : lf + 1
      at = this.clean(data, p, Math.min(to, p + max), this.text, at)
      this.text[at++] = LF
      lengths[line] = next - p
      p = next
    }
    this.end = at - 1
    this.text.fill(LF, this.end, Math.min(this.text.length, this.end + PADDING))
    return lengths
  }

  /** @returns false when a line is longer than `max` and there are no `lengths`: the text must be cut first. */
  private readLines(end: number, lengths: Uint32Array | null, max: number): boolean {
    const buf = this.text
    const header = this.header
    let p = 0
    let offset = 0 // in the chunk as it was
    let event = -1
    let eventLine = 0
    let eventOffset = 0
    let severity = SEVERITY_NONE
    let isLong = false
    let fits = false
    let recordTo = -1 // end of the lines that the event's signature is of
    for (let line = 0; p <= end; line++) {
      if (lengths && line === lengths.length) break
      const message = header.read(buf, p)
      if (this.dates && header.timeReader) this.dates.add(header.timeReader)
      const starts = header.found || event < 0 || isLong || line - eventLine >= EVENT_MAX_LINES || offset - eventOffset >= EVENT_MAX_BYTES || !header.isContinuation(buf, p) || header.isCrashAfter(severity)
      if (line === this.lengthOfLine.length) this.growLines()
      if (starts) {
        if (event >= 0) this.linesOf[event] += line - eventLine
        if (fits) this.fittingLines += line - eventLine
        fits = this.isFitting()
        if (this.linesAhead > 0) this.lookAhead(p, message, end)
        severity = header.severity
        event = this.readEvent(message, line)
        recordTo = header.isRecord ? header.textTo : this.pieces > 1 ? this.piecesTo : p
        if (this.finder) this.noteSession(this.finder, p, message, event, line)
        this.lastEventLine = eventLine = line
        eventOffset = offset
        this.signatureOfLine[line] = event
      }
      else {
        this.scan(message)
        const isSaid = this.lane1 !== NO_WORDS1 || this.lane2 !== NO_WORDS2
        this.continuedOfLine[line] = isSaid && p > recordTo ? this.continuations.add(this.lane1, this.lane2, message, this.lineEnd, line) : NOTHING_SAID
        this.signatureOfLine[line] = CONTINUATION
      }
      this.severityOfLine[line] = severity
      this.timeOfLine[line] = header.found ? this.time() : Number.NaN
      const length = lengths ? lengths[line] : this.lineEnd - p + 1
      if (length > max + 1) {
        if (!lengths) return false
        isLong = true
      }
      else isLong = false
      this.lengthOfLine[line] = length
      offset += length
      p = this.lineEnd + 1
      this.lines = line + 1
    }
    if (event >= 0) this.linesOf[event] += this.lines - eventLine
    if (fits) this.fittingLines += this.lines - eventLine
    return true
  }

  /** Finds the lines behind the one at p that belong to what the event says; its severity may stand in one of them. */
  private lookAhead(p: number, message: number, end: number): void {
    const { header, text: buf } = this
    const { timeMs, zoned, found, isRecord, sources } = header
    const own = sources.copy()
    let { severity } = header
    this.pieces = 1
    this.pieceFrom[0] = message
    this.piecesTo = buf.indexOf(LF, p)
    while (found && this.pieces <= this.linesAhead && this.piecesTo < end) {
      const from = header.read(buf, this.piecesTo + 1)
      if (header.found) break
      if (severity === SEVERITY_NONE) severity = header.severity
      this.pieceFrom[this.pieces++] = from
      this.piecesTo = buf.indexOf(LF, from)
    }
    Object.assign(header, { timeMs, zoned, found, severity, isRecord })
    sources.restore(own)
  }

  /** Whether the line read last begins a record as the framing says. */
  private isFitting(): boolean {
    const { isRecord, isDescription, timeMs } = this.header
    if (isDescription) return true
    return (isRecord || this.framing.structured === null) && (timeMs === timeMs || !this.hasTime)
  }

  private scanPieces(): void {
    this.lane1 = NO_WORDS1
    this.lane2 = NO_WORDS2
    this.params = 0
    for (let i = 0; i < this.pieces; i++) this.scan(this.pieceFrom[i], this.lane1, this.lane2, this.params)
    this.lineEnd = this.text.indexOf(LF, this.pieceFrom[0])
  }

  private time(): number {
    const { timeMs: ms, zoned } = this.header
    if (ms !== ms) return ms
    if (zoned) this.zonedTimes++
    else this.zonelessTimes++
    if (!(ms >= this.firstTimeMs)) this.firstTimeMs = ms // also the first one, after NaN
    if (!(ms <= this.lastTimeMs)) this.lastTimeMs = ms
    return ms
  }

  /** Counts the event whose message begins at p; the row of its signature. */
  private readEvent(p: number, line: number): number {
    const { severity, timeMs, isRecord, isDescription, records, textFrom } = this.header
    if (isRecord && records && this.keyOrder) this.scanRecord(records, textFrom, p, this.keyOrder.of(records.fields))
    else {
      const { timeFrom, timeTo } = this.header
      if (timeFrom >= 0) this.text.fill(BLANK, timeFrom, timeTo) // a time is no part of what the line says
      if (this.pieces > 1) this.scanPieces()
      else this.scan(p)
    }
    if (isDescription) this.lane1 = Math.imul(this.lane1 ^ FIELDS, P2)
    this.eventCount++
    const before = this.keys.size
    const row = this.keys.row(this.lane1, this.lane2)
    if (row === before) {
      if (row === this.events.length) this.growSignatures()
      this.events[row] = 1
      this.linesOf[row] = 0
      this.firstLine[row] = line
      this.kind[row] = isRecord ? RECORD : isDescription ? DESCRIPTION : this.pieces > 1 ? LINES : TEXT
      this.messageFrom[row] = isRecord ? textFrom : p
      this.messageTo[row] = isRecord ? this.header.textTo : this.pieces > 1 ? this.piecesTo : this.lineEnd
      this.slotCount[row] = this.places
      this.firstSlot[row] = this.slots.open(this.places + this.sourceRoles.length)
      this.severity[row] = severity
      this.severityEvents[row] = 1
      this.severitySlot[row] = -1
      this.isInSession[row] = 0
      this.seconds.open(row)
    }
    else {
      const events = ++this.events[row]
      if (events === 2) this.secondLine[row] = line
      else if (events === 3) this.thirdLine[row] = line
      if (severity === this.severity[row]) {
        const same = ++this.severityEvents[row]
        if (same === 2) this.severitySecond[row] = line
        else if (same === 3) this.severityThird[row] = line
      }
      else {
        if (this.severitySlot[row] < 0) this.severitySlot[row] = this.slots.open(1)
        this.slots.add(this.severitySlot[row], severity, 0, 0, 0, 0, 0, line)
      }
    }
    this.lastLine[row] = line
    if (timeMs === timeMs) this.seconds.add(row, Math.floor(timeMs / 1000), line) // NaN without a time
    const first = this.firstSlot[row]
    for (let i = 0; i < this.params; i++) {
      const from = paramFrom[i], to = paramTo[i]
      const dimension = paramDimension[i]
      const number = dimension !== UNREAD ? paramNumber[i] : to - from <= NUMBER_MAX_BYTES ? thousandthsOf(this.text, from, to) : NOT_A_NUMBER
      this.slots.add(first + paramPlace[i], number, dimension === UNREAD ? NUMBER : dimension, paramHash1[i], paramHash2[i], from, to, line)
    }
    this.addSources(first + this.places, line)
    return row
  }

  /** Counts who wrote the event, in the slots from `first` on: names, never numbers. */
  private addSources(first: number, line: number): void {
    const { from, to } = this.header.sources
    for (let i = 0; i < to.length; i++) {
      if (to[i] < 0) continue
      this.hashWord(this.text, from[i], to[i])
      this.slots.add(first + i, NOT_A_NUMBER, NUMBER, this.hash1, this.hash2, from[i], to[i], line)
    }
  }

  /** Reads a record: its phrase as `scan` does a message, then its fields, one place for each key. */
  private scanRecord(records: RecordReader, textFrom: number, p: number, keys: OrderedKeys): void {
    const buf = this.text
    this.lane1 = NO_WORDS1
    this.lane2 = NO_WORDS2
    this.params = 0
    phrasesOf(records, buf, textFrom, from => this.scan(from, this.lane1, this.lane2, this.params))
    const { fields } = records
    const base = this.params
    let params = base
    for (let row = 0; row < fields.count; row++) {
      const ordinal = keys.ordinals[row]
      if (ordinal < 0) continue
      const from = fields.valueFrom[row], to = fields.valueTo[row]
      this.hashWord(buf, from, to)
      const dimension = readField(buf, from, to, this.words.quantity)
      paramDimension[params] = dimension
      if (dimension !== UNREAD) paramNumber[params] = storedOf({ value: this.words.quantity.value, dimension })
      paramFrom[params] = from
      paramTo[params] = to
      paramPlace[params] = base + ordinal
      paramHash1[params] = this.hash1
      paramHash2[params++] = this.hash2
    }
    this.lane1 = Math.imul(this.lane1 ^ keys.sum1, P2)
    this.lane2 = this.lane2 + keys.sum2 | 0
    this.params = params
    this.places = base + keys.size
    this.lineEnd = this.framing.block ? buf.indexOf(LF, p) : this.header.textTo
  }

  /** Counts the event for the session that the line names, if it names one. The line's parameters stand in the scratch arrays. */
  private noteSession(finder: SessionFinder, start: number, message: number, event: number, line: number): void {
    params.size = this.params
    // fields come in any order, and may be missing
    finder.open(this.text, start, message)
    if (this.events[event] === 1 || this.header.isRecord) finder.learn(event, params)
    if (!finder.find(event, params)) return
    this.isInSession[event] = 1
    this.hashWord(this.text, finder.from, finder.to)
    if (!isSampled(this.hash2, this.sessionShift)) return
    this.sessions.add(this.hash1 ^ Math.imul(finder.key, P2), this.hash2, event, line)
  }

  /**
   * Reads the words of a message from p to the line's end: the hash of its signature into lane1 and lane2, its first
   * parameters into the scratch arrays. A word with a digit, or of eight or more hexadecimal letters, is a parameter; so is
   * a run of parameters joined by colons (a time of day, an address with its port) and a hexadecimal address.
   * Goes on with the lanes and parameters of the pieces of text before.
   * In a line of an access log the path is a masked word, the status a parameter behind its first digit, and each quoted text one parameter.
   */
  private scan(p: number, lane1 = NO_WORDS1, lane2 = NO_WORDS2, params = 0): void {
    const buf = this.text
    let words = 0
    let spaced = false // white space since the last token
    let runTo = -1 // end of the parameter just read, -1 after anything else
    let colons = 0 // held back after a parameter
    let wholeFrom = -1 // in an access log, what is one word whatever its bytes: a path, a quoted text
    let wholeTo = 0
    let isPath = false
    let quoteTo = -1 // its latest closing quote; -1 outside access logs
    let statusAt = -1
    while (BYTE_CLASS[buf[p]] === SPACE) p++ // how far a line is indented says nothing
    const first = p
    for (;;) {
      const kind = BYTE_CLASS[buf[p]]
      let wholeEnd = -1
      if (p === wholeFrom) wholeEnd = wholeTo
      else if (kind >= SPACE) {
        if (kind === LINE_END) break
        if (kind === SPACE) {
          spaced = true
          p++
          continue
        }
        const byte = buf[p]
        if (byte === COLON && runTo >= 0 && !spaced && p === runTo + colons) {
          colons++
          p++
          continue
        }
        if (byte === COLON || byte === OPEN) wholeEnd = addressEnd(buf, p)
        else if (byte === QUOTE && p !== quoteTo && (quoteTo < 0 ? isAccess(buf, p, p === first) : isQuoted(buf, p))) {
          isPath = quoted.isPath
          wholeFrom = quoted.from
          wholeTo = quoted.to
          quoteTo = quoted.end
          statusAt = quoted.status
        }
        if (wholeEnd < 0) {
          if (colons > 0) {
            lane1 = Math.imul(lane1 ^ COLON * colons, P2)
            lane2 = Math.imul(lane2 + COLON * colons, P3)
            colons = 0
          }
          if (spaced) {
            lane1 = Math.imul(lane1 ^ 32, P2)
            spaced = false
          }
          lane1 = Math.imul(lane1 ^ byte, P2)
          lane1 ^= lane1 >>> 15
          lane2 = Math.imul(lane2 + byte, P3) ^ (lane2 >>> 17)
          runTo = -1
          p++
          continue
        }
      }
      const from = p
      let flags = 0
      let hash1 = 0x811C9DC5, hash2 = 0
      let next: number = kind
      do {
        flags |= next
        hash1 = Math.imul(hash1 ^ buf[p], P1)
        hash2 = Math.imul(hash2, 31) + buf[p] | 0
        next = BYTE_CLASS[buf[++p]]
      } while (next < SPACE)
      if (buf[p] === COLON && wholeEnd < 0 && isGroup(flags, from, p)) wholeEnd = addressEnd(buf, from)
      if (wholeEnd > 0) {
        const isMasked = isPath && from === wholeFrom
        if (isMasked) this.hashWord(maskedPath, 0, maskPath(buf, from, wholeEnd))
        else this.hashWord(buf, from, wholeEnd)
        p = wholeEnd
        flags = isMasked ? LETTER : DIGIT
        hash1 = this.hash1
        hash2 = this.hash2
      }
      else if (p === from + 1 && quoteTo >= 0 && buf[from] === DASH) flags = DIGIT // stands where a value is missing
      if (++words > WORDS_MAX) {
        lane1 = Math.imul(lane1 ^ MASK, P2)
        lane2 = Math.imul(lane2 + MASK, P3)
        p = buf.indexOf(LF, p)
        break
      }
      let dimension = UNREAD
      const isMore = (flags & (WIDE | PLUS)) !== 0 || ((flags & DIGIT) !== 0 && (kind & ~(DIGIT | SIGN)) === 0)
      if (wholeEnd < 0 && isMore) {
        this.words.read(buf, from, p, flags)
        flags = this.words.flags
        dimension = this.words.dimension
        if (this.words.end !== p) {
          p = this.words.end
          this.hashWord(buf, from, p)
          hash1 = this.hash1
          hash2 = this.hash2
        }
      }
      const isParameter = (flags & DIGIT) !== 0 || ((flags & ~(HEX_LETTER | SIGN)) === 0 && p - from >= HEX_WORD_MIN) || ((buf[from - 1] === EQUALS || buf[p] === QUOTE) && isKeyedValue(buf, from, p))
      if (isParameter && runTo >= 0 && !spaced && from === runTo + colons && colons > 0) {
        if (params <= SLOTS_MAX) { // goes on with the parameter before
          const last = params - 1
          paramTo[last] = p
          paramDimension[last] = UNREAD
          paramHash1[last] = Math.imul(paramHash1[last] ^ hash1, P1)
          paramHash2[last] = Math.imul(paramHash2[last], 31) + hash2 | 0
        }
        colons = 0
        runTo = p
        continue
      }
      if (colons > 0) {
        lane1 = Math.imul(lane1 ^ COLON * colons, P2)
        lane2 = Math.imul(lane2 + COLON * colons, P3)
        colons = 0
      }
      if (spaced) {
        lane1 = Math.imul(lane1 ^ 32, P2)
        spaced = false
      }
      if (isParameter) {
        if (params < SLOTS_MAX) {
          paramFrom[params] = from
          paramTo[params] = p
          paramPlace[params] = params
          paramHash1[params] = hash1
          paramHash2[params] = hash2
          paramDimension[params] = dimension
          if (dimension !== UNREAD) paramNumber[params] = storedOf(this.words.quantity)
        }
        params++
        if (from === statusAt) {
          lane1 = Math.imul(lane1 ^ buf[from], P2)
          lane2 = Math.imul(lane2 + buf[from], P3)
        }
        lane1 = Math.imul(lane1 ^ MASK, P2)
        lane2 = Math.imul(lane2 + MASK, P3)
        runTo = p
      }
      else {
        lane1 = Math.imul(lane1 ^ hash1, P2)
        lane2 = Math.imul(lane2 + hash2, P3)
        runTo = -1
      }
      lane1 ^= lane1 >>> 15
      lane2 ^= lane2 >>> 16
    }
    if (colons > 0) {
      lane1 = Math.imul(lane1 ^ COLON * colons, P2)
      lane2 = Math.imul(lane2 + COLON * colons, P3)
    }
    this.lane1 = lane1
    this.lane2 = lane2
    this.params = this.places = params < SLOTS_MAX ? params : SLOTS_MAX
    this.lineEnd = p
  }

  /** Hash of one word, as `scan` makes it. */
  private hashWord(buf: Uint8Array, from: number, to: number): void {
    let hash1 = 0x811C9DC5, hash2 = 0
    for (let p = from; p < to; p++) {
      hash1 = Math.imul(hash1 ^ buf[p], P1)
      hash2 = Math.imul(hash2, 31) + buf[p] | 0
    }
    this.hash1 = hash1
    this.hash2 = hash2
  }

  private growLines(): void {
    const grown = <T extends Uint32Array | Int32Array | Float64Array | Uint8Array>(array: T, copy: T): T => {
      copy.set(array)
      return copy
    }
    const size = this.lengthOfLine.length * 2
    this.lengthOfLine = grown(this.lengthOfLine, new Uint32Array(size))
    this.signatureOfLine = grown(this.signatureOfLine, new Uint32Array(size))
    this.timeOfLine = grown(this.timeOfLine, new Float64Array(size))
    this.severityOfLine = grown(this.severityOfLine, new Uint8Array(size))
    this.continuedOfLine = grown(this.continuedOfLine, new Int32Array(size))
  }

  private growSignatures(): void {
    const size = this.events.length * 2
    const int32 = (array: Int32Array) => {
      const grown = new Int32Array(size)
      grown.set(array)
      return grown
    }
    const uint8 = (array: Uint8Array) => {
      const grown = new Uint8Array(size)
      grown.set(array)
      return grown
    }
    this.events = int32(this.events)
    this.linesOf = int32(this.linesOf)
    this.firstLine = int32(this.firstLine)
    this.secondLine = int32(this.secondLine)
    this.thirdLine = int32(this.thirdLine)
    this.lastLine = int32(this.lastLine)
    this.kind = uint8(this.kind)
    this.messageFrom = int32(this.messageFrom)
    this.messageTo = int32(this.messageTo)
    this.firstSlot = int32(this.firstSlot)
    this.slotCount = uint8(this.slotCount)
    this.severity = uint8(this.severity)
    this.severityEvents = int32(this.severityEvents)
    this.severitySecond = int32(this.severitySecond)
    this.severityThird = int32(this.severityThird)
    this.severitySlot = int32(this.severitySlot)
    this.isInSession = uint8(this.isInSession)
  }
}

