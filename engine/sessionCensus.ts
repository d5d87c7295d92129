import { RowTable } from './templates/chunkTables'
import { mixed } from './templates/words'

/** Sessions of a log that are kept; of more, those whose keys divide by a power of two. Chosen: about 2 MB. */
export const SESSIONS_MAX = 65_536
/** Bits that the low lane of a key has (see keyOf): no more sessions than 2^37 are told apart. */
const SHIFT_MAX = 20

/** The key's low lane, of the hash's second one. */
const lowLane = (hash2: number): number => mixed(hash2) >>> 11

/** Whether 2^shift divides the key of the session with this hash. @param shift at most SHIFT_MAX. */
export function isSampled(hash2: number, shift: number): boolean {
  return (lowLane(hash2) & ((1 << shift) - 1)) === 0
}

/**
 * Counts the distinct sessions of the chunks that one thread has learnt of a log, with bounded memory (adaptive sampling:
 * P. Flajolet, Computing 43, 1990). A part never has more sessions than the whole, so `shift` is never above what the whole log
 * ends with: what it leaves out of later chunks would be left out in the end.
 */
export class SessionCensus {
  /** Sessions whose key 2^shift does not divide need not be told. */
  shift = 0
  private keys = new RowTable()

  /** Counts sessions by the lanes of their hashes. */
  add({ lane1, lane2, size }: RowTable): void {
    for (let row = 0; row < size; row++) {
      if (!isSampled(lane2[row], this.shift)) continue
      this.keys.row(mixed(lane1[row]), lowLane(lane2[row]))
      while (this.keys.size > SESSIONS_MAX && this.shift < SHIFT_MAX) this.halve()
    }
  }

  private halve(): void {
    this.shift++
    const kept = new RowTable()
    for (let row = 0; row < this.keys.size; row++)
      if ((this.keys.lane2[row] & ((1 << this.shift) - 1)) === 0) kept.row(this.keys.lane1[row], this.keys.lane2[row])
    this.keys = kept
  }
}
