import { afterAll, beforeAll, expect, test } from 'vitest'
import { comparePartValues } from '../../../../../server/jobs/reading/comparePartValues'
import type { Backends } from '../../../../../server/ports/backends'
import type { Job } from '../../../../../server/ports/jobStore'
import { shopLog } from '../../../../api/logs'
import { givenServer, workThrough, type Given } from '../given'

let given: Given
let job: Job
const LOG = shopLog(3_000_000, 5)
const TEXT = LOG.split('\n')
beforeAll(async () => {
  given = await givenServer()
  job = await workThrough(given.backends, given.compute, LOG)
}, 120_000)
afterAll(() => given.dispose())

const calm = new AbortController().signal

test('values of one half are told with lines that hold them, and only chunks at the ends of the parts are read', async () => {
  const { backends, compute } = given
  const read: number[] = []
  const watched: Backends = { ...backends, chunks: { ...backends.chunks, get: (jobId, number) => {
    read.push(number)
    return backends.chunks.get(jobId, number)
  } } }
  const half = Math.floor(job.lines / 2)
  const { total, values } = await comparePartValues(watched, compute, job.id, { usual_from: 1, usual_to: half + 1, from: half + 1, to: job.lines + 1 }, calm)
  expect(total).toBeGreaterThan(0)
  expect(values).toHaveLength(total)
  for (const { first_line: line, signal: { detail: { value } } } of values) {
    expect(line).toBeGreaterThan(half)
    expect(TEXT[line - 1]).toContain(String(value))
  }
  expect(job.totalChunks).toBeGreaterThan(20)
  expect(new Set(read).size, 'the chunk in which the halves meet').toBe(1)
})

test('parts may overlap, or be the same', async () => {
  const { backends, compute } = given
  const whole = { usual_from: 1, usual_to: job.lines + 1, from: 1, to: job.lines + 1 }
  expect(await comparePartValues(backends, compute, job.id, whole, calm)).toEqual({ total: 0, values: [] })
  const times = { from: new Date(job.firstTimeMs ?? 0).toISOString(), to: new Date((job.lastTimeMs ?? 0) + 1).toISOString() }
  expect(await comparePartValues(backends, compute, job.id, { usual_from: times.from, usual_to: times.to, ...times }, calm)).toEqual({ total: 0, values: [] })
})

test('who hangs up ends the work', async () => {
  const gone = AbortSignal.abort(new Error('hung up'))
  await expect(comparePartValues(given.backends, given.compute, job.id, { usual_from: 1, usual_to: 10, from: 10, to: 20 }, gone)).rejects.toThrow('hung up')
})
