import { float64, grow, int32, uint8 } from './grow'
import { EXTREMES_MAX, LINES_KEPT, VALUES_MAX } from './slots'
import { LevelRows } from './levelRows'
import { binOf } from '../tokens/numbers'

/** Slots of a signature that are looked into; further parameters only count as masked. Chosen. */
export const SLOTS_MAX = 64

const NONE = -1

function spread(a: number, b: number): number {
  let h = Math.imul(b, 0x9E3779B1) + a | 0
  h = Math.imul(h ^ (h >>> 15), 0x85EBCA6B)
  return h ^ (h >>> 13)
}

/**
 * Open-addressing table from two 32-bit lanes to a row number. Rows count from 0; the caller keeps what belongs to a row.
 */
export class RowTable {
  private index = new Int32Array(1 << 13).fill(NONE)
  private mask = (1 << 13) - 1
  lane1 = new Int32Array(1 << 12)
  lane2 = new Int32Array(1 << 12)
  size = 0

  clear(): void {
    this.size = 0
    if (this.index.length > 1 << 18) {
      this.index = new Int32Array(1 << 13)
      this.mask = (1 << 13) - 1
      this.lane1 = new Int32Array(1 << 12)
      this.lane2 = new Int32Array(1 << 12)
    }
    this.index.fill(NONE)
  }

  /** The row of the key; a new one (equal to the size before) if there was none. */
  row(a: number, b: number): number {
    let at = spread(a, b) & this.mask
    for (;;) {
      const row = this.index[at]
      if (row === NONE) break
      if (this.lane1[row] === a && this.lane2[row] === b) return row
      at = (at + 1) & this.mask
    }
    const row = this.size++
    if (row === this.lane1.length) {
      this.lane1 = grow(this.lane1, int32)
      this.lane2 = grow(this.lane2, int32)
    }
    this.lane1[row] = a
    this.lane2[row] = b
    this.index[at] = row
    if (this.size * 2 > this.index.length) this.rehash()
    return row
  }

  private rehash(): void {
    this.index = new Int32Array(this.index.length * 2).fill(NONE)
    this.mask = this.index.length - 1
    for (let row = 0; row < this.size; row++) {
      let at = spread(this.lane1[row], this.lane2[row]) & this.mask
      while (this.index[at] !== NONE) at = (at + 1) & this.mask
      this.index[at] = row
    }
  }
}

/** Histogram, numbers and extremes of the slots of one chunk that have many values. */
class ManyTable {
  private readonly bins = new RowTable()
  counts = new Int32Array(1 << 12)
  /** Next bin row of the same slot, NONE at the end. */
  nextBin = new Int32Array(1 << 12)
  /** Per row of `many`: what belongs to a slot. */
  firstBin = new Int32Array(64)
  numbers = new Int32Array(64)
  lowCount = new Uint8Array(64)
  highCount = new Uint8Array(64)
  /** EXTREMES_MAX per row, most extreme first: value, count, LINES_KEPT lowest lines of each. */
  lowValue = new Float64Array(64 * EXTREMES_MAX)
  lowTimes = new Int32Array(64 * EXTREMES_MAX)
  lowLines = new Int32Array(64 * EXTREMES_MAX * LINES_KEPT)
  highValue = new Float64Array(64 * EXTREMES_MAX)
  highTimes = new Int32Array(64 * EXTREMES_MAX)
  highLines = new Int32Array(64 * EXTREMES_MAX * LINES_KEPT)
  size = 0

  clear(): void {
    this.size = 0
    this.bins.clear()
  }

  binOf(row: number): number {
    return this.bins.lane2[row]
  }

  open(): number {
    const many = this.size++
    if (many === this.firstBin.length) {
      this.firstBin = grow(this.firstBin, int32)
      this.numbers = grow(this.numbers, int32)
      this.lowCount = grow(this.lowCount, uint8)
      this.highCount = grow(this.highCount, uint8)
      this.lowValue = grow(this.lowValue, float64)
      this.lowTimes = grow(this.lowTimes, int32)
      this.lowLines = grow(this.lowLines, int32)
      this.highValue = grow(this.highValue, float64)
      this.highTimes = grow(this.highTimes, int32)
      this.highLines = grow(this.highLines, int32)
    }
    this.firstBin[many] = NONE
    this.numbers[many] = 0
    this.lowCount[many] = 0
    this.highCount[many] = 0
    return many
  }

