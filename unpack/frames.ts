import type { ByteSource } from './byteSource'
import { Damaged } from './errors'
import { openPauses } from './pauses'

/** Frames to be passed over have one of sixteen numbers. Source: RFC 8878, 3.1.2; LZ4 Frame Format 1.6.3. */
const SKIPPABLE = 0x184D2A50

/** Frames one after another, each with its number before it, as zstd and lz4 have them. @throws CutShort, Damaged, what `unpackFrame` throws */
export async function* unpackFrames(source: ByteSource, magic: number, format: string, unpackFrame: (source: ByteSource, pause: () => Promise<void>) => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pause = openPauses()
  while ((await source.peek(1)).length > 0) {
    const number = await source.uint32()
    if ((number & 0xFFFFFFF0) >>> 0 === SKIPPABLE) {
      for await (const _ of source.upTo(await source.uint32()));
    }
    else if (number === magic) yield* unpackFrame(source, pause)
    else throw new Damaged(format)
  }
}
