import { ByteReader, ByteWriter } from '../summary/bytes'
import { float64, grow, int32, uint16, uint32 } from '../summary/grow'
import type { Place } from '../text/chunker'
import type { ChunkLearner } from '../templates/learner'
import { SESSIONS_MAX } from './census'
import { RowTable } from '../summary/chunkTables'
import { keyOf } from '../tokens/words'
import type { SignatureKeys } from '../summary/summary'

/** Pairs of a session and a signature that are kept; with more, fewer sessions are. Chosen: about 2 MB. */
const PAIRS_MAX = 262_144
/** Distinct signatures in sessions; with more, sessions say nothing. Chosen. */
const SIGNATURES_MAX = 16_384
const NONE = -1
const LOW_LANE = 2_097_152 // see keyOf

/** Sessions of a whole log as flat arrays. */
export interface SessionTable {
  /** Too many different signatures: given up. */
  isOff: boolean
  /** Only sessions whose key divides by 2^shift are here. */
  shift: number
  signatures: SignatureKeys[]
  /** Per session: its first and last line, and where its pairs begin (one more at the end). */
  firstLine: Float64Array
  lastLine: Float64Array
  pairFrom: Uint32Array
  /** Per pair: index into `signatures`, number of events, line of the first. */
  signature: Uint16Array
  count: Float64Array
  line: Float64Array
}

const BITS_AT_ONCE = 30

/** Whether 2^shift divides the key. */
function isKept(key: number, shift: number): boolean {
  return (key & ((1 << Math.min(shift, BITS_AT_ONCE)) - 1)) === 0 && (shift <= BITS_AT_ONCE || key % 2 ** shift === 0)
}

/** Layout: off, shift; signatures: group, keys at each level; number of pairs; sessions: key, first line, lines after it, pairs in a block: signature, events, lines from the session's first to that of the first event. */
function writeHead(out: ByteWriter, shift: number, signatures: readonly SignatureKeys[]): void {
  out.byte(0)
  out.byte(shift)
  out.uint(signatures.length)
  for (const { group, key0, key1, key2 } of signatures) {
    out.byte(group)
    out.float(key0)
    out.float(key1)
    out.float(key2)
  }
}

function writeSession(out: ByteWriter, key: number, firstLine: number, lastLine: number, pairs: number): void {
  out.float(key)
  out.uint(firstLine)
  out.uint(lastLine - firstLine)
  out.uint(pairs)
}

const OFF = new Uint8Array([1])

/** The least shift, from `shift` on, that keeps to the limits. `sizes` gives each session's number of pairs. */
function shiftFor(keys: Float64Array, sizes: Uint32Array, size: number, shift: number): number {
  for (;; shift++) {
    let sessions = 0
    let pairs = 0
    for (let row = 0; row < size; row++)
      if (isKept(keys[row], shift)) {
        sessions++
        pairs += sizes[row]
      }
    if (sessions <= SESSIONS_MAX && pairs <= PAIRS_MAX) return shift
  }
}

/** Encodes the sessions that a learner has read of one chunk, with all signatures that are part of any. */
export function encodeSessions(learner: ChunkLearner, keys: readonly SignatureKeys[], place: Place): Uint8Array<ArrayBuffer> {
  const { sessions } = learner
  const size = sessions.keys.size
  const indices = new Int32Array(keys.length).fill(NONE)
  const signatures: SignatureKeys[] = []
  const sessionKeys = new Float64Array(size)
  const pairs = new Uint32Array(size)
  for (let signature = 0; signature < keys.length; signature++)
    if (learner.isInSession[signature] === 1) indices[signature] = signatures.push(keys[signature]) - 1
  if (signatures.length > SIGNATURES_MAX) return OFF.slice()
  for (let row = 0; row < size; row++) {
    sessionKeys[row] = keyOf(sessions.keys.lane1[row], sessions.keys.lane2[row])
    for (let pair = sessions.firstPair[row]; pair >= 0; pair = sessions.nextPair[pair]) pairs[row]++
  }
  const shift = shiftFor(sessionKeys, pairs, size, learner.sessionShift)
  const out = new ByteWriter(4096)
  writeHead(out, shift, signatures)
  for (let row = 0; row < size; row++) {
    if (!isKept(sessionKeys[row], shift)) continue
    writeSession(out, sessionKeys[row], place.firstLine + sessions.firstLine[row], place.firstLine + sessions.lastLine[row], pairs[row])
    const block = out.beginBlock()
    for (let pair = sessions.firstPair[row]; pair >= 0; pair = sessions.nextPair[pair]) {
      out.uint(indices[sessions.signature[pair]])
      out.uint(sessions.count[pair])
      out.uint(sessions.line[pair] - sessions.firstLine[row])
    }
    out.endBlock(block)
  }
  return out.finish()
}

