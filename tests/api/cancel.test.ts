import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CancelResult } from '../../shared/job'
import { findingsOf, FORM_TYPE, formHead, jobIdsOf, OpenRequest, postFile, problemIn, readStream, send, statusOf, until } from './client'
import { letPass } from '../letPass'
import { plainLog, shopLog } from './logs'
import { onServers, storedWith, startServer, type TestServer } from './testServer'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ CHUNK_SIZE: '64KiB' })
})
afterAll(() => server.dispose())

const cancel = async (jobId: string) => {
  const answer = await send(`${server.url}/api/v2/cancel/${jobId}`, 'POST', {})
  return answer.status === 200 ? CancelResult.parse(JSON.parse(answer.body)) : null
}

describe('I6 after cancelled is answered', () => {
  test('I6 during the upload: it is stopped with 409, nothing is committed any more, what was found stays', async () => {
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('a.log'))
    await post.write(plainLog(20_000, 1000))
    await until(server, jobId, job => job.chunks_processed > 3)
    const cancelled = await cancel(jobId)
    expect(cancelled).toMatchObject({ status: 'cancelled', phase: 'done' })
    expect(cancelled?.message).toMatch(/[Kk]ept/)
    const begunMs = Date.now()
    expect(problemIn(await post.answer).status).toBe(409)
    expect(Date.now() - begunMs).toBeLessThan(3000)
    await letPass(1000, 'nothing may be committed any more')
    const later = await statusOf(server, jobId)
    expect(later).toMatchObject({ chunks_processed: cancelled?.chunks_processed, total_chunks: cancelled?.total_chunks, anomalies_found: cancelled?.anomalies_found })
    const { frames } = await readStream(server, jobId)
    expect(frames.at(-1)).toMatchObject({ event: 'cancelled', data: { is_complete: true, status: 'cancelled' } })
    expect(frames.filter(({ event }) => event === 'chunk').length).toBe(cancelled?.chunks_processed)
    expect((await findingsOf(server, jobId)).length).toBe(cancelled?.anomalies_found)
  })

  test.each([0.1, 0.3, 0.5, 0.7])('I6 during the work, at progress %d', async (progress) => {
    const jobId = randomUUID()
    const posting = postFile(server, 'a.log', shopLog(onServers ? 2_000_000 : 4_000_000, Math.round(progress * 10)), `?job_id=${jobId}`)
    const at = await until(server, jobId, job => job.progress >= progress)
    const cancelled = await cancel(jobId)
    if (!cancelled) return expect(at.progress).toBeGreaterThan(progress) // it was faster
    await posting
    await letPass(500, 'nothing may be committed any more')
    expect(await statusOf(server, jobId)).toMatchObject({ status: 'cancelled', chunks_processed: cancelled.chunks_processed, chunks_settled: cancelled.chunks_settled })
    const waiting = /^lograro_tasks_waiting (\d+)$/m.exec((await send(`${server.url}/api/health/metrics`, 'GET', {})).body)?.[1]
    expect(waiting).toBe('0')
  })
})

test('a job is deleted while it runs, with everything that belongs to it', async () => {
  const jobId = randomUUID()
  const posting = postFile(server, 'a.log', plainLog(60_000), `?job_id=${jobId}`)
  await until(server, jobId, job => job.chunks_processed > 3)
  expect((await send(`${server.url}/api/v2/jobs/${jobId}`, 'DELETE', {})).status).toBe(204)
  await posting
  expect(await jobIdsOf(server)).not.toContain(jobId)
  await expect.poll(async () => [...await storedWith(server.dataDir, 'never in a log, only in'), ...await storedWith(server.dataDir, jobId)], { timeout: 5000 }).toEqual([])
  expect(problemIn(await postFile(server, 'again.log', 'x\n', `?job_id=${jobId}`)).status).toBe(409)
})
