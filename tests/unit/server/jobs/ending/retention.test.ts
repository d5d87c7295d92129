import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteJob } from '../../../../../server/jobs/ending/deleteJob'
import { JobUnknown } from '../../../../../server/jobs/errors'
import { retention } from '../../../../../server/jobs/ending/retention'
import { givenServer, workThrough, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

const DAY_MS = 24 * 60 * 60 * 1000

test('retention removes jobs that ended long ago, with their bytes, and none that run', async () => {
  const { backends, compute } = given
  const done = await workThrough(backends, compute, 'one line\n')
  const running = randomUUID()
  await backends.jobs.open({ id: running, filename: 'a', expectedSizeBytes: null, startedAtMs: Date.now(), leaseUntilMs: Date.now() })
  expect(await retention(backends, 30)).toBe(0)
  expect(await retention(backends, 30, Date.now() + 31 * DAY_MS)).toBe(1)
  expect(await backends.jobs.find(done.id)).toBeNull()
  expect(await backends.chunks.jobIds()).not.toContain(done.id)
  expect(await backends.results.jobIds()).not.toContain(done.id)
  expect(await backends.jobs.find(running)).not.toBeNull()
  await expect(deleteJob(backends, done.id)).rejects.toThrow(JobUnknown)
})
