import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { Bomb, Unreadable } from '../../unpack/errors'
import { unpack } from '../../unpack/unpack'
import { packed } from '../fixtures/packedLogs'
import { mutate, type Random } from './random'

/** Made by the formats' own tools. */
const MADE = ['app.log.gz', 'app.log.zst', 'app.log.bz2', 'app.log.xz', 'app.log.lz4', 'logs.zip', 'streamed.zip', 'logs.tar.gz', 'nested.tar']

/** A packed file, mostly changed. @returns also whether it is as it was packed, and of what */
export function packedAnyhow(random: Random, someLog: () => Buffer): { bytes: Buffer, isWhole: boolean, log: Buffer } {
  if (random.below(2) === 0) return { bytes: mutate(random, packed(random.of(MADE))), isWhole: false, log: Buffer.alloc(0) }
  const log = Buffer.concat([Buffer.from('a plain beginning\n'), someLog()]) // whose own bytes are of no format
  const bytes = random.of([gzipped, zipped, tarred])(random, log)
  const isWhole = random.below(3) === 0
  return { bytes: isWhole ? bytes : mutate(random, bytes), isWhole, log }
}

/** What comes out: the files, the reason of the end, and both as a text. */
export async function unpackedFiles(pieces: Uint8Array[], maxExpandedBytes: number): Promise<{ files: Buffer[], sizeBytes: number, end: string | null, told: string }> {
  const files: Buffer[] = []
  const told: string[] = []
  let end: string | null = null
  try {
    for await (const { member, formats, pieces: out } of unpack(Readable.from(pieces), { maxExpandedBytes })) {
      const parts: Uint8Array[] = []
      let lost: string | null = null
      try {
        for await (const part of out) parts.push(Buffer.from(part))
      }
      catch (error) {
        if (!(error instanceof Unreadable)) throw error
        lost = error.message
        end ??= lost
      }
      const file = Buffer.concat(parts)
      files.push(file)
      told.push(JSON.stringify([member, formats, lost, file.length, createHash('md5').update(file).digest('hex')]))
    }
  }
  catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof Bomb)) throw error
    // How much came out before a bomb was refused depends on the pieces, and is thrown away.
    end = error instanceof Bomb ? 'Bomb' : error.message
    if (error instanceof Bomb) told.length = 0
  }
  return { files, sizeBytes: files.reduce((sum, { length }) => sum + length, 0), end, told: [...told, end].join(' ') }
}

function gzipped(random: Random, log: Buffer): Buffer {
  const at = random.below(log.length)
  return Buffer.concat([log.subarray(0, at), log.subarray(at)].map(part => gzipSync(part, { level: random.below(10) })))
}

/** Two members, deflated or stored; the sizes before them or, if deflated, behind. */
function zipped(random: Random, log: Buffer): Buffer {
  return Buffer.concat(['one.log', 'ünï/two.log'].map((text) => {
    const name = Buffer.from(text)
    const isStored = random.below(3) === 0
    const isBehind = !isStored && random.below(2) === 0
    const data = isStored ? log : deflateRawSync(log, { level: random.below(10) })
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc32(log), 0)
    sizes.writeUInt32LE(data.length, 4)
    sizes.writeUInt32LE(log.length, 8)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034B50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(0x800 | (isBehind ? 8 : 0), 6)
    head.writeUInt16LE(isStored ? 0 : 8, 8)
    if (!isBehind) sizes.copy(head, 14)
    head.writeUInt16LE(name.length, 26)
    return Buffer.concat([head, name, data, ...isBehind ? [Buffer.from('PK\x07\x08'), sizes] : []])
  }).concat(Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1')))
}

function tarred(random: Random, log: Buffer): Buffer {
  const head = Buffer.alloc(512)
  head.write('logs/app.log', 0)
  head.write('0000644\0', 100)
  head.write(log.length.toString(8).padStart(11, '0') + '\0', 124)
  head.write('0' + 'ustar\0' + '00', 156, 'latin1')
  head.write('        ', 148)
  head.write(head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\0 ', 148)
  const bytes = Buffer.concat([head, log, Buffer.alloc((512 - log.length % 512) % 512 + 1024)])
  return random.below(2) === 0 ? gzipSync(bytes) : bytes
}
