import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { createEvent, type H3Event } from 'h3'
import type { IncomingFile } from '../../server/http/readUpload'
import { cutAnyhow, type Random } from './random'

/** Refusals that a client may be told. */
const KNOWN = new Set(['MalformedForm', 'UploadLost', 'TooLarge', 'NotAForm', 'ChecksumMismatch'])
const LATE_MS = 20_000
const PIECES_MAX = 3000

/** A request whose body comes in random pieces and, on demand, breaks off. */
export function requestOf(random: Random, body: Buffer, headers: Record<string, string>, breaksAt = Infinity): H3Event {
  const stream = new PassThrough()
  const request = Object.assign(stream, { headers, complete: false, method: 'POST', url: '/' })
  const pieces = cutAnyhow(random, body.subarray(0, Math.min(body.length, breaksAt)), PIECES_MAX)
  Readable.from(pieces).on('end', () => {
    if (breaksAt < body.length) return void stream.destroy(new Error('aborted'))
    request.complete = true
    stream.end()
  }).pipe(stream, { end: false })
  return createEvent(request as unknown as IncomingMessage, {} as ServerResponse)
}

/** Reads all files. @returns those that were read to their end, and the refusal; a text if nothing comes any more */
export async function readAll(files: AsyncIterable<IncomingFile>): Promise<{ files: { name: string, bytes: Buffer }[], refusal: string | null } | string> {
  const read: { name: string, bytes: Buffer }[] = []
  const reading = (async () => {
    try {
      for await (const { filename, pieces } of files) {
        const parts: Uint8Array[] = []
        for await (const piece of pieces) parts.push(piece)
        read.push({ name: filename, bytes: Buffer.concat(parts) })
      }
    }
    catch (error) {
      if (!(error instanceof Error) || !KNOWN.has(error.name)) throw error
      return { files: read, refusal: error.name }
    }
    return { files: read, refusal: null }
  })()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>(resolve => timer = setTimeout(resolve, LATE_MS, 'the body is waited for in vain'))
  return await Promise.race([reading, late]).finally(() => clearTimeout(timer))
}
