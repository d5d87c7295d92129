import type { ByteReader, ByteWriter } from './bytes'
import { BINS_MAX } from './slots'

/** Bins lie within ±this: thousandths stay below 2^50. */
const BIN_LIMIT = 2048

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

  /** Adds the bins that come next in `reader`. */
  read(reader: ByteReader): void {
    const shift = reader.byte()
    let bin = 0
    for (let n = reader.uint(); n > 0; n--) this.add(bin += reader.int(), shift, reader.uint())
  }

  /** Adds built bins, which stay as they are. */
  addAll(bins: ReadonlyMap<number, number>, shift: number): void {
    for (const [bin, count] of bins) this.add(bin, shift, count)
  }

  /** The bins at the resolution at which they are written, ascending. */
  bins(): { shift: number, bins: Map<number, number> } {
    this.limit()
    const bins = new Map<number, number>()
    for (let bin = this.min; bin <= this.max; bin++) {
      const count = this.counts[bin + BIN_LIMIT]
      if (count > 0) bins.set(bin, count)
    }
    return { shift: this.shift, bins }
  }

  /** Writes shift, size, and the bins in ascending order as differences. */
  write(out: ByteWriter): void {
    this.limit()
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

  private limit(): void {
    while (this.distinct > BINS_MAX) this.coarsen(this.shift + 1)
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
