import { RowTable } from '../summary/chunkTables'
import { lowOf, mixed } from '../tokens/words'

/** Sessions of a log that are kept; of more, those whose keys divide by a power of two. Chosen: about 2 MB. */
export const SESSIONS_MAX = 65_536
/** Less than the low bits of a key (see lowOf): no more sessions than 2^37 stay apart. */
const SHIFT_MAX = 20

/** Whether 2^shift divides a key with these low bits. */
const divides = (low: number, shift: number): boolean => (low & ((1 << shift) - 1)) === 0

/** Whether 2^shift divides the key of the session with this hash. @param shift at most SHIFT_MAX. */
export function isSampled(lane2: number, shift: number): boolean {
  return divides(lowOf(lane2), shift)
}

/**
 * Counts the distinct sessions of the chunks that one thread has learnt of a log, with bounded memory (adaptive
 * sampling: P. Flajolet, Computing 43, 1990). A part never has more sessions than the whole, so `shift` is never above
 * what the whole log ends with: what it leaves out of later chunks would be left out in the end.
 */
export class SessionCensus {
  /** Sessions whose key 2^shift does not divide need not be reported. */
  shift = 0
  private keys = new RowTable()

  /** Counts sessions by the lanes of their hashes. */
  add({ lane1, lane2, size }: RowTable): void {
    for (let row = 0; row < size; row++) {
      const low = lowOf(lane2[row])
      if (!divides(low, this.shift)) continue
      this.keys.row(mixed(lane1[row]), low)
      while (this.keys.size > SESSIONS_MAX && this.shift < SHIFT_MAX) this.halve()
    }
  }

  private halve(): void {
    this.shift++
    const kept = new RowTable()
    for (let row = 0; row < this.keys.size; row++)
      if (divides(this.keys.lane2[row], this.shift)) kept.row(this.keys.lane1[row], this.keys.lane2[row])
    this.keys = kept
  }
}
