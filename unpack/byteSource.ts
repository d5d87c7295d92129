import { CutShort } from './errors'

const NOTHING = new Uint8Array(0)

/** Bytes to be read in pieces of the reader's choice. */
export class ByteSource {
  private readonly pieces: AsyncIterator<Uint8Array>
  private held: Uint8Array = NOTHING
  private isOver = false
  private failure: Error | null = null

  /** @param format names the data in a CutShort. */
  constructor(pieces: AsyncIterable<Uint8Array>, public format: string) {
    this.pieces = pieces[Symbol.asyncIterator]()
  }

  /** Whatever comes next, not empty; null at the end. */
  async next(): Promise<Uint8Array | null> {
    if (this.held.length === 0) await this.fetch()
    const piece = this.held
    this.held = NOTHING
    return piece.length > 0 ? piece : null
  }

  /** The next bytes, fewer only at the end, which stay. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.held.length < length && await this.fetch());
    return this.held.subarray(0, length)
  }

  /** The next bytes, so many however they came; fewer only before the end or before what can't be read; null at the end. */
  async block(length: number): Promise<Uint8Array | null> {
    try {
      await this.peek(length)
    }
    catch (error) {
      if (this.held.length === 0) throw error
    }
    const block = this.held.subarray(0, length)
    this.held = this.held.subarray(length)
    return block.length > 0 ? block : null
  }

  /** Exactly so many bytes. @throws CutShort */
  async take(length: number): Promise<Uint8Array> {
    if ((await this.peek(length)).length < length) throw new CutShort(this.format)
    const taken = this.held.subarray(0, length)
    this.held = this.held.subarray(length)
    return taken
  }

  /** Puts bytes back, before what is left. */
  unread(bytes: Uint8Array): void {
    this.held = this.held.length === 0 ? bytes : Buffer.concat([bytes, this.held])
  }

  /** The next bytes up to so many, piece by piece. @throws CutShort */
  async* upTo(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0;) {
      const piece = await this.next()
      if (!piece) throw new CutShort(this.format)
      if (piece.length > left) this.unread(piece.subarray(left))
      yield piece.subarray(0, left)
      left -= Math.min(left, piece.length)
    }
  }

  /** Four bytes as a number, the lowest first. @throws CutShort */
  async uint32(): Promise<number> {
    const bytes = await this.take(4)
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  }

  /** All that is left, piece by piece. */
  async* rest(): AsyncGenerator<Uint8Array> {
    for (let piece = await this.next(); piece; piece = await this.next()) yield piece
  }

  /** Makes reading on, beyond what is held, throw this. */
  fail(error: Error): void {
    this.failure = error
  }

  /** Adds a piece to what is held; false at the end. */
  private async fetch(): Promise<boolean> {
    if (this.failure) throw this.failure
    while (!this.isOver) {
      const { done, value } = await this.pieces.next().catch((error: Error) => {
        this.failure = error // a generator that has thrown would next say that it is over
        throw error
      })
      if (done) this.isOver = true
      else if (value.length > 0) {
        this.held = this.held.length === 0 ? value : Buffer.concat([this.held, value])
        return true
      }
    }
    return false
  }
}

/** The same bytes, for a loop that may stop before their end: whoever has them can read on. */
export function unclosed(pieces: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) }
}
