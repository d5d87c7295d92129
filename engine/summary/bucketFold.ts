import type { ByteReader, ByteWriter } from './bytes'
import { BUCKETS_MAX, type Bucket, type Buckets } from './buckets'

/** Buckets that are held before equal ones are joined; below 2^12, so that a number and its place sort as one. */
const HELD_MAX = 4096
const PLACES = 4096

/** Joins time buckets, encoded or built, into one list: commutative and associative, in flat arrays that are used again. */
export class BucketFold {
  private readonly numbers: Float64Array
  private readonly counts: Float64Array
  private readonly lines: Float64Array
  private readonly order: Float64Array
  private readonly spare: readonly [Float64Array, Float64Array, Float64Array]
  private size = 0
  private shift = 0
  private isAscending = true

  /** @param held buckets that are held before equal ones are joined: more than BUCKETS_MAX, at most 4096. */
  constructor(private readonly held = HELD_MAX) {
    const array = () => new Float64Array(held)
    this.numbers = array()
    this.counts = array()
    this.lines = array()
    this.order = array()
    this.spare = [array(), array(), array()]
  }

  clear(): void {
    this.size = this.shift = 0
    this.isAscending = true
  }

  /** Adds `count` events of the bucket `number` of 2^`shift` seconds, the lowest in `line`. */
  add(number: number, shift: number, count: number, line: number): void {
    if (shift > this.shift) this.coarsen(shift)
    else if (shift < this.shift) number = Math.floor(number / 2 ** (this.shift - shift))
    const last = this.size - 1
    if (last >= 0 && this.numbers[last] === number) {
      this.counts[last] += count
      if (line < this.lines[last]) this.lines[last] = line
      return
    }
    if (this.size === this.held) {
      const own = this.shift
      this.limit()
      this.add(number, own, count, line)
      return
    }
    if (last >= 0 && this.numbers[last] > number) this.isAscending = false
    this.numbers[this.size] = number
    this.counts[this.size] = count
    this.lines[this.size++] = line
  }

  /** Adds built buckets, which stay as they are. */
  addAll({ shift, counts }: Buckets): void {
    for (const [number, { count, line }] of counts) this.add(number, shift, count, line)
    if (shift > this.shift) this.coarsen(shift)
  }

  /** The buckets, ascending; of 2^`shift` seconds at least. */
  buckets(shift = 0): Buckets {
    this.limit()
    if (shift > this.shift) this.coarsen(shift)
    const counts = new Map<number, Bucket>()
    for (let i = 0; i < this.size; i++) counts.set(this.numbers[i], { count: this.counts[i], line: this.lines[i] })
    return { shift: this.shift, counts }
  }

  /** Adds the buckets that come next in `reader`. */
  read(reader: ByteReader, baseLine: number): void {
    const shift = reader.byte()
    let number = 0
    for (let n = reader.uint(); n > 0; n--) this.add(number += reader.int(), shift, reader.uint(), baseLine + reader.uint())
  }

  /** Writes them in ascending order, as readBuckets wants them. */
  write(out: ByteWriter, baseLine: number): void {
    this.limit()
    out.byte(this.shift)
    out.uint(this.size)
    let last = 0
    for (let i = 0; i < this.size; i++) {
      out.int(this.numbers[i] - last)
      out.uint(this.counts[i])
      out.uint(this.lines[i] - baseLine)
      last = this.numbers[i]
    }
  }

  /** Sorts, joins equal ones, and makes them longer until at most BUCKETS_MAX are left. */
  private limit(): void {
    if (!this.isAscending) this.sort()
    this.join()
    while (this.size > BUCKETS_MAX) this.coarsen(this.shift + 1)
  }

  private sort(): void {
    const { order, size } = this
    for (let i = 0; i < size; i++) order[i] = this.numbers[i] * PLACES + i
    order.subarray(0, size).sort()
    const [numbers, counts, lines] = this.spare
    for (let i = 0; i < size; i++) {
      const from = order[i] - Math.floor(order[i] / PLACES) * PLACES
      numbers[i] = this.numbers[from]
      counts[i] = this.counts[from]
      lines[i] = this.lines[from]
    }
    this.numbers.set(numbers.subarray(0, size))
    this.counts.set(counts.subarray(0, size))
    this.lines.set(lines.subarray(0, size))
    this.isAscending = true
  }

  private coarsen(shift: number): void {
    const scale = 2 ** (shift - this.shift)
    for (let i = 0; i < this.size; i++) this.numbers[i] = Math.floor(this.numbers[i] / scale)
    this.shift = shift
    this.join()
  }

  /** Joins neighbours of the same number. */
  private join(): void {
    let kept = 0
    for (let i = 1; i < this.size; i++) {
      if (this.numbers[i] === this.numbers[kept]) {
        this.counts[kept] += this.counts[i]
        if (this.lines[i] < this.lines[kept]) this.lines[kept] = this.lines[i]
        continue
      }
      kept++
      this.numbers[kept] = this.numbers[i]
      this.counts[kept] = this.counts[i]
      this.lines[kept] = this.lines[i]
    }
    if (this.size > 0) this.size = kept + 1
  }
}
