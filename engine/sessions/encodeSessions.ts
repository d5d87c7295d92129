import type { SignatureKeys } from '../summary/summary'
import type { ChunkLearner } from '../templates/ChunkLearner'
import type { Place } from '../text/chunker'
import { keyOf } from '../tokens/words'
import { isKept, OFF, SessionWriter, shiftFor, SIGNATURES_MAX } from './sessionBytes'

const NONE = -1

/** Encodes the sessions that a learner has read of one chunk, with all signatures that are part of any. */
export function encodeSessions(
  learner: ChunkLearner, keys: readonly SignatureKeys[], { firstLine }: Place,
): Uint8Array<ArrayBuffer> {
  const { sessions } = learner
  const size = sessions.keys.size
  const indices = new Int32Array(keys.length).fill(NONE)
  const signatures: SignatureKeys[] = []
  const sessionKeys = new Float64Array(size)
  const pairs = new Uint32Array(size)
  for (let signature = 0; signature < keys.length; signature++)
    if (learner.signatures.isInSession[signature] === 1) indices[signature] = signatures.push(keys[signature]) - 1
  if (signatures.length > SIGNATURES_MAX) return OFF.slice()
  for (let row = 0; row < size; row++) {
    sessionKeys[row] = keyOf(sessions.keys.lane1[row], sessions.keys.lane2[row])
    for (let pair = sessions.firstPair[row]; pair >= 0; pair = sessions.nextPair[pair]) pairs[row]++
  }
  const shift = shiftFor(sessionKeys, pairs, size, learner.sessionShift)
  const writer = new SessionWriter(shift, signatures)
  for (let row = 0; row < size; row++) {
    if (!isKept(sessionKeys[row], shift)) continue
    writer.begin(sessionKeys[row], firstLine + sessions.firstLine[row], firstLine + sessions.lastLine[row], pairs[row])
    for (let pair = sessions.firstPair[row]; pair >= 0; pair = sessions.nextPair[pair]) {
      writer.pair(indices[sessions.signature[pair]], sessions.count[pair], firstLine + sessions.line[pair])
    }
    writer.end()
  }
  return writer.finish()
}
