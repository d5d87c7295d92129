import { ByteReader, ByteWriter } from './bytes'
import { BUCKETS_MAX, emptyBuckets, mergeBuckets, mergeNextBuckets, writeBuckets, type Buckets } from './templates/buckets'
import { encodeSessions, mergeSessions } from './sessions'
import type { Place } from './text/chunker'
import { SEVERITY_NONE } from './text/severity'
import type { ChunkLearner } from './templates/learner'
import { BINS_MAX, EXTREMES_MAX, LINES_KEPT, mergeLines, mergeNextSlot, mergeSlots, readSlot, writeNumber, writeSlot, writeText, type Slot, type ValueCount } from './templates/slots'
import { coarseKeys, coarseText, GROUPS, LEVELS, signatureText } from './templates/signature'
import { keyOf, keyOfText } from './templates/words'

/** Signatures of one group that are kept apart; with more, the group becomes coarser. Chosen: 131,072 in all. */
export const GROUP_MAX = 512
const ID_MAX_BYTES = 48
const VERSION = 3
const NO_TEXT = new Uint8Array(0)

/** What is known of the events of one signature. */
export interface SignatureRecord {
  key: number
  /** Words and marks; MASK and ANY_WORD stand for themselves. */
  text: Uint8Array
  events: number
  /** Lines of these events. */
  linesCovered: number
  lastLine: number
  /** The lowest lines, ascending, at most LINES_KEPT. */
  lines: number[]
  severities: Map<number, ValueCount>
  /** When its events came; those without a time left out. */
  times: Buckets
  /** One for each of its first parameters; none at a coarse level. */
  slots: Slot[]
}

/** Totals of a range of chunks. */
export interface SummaryTotals {
  lines: number
  events: number
  /** Epoch milliseconds, NaN without times. */
  firstTimeMs: number
  lastTimeMs: number
  zonedTimes: number
  zonelessTimes: number
}

/** Reads an encoded summary group by group, in ascending order. */
export class SummaryReader {
  readonly totals: SummaryTotals
  /** Encoded: see sessions.ts. */
  readonly sessions: Uint8Array
  private readonly reader: ByteReader
  private nextGroup: number

  constructor(bytes: Uint8Array) {
    const reader = this.reader = new ByteReader(bytes)
    if (reader.byte() !== VERSION) throw new RangeError('not a summary of this engine version')
    this.totals = { lines: reader.uint(), events: reader.uint(), firstTimeMs: reader.float(), lastTimeMs: reader.float(), zonedTimes: reader.uint(), zonelessTimes: reader.uint() }
    this.sessions = reader.bytes(reader.uint())
    this.nextGroup = this.readGroupNumber()
  }

  private readGroupNumber(): number {
    return this.reader.atEnd ? GROUPS : this.reader.uint()
  }

  /** Level and number of records of a group, null if it is empty. Groups must be asked for in ascending order, and all records read. */
  open(number: number): { level: number, records: number } | null {
    return this.nextGroup === number ? { level: this.reader.byte(), records: this.reader.uint() } : null
  }

  /** Reads the next record; into the one of the same key in `known`, if there is one, and then gives null. */
  next(known?: ReadonlyMap<number, SignatureRecord>): SignatureRecord | null {
    return readRecord(this.reader, known)
  }

  /** After the last record of a group. */
  close(): void {
    this.nextGroup = this.readGroupNumber()
  }
}

function writeTotals(out: ByteWriter, totals: SummaryTotals, sessions: Uint8Array): void {
  out.byte(VERSION)
  out.uint(totals.lines)
  out.uint(totals.events)
  out.float(totals.firstTimeMs)
  out.float(totals.lastTimeMs)
  out.uint(totals.zonedTimes)
  out.uint(totals.zonelessTimes)
  out.uint(sessions.length)
  out.bytes(sessions)
}

function writeLines(out: ByteWriter, lines: readonly number[], base: number): void {
  let last = base
  for (const line of lines) {
    out.uint(line - last)
    last = line
  }
}

