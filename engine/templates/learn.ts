import { encodeColumns } from '../summary/columns'
import { encodeChunk } from '../summary/encodeChunk'
import type { SessionCensus } from '../sessions/census'
import type { Place } from '../text/chunker'
import { checkFraming, type Framing } from '../reading/layout/framing'
import { ChunkLearner } from './ChunkLearner'

/** What a chunk's lines teach, and what each line is. */
export interface LearntChunk { summary: Uint8Array<ArrayBuffer>, columns: Uint8Array<ArrayBuffer> }

/** Learns chunk after chunk. Its tables are large: those of the framing used last are kept and used again. */
export class Learner {
  private last: { framing: string, learner: ChunkLearner } | null = null

  /**
   * Learns a chunk: a pure function of its bytes, its place and the framing. Summaries merge in any grouping and order; columns say
   * what each line is.
   * @param census what is known of the same log's sessions so far, and learns more here. With it, the summary leaves out sessions
   * that the merged one leaves out anyway.
   * @throws RangeError if the framing is of another engine version.
   */
  learn(data: Uint8Array, place: Place, framing: Framing, census?: SessionCensus): LearntChunk {
    const learner = this.learnerFor(framing)
    learner.read(data, place, census?.shift)
    census?.add(learner.sessions.keys)
    const { summary, keys } = encodeChunk(learner, place)
    return { summary, columns: encodeColumns(learner, keys, place) }
  }

  private learnerFor(framing: Framing): ChunkLearner {
    const text = JSON.stringify(framing)
    if (this.last?.framing !== text) {
      checkFraming(framing)
      this.last = { framing: text, learner: new ChunkLearner(framing) }
    }
    return this.last.learner
  }
}

/** Learns one chunk, as a Learner does that is used for no other. */
export function learn(data: Uint8Array, place: Place, framing: Framing, census?: SessionCensus): LearntChunk {
  return new Learner().learn(data, place, framing, census)
}
