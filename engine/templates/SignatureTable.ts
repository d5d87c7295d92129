import type { HeaderReader } from '../reading/layout/header'
import { RowTable, SecondRows, SlotTable } from '../summary/chunkTables'
import { grow, int32, uint8 } from '../summary/grow'
import { NOT_A_NUMBER, thousandthsOf } from '../tokens/numbers'
import { NO_QUANTITY, NUMBER } from '../tokens/units'
import type { LineValues } from '../tokens/LineValues'

const NUMBER_MAX_BYTES = 24
const NONE = -1

/** The signatures of one chunk: their events, severities, times and values; an instance is used for chunk after chunk. */
export class SignatureTable {
  readonly keys = new RowTable()
  readonly slots = new SlotTable()
  readonly seconds = new SecondRows()
  /** Per signature: events, lines, first and last line (index in the chunk), its second and third line. */
  events = new Int32Array(1 << 12)
  lines = new Int32Array(1 << 12)
  firstLine = new Int32Array(1 << 12)
  secondLine = new Int32Array(1 << 12)
  thirdLine = new Int32Array(1 << 12)
  lastLine = new Int32Array(1 << 12)
  /** Per signature: its first slot, and the slots of its values; those of its sources follow them. */
  firstSlot = new Int32Array(1 << 12)
  slotCount = new Uint8Array(1 << 12)
  /** Severity of its first event, how many share it, their second and third line. */
  severity = new Uint8Array(1 << 12)
  severityEvents = new Int32Array(1 << 12)
  severitySecond = new Int32Array(1 << 12)
  severityThird = new Int32Array(1 << 12)
  /** Events with another severity: a slot per signature, -1 while there is none. */
  severitySlot = new Int32Array(1 << 12)
  /** 1: some of its events are part of a session. */
  isInSession = new Uint8Array(1 << 12)

  /** @param firstLine number of the chunk's first line. */
  clear(firstLine: number): void {
    this.keys.clear()
    this.slots.clear(firstLine)
    this.seconds.clear()
  }

  /**
   * The row of the signature with this hash, for an event that `add` counts.
   * @param values places of its values. @param sources places of who wrote it.
   */
  row(lane1: number, lane2: number, values: number, sources: number): number {
    const before = this.keys.size
    const row = this.keys.row(lane1, lane2)
    if (row < before) return row
    if (row === this.events.length) this.grow()
    this.events[row] = 0
    this.lines[row] = 0
    this.slotCount[row] = values
    this.firstSlot[row] = this.slots.open(values + sources)
    this.severityEvents[row] = 0
    this.severitySlot[row] = NONE
    this.isInSession[row] = 0
    this.seconds.open(row)
    return row
  }

  /** Counts an event of a signature, with the severity and the time that the header states. */
  add(row: number, header: HeaderReader, line: number): void {
    const { severity, timeMs } = header
    const events = ++this.events[row]
    if (events === 1) {
      this.firstLine[row] = line
      this.severity[row] = severity
    }
    else if (events === 2) this.secondLine[row] = line
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
    this.lastLine[row] = line
    if (timeMs === timeMs) this.seconds.add(row, Math.floor(timeMs / 1000), line) // not NaN
  }

  /** Counts the values of an event, which are places of the text `buf`. */
  addValues(row: number, values: LineValues, buf: Uint8Array, line: number): void {
    const first = this.firstSlot[row]
    for (let i = 0; i < values.size; i++) {
      const from = values.from[i], to = values.to[i]
      const measured = values.dimension[i]
      const dimension = measured === NO_QUANTITY ? NUMBER : measured
      let number = NOT_A_NUMBER
      if (measured !== NO_QUANTITY) number = values.number[i]
      else if (to - from <= NUMBER_MAX_BYTES) number = thousandthsOf(buf, from, to)
      this.slots.add(first + values.place[i], number, dimension, values.hash1[i], values.hash2[i], from, to, line)
    }
  }

  private grow(): void {
    this.events = grow(this.events, int32)
    this.lines = grow(this.lines, int32)
    this.firstLine = grow(this.firstLine, int32)
    this.secondLine = grow(this.secondLine, int32)
    this.thirdLine = grow(this.thirdLine, int32)
    this.lastLine = grow(this.lastLine, int32)
    this.firstSlot = grow(this.firstSlot, int32)
    this.slotCount = grow(this.slotCount, uint8)
    this.severity = grow(this.severity, uint8)
    this.severityEvents = grow(this.severityEvents, int32)
    this.severitySecond = grow(this.severitySecond, int32)
    this.severityThird = grow(this.severityThird, int32)
    this.severitySlot = grow(this.severitySlot, int32)
    this.isInSession = grow(this.isInSession, uint8)
  }
}
