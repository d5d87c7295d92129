import { Damaged } from './errors'

/** A chunk's bytes at most, unpacked. Source: .xz format, LZMA2. */
const CHUNK_MAX = 2 * 1024 * 1024
/** Room behind the dictionary: the dictionary is moved to the front once so much was unpacked. */
const ROOM_BYTES = 8 * 1024 * 1024

// Where each set of probabilities begins. Source: I. Pavlov, "LZMA specification".
const STATES = 12, POSITIONS = 16
const IS_MATCH = 0
const IS_REP = IS_MATCH + STATES * POSITIONS
const IS_REP_0 = IS_REP + STATES
const IS_REP_1 = IS_REP_0 + STATES
const IS_REP_2 = IS_REP_1 + STATES
const IS_REP_0_LONG = IS_REP_2 + STATES
const SLOTS = IS_REP_0_LONG + STATES * POSITIONS
const SPECIAL = SLOTS + 4 * 64
const ALIGN = SPECIAL + 128
const LENGTHS = ALIGN + 16
const LENGTHS_SIZE = 2 + POSITIONS * 8 * 2 + 256
const REP_LENGTHS = LENGTHS + LENGTHS_SIZE
const LITERALS = REP_LENGTHS + LENGTHS_SIZE
const HALF = 1024, TOP = 2 ** 24, MATCH_MIN = 2

/** Decodes the LZMA chunks of one dictionary. */
export class Lzma {
  private readonly buf: Uint8Array
  private end = 0
  /** Bytes since the dictionary was reset: what the low bits of a position are taken from. */
  private count = 0
  private probs = new Uint16Array(0)
  private lc = 0
  private lpMask = 0
  private pbMask = 0
  private state = 0
  private readonly reps = [0, 0, 0, 0]
  private input: Uint8Array = new Uint8Array(0)
  private at = 0
  private range = 0
  private code = 0

  constructor(private readonly dictionaryBytes: number) {
    this.buf = new Uint8Array(dictionaryBytes + ROOM_BYTES)
  }

  resetDictionary(): void {
    this.end = 0
    this.count = 0
  }

  /** @throws Damaged */
  setProperties(byte: number): void {
    if (byte > 224) throw new Damaged('xz')
    this.lc = byte % 9
    const lp = Math.floor(byte / 9) % 5
    this.lpMask = (1 << lp) - 1
    this.pbMask = (1 << Math.floor(byte / 45)) - 1
    if (this.lc + lp > 4) throw new Damaged('xz')
    this.probs = new Uint16Array(LITERALS + (0x300 << (this.lc + lp)))
  }

  /** @throws Damaged if there are no properties yet */
  resetState(): void {
    if (this.probs.length === 0) throw new Damaged('xz')
    this.probs.fill(HALF)
    this.state = 0
    this.reps.fill(0)
  }

  /** Takes bytes in as they are. @returns them, in a buffer of their own. */
  store(bytes: Uint8Array): Uint8Array {
    this.makeRoom()
    this.buf.set(bytes, this.end)
    this.end += bytes.length
    this.count += bytes.length
    return bytes.slice()
  }

  /** Unpacks a chunk to exactly so many bytes, in a buffer of their own. @throws Damaged */
  unpack(packed: Uint8Array, sizeBytes: number): Uint8Array {
    if (packed.length < 5 || packed[0] !== 0 || this.probs.length === 0) throw new Damaged('xz')
    this.makeRoom()
    this.input = packed
    this.at = 5
    this.range = 0xFFFFFFFF
    this.code = new DataView(packed.buffer, packed.byteOffset).getUint32(1)
    const from = this.end
    while (this.end < from + sizeBytes) this.step(from + sizeBytes)
    if (this.at !== packed.length || this.code !== 0) throw new Damaged('xz')
    return this.buf.slice(from, this.end)
  }

  private makeRoom(): void {
    if (this.end + CHUNK_MAX <= this.buf.length) return
    this.buf.copyWithin(0, this.end - this.dictionaryBytes, this.end)
    this.end = this.dictionaryBytes
  }

