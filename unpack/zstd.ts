import { Decompress } from 'fzstd'
import type { ByteSource } from './byteSource'
import { Damaged, Unreadable } from './errors'
import { unpackFrames } from './frames'
import { xxHashes } from './xxHash'

const MAGIC = 0xFD2FB528
/** The window is held in memory: what `zstd --ultra` takes, and `--long` with no number; chosen. */
const WINDOW_MAX = 128 * 1024 * 1024
const RLE = 1
/** The library passes over it. */
const EMPTY_CHECKSUM = new Uint8Array(4)

/**
 * Frames one after another (RFC 8878). The library is given a block at a time, so that what comes out at once is bounded.
 * @throws CutShort, Damaged, Unreadable
 */
export function unzstd(source: ByteSource): AsyncGenerator<Uint8Array> {
  return unpackFrames(source, MAGIC, 'zstd', unzstdFrame)
}

async function* unzstdFrame(source: ByteSource, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const whole = (await xxHashes()).create64()
  let out: Uint8Array[] = []
  const decoder = new Decompress(piece => out.push(piece))
  const push = (bytes: Uint8Array, isLast: boolean): Uint8Array[] => {
    out = []
    try {
      decoder.push(bytes, isLast)
    }
    catch {
      throw new Damaged('zstd')
    }
    return out
  }
  const { header, hasChecksum } = await takeHeader(source)
  yield* push(header, false)
  for (let isLast = false; !isLast;) {
    const head = await source.take(3)
    const block = numberOf(head)
    isLast = (block & 1) === 1
    const body = await source.take(((block >> 1) & 3) === RLE ? 1 : block >> 3)
    const pieces = push(Buffer.concat([head, body, ...isLast && hasChecksum ? [EMPTY_CHECKSUM] : []]), isLast)
    for (const piece of pieces) whole.update(piece)
    yield* pieces
    await pause()
  }
  if (hasChecksum && BigInt(await source.uint32()) !== (whole.digest() & 0xFFFFFFFFn)) throw new Damaged('zstd')
}

/** The frame's header with its magic number. Source: RFC 8878, 3.1.1.1. */
async function takeHeader(source: ByteSource): Promise<{ header: Uint8Array, hasChecksum: boolean }> {
  const [descriptor = 0] = await source.peek(1)
  const isSingle = (descriptor & 32) !== 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const body = await source.take(1 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes)
  if (body.subarray(isSingle ? 1 : 2, (isSingle ? 1 : 2) + dictionaryBytes).some(byte => byte !== 0)) {
    throw new Unreadable({ code: 'dictionary', args: { format: 'zstd' } })
  }
  const windowBytes = isSingle ? singleSize(body.subarray(1 + dictionaryBytes)) : windowOf(body[1] ?? 0)
  if (windowBytes > WINDOW_MAX) {
    throw new Unreadable({ code: 'memory', args: { format: 'zstd', size: WINDOW_MAX / 2 ** 20 } })
  }
  return { header: Buffer.concat([Uint8Array.of(0x28, 0xB5, 0x2F, 0xFD), body]), hasChecksum: (descriptor & 4) !== 0 }
}

function windowOf(byte: number): number {
  const base = 2 ** (10 + (byte >> 3))
  return base + base / 8 * (byte & 7)
}

function singleSize(field: Uint8Array): number {
  return field.length === 2 ? numberOf(field) + 256 : numberOf(field)
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
}
