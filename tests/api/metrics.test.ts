import { afterAll, beforeAll, expect, test } from 'vitest'
import { analyse, send } from './client'
import { plainLog } from './logs'
import { startServer, type TestServer } from './testServer'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ CHUNK_SIZE: '64KiB' })
})
afterAll(() => server.dispose())

test('metrics tell what was done, how much it was and how long it took', async () => {
  const log = plainLog(5000)
  const { total_chunks: chunks } = await analyse(server, log)
  const { body } = await send(`${server.url}/api/health/metrics`, 'GET', {})
  const value = (name: string) => Number(body.split('\n').find(line => line.startsWith(`${name} `))?.split(' ').at(-1))
  expect(chunks).toBeGreaterThan(2)
  expect(value('lograro_jobs{status="completed"}')).toBe(1)
  expect(value('lograro_chunks_done{phase="learn"}')).toBe(chunks)
  expect(value('lograro_task_seconds_count{phase="learn"}')).toBe(chunks)
  expect(value('lograro_task_seconds_count{phase="settle"}')).toBe(1)
  expect(value('lograro_task_seconds_sum{phase="learn"}')).toBeGreaterThan(0)
  expect(value('lograro_job_seconds_count')).toBe(1)
  expect(value('lograro_job_seconds_sum')).toBeGreaterThan(0)
  expect(value('lograro_received_bytes_total')).toBe(log.length)
  expect(value('lograro_learnt_bytes_total')).toBe(log.length)
  expect(value('lograro_tasks_waiting')).toBe(0)
  expect(value('lograro_next_task_waited_seconds')).toBe(0)
})