/** Of each signature, events and least line; scratch of one session at a time. */
class PairSums {
  readonly counts: Float64Array
  readonly lines: Float64Array

  constructor(signatures: number) {
    this.counts = new Float64Array(signatures)
    this.lines = new Float64Array(signatures)
  }
}

/** Encoded sessions of several parts: what is told of the same session is linked. */
class Joined {
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
  /** Pairs that it has at most, until `pairsOf` was asked. */
  sizes = new Uint32Array(1 << 10)
  /** Per piece, which is what one part tells of a session: part, first line, where its pairs stand and how many, the session's next piece. */
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

  /** Settles how many sessions are kept. Sizes are upper bounds at first: they are counted only where the bounds are too large. */
  settle(): void {
    if (shiftFor(this.keys, this.sizes, this.size, this.shift) === this.shift) return
    const events = new PairSums(this.signatures.length)
    for (let session = 0; session < this.size; session++)
      if (isKept(this.keys[session], this.shift) && this.next[this.first[session]] !== NONE) this.sizes[session] = this.gather(session, events, () => {})
    this.shift = shiftFor(this.keys, this.sizes, this.size, this.shift)
  }

  isKept(session: number): boolean {
    return isKept(this.keys[session], this.shift)
  }

  /** Calls `take` with each signature of the session, its count and the line of its first event. @param sums for all signatures; left empty. @returns how many. */
  gather(session: number, { counts, lines }: PairSums, take: (signature: number, count: number, line: number) => void): number {
    let size = 0
    for (let piece = this.first[session]; piece !== NONE; piece = this.next[piece]) {
      const reader = this.readers[this.part[piece]]
      reader.position = this.from[piece]
      const indices = this.indices[this.part[piece]]
      for (let n = this.pairs[piece]; n > 0; n--) {
        const signature = indices[reader.uint()]
        if (counts[signature] === 0) {
          if (size === gathered.length) gathered = grow(gathered, uint16)
          gathered[size++] = signature
          lines[signature] = Number.POSITIVE_INFINITY
        }
        counts[signature] += reader.uint()
        lines[signature] = Math.min(lines[signature], this.begins[piece] + reader.uint())
      }
    }
    for (let i = 0; i < size; i++) {
      take(gathered[i], counts[gathered[i]], lines[gathered[i]])
      counts[gathered[i]] = 0
    }
    return size
  }

  write(out: ByteWriter): void {
    writeHead(out, this.shift, this.signatures)
    const sums = new PairSums(this.signatures.length)
    const pairs = new ByteWriter(256)
    let first = 0
    const take = (signature: number, count: number, line: number) => {
      pairs.uint(signature)
      pairs.uint(count)
      pairs.uint(line - first)
    }
    for (let session = 0; session < this.size; session++) {
      if (!this.isKept(session)) continue
      pairs.reset()
      first = this.firstLine[session]
      const size = this.gather(session, sums, take)
      writeSession(out, this.keys[session], this.firstLine[session], this.lastLine[session], size)
      const block = out.beginBlock()
      out.bytes(pairs.written())
      out.endBlock(block)
    }
  }
}

/** Signatures of one session; scratch. */
let gathered = new Uint16Array(1024)

/** Merges encoded sessions: associative and commutative. O(bytes of all parts). */
export function mergeSessions(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Joined(parts)
  if (joined.isOff) return OFF.slice()
  joined.settle()
  const out = new ByteWriter(1024)
  joined.write(out)
  return out.finish()
}

/** Reads encoded sessions. */
export function readSessions(bytes: Uint8Array): SessionTable {
  const joined = new Joined([bytes])
  const { isOff, shift, signatures } = joined
  const size = isOff ? 0 : joined.size
  const pairs = joined.sizes.subarray(0, size).reduce((sum, one) => sum + one, 0)
  const table = { isOff, shift, signatures, firstLine: joined.firstLine.slice(0, size), lastLine: joined.lastLine.slice(0, size), pairFrom: new Uint32Array(size + 1), signature: new Uint16Array(pairs), count: new Float64Array(pairs), line: new Float64Array(pairs) }
  const sums = new PairSums(signatures.length)
  let at = 0
  for (let session = 0; session < size; session++) {
    joined.gather(session, sums, (signature, count, line) => {
      table.signature[at] = signature
      table.line[at] = line
      table.count[at++] = count
    })
    table.pairFrom[session + 1] = at
  }
  return table
}
