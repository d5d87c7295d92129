import type { SignatureKeys } from '../summary/summary'
import { JoinedSessions } from './JoinedSessions'
import { PairSums } from './PairSums'
import { OFF, SessionWriter } from './sessionBytes'

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

/** Merges encoded sessions: associative and commutative. O(bytes of all parts). */
export function mergeSessions(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new JoinedSessions(parts)
  if (joined.isOff) return OFF.slice()
  joined.settle()
  const writer = new SessionWriter(joined.shift, joined.signatures)
  const sums = new PairSums(joined.signatures.length)
  for (let session = 0; session < joined.size; session++) {
    if (!joined.isKept(session)) continue
    const pairs = joined.gather(session, sums)
    writer.begin(joined.keys[session], joined.firstLine[session], joined.lastLine[session], pairs)
    sums.forEach((signature, events, line) => writer.pair(signature, events, line))
    writer.end()
    sums.clear()
  }
  return writer.finish()
}

/** Reads encoded sessions. */
export function readSessions(bytes: Uint8Array): SessionTable {
  const joined = new JoinedSessions([bytes])
  const { isOff, shift, signatures } = joined
  const size = isOff ? 0 : joined.size
  const pairs = joined.sizes.subarray(0, size).reduce((sum, one) => sum + one, 0)
  const table = {
    isOff, shift, signatures,
    firstLine: joined.firstLine.slice(0, size), lastLine: joined.lastLine.slice(0, size), pairFrom: new Uint32Array(size + 1),
    signature: new Uint16Array(pairs), count: new Float64Array(pairs), line: new Float64Array(pairs),
  }
  const sums = new PairSums(signatures.length)
  let at = 0
  for (let session = 0; session < size; session++) {
    joined.gather(session, sums)
    sums.forEach((signature, events, line) => {
      table.signature[at] = signature
      table.line[at] = line
      table.count[at++] = events
    })
    sums.clear()
    table.pairFrom[session + 1] = at
  }
  return table
}