function writeRecord(out: ByteWriter, record: SignatureRecord): void {
  const base = record.lines[0]
  out.float(record.key)
  out.uint(base)
  out.uint(record.events)
  out.uint(record.linesCovered)
  out.uint(record.lastLine - base)
  writeLines(out, record.lines.slice(1), base)
  out.byte(record.severities.size)
  for (const [severity, { count, lines }] of record.severities) {
    out.byte(severity)
    out.uint(count)
    writeLines(out, lines, base)
  }
  writeBuckets(out, record.times, base)
  out.uint(record.text.length)
  out.bytes(record.text)
  out.byte(record.slots.length)
  for (const slot of record.slots) writeSlot(out, slot, base)
}

function readLines(reader: ByteReader, count: number, base: number): number[] {
  const lines: number[] = []
  let line = base
  for (let n = Math.min(count, LINES_KEPT); n > 0; n--) lines.push(line += reader.uint())
  return lines
}

function addLines(into: number[], count: number, lines: readonly number[]): void {
  // most counts are full, with lines before all that come
  if (into.length < LINES_KEPT || (count > 0 && lines[0] < into[LINES_KEPT - 1])) mergeLines(into, lines)
}

function addSeverity(severities: Map<number, ValueCount>, severity: number, count: number, lines: number[]): void {
  const known = severities.get(severity)
  if (known) {
    known.count += count
    addLines(known.lines, lines.length, lines)
  }
  else severities.set(severity, { count, lines })
}

function readRecord(reader: ByteReader, known?: ReadonlyMap<number, SignatureRecord>): SignatureRecord | null {
  const key = reader.float()
  const base = reader.uint()
  const events = reader.uint()
  const linesCovered = reader.uint()
  const lastLine = base + reader.uint()
  const lines = [base, ...readLines(reader, Math.min(events, LINES_KEPT) - 1, base)]
  const twin = known?.get(key)
  const record: SignatureRecord = twin ?? { key, text: NO_TEXT, events: 0, linesCovered: 0, lastLine: 0, lines: [], severities: new Map(), times: emptyBuckets(), slots: [] }
  const isFirst = record.lines.length === 0 || base < record.lines[0]
  record.events += events
  record.linesCovered += linesCovered
  record.lastLine = Math.max(record.lastLine, lastLine)
  addLines(record.lines, lines.length, lines)
  for (let n = reader.byte(); n > 0; n--) {
    const severity = reader.byte()
    const count = reader.uint()
    addSeverity(record.severities, severity, count, readLines(reader, count, base))
  }
  mergeNextBuckets(record.times, reader, base)
  const text = reader.bytes(reader.uint())
  if (isFirst) record.text = text
  const slots = reader.byte()
  for (let i = 0; i < slots; i++) {
    if (twin) mergeNextSlot(record.slots[i], reader, base)
    else record.slots.push(readSlot(reader, base))
  }
  return twin ? null : record
}

/** Adds `from` to `into`, of the same key. */
function mergeRecords(into: SignatureRecord, from: SignatureRecord): void {
  // cut texts may differ; the lowest line's stands
  if (from.lines[0] < into.lines[0]) into.text = from.text
  into.events += from.events
  into.linesCovered += from.linesCovered
  into.lastLine = Math.max(into.lastLine, from.lastLine)
  mergeLines(into.lines, from.lines)
  for (const [severity, { count, lines }] of from.severities) addSeverity(into.severities, severity, count, [...lines])
  mergeBuckets(into.times, from.times)
  into.slots.forEach((slot, i) => mergeSlots(slot, from.slots[i]))
}

/** The same record at a coarser level. */
function coarsened(record: SignatureRecord, level: number): SignatureRecord {
  const text = coarseText(record.text, level)
  return { ...record, text, key: keyOfText(text), slots: [] }
}

/** One group on its way: records by key, at the finest level that holds them. */
class Group {
  level = 0
  records = new Map<number, SignatureRecord>()

