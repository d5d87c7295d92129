import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { ClientRequest } from 'node:http'
import { send, type Answer } from './client'

const TUS = { 'tus-resumable': '1.0.0' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }

const uploads = (server: { url: string }) => `${server.url}/api/v2/uploads`

function metadataOf(values: Record<string, string>): string {
  return Object.entries(values).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
}

/** Begins an upload under that job id. */
export function beginUpload(server: { url: string }, jobId: string, sizeBytes: number, metadata: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
  return send(uploads(server), 'POST', { ...TUS, 'upload-length': String(sizeBytes), 'upload-metadata': metadataOf({ filename: 'app.log', job_id: jobId, ...metadata }), ...headers })
}

export function sendPart(server: { url: string }, jobId: string, offsetBytes: number, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  return send(`${uploads(server)}/${jobId}`, 'PATCH', { ...PART, 'upload-offset': String(offsetBytes), 'content-length': String(Buffer.byteLength(body)), ...headers }, body)
}

/** A part whose body is written by hand. */
export function openPart(server: { url: string }, jobId: string, offsetBytes: number, sizeBytes: number): ClientRequest {
  const request = httpRequest(`${uploads(server)}/${jobId}`, { method: 'PATCH', headers: { ...PART, 'upload-offset': offsetBytes, 'content-length': sizeBytes } })
  request.on('error', () => {}) // it is broken off on purpose
  return request
}

/** How many bytes have come; the status where that can't be told. */
export async function offsetOf(server: { url: string }, jobId: string): Promise<{ status: number, offsetBytes: number }> {
  const { status, headers } = await send(`${uploads(server)}/${jobId}`, 'HEAD', TUS)
  return { status, offsetBytes: Number(headers['upload-offset']) }
}

export function giveUpload(server: { url: string }, jobId: string): Promise<Answer> {
  return send(`${uploads(server)}/${jobId}`, 'DELETE', TUS)
}

export function options(server: { url: string }): Promise<Answer> {
  return send(uploads(server), 'OPTIONS', {})
}

export function checksumOf(body: string | Uint8Array, algorithm = 'sha256'): Record<string, string> {
  return { 'upload-checksum': `${algorithm} ${createHash(algorithm).update(body).digest('base64')}` }
}
