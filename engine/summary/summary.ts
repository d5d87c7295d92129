import { ByteReader, type ByteWriter } from './bytes'
import { SEVERITY_NONE } from '../reading/levels/severity'
import { emptyEvidence, type DateEvidence } from '../reading/times/dateEvidence'
import { DATE_ORDERS } from '../reading/times/dateOrder'
import { readBuckets, type Buckets } from './buckets'
import { GROUPS } from '../templates/signature'
import { LINES_KEPT, readSlot, type Slot, type ValueCount } from './slots'

/** Signatures of one group that are kept apart; with more, the group becomes coarser. Chosen: 131,072 in all. */
export const GROUP_MAX = 512
const VERSION = 11

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
  /** Events by good run, where several are merged (see goodRuns.ts); else empty. */
  runs: ReadonlyMap<number, number>
  /** When its events came; those without a time left out. */
  times: Buckets
  /** One for each of its first parameters; none at a coarse level. */
  slots: Slot[]
  /** Who wrote its events, by the code of the header's column (roleName); none at a coarse level. */
  sources: ReadonlyMap<number, Slot>
}

/** Whether bytes are a summary of this engine version. */
export function isSummary(bytes: Uint8Array): boolean {
  return bytes[0] === VERSION
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
  /** Where the last event begins if it was cut off, else 0. */
  openLine: number
  /** Number of the last line, 0 without lines. */
  lastLine: number
  /** What dates say whose order is open, null without such. */
  dates: DateEvidence | null
  /** Lines of records that are read as was decided, time and fields. */
  fittingLines: number
}

/** Where a record stands, `[from, to)`, what it begins with, and the level of its group there. */
export interface EncodedRecord {
  level: number
  bytes: Uint8Array
  from: number
  to: number
  key: number
  text: Uint8Array
}

/** Keys of one signature at every level, as columns keep them. */
export interface SignatureKeys {
  group: number
  key0: number
  key1: number
  key2: number
}

/** Reads encoded groups of records, in ascending order. */
export class GroupReader {
  private nextGroup = 0

  constructor(protected readonly reader: ByteReader) {}

  /** Once what stands before the groups was read. */
  protected start(): this {
    this.nextGroup = this.reader.atEnd ? GROUPS : this.reader.uint()
    return this
  }

  /** Level and number of records of a group, null if it is empty. Groups must be asked for in ascending order, and all records read. */
  open(number: number): { level: number, records: number } | null {
    return this.nextGroup === number ? { level: this.reader.byte(), records: this.reader.uint() } : null
  }

  next(): SignatureRecord {
    this.reader.blockLength()
    return readRecord(this.reader)
  }

  /** Passes over the next record of a group of this level and says where it stands. */
  skip(level: number): EncodedRecord {
    const length = this.reader.blockLength()
    const from = this.reader.position
    const key = this.reader.float()
    const text = this.reader.bytes(this.reader.uint())
    this.reader.position = from + length
    return { level, bytes: this.reader.buf, from, to: from + length, key, text }
  }

  /** After the last record of a group. */
  close(): void {
    this.start()
  }

  /** Reads groups that stand alone. */
  static of(bytes: Uint8Array): GroupReader {
    return new GroupReader(new ByteReader(bytes)).start()
  }
}

/** Reads an encoded summary: totals, and the signatures of its events group by group. */
export class SummaryReader extends GroupReader {
  readonly totals: SummaryTotals
  /** Encoded: see sessions.ts. */
  readonly sessions: Uint8Array
  /** Encoded groups of the lines that continue an event, for GroupReader.of; `events` of a record are its lines. */
  readonly continuations: Uint8Array
  /** Encoded: see trouble/runEnds.ts. */
  readonly runEnds: Uint8Array
  /** Events of each good run that was merged into it, by its number; none if they were not told apart (see goodRuns.ts). */
  readonly runs: ReadonlyMap<number, number>
  /** What stands behind them. */
  readonly groups: Uint8Array

  constructor(bytes: Uint8Array) {
    const reader = new ByteReader(bytes)
    super(reader)
    if (reader.byte() !== VERSION) throw new RangeError('not a summary of this engine version')
    this.totals = { lines: reader.uint(), events: reader.uint(), firstTimeMs: reader.float(), lastTimeMs: reader.float(), zonedTimes: reader.uint(), zonelessTimes: reader.uint(), openLine: reader.uint(), lastLine: reader.uint(), dates: readDates(reader), fittingLines: reader.uint() }
    this.sessions = reader.bytes(reader.uint())
    this.continuations = reader.bytes(reader.uint())
    this.runEnds = reader.bytes(reader.uint())
    this.runs = readRuns(reader)
    this.groups = bytes.subarray(reader.position)
    this.start()
  }
}

