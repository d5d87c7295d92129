import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sayError } from '#wording/notes/errors'
import { draws } from '../../stores'
import { Bomb, Unreadable } from '../../../unpack/errors'
import { unpack } from '../../../unpack/unpack'
import { packed, pickLog } from '../../fixtures/packedLogs'

interface Got { member: string | null, formats: string[], text: string, error: string | null }

async function* cut(bytes: Uint8Array, sizes: number[]) {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function unpackAll(bytes: Uint8Array, { sizes = [5003], maxExpandedBytes = 1e9 } = {}): Promise<{ files: Got[], error: string | null }> {
  const files: Got[] = []
  try {
    for await (const { member, formats, pieces } of unpack(cut(bytes, sizes), { maxExpandedBytes })) {
      const parts: Buffer[] = []
      let error: string | null = null
      try {
        for await (const piece of pieces) parts.push(Buffer.from(piece))
      }
      catch (reason) {
        if (!(reason instanceof Unreadable)) throw reason
        error = sayError(reason)
      }
      files.push({ member, formats, text: Buffer.concat(parts).toString('latin1'), error })
    }
  }
  catch (reason) {
    if (!(reason instanceof Unreadable)) throw reason
    return { files, error: sayError(reason) }
  }
  return { files, error: null }
}

const LOG = pickLog(3000)
const FORMATS = [['gzip', 'app.log.gz'], ['bzip2', 'app.log.bz2'], ['xz', 'app.log.xz'], ['zstd', 'app.log.zst'], ['lz4', 'app.log.lz4']] as const

describe.each(FORMATS)('%s', (format, file) => {
  const bytes = packed(file)

  test.each([[[1]], [[7, 300, 65_536]], [[1e6]]])('is unpacked, however it comes in: %j', async (sizes) => {
    expect(await unpackAll(bytes, { sizes })).toEqual({ files: [{ member: null, formats: [format], text: LOG, error: null }], error: null })
  })

  test('cut short gives what was whole, and says so', async () => {
    const { files: [got] } = await unpackAll(bytes.subarray(0, bytes.length - 5))
    expect(got?.error).toBe(`the ${format} data is incomplete: it ends too early`)
    expect(LOG.startsWith(got?.text ?? 'x')).toBe(true)
    expect(got?.text.length).toBeGreaterThan(LOG.length / 3)
  })

  test('changed bytes never give an endless run, nor an error of another kind', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), fc.nat(bytes.length), async (changes, length) => {
      const changed = Buffer.from(bytes.subarray(0, length))
      for (const [at, byte] of changes) if (at < length) changed[at] = byte
      await unpackAll(changed)
    }), { numRuns: draws(60) })
  })
})

test('a text that begins like a packed file is no packed file', async () => {
  for (const text of ['BZh9 is how bzip2 begins\n', 'PK is no zip\n', 'ustar'.padStart(262) + '\n'.repeat(300), ''])
    expect(await unpackAll(Buffer.from(text))).toMatchObject({ files: [{ member: null, formats: [], text }], error: null })
})

test('what is read of damaged data does not depend on how it came', async () => {
  for (const [, file] of [...FORMATS, ['zip', 'logs.zip']] as const) {
    for (const share of [0.3, 0.6, 0.95]) {
      const changed = Buffer.from(packed(file))
      const at = Math.floor(changed.length * share)
      changed.fill(0xA5, at, at + 40)
      const whole = await unpackAll(changed, { sizes: [1e6] })
      for (const sizes of [[1], [7, 300, 20_000]]) expect(await unpackAll(changed, { sizes })).toEqual(whole)
    }
  }
})

test('damaged checksums are noticed', async () => {
  for (const [format, file] of FORMATS) {
    const bytes = Buffer.from(packed(file))
    const at = format === 'gzip' ? bytes.length - 6 : format === 'bzip2' ? 10 : 3000 // the first two in a checksum
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const { files } = await unpackAll(bytes)
    expect(files[0]?.error, format).toBe(`the ${format} data is damaged`)
  }
})

test('zip: members by name, nested packing, methods; folders left out', async () => {
  const { files, error } = await unpackAll(packed('logs.zip'))
  expect(error).toBeNull()
  expect(files.map(({ member, formats, error: lost }) => [member, formats.join(), lost])).toEqual([
    ['day1.log', 'zip', null], ['logo.png', 'zip', null], ['__MACOSX/._day1.log', 'zip', null], ['logs/day2.log', 'zip', null], ['old.log.gz', 'zip,gzip', null], ['b.log', 'zip', null],
    ['x.log', 'zip', 'it is packed by a method that is not supported (14)'],
  ])
  expect(files[0]?.text).toBe(pickLog(180))
  expect(files[3]?.text).toBe(pickLog(220, 5).trimEnd())
  expect(files[4]?.text).toBe(pickLog(180))
  expect(files[5]?.text).toBe(pickLog(220, 5))
})

