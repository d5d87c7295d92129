/** Writes unsigned integers up to 2^53 as LEB128 varints, and bytes, into a buffer that grows. */
export class ByteWriter {
  private buf: Uint8Array<ArrayBuffer>
  private view: DataView
  length = 0

  constructor(capacity = 64 * 1024) {
    this.buf = new Uint8Array(capacity)
    this.view = new DataView(this.buf.buffer)
  }

  private reserve(size: number): void {
    if (this.length + size <= this.buf.length) return
    const grown = new Uint8Array(Math.max(this.length + size, this.buf.length * 2))
    grown.set(this.buf.subarray(0, this.length))
    this.buf = grown
    this.view = new DataView(grown.buffer)
  }

  byte(value: number): void {
    this.reserve(1)
    this.buf[this.length++] = value
  }

  uint(value: number): void {
    this.reserve(8)
    let at = this.length
    while (value > 0x7FFFFFFF) {
      this.buf[at++] = (value % 128) | 128
      value = Math.floor(value / 128)
    }
    while (value > 127) {
      this.buf[at++] = (value & 127) | 128
      value >>>= 7
    }
    this.buf[at++] = value
    this.length = at
  }

  /** A signed integer of at most 52 bits, zigzag. */
  int(value: number): void {
    this.uint(value < 0 ? -value * 2 - 1 : value * 2)
  }

  float(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.length, value, true)
    this.length += 8
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length)
    this.buf.set(value, this.length)
    this.length += value.length
  }

  /** Opens a block whose length, as four bytes, stands before it. @returns what endBlock needs. */
  beginBlock(): number {
    this.reserve(4)
    this.length += 4
    return this.length
  }

  endBlock(start: number): void {
    this.view.setUint32(start - 4, this.length - start, true)
  }

  /** A copy of what was written; the writer may go on. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.buf.slice(0, this.length)
  }

  /** What was written, as a view that the next write may change. */
  written(): Uint8Array {
    return this.buf.subarray(0, this.length)
  }

  reset(): void {
    this.length = 0
  }
}

/** Reads what ByteWriter wrote. Trusts its input. */
export class ByteReader {
  private readonly view: DataView

  constructor(readonly buf: Uint8Array, public position = 0) {
    this.view = new DataView(buf.buffer, buf.byteOffset, buf.byteLength)
  }

  get atEnd(): boolean {
    return this.position >= this.buf.length
  }

  byte(): number {
    return this.buf[this.position++]
  }

  uint(): number {
    const buf = this.buf
    let byte = buf[this.position++]
    if (byte < 128) return byte
    let value = byte & 127
    let scale = 128
    do {
      byte = buf[this.position++]
      value += (byte & 127) * scale
      scale *= 128
    } while (byte > 127)
    return value
  }

  skipUint(): void {
    while (this.buf[this.position++] > 127);
  }

  int(): number {
    const value = this.uint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  float(): number {
    const value = this.view.getFloat64(this.position, true)
    this.position += 8
    return value
  }

  /** Length of the block that begins behind it. */
  blockLength(): number {
    const value = this.view.getUint32(this.position, true)
    this.position += 4
    return value
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    const value = this.buf.subarray(this.position, this.position + length)
    this.position += length
    return value
  }
}

/** The pieces, one after the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
