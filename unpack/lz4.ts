import type { ByteSource } from './byteSource'
import { CutShort, Damaged, Unreadable } from './errors'
import { unpackFrames } from './frames'
import { xxHashes } from './xxHash'

const MAGIC = 0x184D2204
const HISTORY = 64 * 1024
const STORED = 0x80000000
const BLOCK_MAX = [0, 0, 0, 0, 64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024]

/** Frames one after another. Source: LZ4 Frame Format 1.6.3. @throws CutShort, Damaged, Unreadable */
export function unlz4(source: ByteSource): AsyncGenerator<Uint8Array> {
  return unpackFrames(source, MAGIC, 'lz4', unlz4Frame)
}

async function* unlz4Frame(source: ByteSource, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const { create32 } = await xxHashes()
  const hash = (bytes: Uint8Array) => create32().update(bytes).digest()
  const whole = create32()
  const [flags = 0, sizes = 0] = await source.peek(2)
  const blockMax = BLOCK_MAX[(sizes >> 4) & 7] ?? 0
  if (flags >> 6 !== 1 || blockMax === 0) throw new Damaged('lz4')
  if (flags & 1) throw new Unreadable({ code: 'dictionary', args: { format: 'lz4' } })
  const descriptor = await source.take(flags & 8 ? 10 : 2)
  if (((hash(descriptor) >>> 8) & 255) !== (await source.take(1))[0]) throw new Damaged('lz4')
  const hasBlockChecksums = (flags & 16) !== 0
  // The end of what came before stands in front of each block, which may refer to it.
  const room = new Uint8Array(HISTORY + blockMax)
  for (let history = 0; ;) {
    const size = await source.uint32()
    if (size === 0) break
    const packedBytes = size & ~STORED
    if (packedBytes > blockMax) throw new Damaged('lz4')
    const packed = await source.peek(packedBytes)
    const isCut = packed.length < packedBytes
    let end = history + packed.length
    if (size >= STORED) room.set(packed, history)
    else end = unlz4Block(packed, room, history, isCut)
    const blockHash = hasBlockChecksums ? hash(packed) : 0
    await source.take(packed.length)
    if (hasBlockChecksums && !isCut && await source.uint32() !== blockHash) throw new Damaged('lz4')
    const piece = room.slice(history, end)
    whole.update(piece)
    yield piece
    if (isCut) throw new CutShort('lz4')
    const kept = Math.min(HISTORY, end)
    room.copyWithin(0, end - kept, end)
    history = kept
    await pause()
  }
  if (flags & 4 && await source.uint32() !== whole.digest()) throw new Damaged('lz4')
}

/**
 * Unpacks a block behind what `out` holds up to `from`; of one that is cut what is whole. @returns the end in `out`.
 * Source: LZ4 Block Format. @throws Damaged
 */
function unlz4Block(packed: Uint8Array, out: Uint8Array, from: number, isCut: boolean): number {
  const size = packed.length
  let at = from
  for (let p = 0; p < size;) {
    const token = packed[p++] ?? 0
    let literals = token >> 4
    if (literals === 15) {
      let byte = 255
      for (; byte === 255 && p < size; literals += byte) byte = packed[p++] ?? 0
    }
    if (at + literals > out.length) throw new Damaged('lz4')
    if (p + literals >= size) {
      if (p + literals > size && !isCut) throw new Damaged('lz4')
      out.set(packed.subarray(p), at)
      return at + size - p
    }
    out.set(packed.subarray(p, p + literals), at)
    at += literals
    p += literals
    const distance = (packed[p] ?? 0) | ((packed[p + 1] ?? 0) << 8)
    p += 2
    let length = (token & 15) + 4
    if (length === 19) {
      let byte = 255
      for (; byte === 255 && p < size; length += byte) byte = packed[p++] ?? 0
    }
    if (p >= size) break
    if (distance === 0 || distance > at || at + length > out.length) throw new Damaged('lz4')
    if (distance >= length && length > 16) out.copyWithin(at, at - distance, at - distance + length)
    else for (let q = at; q < at + length; q++) out[q] = out[q - distance] ?? 0
    at += length
  }
  if (!isCut) throw new Damaged('lz4')
  return at
}
