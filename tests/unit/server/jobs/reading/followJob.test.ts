import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followJob, type JobEvent } from '../../../../../server/jobs/reading/followJob'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { runTask } from '../../../../../server/jobs/working/runTask'
import type { Backends } from '../../../../../server/ports/backends'
import { shopLog } from '../../../../api/logs'
import { givenServer, SETTINGS, uploadOf, untilEnded, type Given } from '../given'

const LISTENERS = 50
const START = { sequence: 0, part: 0 }

let server: Given
beforeAll(async () => {
  server = await givenServer()
})
afterAll(() => server.dispose())

/** The same backends, and how often a job's steps and findings were asked for. */
function counted({ steps, results, ...rest }: Backends) {
  const asked = { steps: 0, documents: 0 }
  const backends: Backends = {
    ...rest,
    steps: { ...steps, after: (...args) => {
      asked.steps++
      return steps.after(...args)
    } },
    results: { ...results, get: (...args) => {
      asked.documents++
      return results.get(...args)
    } },
  }
  return { backends, asked }
}

async function readAll(backends: Backends, jobId: string, signal = new AbortController().signal): Promise<JobEvent[]> {
  const events: JobEvent[] = []
  for await (const event of followJob(backends, jobId, START, signal)) events.push(event)
  return events
}

async function jobWith(listeners: number) {
  const { backends, asked } = counted(server.backends)
  const jobId = randomUUID()
  const receiving = receiveJob(server.backends, uploadOf(shopLog(1_000_000)), jobId, SETTINGS)
  await expect.poll(() => server.backends.jobs.find(jobId)).not.toBeNull()
  const following = Array.from({ length: listeners }, () => readAll(backends, jobId))
  const endLoop = server.backends.queue.consume(4, (attempt, signal) => runTask(server.backends, server.compute, attempt, signal))
  await receiving
  await untilEnded(server.backends, jobId)
  const all = await Promise.all(following)
  await endLoop()
  return { jobId, all, asked }
}

test('fifty listeners at the same place ask the stores little more often than one, and get the same events', async () => {
  const one = await jobWith(1)
  const many = await jobWith(LISTENERS)
  const settled = settledIn(await readAll(server.backends, many.jobId))
  for (const events of many.all) {
    expect(events.at(-1)).toMatchObject({ type: 'complete' })
    expect(settledIn(events)).toEqual(settled)
    const told = events.map(({ data }) => data.progress)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  }
  expect(one.asked.steps).toBeGreaterThan(1)
  expect(many.asked.steps).toBeLessThan(one.asked.steps + LISTENERS)
  expect(many.asked.documents).toBeLessThan(4 * one.asked.documents + 4)
})

test('a listener that hangs up takes nothing from another, and one that comes later begins anew', async () => {
  const hangUp = new AbortController()
  const jobId = randomUUID()
  const receiving = receiveJob(server.backends, uploadOf(shopLog(300_000)), jobId, SETTINGS)
  await expect.poll(() => server.backends.jobs.find(jobId)).not.toBeNull()
  const [gone, stays] = [readAll(server.backends, jobId, hangUp.signal), readAll(server.backends, jobId)]
  await receiving
  hangUp.abort()
  expect((await gone).every(({ type }) => type === 'progress')).toBe(true)
  const endLoop = server.backends.queue.consume(4, (attempt, signal) => runTask(server.backends, server.compute, attempt, signal))
  expect((await stays).at(-1)).toMatchObject({ type: 'complete' })
  expect(settledIn(await stays)).toEqual(settledIn(await readAll(server.backends, jobId)))
  await endLoop()
})

/** What a listener holds in the end. */
function settledIn(events: JobEvent[]) {
  return events.filter(({ data }) => data.settled && !data.is_complete).map(({ id, data }) => [id, data.chunk_number, data.part, data.anomalies])
}
