import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { topUp } from '../../../../../server/jobs/working/topUp'
import type { Backends } from '../../../../../server/ports/backends'
import type { Task } from '../../../../../server/ports/workQueue'
import { givenServer, SETTINGS, uploadOf, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

test('an older state of the job that is told late does not hide the phase that has begun', async () => {
  const jobId = randomUUID()
  const sealed = await receiveJob(given.backends, uploadOf('one line\n'), jobId, SETTINGS)
  const [begun] = await given.backends.steps.begin([{ jobId, phase: 'learn', from: 0, to: 1 }])
  const committed = await given.backends.steps.commit({ task: { jobId, phase: 'learn', from: 0, to: 1 }, attempt: begun?.attempt ?? 0, rows: [{ chunkNumber: 0, processingTimeMs: 1, anomaliesFound: 0 }], learntBytes: 9 })
  const settling = committed.job ?? sealed
  expect(settling.phase).toBe('settle')
  const pushed: Task[] = []
  let release: () => void = () => undefined
  const held = new Promise<void>(resolve => release = resolve)
  const slow: Backends = { ...given.backends, queue: { ...given.backends.queue, pending: () => held.then(() => []), push: async attempts => void pushed.push(...attempts.map(({ task }) => task)) } }
  const first = topUp(slow, sealed, 2)
  const others = [topUp(slow, settling, 2), topUp(slow, sealed, 2)]
  release()
  await Promise.all([first, ...others])
  expect(pushed.map(({ phase }) => phase)).toContain('settle')
})
