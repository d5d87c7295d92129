import { RowTable } from '../summary/chunkTables'
import { LINES_KEPT } from '../summary/slots'

/**
 * Signatures of the lines of one chunk that continue an event (a trace, wrapped text): apart from those of events, so that a
 * comparison sees what is new inside an event, and that it does not matter which lines the framing of the other log joined.
 */
export class ContinuationRows {
  readonly keys = new RowTable()
  count = new Int32Array(1 << 8)
  /** LINES_KEPT per row: its first lines (index in the chunk). */
  lines = new Int32Array((1 << 8) * LINES_KEPT)
  lastLine = new Int32Array(1 << 8)
  /** Where its first line begins in the text. */
  from = new Int32Array(1 << 8)

  clear(): void {
    this.keys.clear()
  }

  /** @param lane1 @param lane2 hash of the signature of the line, which begins at `from` in the text. @returns its row. */
  add(lane1: number, lane2: number, from: number, line: number): number {
    const before = this.keys.size
    const row = this.keys.row(lane1, lane2)
    if (row === before) {
      if (row === this.count.length) this.grow()
      this.count[row] = 0
      this.from[row] = from
    }
    const nth = this.count[row]++
    if (nth < LINES_KEPT) this.lines[row * LINES_KEPT + nth] = line
    this.lastLine[row] = line
    return row
  }

  private grow(): void {
    const size = this.count.length * 2
    const grown = (array: Int32Array, length: number) => {
      const copy = new Int32Array(length)
      copy.set(array)
      return copy
    }
    this.count = grown(this.count, size)
    this.lines = grown(this.lines, size * LINES_KEPT)
    this.lastLine = grown(this.lastLine, size)
    this.from = grown(this.from, size)
  }
}
