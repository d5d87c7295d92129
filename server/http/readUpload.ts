import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { H3Event } from 'h3'
import { PassThrough } from 'node:stream'
import { openChecksums } from './checksums'
import { MalformedForm, NotAForm, ServerStopping, TooLarge, UnknownEncoding, UploadLost } from './errors'
import { shownName } from './fileName'

export interface UploadLimits {
  /** Bytes of the file, or null for no limit. */
  maxUploadBytes: number | null
  /** Ends uploads under way. */
  stopping: AbortSignal
}

/** A file on its way in. */
export interface IncomingFile {
  filename: string
  /** Bytes of the whole body, as the client announced them; null also for files of a form after its first. */
  expectedSizeBytes: number | null
  /** The file's bytes. Ends once what is behind them, a form's next part or its end, was found in order; throws what was wrong. */
  pieces: AsyncIterable<Uint8Array>
  /** Whether the client has gone, or the server is stopping. */
  isBroken(): boolean
  stop(reason: Error): void
}

const FIELD = 'file'
/** Of a form; chosen. Each file is a job. */
const FILES_MAX = 1000, FIELDS_MAX = 100
/** What a form's own lines may take beside the file; chosen. */
const FORM_BYTES = 16 * 1024
/** A body from which nothing has come for so long counts as lost; chosen. */
const STALLED_MS = 10 * 60 * 1000
const STALLED_CHECK_MS = 15_000
/** Bytes of the file that wait between the form's reader and ours. */
const FILE_BUFFER_BYTES = 256 * 1024

export interface FormLimits extends UploadLimits {
  /** Whether a second file is refused, since the client has named the one job that it is to become. */
  onlyOne: boolean
}

/** A file's part of a form, and the one after it once that is known. */
interface Part { name: string, stream: BusboyFileStream, following: Promise<Part | null> }

/**
 * The files of a form, one after another, each to be read to its end before the next. @throws NotAForm, MalformedForm (no
 * boundary, no file, no end), TooLarge, UploadLost, ServerStopping
 */
export async function* readForm(event: H3Event, limits: FormLimits): AsyncGenerator<IncomingFile> {
  const request = event.node.req
  const form = openForm(request)
  const expectedSizeBytes = contentLength(request)
  if (limits.maxUploadBytes !== null && (expectedSizeBytes ?? 0) > limits.maxUploadBytes + FORM_BYTES) throw tooLarge(limits.maxUploadBytes)

  let failure: Error | null = null
  let latest: BusboyFileStream | null = null
  let next = withResolvers<Part | null>()
  next.promise.catch(() => undefined)
  const first = next.promise
  const fail = (reason: Error) => {
    failure ??= reason
    request.unpipe(form)
    latest?.destroy(failure)
    next.reject(failure)
  }
  form.on('file', (field, stream, name) => {
    stream.on('error', () => {}) // told through `fail`
    if (field !== FIELD || !name) stream.resume()
    else if (latest && limits.onlyOne) fail(new MalformedForm({ code: 'several_files', args: {} }))
    else {
      latest = stream
      const found = next
      next = withResolvers<Part | null>()
      next.promise.catch(() => undefined)
      found.resolve({ name, stream, following: next.promise })
    }
  })
  form.on('error', () => fail(new MalformedForm({ code: 'form_ends', args: {} })))
  form.on('filesLimit', () => fail(new MalformedForm({ code: 'too_many_files', args: { count: FILES_MAX } })))
  form.on('fieldsLimit', () => fail(new MalformedForm({ code: 'too_many_fields', args: { count: FIELDS_MAX } })))
  form.on('finish', () => next.resolve(null))
  const watch = watchRequest(request, limits.stopping, fail)
  request.pipe(form)

  let part = await first
  if (!part) throw new MalformedForm({ code: 'no_file', args: { field: FIELD } })
  for (let expected = expectedSizeBytes; part; expected = null) {
    const { name, stream, following }: Part = part
    // A file is complete when the form goes on behind it as it should.
    // Read on after whoever reads it has stopped: another file may follow.
    const pieces = limited(stream.iterator({ destroyOnReturn: false }), {
      maxBytes: limits.maxUploadBytes, watch, complete: async () => void await following, reasonFor: error => failure ?? error,
    })
    yield { filename: shownName(name), expectedSizeBytes: expected, pieces, isBroken: () => isLoss(failure), stop: fail }
    stream.resume()
    part = await following
  }
}

/**
 * A body that is the file itself, as `curl -T` sends it. Checksums in its headers are compared at its end. @throws TooLarge,
 * UnknownEncoding, BadRequest; its bytes also UploadLost, ServerStopping, ChecksumMismatch
 */
