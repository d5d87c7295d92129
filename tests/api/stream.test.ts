import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StreamLine } from '../../shared/stream'
import type { StatusResult } from '../../shared/job'
import { analyse, findingsIn, findingsOf, FORM_TYPE, formEnd, formHead, OpenRequest, openStream, postFile, readStream, send, statusOf, until, untilEnded, type Frame } from './client'
import { manyFindings, plainLog, shopLog } from './logs'
import { startServer, type TestServer } from './testServer'

let server: TestServer
let done: StatusResult
beforeAll(async () => {
  server = await startServer({ CHUNK_SIZE: '64KiB' })
  done = await analyse(server, shopLog(2_000_000))
})
afterAll(() => server.dispose())

const numbers = (frames: Frame[]) => frames.flatMap(({ id }) => id === null ? [] : [id.split('.').map(Number)])
const lines = (frames: Frame[]) => findingsIn(frames).map(finding => finding.line_number)

describe('I5 a listener that reconnects misses nothing and gets no finding twice', () => {
  test('I5 one that hangs up again and again while the job runs', async () => {
    const jobId = randomUUID()
    const posting = postFile(server, 'a.log', shopLog(2_000_000, 2), `?job_id=${jobId}`)
    await until(server, jobId, () => true)
    const frames: Frame[] = []
    let lastEventId: string | undefined
    for (let cuts = 0; ; cuts++) {
      let seen = 0
      const part = await readStream(server, jobId, { lastEventId, stop: frame => frame.id !== null && ++seen > 3 + cuts % 9 })
      if (part.status === 204) break
      frames.push(...part.frames)
      lastEventId = part.frames.findLast(frame => frame.id !== null)?.id ?? lastEventId
      if (part.frames.at(-1)?.data.is_complete) break
    }
    await posting
    const commits = frames.filter(({ event }) => event === 'chunk').map(({ data }) => `${data.chunk_number} ${data.revision} ${data.part}`)
    expect(new Set(commits).size).toBe(commits.length)
    const ids = numbers(frames)
    for (let i = 1; i < ids.length; i++) expect(ids[i]![0]! * 1e6 + (ids[i]![1] ?? 0)).toBeGreaterThan(ids[i - 1]![0]! * 1e6 + (ids[i - 1]![1] ?? 0))
    const listed = await findingsOf(server, jobId)
    expect(findingsIn(frames)).toEqual(listed)
    expect(listed.length).toBeGreaterThan(0)
  })

  test('I5 one that comes late gets the present state of each chunk, and then the end', async () => {
    const { frames } = await readStream(server, done.job_id)
    const chunks = frames.filter(({ event }) => event === 'chunk')
    expect(chunks.map(({ data }) => data.chunk_number).sort((a, b) => a - b)).toEqual([...Array(done.total_chunks).keys()])
    for (const { data } of chunks) expect(data).toMatchObject({ settled: true, revision: 2, is_complete: false })
    expect(frames.at(-1)).toMatchObject({ event: 'complete', data: { is_complete: true, status: 'completed', progress: 1, chunk_number: done.total_chunks - 1 } })
    expect(findingsIn(frames)).toEqual(await findingsOf(server, done.job_id))
  })

  test('I5 who reconnects at the end gets 204, an unknown id gets everything', async () => {
    const whole = await readStream(server, done.job_id)
    const end = whole.frames.at(-1)?.id ?? ''
    expect((await readStream(server, done.job_id, { lastEventId: end })).status).toBe(204)
    for (const lastEventId of ['no-such-id', '', '99999999', '-1', '1.2.3']) {
      expect(lines((await readStream(server, done.job_id, { lastEventId })).frames)).toEqual(lines(whole.frames))
    }
    const middle = whole.frames[Math.floor(whole.frames.length / 2)]
    const restIds = whole.frames.slice(Math.floor(whole.frames.length / 2) + 1).map(frame => frame.id)
    const rest = await readStream(server, done.job_id, { lastEventId: middle?.id ?? '' })
    expect(rest.frames.map(frame => frame.id)).toEqual(restIds)
    const asked = await send(`${server.url}/api/v2/results/${done.job_id}/stream?last_event_id=${middle?.id ?? ''}`, 'GET', { accept: 'application/x-ndjson' })
    expect(asked.body.trim().split('\n').map(line => StreamLine.parse(JSON.parse(line)).id), 'without a header').toEqual(restIds)
  })
})

