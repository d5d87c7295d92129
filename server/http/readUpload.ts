import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { H3Event } from 'h3'
import { MalformedForm, NotAForm, ServerStopping, TooLarge, UploadLost } from './errors'
import { shownName } from './fileName'

export interface UploadLimits {
  /** Bytes of the file, or null for no limit. */
  maxUploadBytes: number | null
  /** Ends uploads under way. */
  stopping: AbortSignal
}

/** A file in a form, on its way in. */
export interface FormFile {
  filename: string
  /** Bytes of the whole form, as the client announced them. */
  expectedSizeBytes: number | null
  /** The file's bytes. Ends once the whole form was read and found in order; throws what was wrong with it. */
  pieces: AsyncIterable<Uint8Array>
  /** Whether the client has gone, or the server is stopping. */
  isBroken(): boolean
  stop(reason: Error): void
}

const FIELD = 'file'
/** What a form's own lines may take beside the file; chosen. */
const FORM_BYTES = 16 * 1024
/** A body from which nothing has come for so long counts as lost; chosen. */
const STALLED_MS = 10 * 60 * 1000
const STALLED_CHECK_MS = 15_000
/** Bytes of the file that wait between the form's reader and ours. */
const FILE_BUFFER_BYTES = 256 * 1024

/**
 * Reads a form up to the bytes of its file. @throws NotAForm, MalformedForm (no boundary, no file, no end), TooLarge,
 * UploadLost, ServerStopping
 */
export async function readUpload(event: H3Event, limits: UploadLimits): Promise<FormFile> {
  const request = event.node.req
  const form = openForm(request)
  const expectedSizeBytes = contentLength(request)
  if (limits.maxUploadBytes !== null && (expectedSizeBytes ?? 0) > limits.maxUploadBytes + FORM_BYTES) throw tooLarge(limits.maxUploadBytes)

  let failure: Error | null = null
  let stream: BusboyFileStream | null = null
  let lastByteAtMs = Date.now()
  let isWaiting = true
  const ended = withResolvers()
  const found = withResolvers<{ name: string, stream: BusboyFileStream } | null>()
  ended.promise.catch(() => undefined)
  found.promise.catch(() => undefined)

  const fail = (reason: Error) => {
    failure ??= reason
    request.unpipe(form)
    stream?.destroy(failure)
    ended.reject(failure)
    found.reject(failure)
  }
  form.on('file', (field, file, name) => {
    file.on('error', () => {}) // told through `fail`
    if (field !== FIELD || !name) file.resume()
    else if (stream) fail(new MalformedForm('Send one file in a form: one plain text file at a time.'))
    else {
      stream = file
      found.resolve({ name, stream: file })
    }
  })
  form.on('error', () => fail(new MalformedForm('The form ends too early, or its parts are malformed.')))
  form.on('finish', () => {
    found.resolve(null)
    ended.resolve()
  })
  const stalled = setInterval(() => {
    if (isWaiting && Date.now() - lastByteAtMs > STALLED_MS) fail(new UploadLost('Nothing has come for ten minutes.'))
  }, STALLED_CHECK_MS)
  const stop = () => fail(new ServerStopping('The server is being stopped. Send the file again later.'))
  limits.stopping.addEventListener('abort', stop, { once: true })
  request.once('close', () => {
    clearInterval(stalled)
    limits.stopping.removeEventListener('abort', stop)
    if (!request.complete) fail(new UploadLost('The connection broke off.'))
  })
  request.on('error', () => fail(new UploadLost('The connection broke off.')))
  request.pipe(form)

  const file = await found.promise
  if (!file) throw new MalformedForm(`The form holds no file: send one in the field "${FIELD}".`)

  async function* pieces(): AsyncGenerator<Uint8Array> {
    let sizeBytes = 0
    try {
      for await (const piece of file?.stream ?? []) {
        isWaiting = false
        sizeBytes += piece.byteLength
        if (limits.maxUploadBytes !== null && sizeBytes > limits.maxUploadBytes) throw tooLarge(limits.maxUploadBytes)
        yield piece
        isWaiting = true
        lastByteAtMs = Date.now()
      }
      await ended.promise
    }
    catch (error) {
      throw failure ?? error
    }
  }

  return {
    filename: shownName(file.name),
    expectedSizeBytes,
    pieces: pieces(),
    isBroken: () => failure instanceof UploadLost || failure instanceof ServerStopping,
    stop: fail,
  }
}

function openForm(request: IncomingMessage) {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    throw new NotAForm(`Send the file as multipart/form-data, in the field "${FIELD}".`)
  }
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      preservePath: true, // the last part is taken in shownName: busboy would cut at a backslash before it is unescaped
      fileHwm: FILE_BUFFER_BYTES,
      limits: { fieldSize: 64 * 1024, fields: 100, parts: 200 },
    })
  }
  catch {
    throw new MalformedForm('The content type names no boundary.')
  }
}

function contentLength(request: IncomingMessage): number | null {
  const given = Number(request.headers['content-length'] ?? Number.NaN)
  return Number.isSafeInteger(given) ? given : null
}

function tooLarge(maxUploadBytes: number): TooLarge {
  return new TooLarge(`The file is larger than the ${maxUploadBytes} bytes that this server takes.`)
}

function withResolvers<T = void>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
