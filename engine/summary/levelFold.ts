import type { ByteReader, ByteWriter } from './bytes'
import { cellOf, LEVELS_MAX } from './levels'

/** Two full lists side by side. */
const HELD_MAX = 2 * LEVELS_MAX

/** Joins encoded levels into one list without building them: the same law as mergedLevels, in flat arrays that are used again. */
export class LevelFold {
  private lines = new Float64Array(HELD_MAX)
  private counts = new Float64Array(HELD_MAX)
  private sums = new Float64Array(HELD_MAX)
  private spare = { lines: new Float64Array(HELD_MAX), counts: new Float64Array(HELD_MAX), sums: new Float64Array(HELD_MAX) }
  private size = 0
  private shift = 0

  clear(): void {
    this.size = this.shift = 0
  }

  /** Adds the levels that stand next in `reader`. */
  read(reader: ByteReader, baseLine: number): void {
    const more = reader.uint()
    if (more === 0) return
    this.shift = Math.max(this.shift, reader.byte())
    const { lines, counts, sums, size } = this
    const into = this.spare
    let own = 0
    let kept = 0
    let line = baseLine
    for (let n = more; n > 0; n--) {
      line += reader.uint()
      for (; own < size && lines[own] <= line; own++, kept++) {
        into.lines[kept] = lines[own]
        into.counts[kept] = counts[own]
        into.sums[kept] = sums[own]
      }
      into.lines[kept] = line
      into.counts[kept] = reader.uint()
      into.sums[kept++] = reader.int()
    }
    for (; own < size; own++, kept++) {
      into.lines[kept] = lines[own]
      into.counts[kept] = counts[own]
      into.sums[kept] = sums[own]
    }
    this.spare = { lines, counts, sums }
    this.lines = into.lines
    this.counts = into.counts
    this.sums = into.sums
    this.size = kept
    this.join()
    while (this.size > LEVELS_MAX) {
      this.shift++
      this.join()
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