describe('the stream', () => {
  test('a throttled upload shows a finding before its last byte', async () => {
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('slow.log'))
    await post.write(plainLog(10_000, 1999))
    await until(server, jobId, () => true)
    const { frames } = await readStream(server, jobId, { stop: ({ data }) => data.anomalies.length > 0 })
    expect(frames.at(-1)?.data).toMatchObject({ revision: 1, settled: false, is_complete: false })
    expect((await statusOf(server, jobId)).status).toBe('processing')
    expect((await post.end(formEnd())).status).toBe(202)
    expect((await untilEnded(server, jobId)).status).toBe('completed')
  })

  test('headers switch buffering off, a comment comes at once', async () => {
    const hangUp = new AbortController()
    const answer = await fetch(`${server.url}/api/v2/results/${done.job_id}/stream`, { signal: hangUp.signal })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toContain('no-cache')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    expect(answer.headers.get('content-encoding')).toBeNull()
    const first = await answer.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toMatch(/^:/)
    hangUp.abort()
  })

  test('the same as NDJSON by Accept', async () => {
    const answer = await fetch(`${server.url}/api/v2/results/${done.job_id}/stream`, { headers: { accept: 'application/x-ndjson' } })
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    const rows = (await answer.text()).trimEnd().split('\n').map(line => StreamLine.parse(JSON.parse(line)))
    expect(rows.at(-1)).toMatchObject({ type: 'complete', is_complete: true })
    expect(rows.flatMap(row => row.anomalies).length).toBe(done.anomalies_found)
  })

  test('a job that is deleted while it is followed: failed, and then the end', async () => {
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('a.log'))
    await post.write(plainLog(8000))
    await until(server, jobId, job => job.chunks_processed > 0)
    const following = await openStream(server, jobId)
    expect((await send(`${server.url}/api/v2/jobs/${jobId}`, 'DELETE', {})).status).toBe(204)
    const { frames } = await following.ended
    expect(frames.at(-1)).toMatchObject({ event: 'failed', data: { is_complete: true } })
    expect((await post.answer).status).toBe(409)
  })

  test('the gauge of open listeners goes up and down', async () => {
    const gauge = async () => Number(/^lograro_listeners (\d+)$/m.exec((await send(`${server.url}/api/health/metrics`, 'GET', {})).body)?.[1])
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('a.log'))
    await post.write(plainLog(8000))
    await until(server, jobId, () => true)
    const before = await gauge()
    const hangUp = new AbortController()
    const answer = await fetch(`${server.url}/api/v2/results/${jobId}/stream`, { signal: hangUp.signal })
    expect(await gauge()).toBe(before + 1)
    hangUp.abort()
    await answer.body?.cancel().catch(() => undefined)
    await expect.poll(gauge).toBe(before)
    post.breakOff()
  })
})

test('I4 progress never falls, stays within 0..1, and is 1 only for completed', async () => {
  const jobId = randomUUID()
  const posting = postFile(server, 'a.log', shopLog(2_000_000, 3), `?job_id=${jobId}`)
  await until(server, jobId, () => true)
  const streaming = readStream(server, jobId)
  let last = 0
  await until(server, jobId, (job) => {
    expect(job.progress).toBeGreaterThanOrEqual(last)
    expect(job.progress === 1).toBe(job.status === 'completed')
    last = job.progress
    return job.status === 'completed'
  })
  await posting
  let told = 0
  for (const { data } of (await streaming).frames) {
    expect(data.progress).toBeGreaterThanOrEqual(told)
    expect(data.progress === 1).toBe(data.status === 'completed')
    told = data.progress
  }
})

test('a chunk with more than 500 findings comes in parts, and a listener goes on between them', async () => {
  const one = await startServer({ CHUNK_SIZE: '4MiB' })
  try {
    const job = await analyse(one, manyFindings(620))
    expect(job.anomalies_found).toBeGreaterThan(500)
    const whole = await readStream(one, job.job_id)
    const parts = whole.frames.filter(({ data }) => data.parts > 1)
    expect(parts.length).toBeGreaterThan(1)
    for (const { id, data } of parts) {
      expect(data.anomalies.length).toBeLessThanOrEqual(500)
      expect(id).toMatch(/^\d+\.\d+$/)
    }
    const rest = await readStream(one, job.job_id, { lastEventId: parts[0]?.id ?? '' })
    expect(rest.frames[0]?.id).toBe(parts[1]?.id)
    expect(findingsIn(whole.frames)).toEqual(await findingsOf(one, job.job_id))
  }
  finally {
    await one.dispose()
  }
})
