import type { ByteReader, ByteWriter } from './bytes'
import { BinFold } from './BinFold'
import { ExtremeFold } from './ExtremeFold'
import { KeptLines } from './KeptLines'
import { LevelFold } from './levelFold'
import { binOf } from '../tokens/numbers'
import {
  bytesOfText, FEW, FROM_RUNS, LINES_KEPT, MANY, mergeOrigins, originOf, textOfBytes, UNKNOWN_ORIGIN, VALUES_MAX,
  writeNumber, writeText, type Slot, type SlotValue, type ValueCount,
} from './slots'

const INDEX_SIZE = 256
const NONE = -1

/** Joins slots, encoded or built, into one: commutative and associative, in flat arrays that are used again. */
export class SlotFold {
  private observations = 0
  private dimensions = 0
  private hasValues = true
  private size = 0
  private readonly index = new Int16Array(INDEX_SIZE).fill(NONE)
  /** Per value: its place in the index; the number, or NaN and where its text stands; count, lowest lines. */
  private readonly at = new Int16Array(VALUES_MAX + 1)
  private readonly number = new Float64Array(VALUES_MAX + 1)
  private readonly text: Uint8Array[] = []
  private readonly from = new Int32Array(VALUES_MAX + 1)
  private readonly to = new Int32Array(VALUES_MAX + 1)
  private readonly counts = new Float64Array(VALUES_MAX + 1)
  private readonly lines = new KeptLines(VALUES_MAX + 1)
  /** Where values come from, as `origin` of a ValueCount; unless one is known, none is written. */
  private readonly origins = new Uint8Array(VALUES_MAX + 1)
  private hasOrigins = false
  /** Of a value that is not kept. */
  private readonly spare = new KeptLines(1)
  private readonly levels = new LevelFold()
  private numbers = 0
  private readonly bins = new BinFold()
  private readonly lowest = new ExtremeFold(-1)
  private readonly highest = new ExtremeFold(1)

  clear(): void {
    this.dropValues()
    this.text.length = 0
    this.hasValues = true
    this.hasOrigins = false
    this.observations = this.dimensions = this.numbers = 0
    this.levels.clear()
    this.bins.clear()
    this.lowest.clear()
    this.highest.clear()
  }

  /** Adds a built slot, which stays as it is. */
  add(slot: Slot): void {
    this.observations += slot.observations
    this.dimensions |= slot.dimensions
    this.levels.addAll(slot.levels)
    if (slot.values) {
      for (const [value, counted] of slot.values) this.addValue(value, counted)
      return
    }
    this.giveUp()
    this.numbers += slot.numbers
    this.bins.addAll(slot.bins, slot.shift)
    this.lowest.addAll(slot.lowest)
    this.highest.addAll(slot.highest)
  }

  /** What was joined, built. */
  slot(): Slot {
    return {
      observations: this.observations,
      dimensions: this.dimensions,
      levels: this.levels.levels(),
      values: this.hasValues ? this.builtValues() : null,
      numbers: this.numbers,
      ...this.bins.bins(),
      lowest: this.lowest.extremes(),
      highest: this.highest.extremes(),
    }
  }

  private builtValues(): Map<SlotValue, ValueCount> {
    const values = new Map<SlotValue, ValueCount>()
    for (let row = 0; row < this.size; row++) {
      const number = this.number[row]
      const value = Number.isNaN(number) ? textOfBytes(this.text[row].subarray(this.from[row], this.to[row])) : number
      const origin = this.hasOrigins ? { origin: this.origins[row] } : {}
      values.set(value, { count: this.counts[row], lines: this.lines.listOf(row), ...origin })
    }
    return values
  }

  /** Adds the slot that comes next in `reader`. Its bytes must stay as they are until the fold is written. */
  read(reader: ByteReader, baseLine: number): void {
    this.observations += reader.uint()
    this.dimensions |= reader.uint()
    this.levels.read(reader, baseLine)
    const form = reader.byte()
    if (form !== MANY) {
      this.hasOrigins ||= form === FROM_RUNS
      for (let n = reader.uint(); n > 0; n--) this.readValue(reader, baseLine, form === FROM_RUNS)
      return
    }
    this.giveUp()
    this.numbers += reader.uint()
    this.bins.read(reader)
    this.lowest.read(reader, baseLine)
    this.highest.read(reader, baseLine)
  }

  write(out: ByteWriter, baseLine: number): void {
    out.uint(this.observations)
    out.uint(this.dimensions)
    this.levels.write(out, baseLine)
    if (this.hasValues) {
      out.byte(this.hasOrigins ? FROM_RUNS : FEW)
      out.uint(this.size)
      for (let row = 0; row < this.size; row++) {
        const number = this.number[row]
        if (number === number) writeNumber(out, number) // NaN marks a text
        else writeText(out, this.text[row].subarray(this.from[row], this.to[row]))
        out.uint(this.counts[row])
        if (this.hasOrigins) out.byte(this.origins[row])
        this.lines.write(out, row, baseLine)
      }
      return
    }
    out.byte(MANY)
    out.uint(this.numbers)
    this.bins.write(out)
    this.lowest.write(out, baseLine)
    this.highest.write(out, baseLine)
  }

