import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letPass } from '../letPass'
import { isLong } from '../stores'
import { analyse, jobIdsOf, postFile, problemIn, readStream, send, settledResults, statusOf, until, untilEnded } from './client'
import { plainLog, shopLog } from './logs'
import { newDataDir, startServer, storedWith, type TestServer } from './testServer'
import { beginUpload, checksumOf, giveUpload, offsetOf, openPart, options, sendPart } from './tus'

const ENV = { CHUNK_SIZE: '64KiB', WORKERS: '2' }
const MAX = 8 * 1024 * 1024
let server: TestServer

/** It breaks off at once, and the last test goes on with it: it has been silent for as long as the others took. */
const broken = { jobId: randomUUID(), log: Buffer.from(shopLog(2_000_000, 2)), sizeBytes: 900_000, sinceMs: 0 }
/** Longer than a plain upload's receiver may be silent. */
const SILENT_MS = 12_000

beforeAll(async () => {
  server = await startServer({ ...ENV, MAX_UPLOAD_BYTES: String(MAX) })
  await beginUpload(server, broken.jobId, broken.log.length)
  await breakOff(server, broken.jobId, broken.log, 0, broken.sizeBytes)
  broken.sinceMs = Date.now()
})
afterAll(() => server.dispose())

/** Files with bytes of uploads that are not complete, but for the broken one. */
const rawFiles = (dataDir: string) => readdirSync(join(dataDir, 'uploads'), { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:raw|draft)$/.test(name) && !name.includes(broken.jobId))

/** Sends a part and breaks off once that much of it has come. */
async function breakOff(at: TestServer, jobId: string, body: Buffer, fromBytes: number, toBytes: number): Promise<void> {
  const part = openPart(at, jobId, fromBytes, body.length - fromBytes)
  part.write(body.subarray(fromBytes, toBytes))
  await until(at, jobId, job => job.total_size >= toBytes)
  part.destroy()
}

describe('an upload in several parts', () => {
  test('is read as its metadata say, and refused where they say nothing that can be meant', async () => {
    const jobId = randomUUID()
    const log = plainLog(60)
    await beginUpload(server, jobId, log.length, { time_zone: '+01:00', date_order: 'dmy' })
    await sendPart(server, jobId, 0, log)
    const said = await untilEnded(server, jobId)
    const plain = await analyse(server, log)
    expect(said.assumed_utc).toBe(false)
    expect(Date.parse(said.first_time ?? '')).toBe(Date.parse(plain.first_time ?? '') - 3_600_000)
    expect(problemIn(await beginUpload(server, randomUUID(), log.length, { first_line: '(' })).detail).toMatch(/cannot be read/)
    expect(problemIn(await beginUpload(server, randomUUID(), log.length, { date_order: 'yes' })).detail).toMatch(/date_order/)
  })

  test('I2 gives what the plain upload gives, and is worked on while it comes', async () => {
    const log = Buffer.from(shopLog(3_000_000))
    const plain = await analyse(server, log)
    const jobId = randomUUID()
    const begun = await beginUpload(server, jobId, log.length)
    expect(begun).toMatchObject({ status: 201, headers: { 'location': `/api/v2/uploads/${jobId}`, 'tus-resumable': '1.0.0' } })
    expect(await statusOf(server, jobId)).toMatchObject({ status: 'pending', expected_size: log.length, filename: 'app.log' })
    const middle = 1_234_567
    expect(await sendPart(server, jobId, 0, log.subarray(0, middle))).toMatchObject({ status: 204, headers: { 'upload-offset': String(middle) } })
    await until(server, jobId, job => job.chunks_processed > 2 && job.total_size === middle)
    expect(Date.parse((await statusOf(server, jobId)).resumable_until ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(await sendPart(server, jobId, middle, log.subarray(middle))).toMatchObject({ status: 204, headers: { 'upload-offset': String(log.length) } })
    const job = await untilEnded(server, jobId)
    expect(job).toMatchObject({ status: 'completed', lines: plain.lines, total_size: log.length, warnings: [], resumable_until: null })
    expect(await settledResults(server, jobId)).toEqual(await settledResults(server, plain.job_id))
    expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: log.length })
    expect(rawFiles(server.dataDir)).toEqual([])
  })

  test('a new request takes an upload over from one whose client has gone without a word', async () => {
    const log = Buffer.from(plainLog(9000))
    const jobId = randomUUID()
    await beginUpload(server, jobId, log.length)
    const stalled = openPart(server, jobId, 0, log.length)
    stalled.write(log.subarray(0, 100_000))
    await until(server, jobId, job => job.total_size === 100_000)
    expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: 100_000 })
    expect((await sendPart(server, jobId, 100_000, log.subarray(100_000))).status).toBe(204)
    stalled.destroy()
    expect(await untilEnded(server, jobId)).toMatchObject({ status: 'completed', lines: 9000 })
  })

  test('packed, empty, with a name that looks like a path', async () => {
    const packed = gzipSync(plainLog(3000))
    const [first, empty] = [randomUUID(), randomUUID()]
    await beginUpload(server, first, packed.length, { filename: '../../etc/näher.log.gz' })
    expect((await sendPart(server, first, 0, packed)).status).toBe(204)
    expect(await untilEnded(server, first)).toMatchObject({ filename: 'näher.log.gz', lines: 3000, status: 'completed' })
    expect((await beginUpload(server, empty, 0)).status).toBe(201)
    expect(await untilEnded(server, empty)).toMatchObject({ status: 'completed', warnings: ['The file is empty.'] })
  })

  test('a checksum is honoured: a damaged part does not count, 460', async () => {
    const log = plainLog(4000)
    const jobId = randomUUID()
    await beginUpload(server, jobId, log.length)
    expect((await sendPart(server, jobId, 0, log.slice(0, 50_000), checksumOf(log.slice(0, 50_000)))).status).toBe(204)
    const damaged = problemIn(await sendPart(server, jobId, 50_000, log.slice(50_000).replace('INFO', 'XNFO'), checksumOf(log.slice(50_000), 'sha1')))
    expect(damaged).toMatchObject({ status: 460, title: 'Damaged on the way' })
    expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: 50_000 })
    expect((await sendPart(server, jobId, 50_000, log.slice(50_000), checksumOf(log.slice(50_000), 'md5'))).status).toBe(204)
    expect(await untilEnded(server, jobId)).toMatchObject({ status: 'completed', lines: 4000, warnings: [] })
    expect(rawFiles(server.dataDir)).toEqual([])
  })
})

