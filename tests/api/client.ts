import { once } from 'node:events'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { JobsPage, ProcessAccepted, StatusResult } from '../../shared/job'
import { Problem } from '../../shared/problem'
import { ResultsPage, TemplatesPage, type TemplateResult } from '../../shared/results'
import type { AnomalyResult } from '../../shared/anomaly'
import { StreamEvent, StreamResult } from '../../shared/stream'
import { poll } from '../poll'
import { z } from 'zod'

const BOUNDARY = 'test-boundary-7e5'

export function formOf(filename: string, content: string | Uint8Array, field = 'file'): Buffer {
  return Buffer.concat([formHead(filename, field), Buffer.from(content), formEnd()])
}

export function formHead(filename: string, field = 'file'): Buffer {
  return Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`)
}

export function formEnd(): Buffer {
  return Buffer.from(`\r\n--${BOUNDARY}--\r\n`)
}

export const FORM_TYPE = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

export interface Answer { status: number, headers: IncomingMessage['headers'], body: string }

/** A request whose body is written by hand. */
export class OpenRequest {
  readonly answer: Promise<Answer>
  private constructor(readonly request: ClientRequest) {
    this.answer = readAnswer(request)
    this.answer.catch(() => undefined)
  }

  static post(url: string, headers: Record<string, string | number>): OpenRequest {
    return new OpenRequest(httpRequest(url, { method: 'POST', headers }))
  }

  async write(data: string | Uint8Array): Promise<void> {
    if (!this.request.write(data)) await Promise.race([once(this.request, 'drain'), this.answer.catch(() => undefined)])
  }

  end(data?: Uint8Array): Promise<Answer> {
    this.request.end(data)
    return this.answer
  }

  breakOff(): void {
    this.request.destroy()
  }
}

export function send(url: string, method: string, headers: Record<string, string>, body?: string | Uint8Array): Promise<Answer> {
  const request = httpRequest(url, { method, headers })
  request.end(body)
  return readAnswer(request)
}

export function postFile(server: { url: string }, filename: string, content: string | Uint8Array, query = ''): Promise<Answer> {
  return send(`${server.url}/api/v2/process${query}`, 'POST', FORM_TYPE, formOf(filename, content))
}

/** Uploads a log and waits until its job has ended. */
export async function analyse(server: { url: string }, content: string | Uint8Array, filename = 'app.log', query = ''): Promise<StatusResult> {
  const answer = await postFile(server, filename, content, query)
  if (answer.status !== 202) throw new Error(`202 wanted, got ${answer.status} ${answer.body}`)
  return untilEnded(server, ProcessAccepted.parse(JSON.parse(answer.body)).job_id)
}

export async function statusOf(server: { url: string }, jobId: string): Promise<StatusResult> {
  const answer = await fetch(`${server.url}/api/v2/status/${jobId}`)
  if (answer.status !== 200) throw new Error(`status ${answer.status}`)
  return StatusResult.parse(await answer.json())
}

/** Waits for a state; `see` gets each status on the way. */
export async function until(server: { url: string }, jobId: string, holds: (status: StatusResult) => boolean, withinMs = 60_000): Promise<StatusResult> {
  const status = await poll(() => statusOf(server, jobId).catch(() => null), status => status !== null && holds(status), { withinMs })
  if (!status) throw new Error('no status')
  return status
}

function hasEnded({ status }: StatusResult): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

export function untilEnded(server: { url: string }, jobId: string, withinMs = 90_000): Promise<StatusResult> {
  return until(server, jobId, hasEnded, withinMs)
}

export async function jobIdsOf(server: { url: string }): Promise<string[]> {
  const page = JobsPage.parse(await (await fetch(`${server.url}/api/v2/jobs?limit=1000`)).json())
  return page.jobs.map(job => job.job_id)
}

export async function findingsOf(server: { url: string }, jobId: string): Promise<AnomalyResult[]> {
  const found: AnomalyResult[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await fetch(`${server.url}/api/v2/results/${jobId}?sort=line&folded=show&limit=1000${cursor && `&cursor=${cursor}`}`)
    if (answer.status !== 200) throw new Error(`results ${answer.status} ${await answer.text()}`)
    const page: ResultsPage = ResultsPage.parse(await answer.json())
    found.push(...page.anomalies)
    cursor = page.next_cursor
  }
  return found
}

export async function templatesOf(server: { url: string }, jobId: string): Promise<TemplateResult[]> {
  const page = TemplatesPage.parse(await (await fetch(`${server.url}/api/v2/results/${jobId}/templates?limit=1000`)).json())
  return page.templates
}

/** What does not depend on the run: findings and templates without ids of job and chunk. */
export async function settledResults(server: { url: string }, jobId: string) {
  const findings = (await findingsOf(server, jobId)).map(({ chunk_id: _, ...finding }) => finding)
  return { findings, templates: await templatesOf(server, jobId) }
}

export interface Frame { id: string | null, event: StreamEvent, data: StreamResult }

interface Listening { lastEventId?: string, stop?: (frame: Frame, frames: Frame[]) => boolean }

/** Reads a job's stream; `stop` says after which frame to hang up. */
export async function readStream(server: { url: string }, jobId: string, options: Listening = {}): Promise<{ status: number, frames: Frame[] }> {
  return (await openStream(server, jobId, options)).ended
}

/** The same for what is to happen while someone listens: comes back once the server has begun the stream. */
export async function openStream(server: { url: string }, jobId: string, options: Listening = {}): Promise<{ ended: Promise<{ status: number, frames: Frame[] }> }> {
  const headers: Record<string, string> = { accept: 'text/event-stream' }
  if (options.lastEventId !== undefined) headers['last-event-id'] = options.lastEventId
  const answer = await fetch(`${server.url}/api/v2/results/${jobId}/stream`, { headers })
  if (answer.status !== 200 || !answer.body) return { ended: Promise.resolve({ status: answer.status, frames: [] }) }
  return { ended: framesOf(answer.body, options) }
}

async function framesOf(body: ReadableStream<Uint8Array>, options: Listening): Promise<{ status: number, frames: Frame[] }> {
  const frames: Frame[] = []
  let rest = ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    rest += decoder.decode(piece.value, { stream: true })
    for (let at = rest.indexOf('\n\n'); at >= 0; at = rest.indexOf('\n\n')) {
      const frame = parseFrame(rest.slice(0, at))
      rest = rest.slice(at + 2)
      if (!frame) continue
      frames.push(frame)
      if (!options.stop?.(frame, frames)) continue
      await reader.cancel()
      return { status: 200, frames }
    }
  }
  return { status: 200, frames }
}

function parseFrame(text: string): Frame | null {
  const fields = new Map(text.split('\n').filter(line => !line.startsWith(':')).map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
  const data = fields.get('data')
  if (data === undefined) return null
  return { id: fields.get('id') ?? null, event: StreamEvent.parse(fields.get('event')), data: StreamResult.parse(JSON.parse(data)) }
}

/** The findings that a listener ends with: of each chunk those of its highest revision, in all parts. */
export function findingsIn(frames: Frame[]): AnomalyResult[] {
  const best = new Map<number, { revision: number, parts: Map<number, AnomalyResult[]> }>()
  for (const { event, data } of frames) {
    if (event !== 'chunk') continue
    const known = best.get(data.chunk_number)
    const entry = known && known.revision >= data.revision ? known : { revision: data.revision, parts: new Map<number, AnomalyResult[]>() }
    if (data.revision === entry.revision) entry.parts.set(data.part, data.anomalies)
    best.set(data.chunk_number, entry)
  }
  return [...best.values()].flatMap(({ parts }) => [...parts.values()].flat()).sort((a, b) => a.line_number - b.line_number)
}

/** The answer as a problem whose status agrees, or an error. */
export function problemIn(answer: Answer): Problem {
  if (!answer.headers['content-type']?.includes('application/problem+json')) throw new Error(`a problem wanted, got ${answer.status} ${answer.body.slice(0, 200)}`)
  const problem = Problem.parse(JSON.parse(answer.body))
  z.literal(answer.status).parse(problem.status)
  return problem
}

async function readAnswer(request: ClientRequest): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
  })
  let body = ''
  for await (const data of response) body += data
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}
