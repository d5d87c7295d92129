import type { ByteReader, ByteWriter } from './bytes'
import { writeRuns } from './summary'
import { BucketFold } from './bucketFold'
import { coarseText } from '../templates/signature'
import { KeptLines } from './KeptLines'
import { SlotFold } from './slotFold'
import { LINES_KEPT } from './slots'

const SEVERITIES = 256
const NO_TEXT = new Uint8Array(0)

/** Joins encoded records of one signature (see summary.ts) into one without building them, in flat arrays that are used again. */
export class RecordFold {
  private events = 0
  private linesCovered = 0
  private lastLine = 0
  private readonly lines = new KeptLines(1)
  private text: Uint8Array = NO_TEXT
  /** Severities in order of their coming. */
  private readonly severities: number[] = []
  private readonly severityCount = new Float64Array(SEVERITIES)
  private readonly severityLines = new KeptLines(SEVERITIES)
  /** Events by good run. */
  private readonly runs = new Map<number, number>()
  private readonly times = new BucketFold()
  private readonly slots: SlotFold[] = []
  private slotCount = 0
  /** By the code of the header's column, in order of their coming. */
  private readonly sources = new Map<number, SlotFold>()
  /** Folds that are used again. */
  private readonly spare: SlotFold[] = []

  clear(): void {
    this.events = this.linesCovered = this.lastLine = 0
    this.lines.clear(0)
    for (const severity of this.severities) {
      this.severityCount[severity] = 0
      this.severityLines.clear(severity)
    }
    this.severities.length = 0
    this.runs.clear()
    this.times.clear()
    for (let i = 0; i < this.slotCount; i++) this.slots[i].clear()
    this.slotCount = 0
    for (const source of this.sources.values()) {
      source.clear()
      this.spare.push(source)
    }
    this.sources.clear()
  }

  /**
   * Adds the record that begins at `reader`'s position; of one that is finer than what is written, the slots are left out.
   * Its bytes must stay as they are until the fold is written.
   */
  read(reader: ByteReader, withSlots: boolean): void {
    reader.float()
    const text = reader.bytes(reader.uint())
    const base = reader.uint()
    // cut texts may differ; the lowest line's stands, and of several logs' the lower text
    const lowest = this.lines.sizeOf(0) === 0 ? Number.POSITIVE_INFINITY : this.lines.lowestOf(0)
    if (base < lowest || (base === lowest && isLower(text, this.text))) this.text = text
    const events = reader.uint()
    this.events += events
    this.linesCovered += reader.uint()
    this.lastLine = Math.max(this.lastLine, base + reader.uint())
    this.lines.keep(0, base)
    this.lines.read(0, reader, Math.min(events, LINES_KEPT) - 1, base)
    for (let n = reader.byte(); n > 0; n--) this.readSeverity(reader, base)
    for (let n = reader.byte(); n > 0; n--) {
      const run = reader.byte()
      this.runs.set(run, (this.runs.get(run) ?? 0) + reader.uint())
    }
    this.times.read(reader, base)
    if (!withSlots) return
    this.slotCount = Math.max(this.slotCount, reader.byte())
    for (let i = 0; i < this.slotCount; i++) (this.slots[i] ??= new SlotFold()).read(reader, base)
    for (let n = reader.byte(); n > 0; n--) this.sourceOf(reader.byte()).read(reader, base)
  }

  /** Says of all that was read that it comes from one good run. */
  assign(run: number): void {
    this.runs.clear()
    this.runs.set(run, this.events)
    for (let i = 0; i < this.slotCount; i++) this.slots[i].assign(run)
    for (const source of this.sources.values()) source.assign(run)
  }

  private sourceOf(role: number): SlotFold {
    const known = this.sources.get(role)
    if (known) return known
    const fold = this.spare.pop() ?? new SlotFold()
    this.sources.set(role, fold)
    return fold
  }

  /** Writes the record under its key, its text as coarse as `level`. */
  write(out: ByteWriter, key: number, level: number): void {
    const base = this.lines.lowestOf(0)
    const text = coarseText(this.text, level)
    out.float(key)
    out.uint(text.length)
    out.bytes(text)
    out.uint(base)
    out.uint(this.events)
    out.uint(this.linesCovered)
    out.uint(this.lastLine - base)
    this.lines.write(out, 0, base, 1)
    out.byte(this.severities.length)
    for (const severity of this.severities) {
      out.byte(severity)
      out.uint(this.severityCount[severity])
      this.severityLines.write(out, severity, base)
    }
    writeRuns(out, this.runs)
    this.times.write(out, base)
    out.byte(this.slotCount)
    for (let i = 0; i < this.slotCount; i++) this.slots[i].write(out, base)
    out.byte(this.sources.size)
    for (const [role, source] of this.sources) {
      out.byte(role)
      source.write(out, base)
    }
  }

  private readSeverity(reader: ByteReader, base: number): void {
    const severity = reader.byte()
    const count = reader.uint()
    if (this.severityCount[severity] === 0) this.severities.push(severity)
    this.severityCount[severity] += count
    this.severityLines.read(severity, reader, count, base)
  }
}

/** Bytewise, a text before those that it begins. */
function isLower(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] < b[i]
  return a.length < b.length
}
