import { unclosed, type ByteSource } from './byteSource'
import { Damaged } from './errors'

/** A file in an archive. Its bytes are read to their end before the next one. */
export interface Member {
  name: string
  /** Throws Unreadable where the rest of the member can't be read. */
  pieces: AsyncIterable<Uint8Array>
}

const BLOCK = 512
/** Bytes of a long name or of extended headers that are looked at; chosen. */
const NAMES_MAX = 1024 * 1024

/** Whether the bytes begin with a header of a tar file: its checksum tells, also where there is no `ustar`. */
export function isTarHeader(bytes: Uint8Array): boolean {
  if (bytes.length < BLOCK || bytes[0] === 0) return false
  let sum = 8 * 32
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += bytes[i] ?? 0
  return octal(bytes.subarray(148, 156)) === sum
}

/** The regular files of a tar archive (POSIX.1-2001, with GNU's long names). @throws CutShort, Damaged */
export async function* untar(source: ByteSource): AsyncGenerator<Member> {
  let longName: string | null = null
  let longSize: number | null = null
  for (let block = await source.peek(BLOCK); block.length > 0; block = await source.peek(BLOCK)) {
    if (block.every(byte => byte === 0)) return
    if (block.length === BLOCK && !isTarHeader(block)) throw new Damaged('tar')
    const header = await source.take(BLOCK)
    const kind = String.fromCharCode(header[156] ?? 0)
    const sizeBytes = longSize ?? sizeOf(header)
    const body = source.upTo(sizeBytes)
    if (kind === 'x') {
      const fields = paxFields(await textOf(body, sizeBytes))
      longName = fields.get('path') ?? longName
      longSize = fields.has('size') ? Number(fields.get('size')) : longSize
    }
    else if (kind === 'L') longName = (await textOf(body, sizeBytes)).replace(/\0.*$/s, '')
    else {
      if (kind === '0' || kind === '\0' || kind === '7') yield { name: longName ?? nameOf(header), pieces: unclosed(body) }
      for await (const _ of body);
      longName = null
      longSize = null
    }
    await source.take(-sizeBytes & (BLOCK - 1))
  }
}

function nameOf(header: Uint8Array): string {
  const isUstar = text(header.subarray(257, 262)) === 'ustar' && header[262] === 0
  const prefix = isUstar ? text(header.subarray(345, 500)) : ''
  return (prefix ? prefix + '/' : '') + text(header.subarray(0, 100))
}

/** Octal digits, or with the highest bit set a number of 95 bits. */
function sizeOf(header: Uint8Array): number {
  const field = header.subarray(124, 136)
  const size = (field[0] ?? 0) & 0x80 ? field.subarray(4).reduce((sum, byte) => sum * 256 + byte, 0) : octal(field)
  if (!Number.isSafeInteger(size)) throw new Damaged('tar')
  return size
}

function octal(field: Uint8Array): number {
  const digits = text(field).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN
}

async function textOf(body: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<string> {
  if (sizeBytes > NAMES_MAX) throw new Damaged('tar')
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}

/** Records `LENGTH KEY=VALUE\n`; the length counts bytes, and all of the record. */
function paxFields(records: string): Map<string, string> {
  const fields = new Map<string, string>()
  const bytes = Buffer.from(records)
  for (let at = 0; at < bytes.length;) {
    const length = Number.parseInt(bytes.subarray(at, at + 20).toString(), 10)
    if (!(length > 0)) throw new Damaged('tar')
    const [, key, value] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(bytes.subarray(at, at + length).toString()) ?? []
    if (key !== undefined && value !== undefined) fields.set(key, value)
    at += length
  }
  return fields
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString()
}
