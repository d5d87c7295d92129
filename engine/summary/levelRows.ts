import type { ByteWriter } from './bytes'
import { float64, grow, int32, uint8 } from './grow'
import { LEVELS_MAX } from './levels'

const NONE = -1
/** Chunks lie so many lines apart at most that cells of a chunk are told apart by what is left of its first line. */
const PHASE_LINES = 2 ** 30

/** How the numbers of each slot of one chunk run through its lines: as LevelFold joins them, a number at a time. */
export class LevelRows {
  private phase = 0
  /** Per slot: length of its cells, how many there are, the first and the last. */
  private shift = new Uint8Array(1 << 10)
  private cells = new Uint8Array(1 << 10)
  private first = new Int32Array(1 << 10)
  private last = new Int32Array(1 << 10)
  /** Per cell: lowest line in the chunk, numbers, sum of their bins, the slot's next cell. */
  private line = new Int32Array(1 << 12)
  private count = new Int32Array(1 << 12)
  private sum = new Float64Array(1 << 12)
  private next = new Int32Array(1 << 12)
  private size = 0

  /** @param firstLine of the chunk. */
  clear(firstLine: number): void {
    this.size = 0
    this.phase = firstLine % PHASE_LINES
  }

  /** Makes room for slots `from` … `to - 1`. */
  open(from: number, to: number): void {
    while (to > this.first.length) {
      this.shift = grow(this.shift, uint8)
      this.cells = grow(this.cells, uint8)
      this.first = grow(this.first, int32)
      this.last = grow(this.last, int32)
    }
    this.shift.fill(0, from, to)
    this.cells.fill(0, from, to)
    this.last.fill(NONE, from, to)
  }

  /** Counts a number of this bin. @param line in the chunk, no lower than the slot's last one. */
  add(slot: number, bin: number, line: number): void {
    const last = this.last[slot]
    if (last !== NONE && (this.phase + this.line[last] ^ this.phase + line) >> this.shift[slot] === 0) {
      this.count[last]++
      this.sum[last] += bin
      return
    }
    const row = this.size++
    if (row === this.line.length) {
      this.line = grow(this.line, int32)
      this.count = grow(this.count, int32)
      this.sum = grow(this.sum, float64)
      this.next = grow(this.next, int32)
    }
    this.line[row] = line
    this.count[row] = 1
    this.sum[row] = bin
    this.next[row] = NONE
    this.last[slot] = row
    if (last === NONE) this.first[slot] = row
    else this.next[last] = row
    if (++this.cells[slot] > LEVELS_MAX) this.coarsen(slot)
  }

  /** Writes the levels of a slot as readLevels wants them. @param base in the chunk. */
  write(out: ByteWriter, slot: number, base: number): void {
    const size = this.cells[slot]
    out.uint(size)
    if (size === 0) return
    out.byte(this.shift[slot])
    let last = base
    for (let row = this.first[slot]; row !== NONE; row = this.next[row]) {
      out.uint(this.line[row] - last)
      out.uint(this.count[row])
      out.int(this.sum[row])
      last = this.line[row]
    }
  }

  private coarsen(slot: number): void {
    while (this.cells[slot] > LEVELS_MAX) {
      const shift = ++this.shift[slot]
      let kept = this.first[slot]
      for (let row = this.next[kept]; row !== NONE; row = this.next[row]) {
        if ((this.phase + this.line[kept] ^ this.phase + this.line[row]) >> shift === 0) {
          this.count[kept] += this.count[row]
          this.sum[kept] += this.sum[row]
          this.next[kept] = this.next[row]
          this.cells[slot]--
        }
        else kept = row
      }
      this.last[slot] = kept
    }
  }
}
