import { crc32 } from 'node:zlib'
import type { ByteSource } from './byteSource'
import { Damaged } from './errors'
import { inflateRaw } from './inflate'

const FLAG_HEADER_CRC = 2, FLAG_EXTRA = 4, FLAG_NAME = 8, FLAG_COMMENT = 16
const TEXT_MAX = 64 * 1024

/** Members one after another (RFC 1952); what follows the last one is passed over. @throws CutShort, Damaged */
export async function* gunzip(source: ByteSource): AsyncGenerator<Uint8Array> {
  do {
    await passHeader(source)
    let crc = 0
    let sizeBytes = 0
    for await (const piece of inflateRaw(source)) {
      crc = crc32(piece, crc)
      sizeBytes += piece.length
      yield piece
    }
    const trailer = await source.take(8)
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8)
    if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== sizeBytes % 2 ** 32) throw new Damaged('gzip')
  } while (await isGzip(source))
}

async function isGzip(source: ByteSource): Promise<boolean> {
  const [first, second] = await source.peek(2)
  return first === 0x1F && second === 0x8B
}

async function passHeader(source: ByteSource): Promise<void> {
  const head = await source.take(10)
  const flags = head[3] ?? 0
  if (head[2] !== 8 || flags > 31) throw new Damaged('gzip')
  if (flags & FLAG_EXTRA) {
    const [low = 0, high = 0] = await source.take(2)
    await source.take(low | (high << 8))
  }
  if (flags & FLAG_NAME) await passText(source)
  if (flags & FLAG_COMMENT) await passText(source)
  if (flags & FLAG_HEADER_CRC) await source.take(2)
}

async function passText(source: ByteSource): Promise<void> {
  for (let length = 64; length <= TEXT_MAX; length *= 2) {
    const seen = await source.peek(length)
    const end = seen.indexOf(0)
    if (end >= 0 || seen.length < length) {
      await source.take(end >= 0 ? end + 1 : seen.length + 1)
      return
    }
  }
  throw new Damaged('gzip')
}