describe('what is refused', () => {
  test('a wrong offset: 409, and nothing has changed', async () => {
    const jobId = randomUUID()
    await beginUpload(server, jobId, 1000)
    expect(problemIn(await sendPart(server, jobId, 7, 'x\n'))).toMatchObject({ status: 409, title: 'Wrong offset' })
    expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: 0 })
    await giveUpload(server, jobId)
  })

  test('more than the server takes, or than was announced: 413; no other version, no foreign page, no unknown upload', async () => {
    const before = await jobIdsOf(server)
    const [jobId, unknown] = [randomUUID(), randomUUID()]
    expect(problemIn(await beginUpload(server, jobId, MAX + 1)).status).toBe(413)
    expect(problemIn(await beginUpload(server, jobId, 10, {}, { 'tus-resumable': '0.9.0' })).status).toBe(400)
    expect(problemIn(await beginUpload(server, jobId, 10, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(problemIn(await beginUpload(server, 'no-id', 10)).status).toBe(400)
    expect(problemIn(await beginUpload(server, jobId, 10, { baseline: unknown })).status).toBe(409)
    expect(problemIn(await sendPart(server, unknown, 0, 'x')).status).toBe(404)
    expect(problemIn(await sendPart(server, '..%2F..%2Flograro.lock', 0, 'x')).status).toBe(404)
    expect((await offsetOf(server, unknown)).status).toBe(404)
    expect(await jobIdsOf(server)).toEqual(before)
    await beginUpload(server, jobId, 10)
    expect(problemIn(await sendPart(server, jobId, 0, 'x'.repeat(11))).status).toBe(413)
    expect((await giveUpload(server, jobId)).status).toBe(204)
    expect(rawFiles(server.dataDir)).toEqual([])
  })

  test('an id in use: 409; the same upload begun again before its first byte is the same', async () => {
    const jobId = randomUUID()
    expect((await beginUpload(server, jobId, 1000)).status).toBe(201)
    expect((await beginUpload(server, jobId, 1000)).status).toBe(201)
    expect(problemIn(await beginUpload(server, jobId, 2000)).status).toBe(409)
    expect(problemIn(await postFile(server, 'a.log', 'x\n', `?job_id=${jobId}`)).status).toBe(409)
    await giveUpload(server, jobId)
    expect(problemIn(await beginUpload(server, jobId, 1000)).status).toBe(409)
  })

  test('a picture: 422 with the reason, at once and when asked again; no job, no bytes', async () => {
    const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(600_000, 7)])
    const jobId = randomUUID()
    await beginUpload(server, jobId, picture.length)
    expect(problemIn(await sendPart(server, jobId, 0, picture))).toMatchObject({ status: 422, title: 'Not a text file' })
    expect((await offsetOf(server, jobId)).status).toBe(422)
    expect((await fetch(`${server.url}/api/v2/status/${jobId}`)).status).toBe(404)
    await expect.poll(() => rawFiles(server.dataDir)).toEqual([])
  })

  test('what is spoken is told, and no other origin is let in', async () => {
    const { status, headers } = await options(server)
    expect(status).toBe(204)
    expect(headers).toMatchObject({ 'tus-version': '1.0.0', 'tus-max-size': String(MAX), 'tus-extension': 'creation,creation-with-upload,termination,expiration,checksum', 'tus-checksum-algorithm': 'md5,sha1,sha256,sha512' })
    expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
  })
})

