import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
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

test('the log has one object a line, with the id of the job that is meant', async () => {
  const { job_id: jobId } = await analyse(server, plainLog(100))
  const entries = server.output().split('\n').filter(line => line.includes(jobId)).map(line => Entry.parse(JSON.parse(line)))
  expect(entries.map(({ event }) => event)).toEqual(['upload began', 'upload complete', 'job completed'])
  for (const { time, job_id: id } of entries) {
    expect(id).toBe(jobId)
    expect(new Date(time).toISOString()).toBe(time)
  }
})

const Entry = z.object({ time: z.string(), event: z.string(), job_id: z.string() })