/** What stands before the groups, beside the totals: encoded sections, and events by good run. */
export interface SummarySections {
  sessions: Uint8Array
  continuations: Uint8Array
  runEnds: Uint8Array
  runs: ReadonlyMap<number, number>
}

/** Layout of what stands before the groups: version, totals; sessions, continuations and ends of a run with their lengths; good runs. */
export function writeTotals(out: ByteWriter, totals: SummaryTotals, { sessions, continuations, runEnds, runs }: SummarySections): void {
  out.byte(VERSION)
  out.uint(totals.lines)
  out.uint(totals.events)
  out.float(totals.firstTimeMs)
  out.float(totals.lastTimeMs)
  out.uint(totals.zonedTimes)
  out.uint(totals.zonelessTimes)
  out.uint(totals.openLine)
  out.uint(totals.lastLine)
  writeDates(out, totals.dates)
  out.uint(totals.fittingLines)
  for (const section of [sessions, continuations, runEnds]) {
    out.uint(section.length)
    out.bytes(section)
  }
  writeRuns(out, runs)
}

/** Layout: how many, each its number and its events, in ascending order. */
export function writeRuns(out: ByteWriter, runs: ReadonlyMap<number, number>): void {
  out.byte(runs.size)
  for (const [run, events] of [...runs].sort((a, b) => a[0] - b[0])) {
    out.byte(run)
    out.uint(events)
  }
}

function readRuns(reader: ByteReader): Map<number, number> {
  const runs = new Map<number, number>()
  for (let n = reader.byte(); n > 0; n--) runs.set(reader.byte(), reader.uint())
  return runs
}

/** Layout: lines, 0 for none; lowest and highest of each part; for each order impossible and future dates, first and last day. */
function writeDates(out: ByteWriter, dates: DateEvidence | null): void {
  out.uint(dates?.lines ?? 0)
  if (!dates) return
  for (const part of [...dates.lowest, ...dates.highest]) out.uint(part)
  for (const { impossible, future, lowestDay, highestDay } of dates.readings) {
    out.uint(impossible)
    out.uint(future)
    out.float(lowestDay)
    out.float(highestDay)
  }
}

function readDates(reader: ByteReader): DateEvidence | null {
  const lines = reader.uint()
  if (lines === 0) return null
  const parts = (): DateEvidence['lowest'] => [reader.uint(), reader.uint(), reader.uint()]
  const dates = { ...emptyEvidence(DATE_ORDERS), lines, lowest: parts(), highest: parts() }
  for (const reading of dates.readings) Object.assign(reading, { impossible: reader.uint(), future: reader.uint(), lowestDay: reader.float(), highestDay: reader.float() })
  return dates
}

function readLines(reader: ByteReader, count: number, base: number): number[] {
  const lines: number[] = []
  let line = base
  for (let n = Math.min(count, LINES_KEPT); n > 0; n--) lines.push(line += reader.uint())
  return lines
}

/**
 * Layout of a record, in a block: key, text; lowest line (the base of all others), events, lines, last line, further lowest lines;
 * severities with counts and lines; good runs; times; slots; sources, each a role and a slot. Lines of a list are differences, the first from the base.
 */
function readRecord(reader: ByteReader): SignatureRecord {
  const key = reader.float()
  const text = reader.bytes(reader.uint())
  const base = reader.uint()
  const events = reader.uint()
  const linesCovered = reader.uint()
  const lastLine = base + reader.uint()
  const lines = [base, ...readLines(reader, Math.min(events, LINES_KEPT) - 1, base)]
  const severities = new Map<number, ValueCount>()
  for (let n = reader.byte(); n > 0; n--) {
    const severity = reader.byte()
    const count = reader.uint()
    severities.set(severity, { count, lines: readLines(reader, count, base) })
  }
  const runs = readRuns(reader)
  const times = readBuckets(reader, base)
  const slots: Slot[] = []
  for (let n = reader.byte(); n > 0; n--) slots.push(readSlot(reader, base))
  const sources = new Map<number, Slot>()
  for (let n = reader.byte(); n > 0; n--) sources.set(reader.byte(), readSlot(reader, base))
  return { key, text, events, linesCovered, lastLine, lines, severities, runs, times, slots, sources }
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