  /** A literal, or a match. */
  private step(limit: number): void {
    const position = this.count & this.pbMask
    const { state, reps } = this
    if (this.bit(IS_MATCH + state * POSITIONS + position) === 0) {
      this.literal()
      return
    }
    if (this.bit(IS_REP + state) === 0) {
      reps[3] = reps[2] ?? 0
      reps[2] = reps[1] ?? 0
      reps[1] = reps[0] ?? 0
      const length = this.length(LENGTHS, position)
      reps[0] = this.distance(length)
      this.state = state < 7 ? 7 : 10
      this.copy(length, limit)
      return
    }
    if (this.bit(IS_REP_0 + state) === 0) {
      if (this.bit(IS_REP_0_LONG + state * POSITIONS + position) === 0) {
        this.state = state < 7 ? 9 : 11
        this.copy(1, limit)
        return
      }
    }
    else this.bringToFront(this.bit(IS_REP_1 + state) === 0 ? 1 : 2 + this.bit(IS_REP_2 + state))
    this.state = state < 7 ? 8 : 11
    this.copy(this.length(REP_LENGTHS, position), limit)
  }

  private bringToFront(index: number): void {
    const { reps } = this
    const distance = reps[index] ?? 0
    for (let i = index; i > 0; i--) reps[i] = reps[i - 1] ?? 0
    reps[0] = distance
  }

  private literal(): void {
    const { buf, state } = this
    const before = this.count > 0 ? buf[this.end - 1] ?? 0 : 0
    const set = LITERALS + 0x300 * (((this.count & this.lpMask) << this.lc) + (before >> (8 - this.lc)))
    let symbol = 1
    if (state >= 7) {
      const at = this.end - (this.reps[0] ?? 0) - 1
      if (at < 0) throw new Damaged('xz')
      let matched = buf[at] ?? 0
      while (symbol < 0x100) {
        const wanted = (matched >> 7) & 1
        matched <<= 1
        const bit = this.bit(set + ((1 + wanted) << 8) + symbol)
        symbol = (symbol << 1) | bit
        if (bit !== wanted) break
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(set + symbol)
    buf[this.end++] = symbol
    this.count++
    this.state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
  }

  private copy(length: number, limit: number): void {
    const { buf } = this
    const distance = (this.reps[0] ?? 0) + 1
    const end = this.end + length
    if (distance > this.count || distance > this.dictionaryBytes || distance > this.end || end > limit) throw new Damaged('xz')
    for (let at = this.end; at < end; at++) buf[at] = buf[at - distance] ?? 0
    this.end = end
    this.count += length
  }

  private length(set: number, position: number): number {
    if (this.bit(set) === 0) return MATCH_MIN + this.tree(set + 2 + position * 8, 3)
    if (this.bit(set + 1) === 0) return MATCH_MIN + 8 + this.tree(set + 2 + (POSITIONS + position) * 8, 3)
    return MATCH_MIN + 16 + this.tree(set + 2 + POSITIONS * 16, 8)
  }

  private distance(length: number): number {
    const slot = this.tree(SLOTS + Math.min(length - MATCH_MIN, 3) * 64, 6)
    if (slot < 4) return slot
    const count = (slot >> 1) - 1
    const base = (2 | (slot & 1)) * 2 ** count
    if (slot < 14) return base + this.reverseTree(SPECIAL + base - slot, count)
    let direct = 0
    for (let i = 4; i < count; i++) direct = direct * 2 + this.evenBit()
    return base + direct * 16 + this.reverseTree(ALIGN, 4)
  }

  private tree(set: number, count: number): number {
    let symbol = 1
    for (let i = 0; i < count; i++) symbol = (symbol << 1) | this.bit(set + symbol)
    return symbol - (1 << count)
  }

  private reverseTree(set: number, count: number): number {
    let symbol = 1
    let value = 0
    for (let i = 0; i < count; i++) {
      const bit = this.bit(set + symbol)
      symbol = (symbol << 1) | bit
      value |= bit << i
    }
    return value
  }

  private bit(index: number): number {
    const { probs } = this
    const prob = probs[index] ?? 0
    const bound = (this.range >>> 11) * prob
    let bit = 0
    if (this.code < bound) {
      this.range = bound
      probs[index] = prob + ((2048 - prob) >> 5)
    }
    else {
      this.range -= bound
      this.code -= bound
      probs[index] = prob - (prob >> 5)
      bit = 1
    }
    if (this.range < TOP) this.refill()
    return bit
  }

  private evenBit(): number {
    this.range = this.range >>> 1
    const bit = this.code >= this.range ? 1 : 0
    if (bit === 1) this.code -= this.range
    if (this.range < TOP) this.refill()
    return bit
  }

  private refill(): void {
    if (this.at >= this.input.length) throw new Damaged('xz')
    this.range = this.range * 256
    this.code = this.code * 256 + (this.input[this.at++] ?? 0)
  }
}
