import type { ByteReader, ByteWriter } from './bytes'
import { LevelFold } from './levelFold'
import { binOf } from '../tokens/numbers'
import { BINS_MAX, EXTREMES_MAX, FEW, FROM_RUNS, LINES_KEPT, MANY, mergeOrigins, originOf, UNKNOWN_ORIGIN, VALUES_MAX, writeNumber, writeText } from './slots'

/** Bins lie within ±this: thousandths stay below 2^50. */
const BIN_LIMIT = 2048
const INDEX_SIZE = 256
const NONE = -1

/** Puts a line into the ascending lines at `from`, of which there are `size`, keeping the lowest LINES_KEPT; their number then. */
export function keepLine(lines: Float64Array, from: number, size: number, line: number): number {
  let at = size
  while (at > 0 && lines[from + at - 1] > line) at--
  if (at === LINES_KEPT) return size
  const last = Math.min(size, LINES_KEPT - 1)
  for (let i = last; i > at; i--) lines[from + i] = lines[from + i - 1]
  lines[from + at] = line
  return last + 1
}

/** Writes kept lines as differences, the first from `base`. */
export function writeKept(out: ByteWriter, lines: Float64Array, from: number, size: number, base: number): void {
  let last = base
  for (let i = from; i < from + size; i++) {
    out.uint(lines[i] - last)
    last = lines[i]
  }
}

/** A logarithmic histogram as one dense array; its resolution halves while it has more than BINS_MAX bins. */
export class BinFold {
  private counts = new Float64Array(2 * BIN_LIMIT)
  private spare = new Float64Array(2 * BIN_LIMIT)
  private min = BIN_LIMIT
  private max = -BIN_LIMIT
  private distinct = 0
  private shift = 0

  clear(): void {
    if (this.max >= this.min) this.counts.fill(0, this.min + BIN_LIMIT, this.max + BIN_LIMIT + 1)
    this.min = BIN_LIMIT
    this.max = -BIN_LIMIT
    this.distinct = this.shift = 0
  }

  /** Adds `count` to a bin of the resolution `shift`. */
  add(bin: number, shift: number, count: number): void {
    if (shift > this.shift) this.coarsen(shift)
    const own = bin >> (this.shift - shift)
    const at = own + BIN_LIMIT
    if (this.counts[at] === 0) {
      this.distinct++
      if (own < this.min) this.min = own
      if (own > this.max) this.max = own
    }
    this.counts[at] += count
  }

  /** Writes shift, size, and the bins in ascending order as differences. */
  write(out: ByteWriter): void {
    while (this.distinct > BINS_MAX) this.coarsen(this.shift + 1)
    out.byte(this.shift)
    out.uint(this.distinct)
    let last = 0
    for (let bin = this.min; bin <= this.max; bin++) {
      const count = this.counts[bin + BIN_LIMIT]
      if (count === 0) continue
      out.int(bin - last)
      out.uint(count)
      last = bin
    }
  }

  private coarsen(shift: number): void {
    const [from, to, before] = [this.min, this.max, this.shift]
    const fine = this.counts
    this.counts = this.spare
    this.spare = fine
    this.min = BIN_LIMIT
    this.max = -BIN_LIMIT
    this.distinct = 0
    this.shift = shift
    for (let bin = from; bin <= to; bin++) {
      const count = fine[bin + BIN_LIMIT]
      if (count > 0) this.add(bin, before, count)
    }
    if (to >= from) fine.fill(0, from + BIN_LIMIT, to + BIN_LIMIT + 1)
  }
}

/** The most extreme values of one side, most extreme first. */
class ExtremeFold {
  private readonly values = new Float64Array(EXTREMES_MAX)
  private readonly counts = new Float64Array(EXTREMES_MAX)
  private readonly lines = new Float64Array(EXTREMES_MAX * LINES_KEPT)
  private readonly linesKept = new Uint8Array(EXTREMES_MAX)
  private size = 0

  constructor(private readonly sign: 1 | -1) {}

  clear(): void {
    this.size = 0
  }