test('zip written without knowing sizes, with descriptors of both kinds', async () => {
  const { files, error } = await unpackAll(packed('streamed.zip'), { sizes: [1, 2, 900] })
  expect(files.map(({ member, text }) => [member, text])).toEqual([['one.log', pickLog(180)], ['two.log', pickLog(220, 5)]])
  expect(error).toBeNull()
})

test('zip: encrypted and damaged members are told, the others read', async () => {
  const bytes = Buffer.from(packed('logs.zip'))
  const at = bytes.indexOf('day1.log') - 30
  bytes[at + 6] = 1
  const second = bytes.indexOf('logs/day2.log') - 30
  bytes[second + 14] = (bytes[second + 14] ?? 0) ^ 1
  const { files } = await unpackAll(bytes)
  expect(files[0]).toMatchObject({ member: 'day1.log', text: '', error: 'it is encrypted' })
  expect(files[3]).toMatchObject({ member: 'logs/day2.log', error: 'the zip data is damaged' })
  expect(files[5]?.text).toBe(pickLog(220, 5))
})

test('zip cut short: what was whole, and why no more', async () => {
  const bytes = packed('logs.zip')
  const { files, error } = await unpackAll(bytes.subarray(0, bytes.indexOf('b.log') + 50))
  expect(files.length).toBe(6)
  expect(files[5]?.error).toBe('the zip data is incomplete: it ends too early')
  expect(error).toBe('the zip data is incomplete: it ends too early')
})

test('zip cut short in a deflated member: what had come of it', async () => {
  const { files: [got] } = await unpackAll(packed('logs.zip').subarray(0, 1000))
  expect(got?.text.length).toBeGreaterThan(2000)
  expect(pickLog(180).startsWith(got?.text ?? 'none')).toBe(true)
})

test('tar: long names of both kinds, no path followed, one archive in another', async () => {
  const { files, error } = await unpackAll(packed('nested.tar'), { sizes: [511] })
  expect(error).toBeNull()
  expect(files.map(({ member, formats }) => [Buffer.from(member ?? '').toString(), formats.join()])).toEqual([
    ['d'.repeat(150) + '.log', 'tar'], ['inner.tgz/logs/a.log', 'tar,gzip,tar'], ['inner.tgz/../../etc/passwd', 'tar,gzip,tar'],
    [`inner.tgz/${'ñ'.repeat(120)}/b.log`, 'tar,gzip,tar'], ['inner.tgz/empty.log', 'tar,gzip,tar'],
  ])
  expect(files[3]?.text).toBe(pickLog(220, 5))
})

test('a tar in a gzip that is cut short', async () => {
  const { files, error } = await unpackAll(gzipSync(packed('nested.tar')).subarray(0, 1500))
  expect(files[0]?.error ?? error).toBe('the gzip data is incomplete: it ends too early')
})

test('nesting ends: what is packed a third time is left packed', async () => {
  const once = gzipSync(LOG)
  expect((await unpackAll(gzipSync(once))).files[0]?.text).toBe(LOG)
  const { files: [thrice] } = await unpackAll(gzipSync(gzipSync(once)))
  expect(thrice?.formats).toEqual(['gzip', 'gzip'])
  expect(thrice?.text.charCodeAt(0)).toBe(0x1F)
})

test('more than may come out is refused', async () => {
  await expect(unpackAll(gzipSync(Buffer.alloc(3_000_000, 'a line\n')), { maxExpandedBytes: 2_000_000 })).rejects.toThrow(Bomb)
  await expect(unpackAll(packed('logs.zip'), { maxExpandedBytes: 20_000 })).rejects.toThrow(Bomb)
})

test('a deflate stream of one piece ends where the next header begins', async () => {
  const body = deflateRawSync('a\n')
  const head = Buffer.from([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
  const whole = gzipSync('b\n')
  const broken = Buffer.concat([head, body, Buffer.alloc(8), whole])
  expect((await unpackAll(broken)).files[0]).toMatchObject({ text: 'a\n', error: 'the gzip data is damaged' })
})
