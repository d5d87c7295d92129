import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { StatusResult } from '../../shared/job'
import { StreamLine } from '../../shared/stream'
import type { BenchFile } from './files'

const POLL_MS = 20

/** What was seen of one job, from the start of the upload on. */
export interface JobRun {
  jobId: string
  seconds: number
  uploadSeconds: number
  findings: number
  lines: number
  /** From the first status that knows a chunk to the first finding on the stream; null where there was none. */
  firstFindingMs: number | null
  /** Times of answers to `status`, sorted. */
  statusMs: number[]
}

/** Uploads the file with curl, follows the stream and asks for the status all the while, then deletes the job unless it is kept. */
export async function runJob(url: string, file: BenchFile, { isKept = false } = {}): Promise<JobRun> {
  const jobId = randomUUID()
  const started = performance.now()
  const upload = spawn('curl', ['--silent', '--show-error', '--fail-with-body', '-F', `file=@${file.path}`, `${url}/api/v2/process?job_id=${jobId}`], { stdio: ['ignore', 'ignore', 'inherit'] })
  const uploaded = once(upload, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`curl ended with exit code ${code}`)
    return (performance.now() - started) / 1000
  })
  const firstFinding = followStream(url, jobId)
  const { status, firstChunkAt, statusMs } = await pollStatus(url, jobId)
  const seconds = (performance.now() - started) / 1000
  if (status.status !== 'completed') throw new Error(`the job is ${status.status}: ${status.error_message}`)
  const uploadSeconds = await uploaded
  const firstAt = await firstFinding
  if (!isKept) await fetch(`${url}/api/v2/jobs/${jobId}`, { method: 'DELETE' })
  return {
    jobId,
    seconds,
    uploadSeconds,
    findings: status.anomalies_found,
    lines: status.lines,
    firstFindingMs: firstAt === null || firstChunkAt === null ? null : Math.max(0, firstAt - firstChunkAt),
    statusMs: statusMs.sort((one, other) => one - other),
  }
}

async function pollStatus(url: string, jobId: string) {
  const statusMs: number[] = []
  let firstChunkAt: number | null = null
  for (;;) {
    const asked = performance.now()
    const answer = await fetch(`${url}/api/v2/status/${jobId}`)
    const body: unknown = await answer.json()
    if (answer.status !== 404) {
      statusMs.push(performance.now() - asked)
      const status = StatusResult.parse(body)
      if (firstChunkAt === null && status.total_chunks > 0) firstChunkAt = performance.now()
      if (!['pending', 'processing'].includes(status.status)) return { status, firstChunkAt, statusMs }
    }
    await wait(POLL_MS)
  }
}

/** When the first finding came; reads the stream to its end. */
async function followStream(url: string, jobId: string): Promise<number | null> {
  for (;;) {
    const answer = await fetch(`${url}/api/v2/results/${jobId}/stream`, { headers: { accept: 'application/x-ndjson' } })
    if (answer.status === 404) {
      await answer.body?.cancel()
      await wait(POLL_MS)
      continue
    }
    if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`)
    let first: number | null = null
    for await (const line of linesOf(answer.body)) {
      if (first === null && StreamLine.parse(JSON.parse(line)).anomalies.length > 0) first = performance.now()
    }
    return first
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let held = ''
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const pieces = (held + decoder.decode(step.value, { stream: true })).split('\n')
    held = pieces.pop() ?? ''
    yield* pieces.filter(line => line !== '')
  }
}
