import { NUMBER } from './form'
import { textOf } from './names'

/** Different values that are kept of a field; as many as the levels of all scales need. Chosen. */
const DISTINCT_MAX = 64
const VALUE_MAX_BYTES = 40 // chosen: what is longer is neither a level nor a source

/** What the values of one field are, counted over a sample. */
export class FieldFacts {
  records = 0
  numbers = 0
  blanks = 0
  /** Words of letters alone, in all values. */
  words = 0
  /** Records by what their value is of a time: nothing, date, clock, both. */
  readonly times = [0, 0, 0, 0]
  /** Values with how often each comes. */
  readonly values = new Map<string, number>()
  /** Whether there are more values than are kept, or long ones. */
  isOverflown = false
  lastRecord = -1

  constructor(readonly path: number, readonly name: string, readonly depth: number) {}

  get isChanging(): boolean {
    return this.isOverflown || this.values.size > 1
  }

  /** Counts the value in buf from 0 to `end`. */
  add(buf: Uint8Array, end: number, kind: number, record: number, time: number): void {
    this.lastRecord = record
    this.records++
    this.times[time]++
    if (kind === NUMBER) this.numbers++
    this.countWords(buf, end)
    if (end > VALUE_MAX_BYTES) {
      this.isOverflown = true
      return
    }
    const value = textOf(buf, 0, end)
    const count = this.values.get(value)
    if (count === undefined && this.values.size === DISTINCT_MAX) this.isOverflown = true
    else this.values.set(value, (count ?? 0) + 1)
  }

  private countWords(buf: Uint8Array, end: number): void {
    let from = 0
    let isWord = true
    let hasBlank = false
    for (let p = 0; p <= end; p++) {
      const byte = p === end ? 32 : buf[p]
      if (byte > 32) {
        if (!((byte | 32) >= 97 && (byte | 32) <= 122) && byte < 128) isWord = false
        continue
      }
      if (p > from && isWord) this.words++
      if (p < end) hasBlank = true
      from = p + 1
      isWord = true
    }
    if (hasBlank) this.blanks++
  }
}

/** A share in steps of one twentieth, so that a few records do not decide. */
export function roundedShare(count: number, all: number): number {
  return Math.round((count * 20) / Math.max(1, all))
}
