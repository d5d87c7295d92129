import { FIELDS_MAX } from '../reading/structured/form'
import { SLOTS_MAX } from '../summary/chunkTables'
import type { WordHash } from './WordHash'
import { NO_QUANTITY } from './units'

const VALUES_MAX = SLOTS_MAX + FIELDS_MAX
/** Prime of FNV-1a. */
const P1 = 0x01000193

/** The values of one event in the order of its text: parameters of its words, then fields; an instance is used for event after event. */
export class LineValues {
  size = 0
  /** Where a value is in the text, `[from, to)`. */
  readonly from = new Int32Array(VALUES_MAX)
  readonly to = new Int32Array(VALUES_MAX)
  /** The place that it is of. */
  readonly place = new Uint8Array(VALUES_MAX)
  /** What it measures, NO_QUANTITY where that has not been read, and how much, in the unit in which numbers are stored. */
  readonly dimension = new Uint8Array(VALUES_MAX)
  readonly number = new Float64Array(VALUES_MAX)
  readonly hash1 = new Int32Array(VALUES_MAX)
  readonly hash2 = new Int32Array(VALUES_MAX)

  /** The value in the row goes on to `to`, as a time of day does behind a colon, with a word of this hash: that is no quantity. */
  extend(row: number, to: number, hash1: number, hash2: number): void {
    this.to[row] = to
    this.dimension[row] = NO_QUANTITY
    this.hash1[row] = Math.imul(this.hash1[row] ^ hash1, P1)
    this.hash2[row] = Math.imul(this.hash2[row], 31) + hash2 | 0
  }

  /** Adds the value `[from, to)` of a place behind all others. Its number is set by who has read one. @returns its row. */
  add(place: number, from: number, to: number, word: WordHash): number {
    const row = this.size++
    this.from[row] = from
    this.to[row] = to
    this.place[row] = place
    this.dimension[row] = NO_QUANTITY
    this.hash1[row] = word.lane1
    this.hash2[row] = word.lane2
    return row
  }
}
