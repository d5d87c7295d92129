/** FNV-1a, as a 32-bit number with a sign. */
const START = 0x811C9DC5 | 0, P1 = 0x01000193

/** The hash of one word in two lanes of 32 bits; an instance is used for word after word. */
export class WordHash {
  lane1 = 0
  lane2 = 0

  /** Reads the word `[from, to)`: the same lanes as `Tokens` keeps of it. */
  read(buf: Uint8Array, from: number, to: number): void {
    let lane1 = START, lane2 = 0
    for (let p = from; p < to; p++) {
      lane1 = Math.imul(lane1 ^ buf[p], P1)
      lane2 = Math.imul(lane2, 31) + buf[p] | 0
    }
    this.lane1 = lane1
    this.lane2 = lane2
  }
}
