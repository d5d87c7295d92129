import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ThreadCrashed } from '../../../../../server/compute/errors'
import type { Compute } from '../../../../../server/compute/compute'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { runTask } from '../../../../../server/jobs/working/runTask'
import { sweepJobs } from '../../../../../server/jobs/working/sweep'
import { queueDepth } from '../../../../../server/jobs/working/topUp'
import type { Backends } from '../../../../../server/ports/backends'
import { DiskFull } from '../../../../../server/ports/errors'
import { shopLog } from '../../../../api/logs'
import { givenServer, SETTINGS, untilEnded, uploadOf, workThrough, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

const LOG = shopLog(1_500_000)

test('settle, score and finish read no text of a chunk beyond the lines that are listed', async () => {
  const { backends, compute } = given
  const reads = { get: 0, ranges: [] as [number, number, number][] }
  let isLearnt = false
  const watched: Backends = {
    ...backends,
    chunks: {
      ...backends.chunks,
      get: (jobId, number) => {
        if (isLearnt) reads.get++
        return backends.chunks.get(jobId, number)
      },
      ranges: (jobId, number, ranges) => {
        if (isLearnt) reads.ranges.push(...ranges.map(([from, to]): [number, number, number] => [number, from, to]))
        return backends.chunks.ranges(jobId, number, ranges)
      },
    },
    steps: {
      ...backends.steps,
      begin: (tasks) => {
        isLearnt ||= tasks.some(task => task.phase === 'settle')
        return backends.steps.begin(tasks)
      },
    },
  }
  const job = await workThrough(watched, compute, LOG)
  expect(job).toMatchObject({ status: 'completed', reason: null })
  expect(job.anomaliesFound).toBeGreaterThan(3)
  expect(reads.get).toBe(0)
  expect(reads.ranges.length).toBe(job.anomaliesFound)
  const finish = await backends.steps.find(job.id, -1, 'finish')
  const { findings } = await backends.results.findings(job.id, finish?.attempt ?? 0, { sort: 'line', limit: 1000 })
  const places = await backends.chunks.places(job.id, 0, job.totalChunks)
  const listed = findings.map(({ byte_offset: offset, line_count: lines }) => ({ offset, lines }))
  for (const [number, from, to] of reads.ranges) {
    expect(to - from).toBeLessThanOrEqual(64 * 1024)
    expect(listed.some(({ offset }) => offset === (places[number]?.byteOffset ?? 0) + from)).toBe(true)
  }
})

test('I3 a task that is delivered twice counts once', async () => {
  const { backends, compute } = given
  const jobId = randomUUID()
  const endLoop = backends.queue.consume(4, async (attempt, signal) => {
    await Promise.all([runTask(backends, compute, attempt, signal), runTask(backends, compute, attempt, signal)])
    await runTask(backends, compute, attempt, signal)
  })
  await receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)
  const job = await untilEnded(backends, jobId)
  await endLoop()
  const once = await workThrough(backends, compute, LOG)
  expect(job).toMatchObject({ status: 'completed', chunksProcessed: once.totalChunks, chunksSettled: once.totalChunks, sequence: once.sequence, anomaliesFound: once.anomaliesFound })
})

test('a chunk under which the thread dies again and again fails the job, and the reason names it', async () => {
  const { backends, compute } = given
  let receive = () => {}
  const received = new Promise<void>(resolve => receive = resolve)
  const deadly: Compute = {
    ...compute,
    async learn(jobId, data, place, framing) {
      if (place.number !== 3) return compute.learn(jobId, data, place, framing)
      await received // a job that fails while its file is on the way ends the upload: another test's topic
      throw new ThreadCrashed('it died')
    },
  }
  const jobId = randomUUID()
  const endLoop = backends.queue.consume(4, (attempt, signal) => runTask(backends, deadly, attempt, signal))
  await receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)
  receive()
  // the sweep is what queues the chunk again
  const sweeping = setInterval(() => void sweepJobs(backends, 2), 100)
  const job = await untilEnded(backends, jobId).finally(() => clearInterval(sweeping))
  await endLoop()
  expect(job.status).toBe('failed')
  expect(job.reason).toEqual({ code: 'abnormal', args: { what: { code: 'chunk', args: { number: 3 } }, phase: 'learn' } })
  expect(await backends.queue.pending(jobId)).toEqual([])
})

test('a disk that fills up during the work fails the job with the reason', async () => {
  const { backends, compute } = given
  const full: Backends = { ...backends, results: { ...backends.results, put: (name, data) => name.kind === 'model' ? Promise.reject(new DiskFull({ code: 'no_room', args: {} })) : backends.results.put(name, data) } }
  const job = await workThrough(full, compute, LOG)
  expect(job).toMatchObject({ status: 'failed' })
  expect(job.reason).toEqual({ code: 'disk_full', args: { why: { code: 'no_room', args: {} } } })
})

test('a commit that is refused leaves no documents', async () => {
  const { backends, compute } = given
  const jobId = randomUUID()
  await receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)
  const task = { jobId, phase: 'learn', from: 0, to: 1 } as const
  const [begun] = await backends.steps.begin([task])
  await backends.jobs.end(jobId, 'cancelled', { code: 'cancelled', args: {} }, Date.now())
  await runTask(backends, compute, { task, attempt: begun?.attempt ?? 0 }, new AbortController().signal)
  for (const kind of ['summary', 'columns', 'provisional'] as const) {
    expect(await backends.results.get({ jobId, kind, chunkNumber: 0, attempt: begun?.attempt ?? 0 })).toBeNull()
  }
  expect((await backends.jobs.find(jobId))?.chunksProcessed).toBe(0)
})

test('the queue holds a bounded number of tasks of a job', async () => {
  const { backends } = given
  const jobId = randomUUID()
  const upload = uploadOf(shopLog(4_000_000))
  let most = 0
  const counting: Backends = {
    ...backends,
    queue: {
      ...backends.queue,
      push: async (attempts) => {
        await backends.queue.push(attempts)
        most = Math.max(most, (await backends.queue.pending(jobId)).length)
      },
    },
  }
  await receiveJob(counting, upload, jobId, SETTINGS)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(queueDepth(backends, SETTINGS.workers))
  await backends.queue.removeJob(jobId)
  await backends.jobs.remove(jobId, Date.now())
})
