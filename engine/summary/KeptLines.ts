import type { ByteReader, ByteWriter } from './bytes'
import { LINES_KEPT } from './slots'

/** The lowest lines of something counted, for a fixed number of rows: ascending, at most LINES_KEPT each. */
export class KeptLines {
  private readonly lines: Float64Array
  private readonly sizes: Uint8Array

  constructor(rows: number) {
    this.lines = new Float64Array(rows * LINES_KEPT)
    this.sizes = new Uint8Array(rows)
  }

  clear(row: number): void {
    this.sizes[row] = 0
  }

  /** How many a row keeps. */
  sizeOf(row: number): number {
    return this.sizes[row]
  }

  /** The lowest line of a row that keeps one at least. */
  lowestOf(row: number): number {
    return this.lines[row * LINES_KEPT]
  }

  /** The lines of a row, as a list of its own. */
  listOf(row: number): number[] {
    return Array.from(this.lines.subarray(row * LINES_KEPT, row * LINES_KEPT + this.sizes[row]))
  }

  /** Puts a line into a row, in any order. */
  keep(row: number, line: number): void {
    const { lines } = this
    const from = row * LINES_KEPT
    const size = this.sizes[row]
    let at = size
    while (at > 0 && lines[from + at - 1] > line) at--
    if (at === LINES_KEPT) return
    const last = Math.min(size, LINES_KEPT - 1)
    for (let i = last; i > at; i--) lines[from + i] = lines[from + i - 1]
    lines[from + at] = line
    this.sizes[row] = last + 1
  }

  keepAll(row: number, lines: readonly number[]): void {
    for (const line of lines) this.keep(row, line)
  }

  /** Puts in the lines of another's row. */
  keepFrom(row: number, other: KeptLines, from: number): void {
    for (let i = 0; i < other.sizes[from]; i++) this.keep(row, other.lines[from * LINES_KEPT + i])
  }

  /** Puts in the lines that come next in `reader` for something that was counted `count` times. */
  read(row: number, reader: ByteReader, count: number, base: number): void {
    let line = base
    for (let n = Math.min(count, LINES_KEPT); n > 0; n--) this.keep(row, line += reader.uint())
  }

  /** Writes the lines of a row as differences, the first from `base`; without the lowest ones that are passed over. */
  write(out: ByteWriter, row: number, base: number, passedOver = 0): void {
    const from = row * LINES_KEPT
    let last = base
    for (let i = from + passedOver; i < from + this.sizes[row]; i++) {
      out.uint(this.lines[i] - last)
      last = this.lines[i]
    }
  }

  /** Makes room at a row: it and those behind it, up to row `to`, move one further. */
  shift(row: number, to: number): void {
    this.lines.copyWithin((row + 1) * LINES_KEPT, row * LINES_KEPT, to * LINES_KEPT)
    this.sizes.copyWithin(row + 1, row, to)
    this.sizes[row] = 0
  }
}
