import { Bits, OutOfBits } from './bits'
import type { ByteSource } from './byteSource'
import { decodeBlock, undoTransform } from './bzip2Block'
import { CutShort, Damaged } from './errors'
import { openPauses } from './pauses'

const BLOCK_MARK = [0x314159, 0x265359], END_MARK = [0x177245, 0x385090]
/** A packed block and the marks after it, as any packer writes it; more is looked at where that is not enough. */
const LOOKED_AT = 1024 * 1024
const LOOKED_AT_MAX = 4 * 1024 * 1024

interface Found { value: Block | 'end', endBit: number }
interface Block { transformed: Uint32Array, start: number, crc: number }

/** Streams one after another, as pbzip2 and `cat` make them; what follows the last one is passed over. @throws CutShort, Damaged */
export async function* bunzip2(source: ByteSource): AsyncGenerator<Uint8Array> {
  const pause = openPauses()
  do {
    const level = ((await source.take(4))[3] ?? 0) - 48
    if (level < 1 || level > 9) throw new Damaged('bzip2')
    for (let bit = 0; ;) {
      const { value, endBit } = await readBlock(source, level, bit)
      const bytes = value === 'end' ? Math.ceil(endBit / 8) : endBit >> 3
      await source.take(bytes)
      if (value === 'end') break
      bit = endBit & 7
      yield* undoTransform(value.transformed, value.start, value.crc)
      await pause()
    }
  } while (Buffer.from(await source.peek(3)).toString('latin1') === 'BZh')
}

/** Reads what stands at a bit of the source's next byte. */
async function readBlock(source: ByteSource, level: number, bit: number): Promise<Found> {
  for (let length = LOOKED_AT; ; length = LOOKED_AT_MAX) {
    const seen = await source.peek(length)
    try {
      return blockAt(seen, level, bit)
    }
    catch (error) {
      if (!(error instanceof OutOfBits)) throw error
      if (seen.length < length) throw new CutShort('bzip2')
      if (length === LOOKED_AT_MAX) throw new Damaged('bzip2')
    }
  }
}

function blockAt(bytes: Uint8Array, level: number, bit: number): Found {
  const bits = new Bits(bytes, bit)
  const high = bits.bits(24)
  const low = bits.bits(24)
  const crc = ((bits.bits(16) << 16) | bits.bits(16)) >>> 0
  if (high === END_MARK[0] && low === END_MARK[1]) return { value: 'end', endBit: bits.position }
  if (high !== BLOCK_MARK[0] || low !== BLOCK_MARK[1]) throw new Damaged('bzip2')
  const block = decodeBlock(bits, level * 100_000)
  return { value: { ...block, crc }, endBit: bits.position }
}