  /** Counts a number of this bin `times` times, seen in the lines at `from`: ascending, no lower than those of the same number before. */
  add(many: number, value: number, bin: number, times: number, lines: Int32Array, from: number): void {
    this.numbers[many] += times
    const before = this.bins.size
    const row = this.bins.row(many, bin)
    if (row === before) {
      if (row === this.counts.length) {
        this.counts = grow(this.counts, int32)
        this.nextBin = grow(this.nextBin, int32)
      }
      this.counts[row] = 0
      this.nextBin[row] = this.firstBin[many]
      this.firstBin[many] = row
    }
    this.counts[row] += times
    const base = many * EXTREMES_MAX
    const highs = this.highCount[many]
    if (highs < EXTREMES_MAX || value >= this.highValue[base + EXTREMES_MAX - 1])
      this.highCount[many] = this.insert(this.highValue, this.highTimes, this.highLines, base, highs, 1, value, times, lines, from)
    const lows = this.lowCount[many]
    if (lows < EXTREMES_MAX || value <= this.lowValue[base + EXTREMES_MAX - 1])
      this.lowCount[many] = this.insert(this.lowValue, this.lowTimes, this.lowLines, base, lows, -1, value, times, lines, from)
  }

  private insert(values: Float64Array, times: Int32Array, kept: Int32Array, base: number, size: number, sign: 1 | -1, value: number, count: number, lines: Int32Array, from: number): number {
    let at = size
    while (at > 0 && (values[base + at - 1] - value) * sign < 0) at--
    if (at > 0 && values[base + at - 1] === value) {
      const row = base + at - 1
      for (let i = 0; i < count && times[row] + i < LINES_KEPT; i++) kept[row * LINES_KEPT + times[row] + i] = lines[from + i]
      times[row] += count
      return size
    }
    if (at === EXTREMES_MAX) return size
    const last = Math.min(size, EXTREMES_MAX - 1)
    for (let i = last; i > at; i--) {
      values[base + i] = values[base + i - 1]
      times[base + i] = times[base + i - 1]
    }
    kept.copyWithin((base + at + 1) * LINES_KEPT, (base + at) * LINES_KEPT, (base + last) * LINES_KEPT)
    values[base + at] = value
    times[base + at] = count
    for (let i = 0; i < Math.min(count, LINES_KEPT); i++) kept[(base + at) * LINES_KEPT + i] = lines[from + i]
    return last + 1
  }
}

/** The slots of one chunk's signatures: exact values while they are few, then histogram and extremes. */
export class SlotTable {
  observations = new Int32Array(1 << 10)
  /** What its numbers measure, a bit for each dimension. */
  dimensions = new Int32Array(1 << 10)
  private distinct = new Uint8Array(1 << 10)
  /** Row in `many`, NONE while values are exact. */
  manyRow = new Int32Array(1 << 10)
  firstValue = new Int32Array(1 << 10)
  size = 0
  /** Distinct values are keyed by slot and hash together. */
  private readonly values = new RowTable()
  /** Per value row: its slot's next row, thousandths or NaN, where its text stands, count, lowest lines. */
  nextValue = new Int32Array(1 << 12)
  valueNumber = new Float64Array(1 << 12)
  valueFrom = new Int32Array(1 << 12)
  valueTo = new Int32Array(1 << 12)
  valueCount = new Int32Array(1 << 12)
  valueLines = new Int32Array((1 << 12) * LINES_KEPT)
  readonly many = new ManyTable()
  readonly levels = new LevelRows()
  private readonly ownLine = new Int32Array(1)

  /** @param firstLine of the chunk. */
  clear(firstLine = 0): void {
    this.size = 0
    this.values.clear()
    this.many.clear()
    this.levels.clear(firstLine)
  }

  /** Adds `count` empty slots; the number of the first. */
  open(count: number): number {
    const first = this.size
    this.size += count
    while (this.size > this.observations.length) {
      this.observations = grow(this.observations, int32)
      this.dimensions = grow(this.dimensions, int32)
      this.distinct = grow(this.distinct, uint8)
      this.manyRow = grow(this.manyRow, int32)
      this.firstValue = grow(this.firstValue, int32)
    }
    this.levels.open(first, this.size)
    this.observations.fill(0, first, this.size)
    this.dimensions.fill(0, first, this.size)
    this.distinct.fill(0, first, this.size)
    this.manyRow.fill(NONE, first, this.size)
    this.firstValue.fill(NONE, first, this.size)
    return first
  }