  /** Counts a value, of which keepLine is then to be told the lines; its row, NONE if it is not extreme enough. */
  add(value: number, count: number): number {
    const { values, counts, lines, linesKept, sign } = this
    let at = this.size
    if (at === EXTREMES_MAX && (values[at - 1] - value) * sign > 0) return NONE
    while (at > 0 && (values[at - 1] - value) * sign < 0) at--
    if (at > 0 && values[at - 1] === value) {
      counts[at - 1] += count
      return at - 1
    }
    if (at === EXTREMES_MAX) return NONE
    const last = Math.min(this.size, EXTREMES_MAX - 1)
    for (let i = last; i > at; i--) {
      values[i] = values[i - 1]
      counts[i] = counts[i - 1]
      linesKept[i] = linesKept[i - 1]
    }
    lines.copyWithin((at + 1) * LINES_KEPT, at * LINES_KEPT, last * LINES_KEPT)
    values[at] = value
    counts[at] = count
    linesKept[at] = 0
    this.size = last + 1
    return at
  }

  keepLine(row: number, line: number): void {
    if (row !== NONE) this.linesKept[row] = keepLine(this.lines, row * LINES_KEPT, this.linesKept[row], line)
  }

  read(reader: ByteReader, baseLine: number): void {
    for (let n = reader.uint(); n > 0; n--) {
      const value = reader.int()
      const count = reader.uint()
      const row = this.add(value, count)
      let line = baseLine
      for (let i = Math.min(count, LINES_KEPT); i > 0; i--) this.keepLine(row, line += reader.uint())
    }
  }

  write(out: ByteWriter, baseLine: number): void {
    out.uint(this.size)
    for (let i = 0; i < this.size; i++) {
      out.int(this.values[i])
      out.uint(this.counts[i])
      writeKept(out, this.lines, i * LINES_KEPT, this.linesKept[i], baseLine)
    }
  }
}

/** Joins encoded slots into one without building them: the same law as mergeSlots, in flat arrays that are used again. */
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
  private readonly lines = new Float64Array((VALUES_MAX + 1) * LINES_KEPT)
  private readonly linesKept = new Uint8Array(VALUES_MAX + 1)
  /** Where values come from, as `origin` of a ValueCount; unless one is known, none is written. */
  private readonly origins = new Uint8Array(VALUES_MAX + 1)
  private hasOrigins = false
  private readonly spare = new Float64Array(LINES_KEPT)
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

  /** Adds the slot that stands next in `reader`. Its bytes must stay as they are until the fold is written. */
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
    const shift = reader.byte()
    let bin = 0
    for (let n = reader.uint(); n > 0; n--) this.bins.add(bin += reader.int(), shift, reader.uint())
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
        writeKept(out, this.lines, row * LINES_KEPT, this.linesKept[row], baseLine)
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
    const kept = Math.min(count, LINES_KEPT)
    if (!this.hasValues && number !== number) {
      for (let i = 0; i < kept; i++) reader.skipUint()
      return
    }
    if (!this.hasValues) {
      let line = baseLine
      for (let i = 0; i < kept; i++) this.spare[i] = line += reader.uint()
      this.addNumber(number, count, this.spare, 0, kept)
      return
    }
    const row = number === number ? this.rowOfNumber(number) : this.rowOfText(reader.buf, from, to)
    this.counts[row] += count
    this.origins[row] = mergeOrigins(this.origins[row], origin)
    let line = baseLine
    for (let i = 0; i < kept; i++) this.linesKept[row] = keepLine(this.lines, row * LINES_KEPT, this.linesKept[row], line += reader.uint())
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
    this.linesKept[row] = 0
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
      if (number === number) this.addNumber(number, this.counts[row], this.lines, row * LINES_KEPT, this.linesKept[row])
    }
    this.dropValues()
  }

  /** Counts a number whose kept lines are the `kept` at `from`. */
  private addNumber(number: number, count: number, lines: Float64Array, from: number, kept: number): void {
    this.numbers += count
    this.bins.add(binOf(number), 0, count)
    for (const extremes of [this.lowest, this.highest]) {
      const row = extremes.add(number, count)
      for (let i = from; i < from + kept; i++) extremes.keepLine(row, lines[i])
    }
  }
}