  /** Says of all values that they come from one good run. */
  assign(run: number): void {
    if (!this.hasValues) return
    this.origins.fill(originOf(run), 0, this.size)
    this.hasOrigins = this.size > 0
  }

  private readValue(reader: ByteReader, baseLine: number, hasOrigin: boolean): void {
    const head = reader.uint()
    let number = Number.NaN
    let from = 0, to = 0
    if (head % 2 === 1) {
      from = reader.position
      to = reader.position += (head - 1) / 2
    }
    else {
      const zigzag = head / 2
      number = zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2
    }
    const count = reader.uint()
    const origin = hasOrigin ? reader.byte() : UNKNOWN_ORIGIN
    if (!this.hasValues) {
      if (number === number) {
        this.spare.clear(0)
        this.spare.read(0, reader, count, baseLine)
        this.addNumber(number, count, this.spare, 0)
      }
      else for (let n = Math.min(count, LINES_KEPT); n > 0; n--) reader.skipUint()
      return
    }
    const row = number === number ? this.rowOfNumber(number) : this.rowOfText(reader.buf, from, to)
    this.lines.read(row, reader, count, baseLine)
    this.countValue(row, count, origin)
  }

  private addValue(value: SlotValue, { count, lines, origin }: ValueCount): void {
    if (!this.hasValues) {
      if (typeof value !== 'number') return
      this.spare.clear(0)
      this.spare.keepAll(0, lines)
      this.addNumber(value, count, this.spare, 0)
      return
    }
    this.hasOrigins ||= origin !== undefined
    const bytes = typeof value === 'number' ? null : bytesOfText(value)
    const row = bytes ? this.rowOfText(bytes, 0, bytes.length) : this.rowOfNumber(Number(value))
    this.lines.keepAll(row, lines)
    this.countValue(row, count, origin ?? UNKNOWN_ORIGIN)
  }

  private countValue(row: number, count: number, origin: number): void {
    this.counts[row] += count
    this.origins[row] = mergeOrigins(this.origins[row], origin)
    if (this.size > VALUES_MAX) this.giveUp()
  }

  private rowOfNumber(number: number): number {
    let at = Math.imul(number | 0, 0x9E3779B1) >>> 24
    for (let row = this.index[at]; row !== NONE; row = this.index[at = (at + 1) % INDEX_SIZE]) if (this.number[row] === number) return row
    return this.open(at, number)
  }

  private rowOfText(buf: Uint8Array, from: number, to: number): number {
    let hash = to - from
    for (let p = from; p < to; p++) hash = Math.imul(hash, 31) + buf[p] | 0
    let at = Math.imul(hash, 0x9E3779B1) >>> 24
    for (let row = this.index[at]; row !== NONE; row = this.index[at = (at + 1) % INDEX_SIZE]) if (this.isText(row, buf, from, to)) return row
    const row = this.open(at, Number.NaN)
    this.text[row] = buf
    this.from[row] = from
    this.to[row] = to
    return row
  }

  private isText(row: number, buf: Uint8Array, from: number, to: number): boolean {
    const start = this.from[row]
    if (this.number[row] === this.number[row] || this.to[row] - start !== to - from) return false
    const own = this.text[row]
    for (let i = 0; i < to - from; i++) if (own[start + i] !== buf[from + i]) return false
    return true
  }

  private open(at: number, number: number): number {
    const row = this.size++
    this.index[at] = row
    this.at[row] = at
    this.number[row] = number
    this.counts[row] = 0
    this.origins[row] = UNKNOWN_ORIGIN
    this.lines.clear(row)
    return row
  }

  private dropValues(): void {
    for (let row = 0; row < this.size; row++) this.index[this.at[row]] = NONE
    this.size = 0
  }

  /** Gives up exact values for a histogram and extremes. */
  private giveUp(): void {
    if (!this.hasValues) return
    this.hasValues = false
    for (let row = 0; row < this.size; row++) {
      const number = this.number[row]
      if (number === number) this.addNumber(number, this.counts[row], this.lines, row)
    }
    this.dropValues()
  }

  /** Counts a number whose lines are a row of `lines`. */
  private addNumber(number: number, count: number, lines: KeptLines, row: number): void {
    this.numbers += count
    this.bins.add(binOf(number), 0, count)
    this.lowest.addFrom(number, count, lines, row)
    this.highest.addFrom(number, count, lines, row)
  }
}
