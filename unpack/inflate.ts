import { constants, createInflateRaw } from 'node:zlib'
import type { ByteSource } from './byteSource'
import { Damaged } from './errors'

const OUT_BYTES = 128 * 1024
/** Damage loses what was inflated of the block in hand: so blocks are small, and the same however the bytes came. */
const IN_BYTES = 32 * 1024

/** Inflates up to the end of the deflate stream, or of the source; what follows stays in the source. @throws Damaged */
export async function* inflateRaw(source: ByteSource): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: OUT_BYTES, finishFlush: constants.Z_SYNC_FLUSH })
  let sourceError: unknown = null
  const feed = async () => {
    for (let fedBytes = 0; ;) {
      const block = await source.block(IN_BYTES)
      if (!block) return inflate.end()
      fedBytes += block.length
      await new Promise(resolve => inflate.write(block, resolve))
      if (inflate.destroyed) return
      const unusedBytes = fedBytes - inflate.bytesWritten
      if (unusedBytes === 0) continue
      source.unread(block.subarray(block.length - unusedBytes))
      return
    }
  }
  const feeding = feed().catch((error: unknown) => {
    sourceError = error
    inflate.end() // what has come is inflated
  })
  try {
    for await (const piece of inflate) yield piece
    await feeding
    if (sourceError !== null) throw sourceError
  }
  catch {
    throw sourceError ?? new Damaged(source.format)
  }
  finally {
    inflate.destroy()
  }
}