describe('the end of an upload before its time', () => {
  test.each(['cancel', 'delete', 'give up'])('I6 %s: the part is answered 409, no bytes are left', async (how) => {
    const mark = `upload to ${how}`
    const log = Buffer.from(plainLog(20_000).replaceAll('order', mark))
    const jobId = randomUUID()
    await beginUpload(server, jobId, log.length)
    const part = openPart(server, jobId, 0, log.length)
    const answered = new Promise<number>(resolve => part.on('response', response => resolve(response.statusCode ?? 0)))
    part.write(log.subarray(0, 700_000))
    await until(server, jobId, job => job.chunks_processed > 3)
    const following = readStream(server, jobId)
    if (how === 'cancel') expect((await send(`${server.url}/api/v2/cancel/${jobId}`, 'POST', {})).status).toBe(200)
    if (how === 'delete') expect((await send(`${server.url}/api/v2/jobs/${jobId}`, 'DELETE', {})).status).toBe(204)
    if (how === 'give up') {
      part.destroy()
      expect((await giveUpload(server, jobId)).status).toBe(204)
    }
    else {
      part.write(log.subarray(700_000, 900_000))
      expect(await answered).toBe(409)
    }
    expect((await following).frames.at(-1)?.event).toBe(how === 'delete' ? 'failed' : 'cancelled')
    await expect.poll(() => rawFiles(server.dataDir), { timeout: 5000 }).toEqual([])
    if (how === 'delete') await expect.poll(() => storedWith(server.dataDir, mark), { timeout: 5000 }).toEqual([])
    else expect((await statusOf(server, jobId)).status).toBe('cancelled')
  })
})

describe('a restart', () => {
  test('I8 killed in the middle of the upload, again and again: results are equal to those of the plain upload', async () => {
    const log = Buffer.from(shopLog(4_000_000, 8))
    const packed = gzipSync(log)
    const dataDir = newDataDir()
    let own = await startServer(ENV, dataDir)
    try {
      const plainJob = await analyse(own, log)
      const plain = await settledResults(own, plainJob.job_id)
      expect(plain.findings.length).toBeGreaterThan(3)
      for (const [body, shares] of [[log, isLong ? [0.2, 0.45, 0.7] : [0.2, 0.7]], [packed, isLong ? [0.2, 0.45, 0.7] : [0.45]]] as const) {
        const jobId = randomUUID()
        await beginUpload(own, jobId, body.length)
        for (const share of shares) {
          const { offsetBytes } = await offsetOf(own, jobId)
          await breakOff(own, jobId, body, offsetBytes, Math.floor(body.length * share))
          const before = await statusOf(own, jobId)
          await own.kill()
          own = await startServer({ ...ENV, PORT: String(own.port) }, dataDir)
          expect((await offsetOf(own, jobId)).offsetBytes).toBe(Math.floor(body.length * share))
          const after = await statusOf(own, jobId)
          expect(after.progress).toBeGreaterThanOrEqual(before.progress)
          expect(after.total_chunks).toBeGreaterThanOrEqual(before.total_chunks)
        }
        const { offsetBytes } = await offsetOf(own, jobId)
        expect((await sendPart(own, jobId, offsetBytes, body.subarray(offsetBytes))).status).toBe(204)
        expect(await untilEnded(own, jobId)).toMatchObject({ status: 'completed', error_message: null, total_size: body.length, lines: plainJob.lines, total_chunks: plainJob.total_chunks })
        expect(await settledResults(own, jobId)).toEqual(plain)
      }
      expect(rawFiles(dataDir)).toEqual([])
    }
    finally {
      await own.dispose()
    }
  }, 300_000)

  test('a polite end leaves the job to be gone on with; settings of chunks that have changed do not matter to it', async () => {
    const log = Buffer.from(plainLog(30_000))
    const dataDir = newDataDir()
    let own = await startServer(ENV, dataDir)
    try {
      const plain = await settledResults(own, (await analyse(own, log)).job_id)
      const jobId = randomUUID()
      await beginUpload(own, jobId, log.length)
      await breakOff(own, jobId, log, 0, 1_000_000)
      expect(await own.end()).toBe(0)
      own = await startServer({ ...ENV, CHUNK_SIZE: '128KiB', PORT: String(own.port) }, dataDir)
      expect((await sendPart(own, jobId, 1_000_000, log.subarray(1_000_000))).status).toBe(204)
      expect(await untilEnded(own, jobId)).toMatchObject({ status: 'completed', lines: 30_000 })
      expect(await settledResults(own, jobId)).toEqual(plain)
    }
    finally {
      await own.dispose()
    }
  })
})

test('an upload goes on after the connection broke in the middle of a part; a job that waits has not failed', async () => {
  const { jobId, log, sizeBytes, sinceMs } = broken
  await letPass(sinceMs + SILENT_MS - Date.now(), 'what is left of the silence')
  expect((await statusOf(server, jobId)).status).toBe('processing')
  expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: sizeBytes })
  expect((await sendPart(server, jobId, sizeBytes, log.subarray(sizeBytes))).status).toBe(204)
  expect(await untilEnded(server, jobId)).toMatchObject({ status: 'completed', total_size: log.length })
})