  /** Adds the group that `reader` has opened. */
  add(reader: SummaryReader, level: number, records: number): void {
    if (level > this.level) this.coarsen(level)
    for (let n = records; n > 0; n--) {
      const record = reader.next(level === this.level ? this.records : undefined)
      if (record) this.put(level < this.level ? coarsened(record, this.level) : record)
      while (this.records.size > GROUP_MAX) this.coarsen(this.level + 1)
    }
    reader.close()
  }

  private put(record: SignatureRecord): void {
    const known = this.records.get(record.key)
    if (known) mergeRecords(known, record)
    else this.records.set(record.key, record)
  }

  private coarsen(level: number): void {
    const records = this.records
    this.records = new Map()
    this.level = Math.min(level, LEVELS - 1)
    for (const record of records.values()) this.put(coarsened(record, this.level))
  }

  write(out: ByteWriter, number: number): void {
    if (this.records.size === 0) return
    out.uint(number)
    out.byte(this.level)
    out.uint(this.records.size)
    for (const record of this.records.values()) writeRecord(out, record)
  }
}

const least = (a: number, b: number) => Number.isNaN(a) || b < a ? b : a
const most = (a: number, b: number) => Number.isNaN(a) || b > a ? b : a

/**
 * Merges encoded summaries: associative and commutative; of none, the empty summary. Held: the inputs and one group of
 * signatures. O(records of all inputs).
 */
export function mergeSummaries(summaries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const readers = summaries.map(bytes => new SummaryReader(bytes))
  const totals: SummaryTotals = { lines: 0, events: 0, firstTimeMs: Number.NaN, lastTimeMs: Number.NaN, zonedTimes: 0, zonelessTimes: 0 }
  for (const part of readers) {
    totals.lines += part.totals.lines
    totals.events += part.totals.events
    totals.firstTimeMs = least(totals.firstTimeMs, part.totals.firstTimeMs)
    totals.lastTimeMs = most(totals.lastTimeMs, part.totals.lastTimeMs)
    totals.zonedTimes += part.totals.zonedTimes
    totals.zonelessTimes += part.totals.zonelessTimes
  }
  const out = new ByteWriter()
  writeTotals(out, totals, mergeSessions(readers.map(({ sessions }) => sessions)))
  for (let number = 0; number < GROUPS; number++) {
    const group = new Group()
    for (const reader of readers) {
      const part = reader.open(number)
      if (part) group.add(reader, part.level, part.records)
    }
    group.write(out, number)
  }
  return out.finish()
}

/** Writes what a learner has read of one chunk, without building records. */
class ChunkWriter {
  private readonly out = new ByteWriter(1 << 17)
  private readonly base: number

  constructor(private readonly learner: ChunkLearner, place: Place, sessions: Uint8Array) {
    this.base = place.firstLine
    writeTotals(this.out, { lines: learner.lines, events: learner.eventCount, firstTimeMs: learner.firstTimeMs, lastTimeMs: learner.lastTimeMs, zonedTimes: learner.zonedTimes, zonelessTimes: learner.zonelessTimes }, sessions)
  }

  group(number: number, rows: { row: number, text: Uint8Array }[]): void {
    this.out.uint(number)
    this.out.byte(0)
    this.out.uint(rows.length)
    for (const { row, text } of rows) this.record(row, text)
  }

  private record(row: number, text: Uint8Array): void {
    const { learner, out } = this
    const events = learner.events[row]
    const first = learner.firstLine[row]
    out.float(keyOf(learner.keys.lane1[row], learner.keys.lane2[row]))
    out.uint(this.base + first)
    out.uint(events)
    out.uint(learner.linesOf[row])
    out.uint(learner.lastLine[row] - first)
    this.lines(Math.min(events, LINES_KEPT) - 1, first, learner.secondLine[row], learner.thirdLine[row])
    this.severities(row, first)
    this.times(row, first)
    out.uint(text.length)
    out.bytes(text)
    out.byte(learner.slotCount[row])
    for (let i = 0; i < learner.slotCount[row]; i++) this.slot(learner.firstSlot[row] + i, first)
  }

