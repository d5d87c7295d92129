import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createApp, toNodeListener } from 'h3'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NotText } from '#engine'
import { apiRoute } from '../../../../server/http/apiRoute'
import { openTus, type UploadTarget } from '../../../../server/http/resumable'
import { DiskFull } from '../../../../server/ports/errors'
import { problemIn } from '../../../api/client'
import { beginUpload, checksumOf, giveUpload, offsetOf, openPart, options, sendPart } from '../../../api/tus'
import { letPass } from '../../../letPass'

/** Keeps what comes in memory; what `refusal` says is thrown at the next piece. */
class Kept implements UploadTarget {
  readonly created: object[] = []
  bytes = Buffer.alloc(0)
  sizeBytes: number | null = null
  filename = ''
  refusal: Error | null = null
  isFinished = false

  async create(upload: { filename: string, sizeBytes: number }) {
    this.created.push(upload)
    this.sizeBytes = upload.sizeBytes
    this.filename = upload.filename
  }

  find() {
    return this.sizeBytes === null ? null : { filename: this.filename, sizeBytes: this.sizeBytes, offsetBytes: this.bytes.length, lastByteMs: Date.now() }
  }

  async append(_: string, pieces: AsyncIterable<Uint8Array>, check: { add(piece: Uint8Array): void, compare(): void } | null) {
    const held: Uint8Array[] = []
    try {
      for await (const piece of pieces) {
        if (this.refusal) throw this.refusal
        check?.add(piece)
        if (check) held.push(piece)
        else this.bytes = Buffer.concat([this.bytes, piece])
      }
    }
    finally {
      await letPass(20, 'as long as a file takes to be closed')
    }
    check?.compare()
    this.bytes = Buffer.concat([this.bytes, ...held])
    return this.bytes.length
  }

  async finish() {
    if (this.refusal) throw this.refusal
    this.isFinished = true
  }

  async cancel() {
    this.sizeBytes = null
  }
}

let target = new Kept()
let http: Server
let server: { url: string }

