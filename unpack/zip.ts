import { crc32 } from 'node:zlib'
import { bunzip2 } from './bunzip2'
import { ByteSource, unclosed } from './byteSource'
import { Damaged, Unreadable } from './errors'
import { inflateRaw } from './inflate'
import type { Member } from './tar'
import { unxz } from './xz'
import { unzstd } from './zstd'

const LOCAL = 0x04034B50, DESCRIPTOR = 0x08074B50
/** What may stand between the last member and the end. */
const AFTER_MEMBERS = [0x02014B50, 0x06054B50, 0x06064B50, 0x08064B50]
const ENCRYPTED = 1, HAS_DESCRIPTOR = 8
const ZIP64_EXTRA = 1
const FOLLOWS = 0xFFFFFFFF

type Unpack = (source: ByteSource) => AsyncIterable<Uint8Array>
const METHODS = new Map<number, Unpack>([[0, source => source.rest()], [8, inflateRaw], [12, bunzip2], [93, unzstd], [95, unxz]])

interface Head { name: string, method: number, flags: number, crc: number, packedBytes: number, isLong: boolean }

/**
 * The files of a zip archive in the order in which they lie in it: read from front to back, without its directory. Source:
 * PKWARE APPNOTE 6.3. @throws CutShort, Damaged, Unreadable
 */
export async function* unzip(source: ByteSource): AsyncGenerator<Member> {
  for (let first = true; ; first = false) {
    const signature = await source.uint32()
    if (first && signature === DESCRIPTOR) continue // of an archive that might have been split
    if (AFTER_MEMBERS.includes(signature)) return
    if (signature !== LOCAL) throw new Damaged('zip')
    const head = await takeHead(source)
    const knowsSize = !(head.flags & HAS_DESCRIPTOR) || head.packedBytes > 0
    if (!knowsSize && head.method !== 8) {
      throw new Unreadable({ code: 'length_unknown', args: { name: head.name } })
    }
    const bounded = knowsSize ? source.upTo(head.packedBytes) : null
    const own = bounded ? new ByteSource(unclosed(bounded), 'zip') : source
    const member = { isOver: false }
    const pieces = piecesOf(head, { own, source, isOpen: bounded === null, member })
    if (!head.name.endsWith('/')) yield { name: head.name, pieces }
    if (bounded) {
      for await (const _ of bounded);
      if (head.flags & HAS_DESCRIPTOR) await takeDescriptor(source, head.isLong)
    }
    else if (!member.isOver) throw new Damaged('zip')
  }
}

interface Packed {
  /** The member's own bytes. */
  own: ByteSource
  /** The archive's, from which a descriptor behind the member is read. */
  source: ByteSource
  /** The head does not say how long the member is: a descriptor behind it has its checksum. */
  isOpen: boolean
  /** `isOver` is set once the member is read to its end. */
  member: { isOver: boolean }
}

async function* piecesOf(head: Head, { own, source, isOpen, member }: Packed): AsyncGenerator<Uint8Array> {
  if (head.flags & ENCRYPTED) throw new Unreadable({ code: 'encrypted', args: {} })
  const unpack = METHODS.get(head.method)
  if (!unpack) throw new Unreadable({ code: 'method', args: { method: head.method } })
  let crc = 0
  for await (const piece of unpack(own)) {
    crc = crc32(piece, crc)
    yield piece
  }
  const stored = isOpen ? await takeDescriptor(source, head.isLong) : head.flags & HAS_DESCRIPTOR ? null : head.crc
  member.isOver = true
  if (stored !== null && stored !== crc) throw new Damaged('zip')
}

async function takeHead(source: ByteSource): Promise<Head> {
  const fixed = await source.take(26)
  const view = new DataView(fixed.buffer, fixed.byteOffset, fixed.length)
  const nameBytes = view.getUint16(22, true)
  const names = await source.take(nameBytes + view.getUint16(24, true))
  const long = extraOf(names.subarray(nameBytes))
  const packedBytes = view.getUint32(14, true)
  return {
    name: nameFrom(names.subarray(0, nameBytes)),
    flags: view.getUint16(2, true),
    method: view.getUint16(4, true),
    crc: view.getUint32(10, true),
    packedBytes: packedBytes === FOLLOWS && long ? Number(new DataView(long.buffer, long.byteOffset).getBigUint64(view.getUint32(18, true) === FOLLOWS ? 8 : 0, true)) : packedBytes,
    isLong: long !== null,
  }
}

/** The extra field with sizes of 64 bits: unpacked, packed. */
function extraOf(extra: Uint8Array): Uint8Array | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length)
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === ZIP64_EXTRA && length >= 16 && at + 4 + length <= extra.length) return extra.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
  return null
}

/** UTF-8 where the name is that, flag or not; else one byte a letter. */
function nameFrom(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  }
  catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/** Passes over what stands behind a member whose sizes were not known before. @returns its checksum */
async function takeDescriptor(source: ByteSource, isLong: boolean): Promise<number> {
  if (uint32(await source.peek(4)) === DESCRIPTOR) await source.take(4)
  const crc = await source.uint32()
  await source.take(isLong ? 16 : 8)
  return crc
}

function uint32(bytes: Uint8Array): number {
  return bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
}
