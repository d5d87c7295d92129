import { createHash } from 'node:crypto'
import { readBody } from '../../server/http/readUpload'
import type { Random } from './random'
import { readAll, requestOf } from './requests'

/** Reads a body that is the file. @returns what is wrong: bytes are those that were sent, or the refusal is the right one */
export async function bodyReader(random: Random, log: Buffer): Promise<string | null> {
  const kind = random.of(['whole', 'broken', 'damaged', 'long'])
  const digest = createHash('sha256').update(kind === 'damaged' ? `other ${log.length}` : log).digest('base64')
  const headers = { 'repr-digest': `sha-256=:${digest}:`, ...random.below(2) === 0 ? { 'content-encoding': 'gzip' } : {} }
  const event = requestOf(random, log, headers, kind === 'broken' ? random.below(log.length) : Infinity)
  const maxUploadBytes = kind === 'long' && log.length > 0 ? random.below(log.length) : null
  const read = await readAll((async function* () {
    yield readBody(event, 'a.log', { maxUploadBytes, stopping: new AbortController().signal })
  })())
  if (typeof read === 'string') return read
  const wanted = kind === 'broken' && log.length > 0 ? 'UploadLost' : kind === 'damaged' ? 'ChecksumMismatch' : maxUploadBytes !== null ? 'TooLarge' : null
  if (read.refusal !== wanted) return `a ${kind} body ended with ${read.refusal ?? 'no refusal'}`
  return wanted !== null || read.files[0]?.bytes.equals(log) ? null : 'other bytes were read than sent'
}