beforeAll(async () => {
  http = createServer(toNodeListener(createApp().use(apiRoute(event => openTus(target, { maxUploadBytes: 5_000_000, resumeMs: 60_000, newJobId: randomUUID })(event)))))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  server = { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` }
})
beforeEach(() => {
  target = new Kept()
})
afterAll(() => {
  http.closeAllConnections()
  http.close()
})

const jobId = randomUUID()

test('an upload in two parts', async () => {
  const baseline = randomUUID()
  const other = randomUUID()
  expect(await beginUpload(server, jobId, 10, { filename: 'a/b\u0000.log', baseline: `${baseline.toUpperCase()},${other},${baseline}` })).toMatchObject({ status: 201, body: '', headers: { location: `/api/v2/uploads/${jobId}` } })
  expect(target.created).toEqual([{ jobId, filename: 'b.log', sizeBytes: 10, baselineIds: [baseline, other], reading: {} }])
  expect(await sendPart(server, jobId, 0, '1234')).toMatchObject({ status: 204, headers: { 'upload-offset': '4' } })
  expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: 4 })
  expect(target.isFinished).toBe(false)
  const last = await sendPart(server, jobId, 4, '567890')
  expect(last).toMatchObject({ status: 204, headers: { 'upload-offset': '10' } })
  expect(Object.keys(last.headers).filter(name => name.startsWith('access-control'))).toEqual([])
  expect(target.isFinished).toBe(true)
  expect(target.bytes.toString()).toBe('1234567890')
})

test('what the target refuses is told as its problem, also while the client goes on sending', async () => {
  await beginUpload(server, jobId, 4_000_000)
  const what = { code: 'png', args: {} } as const
  target.refusal = new NotText(what)
  expect(problemIn(await sendPart(server, jobId, 0, Buffer.alloc(4_000_000)))).toMatchObject({ status: 422, title: 'Not a text file', detail: 'The file is a PNG picture, not a text log.', code: 'not_text', args: { what } })
})

test('the last part is answered when the file is received, with why it was not', async () => {
  await beginUpload(server, jobId, 3)
  const sending = sendPart(server, jobId, 0, 'abc')
  target.finish = () => Promise.reject(new DiskFull({ code: 'no_room', args: {} }))
  expect(problemIn(await sending).status).toBe(507)
})

test.each([
  ['an offset that is not where it stands', () => sendPart(server, jobId, 3, 'abc'), 409],
  ['a part beyond the end', () => sendPart(server, jobId, 0, 'x'.repeat(101)), 413],
  ['a part without its type', () => sendPart(server, jobId, 0, 'abc', { 'content-type': 'text/plain' }), 400],
  ['a damaged part', () => sendPart(server, jobId, 0, 'abc', checksumOf('abd')), 460],
  ['a checksum of an unknown kind', () => sendPart(server, jobId, 0, 'abc', { 'upload-checksum': 'crc32 AAAA' }), 400],
  ['another version', () => sendPart(server, jobId, 0, 'abc', { 'tus-resumable': '2.0.0' }), 400],
  ['an id that is none', () => sendPart(server, '..%2f..%2fetc', 0, 'abc'), 404],
  ['too large a file', () => beginUpload(server, jobId, 5_000_001), 413],
  ['a job id that is none', () => beginUpload(server, 'x', 5), 400],
])('%s is refused, and nothing has come', async (_, send, status) => {
  await beginUpload(server, jobId, 100)
  expect(problemIn(await send()).status).toBe(status)
  expect(target.bytes.length).toBe(0)
})

test.each([
  ['a wrong offset', () => sendPart(server, jobId, 3, 'abc'), 'The upload does not go on at this Upload-Offset: a HEAD request tells where it does.'],
  ['a part beyond the end', () => sendPart(server, jobId, 0, 'x'.repeat(101)), 'The file is larger than this server takes, or than was announced.'],
  ['too large a file', () => beginUpload(server, jobId, 5_000_001), 'The file is larger than this server takes, or than was announced.'],
  ['an unknown upload', () => sendPart(server, '..%2f..%2fetc', 0, 'abc'), 'There is no upload under this address: it was never begun, was given up, or is over.'],
])('%s is told in a plain sentence', async (_, send, detail) => {
  await beginUpload(server, jobId, 100)
  expect(problemIn(await send())).toMatchObject({ detail })
})

test('a checksum that fits lets its part count', async () => {
  await beginUpload(server, jobId, 6)
  expect((await sendPart(server, jobId, 0, 'abc', checksumOf('abc', 'sha1'))).status).toBe(204)
  expect((await sendPart(server, jobId, 3, 'def', checksumOf('def', 'sha512'))).status).toBe(204)
  expect(target.bytes.toString()).toBe('abcdef')
})

test('who comes anew takes the upload over from a request that stands still', async () => {
  await beginUpload(server, jobId, 6)
  const still = openPart(server, jobId, 0, 6)
  still.write('abc')
  await expect.poll(() => target.bytes.length).toBe(3)
  const startedMs = Date.now()
  expect(await offsetOf(server, jobId)).toEqual({ status: 200, offsetBytes: 3 })
  expect(Date.now() - startedMs).toBeLessThan(3000)
  expect((await sendPart(server, jobId, 3, 'def')).status).toBe(204)
  still.destroy()
  expect(target.bytes.toString()).toBe('abcdef')
})

test('an upload that is given up or unknown is 404', async () => {
  expect(problemIn(await giveUpload(server, jobId)).status).toBe(404)
  await beginUpload(server, jobId, 6)
  expect((await giveUpload(server, jobId)).status).toBe(204)
  expect((await offsetOf(server, jobId)).status).toBe(404)
  expect(problemIn(await sendPart(server, jobId, 0, 'abc')).status).toBe(404)
})

test('what is spoken', async () => {
  expect(await options(server)).toMatchObject({ status: 204, headers: { 'tus-version': '1.0.0', 'tus-max-size': '5000000', 'tus-checksum-algorithm': 'md5,sha1,sha256,sha512' } })
})
