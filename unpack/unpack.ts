import { bunzip2 } from './bunzip2'
import { ByteSource } from './byteSource'
import { Bomb, Unreadable } from './errors'
import { gunzip } from './gzip'
import { unlz4 } from './lz4'
import { isTarHeader, untar, type Member } from './tar'
import { unxz } from './xz'
import { unzip } from './zip'
import { unzstd } from './zstd'

export interface UnpackLimits {
  /** Bytes that may come out, of all layers together. */
  maxExpandedBytes: number
}

/** A file as it is after unpacking. Its bytes are read to their end before the next file. */
export interface UnpackedFile {
  /** Of a file in an archive, with the archive's own name before it where that lies in another. Null for a file by itself. */
  member: string | null
  /** How it was packed, from the outside in. */
  formats: string[]
  /** Throws Unreadable where the rest can't be read, Bomb where a limit is met. */
  pieces: AsyncIterable<Uint8Array>
}

/** "Nested once": an archive may lie in an archive, and a packed file may be packed once more. */
const ARCHIVES_MAX = 2, PACKINGS_MAX = 2
/** What tells a format stands in so many bytes. */
const HEAD_BYTES = 512

const PACKINGS: Record<string, (source: ByteSource) => AsyncIterable<Uint8Array>> = { gzip: gunzip, zstd: unzstd, bzip2: bunzip2, xz: unxz, lz4: unlz4 }
const ARCHIVES: Record<string, (source: ByteSource) => AsyncIterable<Member>> = { zip: unzip, tar: untar }

/** Of a first block, and of the end. */
const BZIP2_MARKS = [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]]

/** Unpacks by content, whatever the name: streaming, nothing is held or written. @throws Unreadable where an archive can't be read on, Bomb */
export function unpack(bytes: AsyncIterable<Uint8Array>, limits: UnpackLimits): AsyncGenerator<UnpackedFile> {
  return open(bytes, { member: null, formats: [], archives: 0, packings: 0, budget: { leftBytes: limits.maxExpandedBytes } })
}

/** The same for several files that belong together, each a member. */
export async function* unpackMembers(members: readonly Member[], limits: UnpackLimits): AsyncGenerator<UnpackedFile> {
  const budget = { leftBytes: limits.maxExpandedBytes }
  for (const { name, pieces } of members) yield* open(pieces, { member: name, formats: [], archives: 1, packings: 0, budget })
}

interface Layer { member: string | null, formats: string[], archives: number, packings: number, budget: { leftBytes: number } }

async function* open(bytes: AsyncIterable<Uint8Array>, layer: Layer): AsyncGenerator<UnpackedFile> {
  const source = new ByteSource(bytes, layer.formats.at(-1) ?? 'file')
  const format = await formatOf(source)
  const formats = [...layer.formats, format ?? '']
  const packing = PACKINGS[format ?? '']
  const archive = ARCHIVES[format ?? '']
  if (packing && layer.packings < PACKINGS_MAX) {
    yield* open(within(packing(labelled(source, format)), layer.budget), { ...layer, formats, packings: layer.packings + 1 })
  }
  else if (archive && layer.archives < ARCHIVES_MAX) {
    for await (const { name, pieces } of archive(labelled(source, format))) {
      const member = layer.member === null ? name : `${layer.member}/${name}`
      yield* open(format === 'zip' ? within(pieces, layer.budget) : pieces, { ...layer, member, formats, archives: layer.archives + 1, packings: 0 })
    }
  }
  else yield { member: layer.member, formats: layer.formats, pieces: source.rest() }
}

/** The format by the first bytes, null for none of ours. What can't be read is left to who reads the pieces. */
async function formatOf(source: ByteSource): Promise<string | null> {
  const head = await source.peek(HEAD_BYTES).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    source.fail(error)
    return new Uint8Array(0)
  })
  const begins = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
  if (begins(0x1F, 0x8B, 8)) return 'gzip'
  if (begins(0x42, 0x5A, 0x68) && BZIP2_MARKS.some(mark => mark.every((byte, i) => head[i + 4] === byte))) return 'bzip2'
  if (begins(0xFD, 0x37, 0x7A, 0x58, 0x5A, 0)) return 'xz'
  if (begins(0x28, 0xB5, 0x2F, 0xFD) || (head.length > 4 && ((head[0] ?? 0) & 0xF0) === 0x50 && head[1] === 0x2A && head[2] === 0x4D && head[3] === 0x18)) return 'zstd'
  if (begins(4, 0x22, 0x4D, 0x18)) return 'lz4'
  if (begins(0x50, 0x4B, 3, 4) || begins(0x50, 0x4B, 5, 6) || begins(0x50, 0x4B, 7, 8, 0x50, 0x4B)) return 'zip'
  return isTarHeader(head) ? 'tar' : null
}

function labelled(source: ByteSource, format: string | null): ByteSource {
  source.format = format ?? source.format
  return source
}

/** Takes what comes out from the budget. */
async function* within(pieces: AsyncIterable<Uint8Array>, budget: { leftBytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    budget.leftBytes -= piece.length
    if (budget.leftBytes < 0) throw new Bomb({ code: 'bomb_size', args: {} })
    yield piece
  }
}
