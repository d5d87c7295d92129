import { ByteReader } from '../summary/bytes'
import { RowTable } from '../summary/chunkTables'
import { float64, grow, int32, uint32 } from '../summary/grow'
import type { SignatureKeys } from '../summary/summary'
import { PairSums } from './PairSums'
import { isKept, shiftFor, SIGNATURES_MAX } from './sessionBytes'

const NONE = -1
const LOW_LANE = 2_097_152 // see keyOf

/** Encoded sessions of several parts: what the parts say of the same session is linked. */
export class JoinedSessions {
  shift = 0
  isOff = false
  readonly signatures: SignatureKeys[] = []
  private readonly known = new Map<number, number>()
  /** Index of each part's signatures. */
  private readonly indices: Uint16Array[] = []
  private readonly rows = new RowTable()
  size = 0
  /** Per session. */
  keys = new Float64Array(1 << 10)
  firstLine = new Float64Array(1 << 10)
  lastLine = new Float64Array(1 << 10)
  private first = new Int32Array(1 << 10)
  /** Pairs that it has at most; exactly, once `settle` had to count them. */
  sizes = new Uint32Array(1 << 10)
  /**
   * Per piece, which is what one part says of a session: part, first line, where its pairs are and how many, the
   * session's next piece.
   */
  private pieces = 0
  private part = new Int32Array(1 << 10)
  private begins = new Float64Array(1 << 10)
  private from = new Int32Array(1 << 10)
  private pairs = new Uint32Array(1 << 10)
  private next = new Int32Array(1 << 10)

  private readonly readers: ByteReader[]

  constructor(parts: readonly Uint8Array[]) {
    this.readers = parts.map(bytes => new ByteReader(bytes))
    for (let part = 0; part < parts.length && !this.isOff; part++) this.add(part)
  }

  private add(part: number): void {
    const reader = this.readers[part]
    if (reader.byte() === 1) {
      this.isOff = true
      return
    }
    this.shift = Math.max(this.shift, reader.byte())
    const indices = new Uint16Array(reader.uint())
    for (let i = 0; i < indices.length; i++) {
      const signature = { group: reader.byte(), key0: reader.float(), key1: reader.float(), key2: reader.float() }
      let index = this.known.get(signature.key0)
      if (index === undefined) this.known.set(signature.key0, index = this.signatures.push(signature) - 1)
      indices[i] = index
    }
    this.isOff = this.signatures.length > SIGNATURES_MAX
    this.indices.push(indices)
    while (!reader.atEnd && !this.isOff) this.addPiece(part, reader)
  }

  private addPiece(part: number, reader: ByteReader): void {
    const key = reader.float()
    const firstLine = reader.uint()
    const lastLine = firstLine + reader.uint()
    const pairs = reader.uint()
    const length = reader.blockLength()
    const from = reader.position
    reader.position += length
    if (!isKept(key, this.shift)) return
    const session = this.rows.row(Math.floor(key / LOW_LANE) | 0, key % LOW_LANE)
    if (session === this.size) this.open(key)
    if (firstLine < this.firstLine[session]) this.firstLine[session] = firstLine
    if (lastLine > this.lastLine[session]) this.lastLine[session] = lastLine
    this.sizes[session] += pairs
    const piece = this.pieces++
    if (piece === this.part.length) {
      this.part = grow(this.part, int32)
      this.begins = grow(this.begins, float64)
      this.from = grow(this.from, int32)
      this.pairs = grow(this.pairs, uint32)
      this.next = grow(this.next, int32)
    }
    this.part[piece] = part
    this.begins[piece] = firstLine
    this.from[piece] = from
    this.pairs[piece] = pairs
    this.next[piece] = this.first[session]
    this.first[session] = piece
  }

  private open(key: number): void {
    const session = this.size++
    if (session === this.keys.length) {
      this.keys = grow(this.keys, float64)
      this.firstLine = grow(this.firstLine, float64)
      this.lastLine = grow(this.lastLine, float64)
      this.first = grow(this.first, int32)
      this.sizes = grow(this.sizes, uint32)
    }
    this.keys[session] = key
    this.firstLine[session] = Number.POSITIVE_INFINITY
    this.first[session] = NONE
  }

  /**
   * Settles how many sessions are kept. Sizes are upper bounds at first: pairs are counted only where the bounds are
   * too large.
   */
  settle(): void {
    if (shiftFor(this.keys, this.sizes, this.size, this.shift) === this.shift) return
    const sums = new PairSums(this.signatures.length)
    for (let session = 0; session < this.size; session++) {
      if (!this.isKept(session) || this.next[this.first[session]] === NONE) continue
      this.sizes[session] = this.gather(session, sums)
      sums.clear()
    }
    this.shift = shiftFor(this.keys, this.sizes, this.size, this.shift)
  }

  isKept(session: number): boolean {
    return isKept(this.keys[session], this.shift)
  }

  /** Adds the pairs of the session to `sums`, which are empty. @returns how many signatures it has. */
  gather(session: number, sums: PairSums): number {
    for (let piece = this.first[session]; piece !== NONE; piece = this.next[piece]) {
      const reader = this.readers[this.part[piece]]
      reader.position = this.from[piece]
      const indices = this.indices[this.part[piece]]
      for (let n = this.pairs[piece]; n > 0; n--) {
        const signature = indices[reader.uint()]
        const events = reader.uint()
        sums.add(signature, events, this.begins[piece] + reader.uint())
      }
    }
    return sums.size
  }
}
