import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postFile, problemIn, send, statusOf, untilEnded } from './client'
import { letPass } from '../letPass'
import { plainLog } from './logs'
import { startServer, type TestServer } from './testServer'

const WORKER = join(import.meta.dirname, '../../scripts/worker.mjs')
const ENV = { CHUNK_SIZE: '64KiB' }

describe('one program in two roles on the same stores', () => {
  let web: TestServer
  beforeAll(async () => {
    web = await startServer({ ...ENV, ROLE: 'web' })
  })
  afterAll(() => web.dispose())

  test('a web process leaves the work to a worker; that one answers health checks on its own port and nothing else', async () => {
    const jobId = randomUUID()
    expect((await postFile(web, 'app.log', plainLog(3000), `?job_id=${jobId}`)).status).toBe(202)
    await letPass(1500, 'a web process must not begin to work on it')
    expect(await statusOf(web, jobId)).toMatchObject({ status: 'processing', chunks_processed: 0 })
    const worker = await startServer({ ...ENV, ROLE: 'worker' }, web.dataDir)
    for (const path of ['/', '/api/v2/jobs', `/api/v2/status/${jobId}`, '/api/openapi.json']) {
      expect([path, (await send(worker.url + path, 'GET', {})).status]).toEqual([path, 404])
    }
    expect(problemIn(await send(`${worker.url}/api/v2/jobs`, 'GET', {})).detail).toContain('ROLE=web')
    for (const path of ['live', 'ready', 'metrics']) expect((await send(`${worker.url}/api/health/${path}`, 'GET', {})).status).toBe(200)
    expect(await untilEnded(web, jobId)).toMatchObject({ status: 'completed', lines: 3000 })
    expect((await send(`${worker.url}/api/health/metrics`, 'GET', {})).body).toMatch(/^lograro_task_seconds_count\{phase="finish"\} 1$/m)
    expect((await send(`${web.url}/api/health/metrics`, 'GET', {})).body).not.toMatch(/^lograro_task_seconds_count\{phase="finish"\} [1-9]/m)
    expect(await worker.end()).toBe(0)
  })

  test('npm run worker is a worker', async () => {
    const worker = await startServer(ENV, web.dataDir, { program: WORKER })
    expect((await send(worker.url, 'GET', {})).status).toBe(404)
    const jobId = randomUUID()
    expect((await postFile(web, 'app.log', plainLog(500), `?job_id=${jobId}`)).status).toBe(202)
    expect(await untilEnded(web, jobId)).toMatchObject({ status: 'completed' })
    expect(await worker.end()).toBe(0)
  })
})
