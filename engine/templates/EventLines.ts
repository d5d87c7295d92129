import type { HeaderReader } from '../reading/layout/header'
import { SEVERITY_NONE } from '../reading/levels/severity'

const LF = 10

/** The lines of one event that its signature is of, where an event goes over a fixed number of lines. */
export class EventLines {
  /** Where their messages begin, and where the last of them ends. */
  readonly from: Int32Array
  size = 0
  to = 0

  /** @param max lines of an event, at least 1. With 1 nothing is looked for. */
  constructor(max: number) {
    this.from = new Int32Array(max)
  }

  /** Whether the event that was read last has fewer lines than it should. */
  get isShort(): boolean {
    return this.size > 0 && this.size < this.from.length
  }

  /**
   * Finds the lines behind the one at `p`, which `header` has read last, that belong to what the event says. The header is left as
   * it was, with the severity that one of them states.
   * @param end of the text.
   */
  read(header: HeaderReader, buf: Uint8Array, p: number, message: number, end: number): void {
    const { timeMs, zoned, found, isRecord, sources } = header
    const own = sources.copy()
    let { severity } = header
    this.size = 1
    this.from[0] = message
    this.to = buf.indexOf(LF, p)
    while (found && this.size < this.from.length && this.to < end) {
      const from = header.read(buf, this.to + 1)
      if (header.found) break
      if (severity === SEVERITY_NONE) severity = header.severity
      this.from[this.size++] = from
      this.to = buf.indexOf(LF, from)
    }
    Object.assign(header, { timeMs, zoned, found, severity, isRecord })
    sources.restore(own)
  }
}
