import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { AnomalyResult } from '../../shared/anomaly'
import type { StatusResult } from '../../shared/job'
import type { StreamResult } from '../../shared/stream'

const PART_FINDINGS = 500
const PAUSE_MS = 50
const LINES_APART = 7
export const FAKE_JOB_ID = '0198b2f0-1234-7abc-8def-0123456789ab'

/** The built server with one job more, whose stream brings `findings` findings, 500 every 50 ms. */
export async function serveFakeJob(serverUrl: string, findings: number): Promise<{ url: string, stop: () => void }> {
  const { hostname, port } = new URL(serverUrl)
  let hasEnded = false
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? ''
    if (path === `/api/v2/status/${FAKE_JOB_ID}`) return sendJson(answer, statusOf(findings, hasEnded))
    if (path === `/api/v2/results/${FAKE_JOB_ID}/stream`) {
      void stream(answer, findings).then(() => hasEnded = true)
      return
    }
    incoming.pipe(request({ hostname, port, path, method: incoming.method, headers: incoming.headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(answer)
    }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function stream(answer: ServerResponse, findings: number) {
  answer.writeHead(200, { 'content-type': 'text/event-stream' })
  const parts = Math.ceil(findings / PART_FINDINGS)
  for (let part = 0; part < parts; part++) {
    const anomalies = Array.from({ length: Math.min(PART_FINDINGS, findings - part * PART_FINDINGS) }, (_, i) => findingAt(part * PART_FINDINGS + i))
    const data: StreamResult = { chunk_number: part, anomalies, progress: part / parts, is_complete: false, revision: 2, settled: true, part: 1, parts: 1, status: 'processing', message: null, note: null }
    if (!answer.write(`event: chunk\ndata: ${JSON.stringify(data)}\n\n`)) await once(answer, 'drain')
    await wait(PAUSE_MS)
  }
  const end: StreamResult = { chunk_number: parts - 1, anomalies: [], progress: 1, is_complete: true, revision: 0, settled: true, part: 1, parts: 1, status: 'completed', message: 'done', note: null }
  answer.end(`event: complete\ndata: ${JSON.stringify(end)}\n\n`)
}

function findingAt(index: number): AnomalyResult {
  const line = index * LINES_APART + 1
  const took = 1000 + index * 37 % 9000
  return {
    log_entry: `2026-03-02T09:50:19.158Z ERROR [stock-${index % 50}] reserved ${took} units of SKU-${index} for order ${index * 31} in warehouse BER-1`,
    anomaly_score: Math.round((0.3 + index * 7919 % 6000 / 10_000) * 1e4) / 1e4, is_anomaly: true, explanation: `The number ${took} after \`reserved\`, usually 1–6 (median 4).`,
    reason: `${took}, usually 1–6`, chunk_id: 'c', line_number: line, line_count: 1, byte_offset: line * 100, timestamp: '2026-03-02T09:50:19.158Z', severity: index % 3 === 0 ? 'error' : 'info',
    template_id: `t${index % 50}`, template: `[stock-${index % 50}] reserved <*> units of <*> for order <*> in warehouse <*>`,
    signals: [{ kind: 'number_range', strength: 12, detail: { slot: 'reserved', value: took, low: 1, median: 4, high: 6, total: 90_000, unit: '', shown: { value: String(took), low: '1', median: '4', high: '6' } } }], occurrences: 1, last_line: line, folded_into: null, folded: 0,
  }
}

function statusOf(findings: number, hasEnded: boolean): StatusResult {
  return {
    job_id: FAKE_JOB_ID, status: hasEnded ? 'completed' : 'processing', progress: hasEnded ? 1 : 0.5, chunks_processed: 1, total_chunks: 4, anomalies_found: findings, estimated_remaining_time: null,
    error_message: null, reason: null, filename: 'findings.log', total_size: 1e9, expected_size: 1e9, resumable_until: null, lines: findings * LINES_APART, phase: hasEnded ? 'done' : 'score', chunks_settled: 1, encoding: 'utf-8', format: null, members: [],
    warnings: [], notes: [], first_time: null, last_time: null, assumed_utc: false, started_at: '2026-03-02T10:00:00.000Z', completed_at: null, baseline: null, baselines: [],
  }
}

function sendJson(answer: ServerResponse, body: object) {
  answer.writeHead(200, { 'content-type': 'application/json' })
  answer.end(JSON.stringify(body))
}