  private lines(count: number, from: number, a: number, b: number): void {
    if (count > 0) this.out.uint(a - from)
    if (count > 1) this.out.uint(b - a)
  }

  private severities(row: number, first: number): void {
    const { learner, out } = this
    const slots = learner.slots
    const others = learner.severitySlot[row]
    out.byte(1 + (others < 0 ? 0 : slots.distinctOf(others)))
    const count = learner.severityEvents[row]
    out.byte(learner.severity[row])
    out.uint(count)
    out.uint(0)
    this.lines(Math.min(count, LINES_KEPT) - 1, first, learner.severitySecond[row], learner.severityThird[row])
    if (others < 0) return
    for (let value = slots.firstValue[others]; value >= 0; value = slots.nextValue[value]) {
      out.byte(slots.valueNumber[value])
      out.uint(slots.valueCount[value])
      this.valueLines(value, first)
    }
  }

  private times(row: number, first: number): void {
    const { seconds } = this.learner
    let size = 0
    for (let at = seconds.first[row]; at >= 0; at = seconds.next[at]) size++
    if (size > BUCKETS_MAX) {
      const own = emptyBuckets()
      for (let at = seconds.first[row]; at >= 0; at = seconds.next[at]) own.counts.set(seconds.secondOf(at), { count: seconds.count[at], line: seconds.line[at] })
      const times = emptyBuckets()
      mergeBuckets(times, own)
      writeBuckets(this.out, times, first)
      return
    }
    this.out.byte(0)
    this.out.uint(size)
    let last = 0
    for (let at = seconds.first[row]; at >= 0; at = seconds.next[at]) {
      this.out.int(seconds.secondOf(at) - last)
      this.out.uint(seconds.count[at])
      this.out.uint(seconds.line[at] - first)
      last = seconds.secondOf(at)
    }
  }

  private valueLines(value: number, first: number): void {
    const slots = this.learner.slots
    let last = first
    for (let i = 0; i < Math.min(slots.valueCount[value], LINES_KEPT); i++) {
      const line = slots.valueLines[value * LINES_KEPT + i]
      this.out.uint(line - last)
      last = line
    }
  }

  private slot(slot: number, first: number): void {
    const { out } = this
    const slots = this.learner.slots
    out.uint(slots.observations[slot])
    if (slots.manyRow[slot] >= 0) {
      this.many(slots.manyRow[slot], first)
      return
    }
    out.byte(0)
    out.uint(slots.distinctOf(slot))
    for (let value = slots.firstValue[slot]; value >= 0; value = slots.nextValue[value]) {
      const number = slots.valueNumber[value]
      if (Number.isNaN(number)) writeText(out, idText(this.learner.text, slots.valueFrom[value], slots.valueTo[value]))
      else writeNumber(out, number)
      out.uint(slots.valueCount[value])
      this.valueLines(value, first)
    }
  }

  private many(row: number, first: number): void {
    const { out } = this
    const many = this.learner.slots.many
    out.byte(1)
    out.uint(many.numbers[row])
    let size = 0
    for (let bin = many.firstBin[row]; bin >= 0; bin = many.nextBin[bin]) {
      if (size === packedBins.length) packedBins = doubled(packedBins)
      packedBins[size++] = many.binOf(bin) * BIN_SCALE + many.counts[bin]
    }
    writeBins(out, packedBins.subarray(0, size))
    const extremes = (size: number, values: Float64Array, times: Int32Array, lines: Int32Array) => {
      out.uint(size)
      for (let i = row * EXTREMES_MAX; i < row * EXTREMES_MAX + size; i++) {
        out.int(values[i])
        out.uint(times[i])
        out.uint(lines[i] - first)
      }
    }
    extremes(many.lowCount[row], many.lowValue, many.lowTimes, many.lowLine)
    extremes(many.highCount[row], many.highValue, many.highTimes, many.highLine)
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.out.finish()
  }
}

/** A bin and its count (below 2^32) as one number that sorts by bin; scratch. */
const BIN_SCALE = 2 ** 32
let packedBins = new Float64Array(4096)

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(array.length * 2)
  grown.set(array)
  return grown
}

