import type { ByteReader, ByteWriter } from './bytes'
import { cellOf, LEVELS_MAX, type Level, type Levels } from './levels'

/** Two full lists side by side. */
const HELD_MAX = 2 * LEVELS_MAX

/**
 * Joins levels, encoded or built, into one list, in flat arrays that are used again. Commutative and associative, as how
 * long cells are depends only on which lines have numbers.
 */
export class LevelFold {
  private lines = new Float64Array(HELD_MAX)
  private counts = new Float64Array(HELD_MAX)
  private sums = new Float64Array(HELD_MAX)
  private spare = { lines: new Float64Array(HELD_MAX), counts: new Float64Array(HELD_MAX), sums: new Float64Array(HELD_MAX) }
  private size = 0
  private shift = 0
  /** While cells are put in: how many of those here are taken over, and how many there are of both. */
  private own = 0
  private kept = 0

  clear(): void {
    this.size = this.shift = 0
  }

  /** Adds the levels that come next in `reader`. */
  read(reader: ByteReader, baseLine: number): void {
    const more = reader.uint()
    if (more === 0) return
    this.begin(reader.byte())
    let line = baseLine
    for (let n = more; n > 0; n--) this.put(line += reader.uint(), reader.uint(), reader.int())
    this.end()
  }

  /** Adds built levels, which stay as they are. */
  addAll({ shift, cells }: Levels): void {
    if (cells.length === 0) return
    this.begin(shift)
    for (const { line, count, sum } of cells) this.put(line, count, sum)
    this.end()
  }

  levels(): Levels {
    const cells: Level[] = []
    for (let i = 0; i < this.size; i++) cells.push({ line: this.lines[i], count: this.counts[i], sum: this.sums[i] })
    return { shift: this.shift, cells }
  }

  /** Before cells of 2^`shift` lines are put between those that are here. */
  private begin(shift: number): void {
    this.shift = Math.max(this.shift, shift)
    this.own = this.kept = 0
  }

  /** Puts a cell behind all whose lines are not higher. Cells come in ascending order. */
  private put(line: number, count: number, sum: number): void {
    this.keepUntil(line)
    const { lines, counts, sums } = this.spare
    lines[this.kept] = line
    counts[this.kept] = count
    sums[this.kept++] = sum
  }

  private end(): void {
    this.keepUntil(Number.POSITIVE_INFINITY)
    const { lines, counts, sums } = this
    this.lines = this.spare.lines
    this.counts = this.spare.counts
    this.sums = this.spare.sums
    this.spare = { lines, counts, sums }
    this.size = this.kept
    this.join()
    while (this.size > LEVELS_MAX) {
      this.shift++
      this.join()
    }
  }

  /** Takes over the cells that are here up to a line. */
  private keepUntil(line: number): void {
    const { lines, counts, sums, size, spare } = this
    for (; this.own < size && lines[this.own] <= line; this.own++, this.kept++) {
      spare.lines[this.kept] = lines[this.own]
      spare.counts[this.kept] = counts[this.own]
      spare.sums[this.kept] = sums[this.own]
    }
  }

  /** Writes them as readLevels wants them. */
  write(out: ByteWriter, baseLine: number): void {
    out.uint(this.size)
    if (this.size > 0) out.byte(this.shift)
    let last = baseLine
    for (let i = 0; i < this.size; i++) {
      out.uint(this.lines[i] - last)
      out.uint(this.counts[i])
      out.int(this.sums[i])
      last = this.lines[i]
    }
  }

  /** Joins neighbours of one cell. */
  private join(): void {
    const { lines, counts, sums, shift } = this
    let kept = 0
    for (let i = 1; i < this.size; i++) {
      if (cellOf(lines[i], shift) === cellOf(lines[kept], shift)) {
        counts[kept] += counts[i]
        sums[kept] += sums[i]
        continue
      }
      kept++
      lines[kept] = lines[i]
      counts[kept] = counts[i]
      sums[kept] = sums[i]
    }
    this.size = kept + 1
  }
}
