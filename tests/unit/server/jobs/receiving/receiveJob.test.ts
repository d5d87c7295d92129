import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cancelJob } from '../../../../../server/jobs/ending/cancelJob'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { describeNew } from '../../../../../server/jobs/describeJob'
import { sweepUnnamed } from '../../../../../server/jobs/keeping/sweepUnnamed'
import { openJobWriter } from '../../../../../server/jobs/receiving/jobWriter'
import { sweepJobs } from '../../../../../server/jobs/working/sweep'
import type { Backends } from '../../../../../server/ports/backends'
import { DiskFull, JobExists } from '../../../../../server/ports/errors'
import { shopLog } from '../../../../api/logs'
import { givenServer, SETTINGS, uploadOf, type Given } from '../given'

let given: Given
beforeAll(async () => {
  given = await givenServer()
}, 120_000)
afterAll(() => given.dispose())

const LOG = shopLog(1_200_000)

async function expectNoBytes(jobId: string): Promise<void> {
  expect(await given.backends.chunks.jobIds()).not.toContain(jobId)
  expect(await given.backends.results.jobIds()).not.toContain(jobId)
}

test('I1 the chunks of a job, joined in order, are the file byte for byte', async () => {
  const { backends } = given
  const jobId = randomUUID()
  const job = await receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)
  expect(job).toMatchObject({ sealed: true, status: 'processing', totalSizeBytes: LOG.length, storedBytes: LOG.length, lines: LOG.split('\n').length - 1, leaseUntilMs: null })
  const parts: Uint8Array[] = []
  for (let number = 0; number < job.totalChunks; number++) parts.push((await backends.chunks.get(jobId, number))?.data ?? new Uint8Array())
  expect(Buffer.concat(parts).equals(Buffer.from(LOG))).toBe(true)
})

test('an upload that breaks off: the job has failed, its bytes are gone', async () => {
  const { backends } = given
  const jobId = randomUUID()
  async function* broken() {
    yield Buffer.from(LOG)
    throw new Error('the connection broke')
  }
  await expect(receiveJob(backends, uploadOf(LOG, { pieces: broken(), isBroken: () => true }), jobId, SETTINGS)).rejects.toThrow('broke')
  expect(await backends.jobs.find(jobId)).toMatchObject({ status: 'failed', reason: { code: 'broken_off', args: {} } })
  await expectNoBytes(jobId)
})

test('a form that turns out wrong: no job, no bytes', async () => {
  const { backends } = given
  const jobId = randomUUID()
  async function* wrong() {
    yield Buffer.from(LOG)
    throw new Error('two files')
  }
  await expect(receiveJob(backends, uploadOf(LOG, { pieces: wrong() }), jobId, SETTINGS)).rejects.toThrow('two files')
  expect(await backends.jobs.find(jobId)).toBeNull()
  await expectNoBytes(jobId)
})

test('a disk that fills up: the job has failed with the reason, its bytes are gone', async () => {
  const { backends } = given
  const jobId = randomUUID()
  const full: Backends = { ...backends, chunks: { ...backends.chunks, put: (id, place, data) => place.number === 5 ? Promise.reject(new DiskFull({ code: 'no_room', args: {} })) : backends.chunks.put(id, place, data) } }
  await expect(receiveJob(full, uploadOf(LOG), jobId, SETTINGS)).rejects.toThrow(DiskFull)
  expect(await backends.jobs.find(jobId)).toMatchObject({ status: 'failed', reason: { code: 'disk_full', args: { why: { code: 'no_room', args: {} } } } })
  await expectNoBytes(jobId)
})

test('too little room is known before the job is opened', async () => {
  const { backends } = given
  const jobId = randomUUID()
  await expect(receiveJob(backends, uploadOf(LOG), jobId, { ...SETTINGS, minFreeBytes: 2 ** 60 })).rejects.toThrow(DiskFull)
  expect(await backends.jobs.find(jobId)).toBeNull()
})

test('an id that is in use keeps its job', async () => {
  const { backends } = given
  const jobId = randomUUID()
  await receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)
  await expect(receiveJob(backends, uploadOf('other\n'), jobId, SETTINGS)).rejects.toThrow(JobExists)
  expect(await backends.jobs.find(jobId)).toMatchObject({ totalSizeBytes: LOG.length })
  expect(await backends.chunks.jobIds()).toContain(jobId)
})

test('a stalled upload renews its lease, and is stopped when the job is cancelled', async () => {
  const { backends } = given
  const jobId = randomUUID()
  let release: (reason: Error) => void = () => undefined
  const held = new Promise<never>((_, reject) => {
    release = reject
  })
  async function* stalled() {
    yield Buffer.from(LOG)
    await held
  }
  const receiving = receiveJob(backends, uploadOf(LOG, { pieces: stalled(), stop: reason => release(reason) }), jobId, SETTINGS)
  const outcome = receiving.catch((error: Error) => error.name)
  await expect.poll(async () => (await backends.jobs.find(jobId))?.totalChunks).toBeGreaterThan(3)
  const before = (await backends.jobs.find(jobId))?.leaseUntilMs ?? 0
  await expect.poll(async () => (await backends.jobs.find(jobId))?.leaseUntilMs, { timeout: 5000 }).toBeGreaterThan(before)
  expect((await cancelJob(backends, jobId)).status).toBe('cancelled')
  expect(await outcome).toBe('UploadCancelled')
  expect(await backends.chunks.jobIds()).toContain(jobId) // what was kept can be looked at
})

test('an upload of which nothing comes says within one and a half seconds that it lives', async () => {
  const { backends } = given
  const jobId = randomUUID()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  const told = vi.spyOn(backends.jobs, 'receive')
  const startedAtMs = Date.now()
  await backends.jobs.open({ id: jobId, filename: 'a', expectedSizeBytes: null, startedAtMs, leaseUntilMs: startedAtMs })
  const writer = openJobWriter(backends, jobId, SETTINGS, { startedAtMs, chunksStored: 0, leaseUntilMs: Date.now, stop: () => undefined })
  try {
    vi.advanceTimersByTime(900)
    expect(told).not.toHaveBeenCalled()
    vi.advanceTimersByTime(600)
    expect(told).toHaveBeenCalledOnce()
  }
  finally {
    vi.useRealTimers()
    await writer.close()
    told.mockRestore()
  }
})

test('the sweep fails a job whose receiver is gone, and removes what is left of a refused one', async () => {
  const { backends } = given
  const [lost, alive, refused] = [randomUUID(), randomUUID(), randomUUID()]
  const nowMs = Date.now()
  for (const id of [lost, alive, refused]) {
    await backends.jobs.open({ id, filename: 'a', expectedSizeBytes: null, startedAtMs: nowMs, leaseUntilMs: id === lost ? nowMs - 1 : nowMs + 5000 })
    await describeNew(backends, id)
    await backends.chunks.put(id, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: 2 }, Buffer.from('x\n'))
  }
  // The process was killed before it had removed the bytes as well.
  await backends.jobs.remove(refused, nowMs)
  await sweepJobs(backends, 2, nowMs)
  await sweepUnnamed(backends)
  expect((await backends.jobs.find(lost))?.status).toBe('failed')
  expect((await backends.jobs.find(alive))?.status).toBe('pending')
  await expectNoBytes(lost)
  await expectNoBytes(refused)
  expect(await backends.records.get(refused)).toBeNull()
  expect(await backends.chunks.jobIds()).toContain(alive)
})