/** Writes bins in ascending order, at the finest resolution that keeps to BINS_MAX, with their shift and number before them. */
function writeBins(out: ByteWriter, packed: Float64Array): void {
  packed.sort()
  const binAt = (i: number, shift: number) => Math.floor(packed[i] / BIN_SCALE) >> shift
  let shift = 0
  for (let distinct = packed.length; distinct > BINS_MAX; shift++) {
    distinct = 0
    for (let i = 0; i < packed.length; i++) if (i === 0 || binAt(i, shift + 1) !== binAt(i - 1, shift + 1)) distinct++
  }
  let distinct = 0
  for (let i = 0; i < packed.length; i++) if (i === 0 || binAt(i, shift) !== binAt(i - 1, shift)) distinct++
  out.byte(shift)
  out.uint(distinct)
  let last = 0
  for (let i = 0; i < packed.length;) {
    const bin = binAt(i, shift)
    let count = 0
    for (; i < packed.length && binAt(i, shift) === bin; i++) count += packed[i] - Math.floor(packed[i] / BIN_SCALE) * BIN_SCALE
    out.int(bin - last)
    out.uint(count)
    last = bin
  }
}

/** An id as it is kept: whole, or its start and its hash where it is long. */
function idText(buf: Uint8Array, from: number, to: number): Uint8Array {
  if (to - from <= ID_MAX_BYTES) return buf.subarray(from, to)
  const hash = keyOfText(buf.subarray(from, to)).toString(36)
  const text = new Uint8Array(ID_MAX_BYTES)
  text.set(buf.subarray(from, from + ID_MAX_BYTES - hash.length - 1))
  text[ID_MAX_BYTES - hash.length - 1] = 126
  for (let i = 0; i < hash.length; i++) text[ID_MAX_BYTES - hash.length + i] = hash.charCodeAt(i)
  return text
}

/** Keys of one signature at every level, as columns keep them. */
export interface SignatureKeys {
  group: number
  key0: number
  key1: number
  key2: number
}

/** Text and coarse keys of signatures met before, by their key: the same signatures come in chunk after chunk. */
const known = new Map<number, { text: Uint8Array<ArrayBuffer>, key1: number, key2: number, group: number }>()
const KNOWN_MAX = 20_000

function describeSignature(learner: ChunkLearner, row: number, key0: number) {
  let signature = known.get(key0)
  if (!signature) {
    const text = signatureText(learner.text, learner.messageFrom[row], learner.messageTo[row])
    signature = { text, ...coarseKeys(text) }
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(key0, signature)
  }
  return signature
}

/** Encodes what a learner has read: the summary, and the keys of its signatures by row. */
export function encodeChunk(learner: ChunkLearner, place: Place): { summary: Uint8Array<ArrayBuffer>, keys: SignatureKeys[] } {
  const keys: SignatureKeys[] = []
  const groups: { row: number, text: Uint8Array }[][] = []
  for (let row = 0; row < learner.keys.size; row++) {
    const key0 = keyOf(learner.keys.lane1[row], learner.keys.lane2[row])
    const { text, key1, key2, group } = describeSignature(learner, row, key0)
    keys.push({ group, key0, key1, key2 })
    ;(groups[group] ??= []).push({ row, text })
  }
  const writer = new ChunkWriter(learner, place, encodeSessions(learner, keys, place))
  let needsMerge = false
  groups.forEach((rows, group) => {
    needsMerge ||= rows.length > GROUP_MAX
    writer.group(group, rows)
  })
  const summary = writer.finish()
  return { summary: needsMerge ? mergeSummaries([summary]) : summary, keys }
}

/** Severity of most events of a record, the lower one on a tie. */
export function usualSeverity(record: SignatureRecord): number {
  let best = SEVERITY_NONE
  let most = 0
  for (const [severity, { count }] of [...record.severities].sort((a, b) => a[0] - b[0]))
    if (count > most) {
      best = severity
      most = count
    }
  return best
}
