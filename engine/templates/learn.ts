import { encodeColumns } from '../summary/columns'
import { encodeChunk } from '../summary/encodeChunk'
import type { SessionCensus } from '../sessions/census'
import type { Place } from '../text/chunker'
import { checkFraming, type Framing } from '../reading/layout/framing'
import { ChunkLearner } from './learner'

let last: { framing: string, learner: ChunkLearner } | null = null

/** A learner's tables are large: the one used last is used again for chunks of the same framing. */
function learnerFor(framing: Framing): ChunkLearner {
  const text = JSON.stringify(framing)
  if (last?.framing !== text) {
    checkFraming(framing)
    last = { framing: text, learner: new ChunkLearner(framing) }
  }
  return last.learner
}

/**
 * Learns a chunk: a pure function of its bytes, its place and the framing. Summaries merge in any grouping and order; columns say
 * what each line is.
 * @param census what is known of the same log's sessions so far, and learns more here. With it, the summary leaves sessions out that
 * the merged one leaves out anyway.
 * @throws RangeError if the framing is of another engine version.
 */
export function learn(data: Uint8Array, place: Place, framing: Framing, census?: SessionCensus): { summary: Uint8Array<ArrayBuffer>, columns: Uint8Array<ArrayBuffer> } {
  const learner = learnerFor(framing)
  learner.read(data, place, census?.shift)
  census?.add(learner.sessions.keys)
  const { summary, keys } = encodeChunk(learner, place)
  return { summary, columns: encodeColumns(learner, keys, place) }
}
