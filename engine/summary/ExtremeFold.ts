import type { ByteReader, ByteWriter } from './bytes'
import { KeptLines } from './KeptLines'
import { EXTREMES_MAX, LINES_KEPT, type Extreme } from './slots'

/** The row of a value that is not extreme enough. */
const NONE = -1

/** The most extreme values of one side, most extreme first. */
export class ExtremeFold {
  private readonly values = new Float64Array(EXTREMES_MAX)
  private readonly counts = new Float64Array(EXTREMES_MAX)
  private readonly lines = new KeptLines(EXTREMES_MAX)
  private size = 0

  constructor(private readonly sign: 1 | -1) {}

  clear(): void {
    this.size = 0
  }

  /** Counts a value whose lines are a row of `lines`. */
  addFrom(value: number, count: number, lines: KeptLines, row: number): void {
    const own = this.rowOf(value, count)
    if (own !== NONE) this.lines.keepFrom(own, lines, row)
  }

  /** Adds built extremes, which stay as they are. */
  addAll(extremes: readonly Extreme[]): void {
    for (const { value, count, lines } of extremes) {
      const row = this.rowOf(value, count)
      if (row !== NONE) this.lines.keepAll(row, lines)
    }
  }

  /** Adds the extremes that come next in `reader`. */
  read(reader: ByteReader, base: number): void {
    for (let n = reader.uint(); n > 0; n--) {
      const value = reader.int()
      const count = reader.uint()
      const row = this.rowOf(value, count)
      if (row !== NONE) this.lines.read(row, reader, count, base)
      else for (let i = Math.min(count, LINES_KEPT); i > 0; i--) reader.skipUint()
    }
  }

  extremes(): Extreme[] {
    return Array.from({ length: this.size }, (_, i) => (
      { value: this.values[i], count: this.counts[i], lines: this.lines.listOf(i) }
    ))
  }

  write(out: ByteWriter, base: number): void {
    out.uint(this.size)
    for (let i = 0; i < this.size; i++) {
      out.int(this.values[i])
      out.uint(this.counts[i])
      this.lines.write(out, i, base)
    }
  }

  /** The row of a value, counted; NONE if it is not extreme enough. */
  private rowOf(value: number, count: number): number {
    const { values, counts, sign } = this
    let at = this.size
    if (at === EXTREMES_MAX && (values[at - 1] - value) * sign > 0) return NONE
    while (at > 0 && (values[at - 1] - value) * sign < 0) at--
    if (at > 0 && values[at - 1] === value) {
      counts[at - 1] += count
      return at - 1
    }
    if (at === EXTREMES_MAX) return NONE
    const last = Math.min(this.size, EXTREMES_MAX - 1)
    values.copyWithin(at + 1, at, last)
    counts.copyWithin(at + 1, at, last)
    this.lines.shift(at, last)
    values[at] = value
    counts[at] = count
    this.size = last + 1
    return at
  }
}