  /** Counts a value: a number in thousandths and what it measures, or an id (NaN) with both lanes of its hash and the place of its text. */
  add(slot: number, number: number, dimension: number, hash1: number, hash2: number, from: number, to: number, line: number): void {
    this.observations[slot]++
    const isNumber = number === number // NaN marks an id
    const bin = isNumber ? binOf(number) : 0
    if (isNumber) {
      this.dimensions[slot] |= 1 << dimension
      this.levels.add(slot, bin, line)
    }
    const many = this.manyRow[slot]
    if (many !== NONE) {
      this.ownLine[0] = line
      if (isNumber) this.many.add(many, number, bin, 1, this.ownLine, 0)
      return
    }
    // equal numbers in different spellings are one value: 007 and 7; those below 2^32 have keys of their own
    const lane1 = isNumber ? slot * 2 ^ Math.imul(Math.floor(number / 4_294_967_296), 0x9E3779B1) : slot * 2 + 1 ^ Math.imul(hash2, 0x85EBCA6B)
    const before = this.values.size
    const row = this.values.row(lane1, isNumber ? number | 0 : hash1)
    if (row < before) {
      const count = ++this.valueCount[row]
      if (count <= LINES_KEPT) this.valueLines[row * LINES_KEPT + count - 1] = line
      return
    }
    if (row === this.nextValue.length) {
      this.nextValue = grow(this.nextValue, int32)
      this.valueNumber = grow(this.valueNumber, float64)
      this.valueFrom = grow(this.valueFrom, int32)
      this.valueTo = grow(this.valueTo, int32)
      this.valueCount = grow(this.valueCount, int32)
      this.valueLines = grow(this.valueLines, int32)
    }
    this.nextValue[row] = this.firstValue[slot]
    this.firstValue[slot] = row
    this.valueNumber[row] = number
    this.valueFrom[row] = from
    this.valueTo[row] = to
    this.valueCount[row] = 1
    this.valueLines[row * LINES_KEPT] = line
    if (++this.distinct[slot] > VALUES_MAX) this.giveUp(slot)
  }

  distinctOf(slot: number): number {
    return this.distinct[slot]
  }

  private giveUp(slot: number): void {
    const many = this.many.open()
    this.manyRow[slot] = many
    for (let row = this.firstValue[slot]; row !== NONE; row = this.nextValue[row]) {
      const number = this.valueNumber[row]
      if (number === number) this.many.add(many, number, binOf(number), this.valueCount[row], this.valueLines, row * LINES_KEPT)
    }
  }
}

/** Pairs of a session that are looked through one by one; chosen: most sessions have no more. */
const NEAR_PAIRS = 8

/** The sessions of one chunk: their first and last line, how many events of each signature they have, and where the first stands. */
export class SessionRows {
  readonly keys = new RowTable()
  firstLine = new Int32Array(1 << 10)
  lastLine = new Int32Array(1 << 10)
  /** First pair of a session, and of each pair the next: NONE at the end. */
  firstPair = new Int32Array(1 << 10)
  nextPair = new Int32Array(1 << 12)
  /** Per pair: a signature's row, how many events of it, and the line of the first. */
  signature = new Int32Array(1 << 12)
  count = new Int32Array(1 << 12)
  line = new Int32Array(1 << 12)
  private pairs = 0
  /** Of sessions with many pairs, those beyond the near ones: by session and signature. */
  private readonly far = new RowTable()
  private farPair = new Int32Array(1 << 12)

  clear(): void {
    this.keys.clear()
    this.far.clear()
    this.pairs = 0
  }

  add(hash1: number, hash2: number, signature: number, line: number): void {
    const known = this.keys.size
    const session = this.keys.row(hash1, hash2)
    if (session === known) this.open(session, line)
    this.lastLine[session] = line
    let last = NONE
    let near = 0
    for (let pair = this.firstPair[session]; pair !== NONE && near < NEAR_PAIRS; pair = this.nextPair[pair], near++) {
      if (this.signature[pair] === signature) {
        this.count[pair]++
        return
      }
      last = pair
    }
    if (near < NEAR_PAIRS) this.append(session, signature, last, line)
    else this.addFar(session, signature, last, line)
  }

