import type { ByteSource } from './byteSource'
import { Damaged, Unreadable } from './errors'
import { Lzma } from './lzma'
import { openPauses } from './pauses'
import { openCheck } from './xzCheck'

const MAGIC = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]
const LZMA2 = 0x21
/** `xz -9` takes half; the dictionary is held in memory. Chosen. */
const DICTIONARY_MAX = 128 * 1024 * 1024
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]

/** Streams one after another, with padding. Source: "The .xz File Format" 1.2.1. @throws CutShort, Damaged, Unreadable */
export async function* unxz(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let head = await source.peek(6); head.length > 0; head = await source.peek(6)) {
    if (head.length >= 4 && head[0] === 0) {
      await source.take(4) // padding of streams
      continue
    }
    if (!MAGIC.every((byte, i) => head[i] === byte)) throw new Damaged('xz')
    const checkType = (await source.take(12))[7] ?? 0
    while ((await source.peek(1))[0] !== 0) yield* block(source, checkType)
    await passIndex(source)
    await source.take(12)
  }
}

async function* block(source: ByteSource, checkType: number): AsyncGenerator<Uint8Array> {
  const lzma = new Lzma(dictionaryOf(await source.take(((await source.take(1))[0] ?? 0) * 4 + 3)))
  const check = openCheck(checkType)
  const counted = { bytes: 0 }
  for await (const piece of chunks(source, lzma, counted)) {
    check.add(piece)
    yield piece
  }
  await source.take(-counted.bytes & 3)
  if (!check.agrees(await source.take(CHECK_BYTES[checkType & 15] ?? 0))) throw new Damaged('xz')
}

/** The dictionary's size, from a block's header without its first byte. */
function dictionaryOf(header: Uint8Array): number {
  const [flags = 0] = header
  if (flags & 0x3C) throw new Damaged('xz')
  if (flags & 3) throw new Unreadable({ code: 'program_filter', args: {} })
  let at = 1
  const number = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = header[at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
      if (at >= header.length) throw new Damaged('xz')
    }
  }
  if (flags & 64) number()
  if (flags & 128) number()
  if (number() !== LZMA2 || number() !== 1) throw new Unreadable({ code: 'filter', args: {} })
  const size = header[at] ?? 0
  if (size > 40) throw new Damaged('xz')
  const dictionaryBytes = size === 40 ? 2 ** 32 - 1 : (2 | (size & 1)) * 2 ** ((size >> 1) + 11)
  if (dictionaryBytes > DICTIONARY_MAX) {
    throw new Unreadable({ code: 'memory', args: { format: 'xz', size: DICTIONARY_MAX / 2 ** 20 } })
  }
  return dictionaryBytes
}

async function* chunks(source: ByteSource, lzma: Lzma, counted: { bytes: number }): AsyncGenerator<Uint8Array> {
  const pause = openPauses()
  const take = async (count: number) => {
    counted.bytes += count
    return source.take(count)
  }
  for (let isFirst = true; ; isFirst = false) {
    const [control = 0] = await take(1)
    if (control === 0) return
    if (isFirst && control !== 1 && control < 0xE0) throw new Damaged('xz')
    if (control < 0x80) {
      if (control > 2) throw new Damaged('xz')
      if (control === 1) lzma.resetDictionary()
      const size = await take(2)
      yield lzma.store(await take(((size[0] ?? 0) << 8) + (size[1] ?? 0) + 1))
    }
    else {
      const [high = 0, low = 0, packedHigh = 0, packedLow = 0] = await take(4)
      const packedBytes = (packedHigh << 8) + packedLow + 1
      if (control >= 0xE0) lzma.resetDictionary()
      if (control >= 0xC0) lzma.setProperties((await take(1))[0] ?? 0)
      if (control >= 0xA0) lzma.resetState()
      yield lzma.unpack(await take(packedBytes), ((control & 31) << 16) + (high << 8) + low + 1)
    }
    await pause()
  }
}

/** Passes over a stream's index, whose sizes are not needed to read on. */
async function passIndex(source: ByteSource): Promise<void> {
  let bytes = 1
  await source.take(1)
  const number = async () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const [byte = 0] = await source.take(1)
      bytes++
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  for (let records = await number(); records > 0; records--) {
    await number()
    await number()
  }
  await source.take((-bytes & 3) + 4)
}
