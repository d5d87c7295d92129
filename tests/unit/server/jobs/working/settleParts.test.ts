import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { runTask } from '../../../../../server/jobs/working/runTask'
import { PART_CHUNKS } from '../../../../../server/jobs/working/settleParts'
import type { Backends } from '../../../../../server/ports/backends'
import type { Task } from '../../../../../server/ports/workQueue'
import { shopLog } from '../../../../api/logs'
import { givenServer, SETTINGS, untilEnded, uploadOf, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

/** Works through a log of many small chunks with two loops that know nothing of each other. */
async function work(backends: Backends, log: string) {
  const jobId = randomUUID()
  const tasks: Task[] = []
  const ends = [1, 2].map(() => backends.queue.consume(4, async (attempt, signal) => {
    if (attempt.task.phase === 'settle') tasks.push(attempt.task)
    await runTask(backends, given.compute, attempt, signal)
  }))
  await receiveJob(backends, uploadOf(log), jobId, { ...SETTINGS, chunkSizeBytes: 512 })
  const job = await untilEnded(backends, jobId)
  await Promise.all(ends.map(end => end()))
  const finish = await backends.steps.find(jobId, -1, 'finish')
  const { findings } = await backends.results.findings(jobId, finish?.attempt ?? 0, { sort: 'line', limit: 1000 })
  const { templates } = await backends.results.templates(jobId, finish?.attempt ?? 0, 0, 1000)
  return { job, tasks, results: { findings: findings.map(finding => ({ ...finding, chunk_id: '' })), templates } }
}

test('on shared stores the summaries of a large job are merged part by part, each once, with the same results', async () => {
  const log = shopLog(400_000)
  const alone = await work(given.backends, log)
  const { job, tasks, results } = await work({ ...given.backends, isAlone: false }, log)
  const parts = Math.ceil(job.totalChunks / PART_CHUNKS)
  expect(job).toMatchObject({ status: 'completed', reason: null })
  expect(parts).toBeGreaterThan(1)
  expect(alone.tasks.map(task => task.from)).toEqual([-1])
  expect(tasks.slice(0, -1).map(task => [task.from, task.to]).sort(([a = 0], [b = 0]) => a - b))
    .toEqual(Array.from({ length: parts }, (_, part) => [part * PART_CHUNKS, Math.min((part + 1) * PART_CHUNKS, job.totalChunks)]))
  expect(tasks.at(-1)?.from).toBe(-1)
  expect(job.sequence).toBe(alone.job.sequence + parts)
  expect(results.findings.length).toBeGreaterThan(0)
  expect(results).toEqual(alone.results)
}, 120_000)
