import { grow, uint16 } from '../summary/grow'

/** Events and least line of each signature of one session at a time. */
export class PairSums {
  private readonly counts: Float64Array
  private readonly lines: Float64Array
  private signatures = new Uint16Array(1 << 10)
  /** Distinct signatures. */
  size = 0

  /** @param signatures how many there are in all sessions. */
  constructor(signatures: number) {
    this.counts = new Float64Array(signatures)
    this.lines = new Float64Array(signatures)
  }

  /** Adds events of a signature, at least one. */
  add(signature: number, events: number, line: number): void {
    if (this.counts[signature] === 0) {
      if (this.size === this.signatures.length) this.signatures = grow(this.signatures, uint16)
      this.signatures[this.size++] = signature
      this.lines[signature] = line
    }
    else if (line < this.lines[signature]) this.lines[signature] = line
    this.counts[signature] += events
  }

  /** Calls `take` with each signature in the order in which they came. */
  forEach(take: (signature: number, events: number, line: number) => void): void {
    for (let i = 0; i < this.size; i++) {
      const signature = this.signatures[i]
      take(signature, this.counts[signature], this.lines[signature])
    }
  }

  /** Makes room for the next session. */
  clear(): void {
    for (let i = 0; i < this.size; i++) this.counts[this.signatures[i]] = 0
    this.size = 0
  }
}