export function readBody(event: H3Event, filename: string, limits: UploadLimits): IncomingFile {
  const request = event.node.req
  const expectedSizeBytes = contentLength(request)
  if (limits.maxUploadBytes !== null && (expectedSizeBytes ?? 0) > limits.maxUploadBytes) throw tooLarge(limits.maxUploadBytes)
  requireKnownEncoding(request)
  const checksums = openChecksums(request.headers)
  let failure: Error | null = null
  const fail = (reason: Error) => {
    failure ??= reason
    body.destroy(failure)
  }
  // Of its own, since destroying the request would cut the answer off.
  const body = new PassThrough({ highWaterMark: FILE_BUFFER_BYTES })
  body.on('error', () => {}) // told through `fail`
  const watch = watchRequest(request, limits.stopping, fail)
  request.pipe(body)
  const summed = (async function* () {
    for await (const piece of body) {
      checksums.add(piece)
      yield piece
    }
  })()
  return {
    filename: shownName(filename),
    expectedSizeBytes,
    pieces: limited(summed, {
      maxBytes: limits.maxUploadBytes, watch, complete: async () => checksums.compare(), reasonFor: error => failure ?? error,
    }),
    isBroken: () => isLoss(failure),
    stop: fail,
  }
}

interface Watch {
  /** Is told when a piece is asked for, and when it is there. */
  waits(): void
  comes(): void
}

/** Fails a request that breaks off, stalls, or outlives the server. */
function watchRequest(request: IncomingMessage, stopping: AbortSignal, fail: (reason: Error) => void): Watch {
  let lastByteAtMs = Date.now()
  let isWaiting = true
  const stalled = setInterval(() => {
    if (isWaiting && Date.now() - lastByteAtMs > STALLED_MS) fail(new UploadLost({ code: 'stalled', args: {} }))
  }, STALLED_CHECK_MS)
  const stop = () => fail(new ServerStopping({ code: 'stopping_later', args: {} }))
  stopping.addEventListener('abort', stop, { once: true })
  request.once('close', () => {
    clearInterval(stalled)
    stopping.removeEventListener('abort', stop)
    if (!request.complete) fail(new UploadLost({ code: 'connection', args: {} }))
  })
  request.on('error', () => fail(new UploadLost({ code: 'connection', args: {} })))
  return {
    waits() {
      isWaiting = true
      lastByteAtMs = Date.now()
    },
    comes() {
      isWaiting = false
    },
  }
}

interface Limits {
  /** Null for any number of bytes. */
  maxBytes: number | null
  watch: Watch
  /** Runs after the last piece. */
  complete: () => Promise<void>
  /** The error to throw in place of the one that ended the stream. */
  reasonFor: (error: unknown) => unknown
}

async function* limited(stream: AsyncIterable<Uint8Array>, { maxBytes, watch, complete, reasonFor }: Limits): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  try {
    for await (const piece of stream) {
      watch.comes()
      sizeBytes += piece.byteLength
      if (maxBytes !== null && sizeBytes > maxBytes) throw tooLarge(maxBytes)
      yield piece
      watch.waits()
    }
    await complete()
  }
  catch (error) {
    throw reasonFor(error)
  }
}

function isLoss(failure: Error | null): boolean {
  return failure instanceof UploadLost || failure instanceof ServerStopping
}

/** What is packed is known by its bytes: so these are only names for what is looked for anyway. */
const ENCODINGS = ['identity', 'gzip', 'x-gzip', 'zstd', 'bzip2', 'x-bzip2', 'xz', 'lz4']

function requireKnownEncoding({ headers }: IncomingMessage): void {
  const given = (headers['content-encoding'] ?? 'identity').split(',').map(name => name.trim().toLowerCase())
  const unknown = given.find(name => !ENCODINGS.includes(name))
  if (unknown === undefined) return
  throw new UnknownEncoding({ code: 'content_encoding', args: { name: unknown, known: ENCODINGS } })
}

function openForm(request: IncomingMessage) {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    throw new NotAForm({ code: 'no_form', args: { field: FIELD } })
  }
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      preservePath: true, // the last part is taken in shownName: busboy would cut at a backslash before it is unescaped
      fileHwm: FILE_BUFFER_BYTES,
      limits: { fieldSize: 64 * 1024, files: FILES_MAX, fields: FIELDS_MAX },
    })
  }
  catch {
    throw new MalformedForm({ code: 'no_boundary', args: {} })
  }
}

function contentLength(request: IncomingMessage): number | null {
  const given = Number(request.headers['content-length'] ?? Number.NaN)
  return Number.isSafeInteger(given) ? given : null
}

function tooLarge(maxUploadBytes: number): TooLarge {
  return new TooLarge({ code: 'too_large', args: { bytes: maxUploadBytes } })
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
