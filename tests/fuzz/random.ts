/** Random numbers that a seed fixes (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** 0 … below - 1 */
  below(below: number): number {
    this.state = (this.state + 0x6D2B79F5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}

/** Pieces of random sizes, mostly small or mostly large; about so many at most. */
export function cutAnyhow(random: Random, bytes: Uint8Array, piecesMax = Infinity): Uint8Array[] {
  const most = Math.max(2 * bytes.length / piecesMax, random.of([1, 2, 7, 300, 5000, 70_000, 1_000_000]))
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random.below(Math.ceil(most))
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

/** A copy with some bytes changed, taken out, repeated or put in, or its end cut off. */
export function mutate(random: Random, bytes: Uint8Array): Buffer {
  let changed = Buffer.from(bytes)
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(changed.length + 1)
    const length = random.of([1, 1, 2, 8, 300])
    switch (random.below(6)) {
      case 0:
      case 1:
        if (at < changed.length) changed[at] = random.of([0, 10, 13, 27, 127, 128, 255, random.below(256)])
        break
      case 2:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)])
        break
      case 3:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(Math.max(0, at - length), at), changed.subarray(at)])
        break
      case 4:
        changed = Buffer.concat([changed.subarray(0, at), Buffer.from(Array.from({ length }, () => random.below(256))), changed.subarray(at)])
        break
      default:
        changed = changed.subarray(0, random.below(4) === 0 ? at : changed.length)
    }
  }
  return changed
}
