import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { createEvent } from 'h3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readUpload, type FormFile } from '../../../../server/http/readUpload'

const BOUNDARY = 'xyz'
const part = (name: string, filename: string | null, text: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === null ? '' : `; filename="${filename}"`}\r\n\r\n${text}\r\n`
const END = `--${BOUNDARY}--\r\n`

let server: Server
let port = 0
let stopping: AbortController
let read: (upload: FormFile) => Promise<unknown>
let outcome: Promise<unknown>

beforeEach(async () => {
  stopping = new AbortController()
  read = async (upload) => {
    const bytes: Buffer[] = []
    for await (const piece of upload.pieces) bytes.push(Buffer.from(piece))
    return { name: upload.filename, text: Buffer.concat(bytes).toString() }
  }
  let settle: (value: unknown) => void
  outcome = new Promise((resolve) => {
    settle = resolve
  })
  server = createServer(async (req, res) => {
    try {
      const upload = await readUpload(createEvent(req, res), { maxUploadBytes: 1000, stopping: stopping.signal })
      settle(await read(upload).catch(error => ({ error: error.name, isBroken: upload.isBroken() })))
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

function post(headers: Record<string, string> = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }) {
  const sending = request({ port, method: 'POST', headers })
  sending.on('error', () => undefined)
  return sending
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
  await new Promise(resolve => setTimeout(resolve, 50))
  sending.destroy()
  expect(await outcome).toEqual({ error: 'UploadLost', isBroken: true })
})

test('a server that is being stopped ends what is on its way', async () => {
  post().write(part('file', 'a.log', 'aaaa').slice(0, -2))
  await new Promise(resolve => setTimeout(resolve, 50))
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
