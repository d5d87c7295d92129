import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BadReading } from '../../../../../server/jobs/errors'
import { readingOptions } from '../../../../../server/jobs/receiving/readingOptions'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { runTask } from '../../../../../server/jobs/working/runTask'
import { statusOf } from '../../../../../server/jobs/statusOf'
import { sweepJobs } from '../../../../../server/jobs/working/sweep'
import { openMemory } from '../../../../../server/ports/processMemory'
import type { Backends } from '../../../../../server/ports/backends'
import { givenServer, SETTINGS, untilEnded, uploadOf, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

const pad = (value: number) => String(value).padStart(2, '0')

/** Days of February, day first: the first alone is more than what is looked at before the job begins. One line is odd. */
const LOG = Array.from({ length: 12 }, (_, day) => Array.from({ length: day === 0 ? 3000 : 100 }, (_, i) =>
  day === 1 && i === 50
    ? `${pad(3 + day)}/02/2025 10:00:07 FATAL the disk of the cache is gone\n`
    : `${pad(3 + day)}/02/2025 ${pad(Math.floor(i / 150))}:${pad(i % 60)}:07 INFO request ${i} was served from the cache of the region, nothing else was done in ${i % 90} ms\n`)).flat().join('')

async function work(backends: Backends, chunkSizeBytes: number, failOnce = false) {
  const jobId = randomUUID()
  const deaths = { left: failOnce ? 1 : 0, died: 0 }
  const watched: Backends = { ...backends, results: { ...backends.results, put: async (name, data) => {
    const job = name.kind === 'summary' ? await backends.jobs.find(jobId) : null
    if (job?.phase === 'settle' && name.chunkNumber === 2 && deaths.left-- > 0) {
      deaths.died++
      throw new Error('the process died')
    }
    return backends.results.put(name, data)
  } } }
  const ends = [1, 2].map(() => watched.queue.consume(4, (attempt, signal) => runTask(watched, given.compute, attempt, signal)))
  await receiveJob(watched, uploadOf(LOG), jobId, { ...SETTINGS, chunkSizeBytes })
  if (failOnce) {
    await expect.poll(() => deaths.died, { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => await backends.queue.pending(jobId), { timeout: 20_000 }).toEqual([])
    await sweepJobs(watched, 2)
  }
  const job = await untilEnded(watched, jobId)
  await Promise.all(ends.map(end => end()))
  const finish = await backends.steps.find(jobId, -1, 'finish')
  const { findings } = await backends.results.findings(jobId, finish?.attempt ?? 0, { sort: 'line', limit: 1000 })
  return { job, deaths: deaths.died, findings: findings.map(finding => ({ ...finding, chunk_id: '' })) }
}

test('a log whose later dates tell their order is learnt again, with the right times from its first line on', async () => {
  const { job, findings } = await work(given.backends, 300_000)
  expect(job).toMatchObject({ status: 'completed', reason: null })
  expect(statusOf(job)).toMatchObject({ first_time: '2025-02-03T00:00:07.000Z', last_time: '2025-02-14T00:59:07.000Z', format: { date_order: 'dmy', is_order_open: false } })
  expect(findings.find(({ line_number: line }) => line === 3051)).toMatchObject({ timestamp: '2025-02-04T10:00:07.000Z' })
  expect((await work(given.backends, 40_000)).findings).toEqual(findings)
}, 60_000)

test('what a death leaves half learnt again is done once more, with the same results', async () => {
  const broken = await work(given.backends, 100_000, true)
  expect(broken).toMatchObject({ job: { status: 'completed' }, deaths: 1 })
  expect(broken.job.framing?.time.orders).toEqual(['dmy', 'mdy'])
  expect(broken.findings).toEqual((await work(given.backends, 100_000)).findings)
}, 60_000)

test('what is said of how to read is checked before anything is taken', () => {
  expect(readingOptions({ memory: openMemory() }, {})).toBeUndefined()
  expect(readingOptions({ memory: openMemory() }, { time_zone: 'Europe/Berlin', first_line: '^\\d' })).toMatchObject({ timeZone: { offsetMs: expect.arrayContaining([3_600_000, 7_200_000]) }, firstLine: '^\\d' })
  expect(() => readingOptions({ memory: openMemory() }, { time_zone: 'Mars/Base' })).toThrow(BadReading)
  expect(() => readingOptions({ memory: openMemory() }, { first_line: '(' })).toThrow(/cannot be read/)
})
