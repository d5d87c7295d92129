import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followJob } from '../../../../../server/jobs/reading/followJob'
import { readLines } from '../../../../../server/jobs/reading/readLines'
import { readResults } from '../../../../../server/jobs/reading/readResults'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { takeUnpacked } from '../../../../../server/jobs/receiving/takeUnpacked'
import type { JobWriter } from '../../../../../server/jobs/receiving/jobWriter'
import type { UnpackedFile } from '../../../../../unpack/unpack'
import type { Job } from '../../../../../server/ports/jobStore'
import { Bomb } from '../../../../../unpack/errors'
import { shopLog } from '../../../../api/logs'
import { packed, pickLog } from '../../../../fixtures/packedLogs'
import { sayError } from '../../../../../wording/notes/errors'
import { sayNote } from '../../../../../wording/notes/sayNote'
import { givenServer, SETTINGS, uploadOf, workThrough, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

const warningsOf = (job: Job) => job.notes.map(note => sayNote(note, 'en'))
const receive = (bytes: Uint8Array | string, settings = SETTINGS) => receiveJob(given.backends, uploadOf(bytes), randomUUID(), settings)

async function textOf(job: Job): Promise<string> {
  const parts: Uint8Array[] = []
  for (let number = 0; number < job.totalChunks; number++) parts.push((await given.backends.chunks.get(job.id, number))?.data ?? new Uint8Array())
  return Buffer.concat(parts).toString()
}

/** A tar archive of short names. */
function tarOf(files: [string, string | Uint8Array][]): Buffer {
  const blocks: Buffer[] = []
  for (const [name, content] of files) {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name)
    header.write(bytes.length.toString(8).padStart(11, '0'), 124)
    header.fill(32, 148, 156)
    header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\0', 148)
    blocks.push(header, bytes, Buffer.alloc(-bytes.length & 511))
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

test('a packed file is the log that it holds', async () => {
  const job = await receive(packed('app.log.xz'))
  expect(await textOf(job)).toBe(pickLog(3000))
  expect(job).toMatchObject({ lines: 3000, totalSizeBytes: packed('app.log.xz').length, members: [] })
  expect(warningsOf(job)).toEqual(['The file was packed (xz); it was unpacked.'])
})

test('I1 an archive is its text members, joined; the others are named with a reason', async () => {
  const job = await receive(packed('logs.zip'))
  const [day1, day2] = [pickLog(180), pickLog(220, 5)]
  expect(await textOf(job)).toBe(day1 + day2 + day1 + day2)
  expect(job.lines).toBe(800)
  expect(job.members.map(({ name, firstLine, lines, skipped }) => [name, firstLine, lines, skipped && sayNote(skipped, 'en')])).toEqual([
    ['day1.log', 1, 180, null], ['logo.png', 181, 0, 'a PNG picture'], ['__MACOSX/._day1.log', 181, 0, 'left by macOS'], ['logs/day2.log', 181, 220, null],
    ['old.log.gz', 401, 180, null], ['b.log', 581, 220, null], ['x.log', 801, 0, 'it is packed by a method that is not supported (14)'],
  ])
  expect(warningsOf(job)).toEqual(['The file is an archive (zip): 4 files were read, 3 were not: logo.png (a PNG picture), __MACOSX/._day1.log (left by macOS), x.log (it is packed by a method that is not supported (14)).'])
})

test('each member is read by its own framing, and findings name their place in it', async () => {
  const { backends, compute } = given
  const app = shopLog(400_000) + '2025-03-10 23:00:00 FATAL ledger: checksum of page 7 does not agree, closing\n'
  const access = Array.from({ length: 2000 }, (_, i) => `10.0.0.${i % 40} - - [10/Mar/2025:11:${String(i % 60).padStart(2, '0')}:00 +0000] "GET /shelf/${i % 9} HTTP/1.1" 200 ${500 + i % 30}\n`).join('')
  const job = await workThrough(backends, compute, tarOf([['app.log', app.trimEnd()], ['access.log', access]]))
  expect(job).toMatchObject({ status: 'completed', moreFramings: [expect.anything()] })
  expect(job.members.map(member => member.framing)).toEqual([0, 1])
  const appLines = app.split('\n').length - 1
  const { lines } = await readLines(backends, compute, job.id, { around: appLines + 7, before: 0, after: 0 })
  expect(lines[0]).toMatchObject({ text: access.split('\n')[6], timestamp: '2025-03-10T11:06:00.000Z' })
  const { anomalies } = await readResults(backends, job.id, { limit: 1000, sort: 'line', format: 'json', hide_normal: false, folded: 'show' })
  expect(anomalies).toContainEqual(expect.objectContaining({ line_number: appLines, member: 'app.log', member_line_number: appLines }))
  for (const { line_number: line, member, member_line_number: own } of anomalies) expect([member, own]).toEqual(line <= appLines ? ['app.log', line] : ['access.log', line - appLines])
  const told = []
  for await (const { data } of followJob(backends, job.id, { sequence: 0, part: 0 }, new AbortController().signal)) told.push(...data.anomalies)
  expect(told.length).toBe(anomalies.length)
  expect(told.every(finding => finding.member !== undefined)).toBe(true)
}, 60_000)

test('an archive is told by what all its files are packed in', async () => {
  const job = await receive(tarOf([['a.log', 'one\n'], ['b.log.gz', gzipSync('two\n')]]))
  expect(warningsOf(job)).toEqual(['The file is an archive (tar): 2 files were read.'])
})

describe('what can not be read', () => {
  test('is said with the line after which it is missing', async () => {
    const whole = gzipSync(pickLog(3000))
    const job = await receive(whole.subarray(0, whole.length / 2))
    expect(job.lines).toBeGreaterThan(1000)
    expect(warningsOf(job)).toEqual([`Nothing could be read after line ${job.lines}: the gzip data is incomplete: it ends too early.`, 'The file was packed (gzip); it was unpacked.'])
    expect(pickLog(3000).startsWith(await textOf(job))).toBe(true)
  })

  test('of a member is said once, also where the archive ends with it', async () => {
    const whole = tarOf([['a.log', pickLog(200)], ['b.log', pickLog(200)]])
    const job = await receive(whole.subarray(0, whole.length - 4000))
    expect(warningsOf(job)).toEqual([expect.stringMatching(/^Nothing could be read after line \d+ of "b\.log": the tar data is incomplete/), 'The file is an archive (tar): 2 files were read.'])
  })

  test.each([
    ['nothing of it', gzipSync('a line\n').subarray(0, 9), 'NothingReadable', /^The file can't be read: the gzip data is incomplete/],
    ['a packed picture', gzipSync(Buffer.from([0x89, 0x50, 0x4E, 0x47, ...Buffer.alloc(600)])), 'NotText', /^The file is a PNG picture, not a text log\.$/],
    ['an archive without a log', tarOf([['a.png', Buffer.from([0x89, 0x50, 0x4E, 0x47])]]), 'NothingReadable', /^The archive holds no text log: a.png \(a PNG picture\)\.$/],
    ['an archive of nothing', Buffer.from([0x50, 0x4B, 5, 6, ...Buffer.alloc(18)]), 'NothingReadable', /it is empty/],
    ['a file packed too often', gzipSync(gzipSync(gzipSync('a\n'))), 'NotText', /packed file \(gzip\)/],
  ])('%s: no job', async (_, bytes, name, message) => {
    const jobId = randomUUID()
    const refusal = await receiveJob(given.backends, uploadOf(bytes), jobId, SETTINGS).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name })
    expect(sayError(refusal)).toMatch(message)
    expect(await given.backends.jobs.find(jobId)).toBeNull()
    expect(await given.backends.chunks.jobIds()).not.toContain(jobId)
  })

  test('a bomb is refused: by its size, or by a line that no log has', async () => {
    await expect(receive(gzipSync(Buffer.alloc(3_000_000, 'a line\n')), { ...SETTINGS, maxExpandedBytes: 2_000_000 })).rejects.toThrow(Bomb)
    const blank = gzipSync(Buffer.alloc(100 * 2 ** 20, 'x'))
    await expect(receive(Buffer.concat([blank, blank, blank]), { ...SETTINGS, chunkSizeBytes: 8 * 2 ** 20 })).rejects.toMatchObject({ note: { code: 'bomb_line', args: { size: 256 } } })
  }, 120_000)

  test('an honest log that repeats itself is taken', async () => {
    const job = await receive(gzipSync(Buffer.alloc(3 * 2 ** 20, '2025-03-10 09:00:00 INFO tick\n')))
    expect(job.storedBytes).toBe(3 * 2 ** 20)
  }, 60_000)

  test('an archive of very many files: the first thousand, and it is said', async () => {
    async function* files(): AsyncGenerator<UnpackedFile> {
      for (let i = 0; i < 1003; i++) yield { member: `${i}.log`, formats: ['tar'], pieces: (async function* () { yield Buffer.from('a\n') })() }
    }
    const begun: (string | null)[] = []
    const warnings: string[] = []
    const nothing = async () => undefined
    const writer: JobWriter = {
      beginFile: member => begun.push(member), note: note => warnings.push(sayNote(note, 'en')), lines: () => 1000, take: nothing, endFile: nothing, skipFile: nothing, arrived: nothing, close: nothing,
      seal: () => Promise.reject(new Error('not here')),
    }
    await takeUnpacked(files(), () => writer)
    expect([begun.length, begun.at(-1)]).toEqual([1000, '999.log'])
    expect(warnings).toEqual(['The file is an archive (tar): 1000 files were read.', 'Nothing could be read after line 1000: only the first 1000 files of an archive are looked at.'])
  })
})

test('bytes that are no UTF-8 are told with their line', async () => {
  const job = await receive(Buffer.concat([Buffer.from('größe\n'.repeat(3)), Buffer.from([65, 0xFF, 10]), Buffer.from('é\n')]))
  expect(warningsOf(job)).toEqual(['Some bytes are not valid UTF-8, first in line 4; they are shown as \uFFFD.'])
})

test('text of another encoding in an archive is converted, and it is said which', async () => {
  const job = await receive(tarOf([['a.log', 'plain\n'], ['b.log', Buffer.from('conexión\n', 'latin1')]]))
  expect(await textOf(job)).toBe('plain\nconexión\n')
  expect(warningsOf(job)[0]).toBe('"b.log" is Windows-1252 (Latin-1); it was converted to UTF-8.')
})

test.each([1, 300, 900])('a line that is looked at in part is named, the first of them: after %d others', async (before) => {
  const plain = '2025-03-10 09:00:00 INFO a line like any other, one after the other\n'
  const long = `2025-03-10 09:00:00 INFO ${'x'.repeat(300_000)}\n`
  const job = await receive(plain.repeat(before) + long + plain + long, { ...SETTINGS, maxLineBytes: 200_000 })
  expect(job.lines).toBe(before + 3)
  expect(warningsOf(job)).toEqual([`Line ${before + 1} is longer than 200000 bytes: of such lines only so much is looked at and shown.`])
})
