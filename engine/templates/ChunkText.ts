import { PADDING } from '../text/padding'
import { needsCleaning, type CleanLine } from '../text/clean'

const LF = 10

/** The text of one chunk as it is read, padded with line feeds; an instance is used for chunk after chunk. */
export class ChunkText {
  /** The chunk, cleaned where it needs that. */
  bytes = new Uint8Array(0)
  /** Where its last line ends. */
  end = 0

  /** @param alwaysCleans whether lines are never read as they are. */
  constructor(private readonly clean: CleanLine, private readonly alwaysCleans: boolean) {}

  /** Copies the chunk as it is. @returns false, and copies nothing, if it must be cleaned. */
  copyWhole(data: Uint8Array): boolean {
    if (this.alwaysCleans || needsCleaning(data)) return false
    this.makeRoom(data.length)
    this.bytes.set(data)
    this.end = data[data.length - 1] === LF ? data.length - 1 : data.length
    this.bytes.fill(LF, this.end, data.length + PADDING)
    return true
  }

  /** Copies the lines as a terminal shows them, each up to `max` bytes. @returns their lengths in the chunk, with their ends. */
  copyCleaned(data: Uint8Array, lines: number, max: number): Uint32Array {
    this.makeRoom(data.length)
    const lengths = new Uint32Array(lines)
    let at = 0
    let line = 0
    for (let p = 0; p < data.length; line++) {
      const lf = data.indexOf(LF, p)
      const to = lf < 0 ? data.length : lf
      const next = lf < 0 ? data.length : lf + 1
      at = this.clean(data, p, Math.min(to, p + max), this.bytes, at)
      this.bytes[at++] = LF
      lengths[line] = next - p
      p = next
    }
    this.end = at - 1
    this.bytes.fill(LF, this.end, Math.min(this.bytes.length, this.end + PADDING))
    return lengths
  }

  private makeRoom(sizeBytes: number): void {
    if (this.bytes.length < sizeBytes + PADDING) this.bytes = new Uint8Array(sizeBytes + PADDING)
  }
}