  /** Adds to a pair that stands behind the near ones, the last of which is `lastNear`. */
  private addFar(session: number, signature: number, lastNear: number, line: number): void {
    const before = this.far.size
    const row = this.far.row(session, signature)
    if (row < before) {
      this.count[this.farPair[row]]++
      return
    }
    if (row === this.farPair.length) this.farPair = grow(this.farPair, int32)
    this.farPair[row] = this.append(session, signature, lastNear, line)
  }

  /** Puts a new pair behind another one of the session, or first. */
  private append(session: number, signature: number, behind: number, line: number): number {
    const pair = this.pairs++
    if (pair === this.count.length) {
      this.count = grow(this.count, int32)
      this.line = grow(this.line, int32)
      this.nextPair = grow(this.nextPair, int32)
      this.signature = grow(this.signature, int32)
    }
    this.signature[pair] = signature
    this.count[pair] = 1
    this.line[pair] = line
    if (behind === NONE) {
      this.nextPair[pair] = NONE
      this.firstPair[session] = pair
    }
    else {
      this.nextPair[pair] = this.nextPair[behind]
      this.nextPair[behind] = pair
    }
    return pair
  }

  private open(session: number, line: number): void {
    if (session === this.firstLine.length) {
      this.firstLine = grow(this.firstLine, int32)
      this.lastLine = grow(this.lastLine, int32)
      this.firstPair = grow(this.firstPair, int32)
    }
    this.firstLine[session] = line
    this.firstPair[session] = NONE
  }
}

/**
 * When the events of each signature of one chunk came: counts by second. Lines mostly come in order of time, so that a second
 * is either a signature's latest or a new one; rows are looked up by key only from the first event on that comes late.
 */
export class SecondRows {
  private readonly keys = new RowTable()
  private isKeyed = false
  private size = 0
  /** Per row: epoch seconds, signature, events, first line, the signature's next row (NONE at the end). */
  private second = new Float64Array(1 << 12)
  private signature = new Int32Array(1 << 12)
  count = new Int32Array(1 << 12)
  line = new Int32Array(1 << 12)
  next = new Int32Array(1 << 12)
  /** Per signature: its row opened last, and the one that counted last. */
  first = new Int32Array(1 << 12)
  private latest = new Int32Array(1 << 12)

  clear(): void {
    this.size = 0
    if (this.isKeyed) this.keys.clear()
    this.isKeyed = false
  }

  /** Epoch seconds of a row. */
  secondOf(row: number): number {
    return this.second[row]
  }

  /** Makes room for a new signature. */
  open(signature: number): void {
    while (signature >= this.first.length) {
      this.first = grow(this.first, int32)
      this.latest = grow(this.latest, int32)
    }
    this.first[signature] = NONE
    this.latest[signature] = NONE
  }

  /** @param second of the epoch, a whole number; all that a time in 53 bits of milliseconds can be. */
  add(signature: number, second: number, line: number): void {
    const latest = this.latest[signature]
    if (latest !== NONE && this.secondOf(latest) === second) {
      this.count[latest]++
      return
    }
    const isNew = !this.isKeyed && (latest === NONE || second > this.secondOf(latest))
    const row = isNew ? this.size : this.known(signature, second)
    if (row === this.size) this.append(signature, second, line)
    this.count[row]++
    this.latest[signature] = row
  }

  /** The row of a second; one more than there are if it has none. */
  private known(signature: number, second: number): number {
    if (!this.isKeyed) for (let row = 0; row < this.size; row++) this.keyOf(this.signature[row], this.second[row])
    this.isKeyed = true
    return this.keyOf(signature, second)
  }

  /** Seconds beyond 32 bits count on in the lane of the signature, of which a chunk has fewer than 2^22. */
  private keyOf(signature: number, second: number): number {
    return this.keys.row(signature ^ Math.floor(second / 2 ** 32) << 22, second | 0)
  }

  private append(signature: number, second: number, line: number): void {
    const row = this.size++
    if (row === this.count.length) {
      this.second = grow(this.second, float64)
      this.signature = grow(this.signature, int32)
      this.count = grow(this.count, int32)
      this.line = grow(this.line, int32)
      this.next = grow(this.next, int32)
    }
    this.second[row] = second
    this.signature[row] = signature
    this.count[row] = 0
    this.line[row] = line
    this.next[row] = this.first[signature]
    this.first[signature] = row
  }
}
