/** There are not enough bits. */
export class OutOfBits extends Error {
  override name = 'OutOfBits'
}

/** Reads bits, the highest of a byte first. */
export class Bits {
  /** Of the next bit. */
  position: number

  constructor(private readonly bytes: Uint8Array, position: number) {
    this.position = position
  }

  bit(): number {
    const at = this.position++
    if (at >> 3 >= this.bytes.length) throw new OutOfBits()
    return ((this.bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
  }

  /** At most 24 bits. */
  bits(count: number): number {
    const at = this.position
    this.position += count
    if (this.position > this.bytes.length * 8) throw new OutOfBits()
    const p = at >> 3
    const four = (((this.bytes[p] ?? 0) << 24) | ((this.bytes[p + 1] ?? 0) << 16) | ((this.bytes[p + 2] ?? 0) << 8) | (this.bytes[p + 3] ?? 0)) >>> 0
    return count === 0 ? 0 : (four << (at & 7)) >>> (32 - count)
  }
}
