import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { createEvent } from 'h3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readBody, readForm, type IncomingFile } from '../../../../server/http/readUpload'

const BOUNDARY = 'xyz'
const part = (name: string, filename: string | null, text: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === null ? '' : `; filename="${filename}"`}\r\n\r\n${text}\r\n`
const END = `--${BOUNDARY}--\r\n`

let server: Server
let port = 0
let stopping: AbortController
let read: (upload: IncomingFile) => Promise<unknown>
let onlyOne: boolean
let outcome: Promise<unknown>
/** The first file is being read. */
let begun: Promise<void>

beforeEach(async () => {
  stopping = new AbortController()
  onlyOne = true
  read = async (upload) => {
    const bytes: Buffer[] = []
    for await (const piece of upload.pieces) bytes.push(Buffer.from(piece))
    return { name: upload.filename, text: Buffer.concat(bytes).toString() }
  }
  let settle: (value: unknown) => void
  outcome = new Promise((resolve) => {
    settle = resolve
  })
  let begin: () => void
  begun = new Promise(resolve => begin = resolve)
  server = createServer(async (req, res) => {
    const read_ = (upload: IncomingFile) => {
      begin()
      return read(upload).catch((error) => {
        settle({ error: error.name, isBroken: upload.isBroken() })
        throw error
      })
    }
    try {
      const event = createEvent(req, res)
      const limits = { maxUploadBytes: 1000, stopping: stopping.signal }
      const outcomes: unknown[] = []
      if (req.method === 'PUT') outcomes.push(await read_(readBody(event, 'dir/put.log', limits)))
      else for await (const upload of readForm(event, { ...limits, onlyOne })) outcomes.push(await read_(upload))
      settle(outcomes.length > 1 ? outcomes : outcomes[0])
    }
    catch (error) {
      settle({ error: error instanceof Error ? error.name : error })
    }
    res.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function send(method: string, headers: Record<string, string>) {
  const sending = request({ port, method, headers })
  sending.on('error', () => undefined)
  return sending
}

function post(headers: Record<string, string> = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }) {
  return send('POST', headers)
}

test('the file, wherever it stands among the fields', async () => {
  post().end(part('note', null, 'hi') + part('file', 'dir/a b.log', 'one\ntwo\r\n') + part('after', null, '!') + END)
  expect(await outcome).toEqual({ name: 'a b.log', text: 'one\ntwo\r\n' })
})

test('a file part under another name is passed over', async () => {
  post().end(part('attachment', 'x.log', 'x') + part('file', 'a.log', 'a') + END)
  expect(await outcome).toEqual({ name: 'a.log', text: 'a' })
})

test.each([
  ['no file', part('note', null, 'hi') + END, 'MalformedForm'],
  ['a field instead of a file', part('file', null, 'hi') + END, 'MalformedForm'],
  ['nothing', '', 'MalformedForm'],
  ['two files', part('file', 'a', 'a') + part('file', 'b', 'b') + END, 'MalformedForm'],
  ['no closing boundary', part('file', 'a', 'a'), 'MalformedForm'],
  ['an end in the middle of the file', part('file', 'a', 'aaaa').slice(0, -4), 'MalformedForm'],
  ['an end in the head of a part', part('file', 'a', 'a').slice(0, 30), 'MalformedForm'],
  ['more bytes than allowed', part('file', 'a', 'a'.repeat(1001)) + END, 'TooLarge'],
])('%s', async (_, body, error) => {
  const sending = post()
  sending.flushHeaders()
  sending.write(body.slice(0, body.length / 2))
  sending.end(body.slice(body.length / 2))
  expect(await outcome).toMatchObject({ error })
})

test.each([
  [{ 'content-type': 'application/json' }, 'NotAForm'],
  [{ 'content-type': 'multipart/form-dataX; boundary=b' }, 'NotAForm'],
  [{ 'content-type': 'application/x-www-form-urlencoded' }, 'NotAForm'],
  [{ 'content-type': 'multipart/form-data' }, 'MalformedForm'],
  [{}, 'NotAForm'],
])('the headers %j', async (headers, error) => {
  post({ ...headers }).end('x')
  expect(await outcome).toMatchObject({ error })
})

test('an announced length above the limit is known before the body', async () => {
  const sending = post({ 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': '1000000' })
  sending.flushHeaders()
  expect(await outcome).toMatchObject({ error: 'TooLarge' })
})

test('a connection that breaks off is told from a fault of the form', async () => {
  const sending = post()
  sending.write(part('file', 'a.log', 'aaaa').slice(0, -2))
  await begun
  sending.destroy()
  expect(await outcome).toEqual({ error: 'UploadLost', isBroken: true })
})

test('a server that is being stopped ends what is on its way', async () => {
  post().write(part('file', 'a.log', 'aaaa').slice(0, -2))
  await begun
  stopping.abort()
  expect(await outcome).toEqual({ error: 'ServerStopping', isBroken: true })
})

test('whoever reads may stop it, also while it waits for bytes', async () => {
  const consume = read
  read = (upload) => {
    setTimeout(() => upload.stop(new RangeError('enough')), 50)
    return consume(upload)
  }
  post().write(part('file', 'a.log', 'aaaa').slice(0, -2))
  expect(await outcome).toEqual({ error: 'RangeError', isBroken: false })
})

describe('several files in a form', () => {
  test('come one after another', async () => {
    onlyOne = false
    post().end(part('file', 'a.log', 'a\n') + part('note', null, 'x') + part('file', 'b.log', '') + part('file', 'c.log', 'c'.repeat(1000)) + END)
    expect(await outcome).toEqual([{ name: 'a.log', text: 'a\n' }, { name: 'b.log', text: '' }, { name: 'c.log', text: 'c'.repeat(1000) }])
  })

  test('a first one that is not read to its end does not stop the others', async () => {
    onlyOne = false
    const consume = read
    read = async upload => upload.filename === 'b.log' ? await consume(upload) : 'not wanted'
    post().end(part('file', 'a.log', 'a'.repeat(800)) + part('file', 'b.log', 'b') + END)
    expect(await outcome).toEqual(['not wanted', { name: 'b.log', text: 'b' }])
  })

  test.each([['files', 1000, part('file', 'a.log', '')], ['fields', 100, part('note', null, '')]])('more %s than are taken are refused, none is dropped without a word', async (_, most, one) => {
    onlyOne = false
    const form = post()
    form.write(part('file', 'a.log', 'a') + one.repeat(most + 1))
    form.end(END)
    expect(await outcome).toMatchObject({ error: 'MalformedForm' })
  })

  test('as many as are taken', async () => {
    onlyOne = false
    const form = post()
    form.write(part('note', null, '').repeat(100) + part('file', 'a.log', 'a').repeat(1000))
    form.end(END)
    expect(await outcome).toHaveLength(1000)
  })

  test('what is wrong behind a file is told by it, or by the next one', async () => {
    onlyOne = false
    post().end(part('file', 'a.log', 'a') + part('file', 'b.log', 'b').slice(0, 40))
    expect(await outcome).toEqual({ error: 'MalformedForm', isBroken: false })
  })
})

describe('a body that is the file', () => {
  const SHA = 'sha-256=:ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=:' // of "a"

  test.each<[string, Record<string, string>, unknown]>([
    ['as it is', {}, { name: 'put.log', text: 'a' }],
    ['with a checksum', { 'repr-digest': SHA }, { name: 'put.log', text: 'a' }],
    ['with several', { 'content-md5': 'DMF1ucDxtqgxw5niaXcmYQ==', 'digest': 'unixsum=1, SHA-256=ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' }, { name: 'put.log', text: 'a' }],
    ['with a wrong one', { 'content-md5': 'AAF1ucDxtqgxw5niaXcmYQ==' }, { error: 'ChecksumMismatch', isBroken: false }],
    ['with a malformed one', { 'content-digest': 'sha-256=:abc:' }, { error: 'BadRequest' }],
    ['with none that is known', { digest: 'unixsum=1' }, { error: 'BadRequest' }],
    ['in a known encoding', { 'content-encoding': 'gzip' }, { name: 'put.log', text: 'a' }],
    ['in an unknown encoding', { 'content-encoding': 'br' }, { error: 'UnknownEncoding' }],
    ['too long', { 'content-length': '1001' }, { error: 'TooLarge' }],
  ])('%s', async (_, headers, result) => {
    send('PUT', headers).end('a')
    expect(await outcome).toEqual(result)
  })

  test('more bytes than allowed', async () => {
    send('PUT', { 'transfer-encoding': 'chunked' }).end('a'.repeat(1001))
    expect(await outcome).toEqual({ error: 'TooLarge', isBroken: false })
  })

  test('a connection that breaks off, a server that is stopped', async () => {
    const sending = send('PUT', { 'content-length': '900' })
    sending.write('a')
    await begun
    sending.destroy()
    expect(await outcome).toEqual({ error: 'UploadLost', isBroken: true })
  })
})
