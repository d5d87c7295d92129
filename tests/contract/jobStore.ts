import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { noteOfSentence } from '#shared/note'
import { JobExists } from '../../server/ports/errors'
import type { JobStore } from '../../server/ports/jobStore'
import { bringTo, learnt, newJob, openJob, received, sealedJob, someFraming } from './given'
import type { JobsAndSteps } from './given'

const DAY_MS = 24 * 60 * 60 * 1000

export function jobStoreContract(open: () => Promise<JobsAndSteps>): void {
  describe('JobStore', () => {
    let stores: JobsAndSteps
    let jobs: JobStore
    beforeAll(async () => {
      stores = await open()
      jobs = stores.jobs
    })

    it('answers', async () => {
      expect(await jobs.isReady()).toBe(true)
    })

    it('opens a job as pending, with nothing done', async () => {
      const job = newJob({ filename: '../„a“ \'b\'; drop table 日本.log', expectedSizeBytes: 5_000_000_000 })
      await jobs.open(job)
      expect(await jobs.find(job.id)).toEqual({
        id: job.id, filename: job.filename, status: 'pending', phase: 'learn', progress: 0, totalSizeBytes: 0, expectedSizeBytes: 5_000_000_000,
        storedBytes: 0, learntBytes: 0, lines: 0, totalChunks: 0, chunksProcessed: 0, chunksSettled: 0, sealed: false, anomaliesFound: 0, sequence: 0,
        encoding: null, assumedUtc: false, framing: null, moreFramings: [], members: [], notes: [], reason: null, fittingLines: null, firstTimeMs: null, lastTimeMs: null,
        startedAtMs: job.startedAtMs, completedAtMs: null, leaseUntilMs: job.leaseUntilMs, baselineJobId: null, baselineFilename: null, moreBaselines: [], revision: 0,
      })
    })

    it('keeps with which jobs it is compared, though they are gone', async () => {
      const baseline = { jobId: randomUUID(), filename: 'good \'日本\'.log' }
      const others = [{ jobId: randomUUID(), filename: 'good "2".log' }, { jobId: randomUUID(), filename: '' }]
      const job = newJob({ baselines: [baseline, ...others] })
      await jobs.open(job)
      expect(await jobs.find(job.id)).toMatchObject({ baselineJobId: baseline.jobId, baselineFilename: baseline.filename, moreBaselines: others })
    })

    it('knows no job that was not opened', async () => {
      expect(await jobs.find(newJob().id)).toBeNull()
      expect(await jobs.receive(newJob().id, received(1))).toBeNull()
      expect(await jobs.seal(newJob().id, received(1))).toBeNull()
      expect(await jobs.end(newJob().id, 'failed', noteOfSentence('why'), 1)).toBeNull()
      expect(await jobs.remove(newJob().id, 1)).toBe(false)
    })

    it('refuses an id in use, however many ask at once', async () => {
      const job = newJob()
      const answers = await Promise.allSettled([jobs.open(job), jobs.open(job), jobs.open(job)])
      expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
      await expect(jobs.open(job)).rejects.toBeInstanceOf(JobExists)
    })

    it('adds up what is received, and is processing from the first chunk on', async () => {
      const jobId = await openJob(stores, 0)
      expect(await jobs.receive(jobId, received(0, { totalSizeBytes: 10 }))).toMatchObject({ status: 'pending', totalSizeBytes: 10 })
      const leaseUntilMs = Date.now() + 12_345
      const framing = someFraming()
      expect(await jobs.receive(jobId, received(2, { totalSizeBytes: 20, framing, encoding: 'utf-16le', assumedUtc: true, leaseUntilMs })))
        .toMatchObject({ status: 'processing', totalChunks: 2, framing, encoding: 'utf-16le', assumedUtc: true, leaseUntilMs })
      await jobs.receive(jobId, received(3, { totalSizeBytes: 30, notes: [noteOfSentence('one'), noteOfSentence('two')] }))
      const after = await jobs.receive(jobId, received(1, { totalSizeBytes: 40, notes: [noteOfSentence('three')] }))
      expect(after).toEqual(await jobs.find(jobId))
      expect(after).toMatchObject({
        totalChunks: 6, storedBytes: 6000, lines: 60, totalSizeBytes: 40, notes: [noteOfSentence('three')], framing, encoding: 'utf-16le', sealed: false,
      })
    })

    it('loses nothing of what is received at the same time', async () => {
      const jobIds = await Promise.all([openJob(stores, 0), openJob(stores, 0), openJob(stores, 0)])
      await Promise.all(jobIds.flatMap(jobId => Array.from({ length: 20 }, (_, index) => jobs.receive(jobId, received(1, { totalSizeBytes: index })))))
      for (const jobId of jobIds) expect(await jobs.find(jobId)).toMatchObject({ totalChunks: 20, storedBytes: 20_000, lines: 200, totalSizeBytes: 19 })
    })

    it('seals: the upload is over, its lease too', async () => {
      const jobId = await openJob(stores, 2)
      const after = await jobs.seal(jobId, received(1, { totalSizeBytes: 3000, notes: [noteOfSentence('w')] }))
      expect(after).toMatchObject({ status: 'processing', phase: 'learn', sealed: true, totalChunks: 3, leaseUntilMs: null, totalSizeBytes: 3000, notes: [noteOfSentence('w')] })
      expect(after).toEqual(await jobs.find(jobId))
      // A renewal that was under way.
      expect(await jobs.receive(jobId, received(0))).toMatchObject({ sealed: true, leaseUntilMs: null })
    })

    it('moves on to settle when all is learnt at the seal, also of nothing', async () => {
      expect(await jobs.seal(await openJob(stores, 0), received(0))).toMatchObject({ status: 'processing', phase: 'settle', totalChunks: 0 })
      const jobId = await openJob(stores, 1)
      await stores.steps.commit(learnt(jobId, 0))
      expect(await jobs.find(jobId)).toMatchObject({ phase: 'learn' })
      expect(await jobs.seal(jobId, received(0))).toMatchObject({ phase: 'settle', progress: 0.5 })
    })

    it.each(['failed', 'cancelled'] as const)('ends a job as %s, once', async (status) => {
      const jobId = await openJob(stores, 2)
      await stores.steps.commit(learnt(jobId, 0))
      const first = await jobs.end(jobId, status, noteOfSentence('the reason'), 1_700_000_000_123)
      expect(first).toMatchObject({ changed: true, job: { status, phase: 'done', reason: noteOfSentence('the reason'), completedAtMs: 1_700_000_000_123, sequence: 2, leaseUntilMs: null } })
      expect(first?.job.progress).toBeLessThan(1)
      expect(await jobs.end(jobId, 'failed', noteOfSentence('another'), 5)).toEqual({ changed: false, job: first?.job })
      expect(await jobs.receive(jobId, received(1))).toBeNull()
      expect(await jobs.seal(jobId, received(1))).toBeNull()
      expect(await jobs.find(jobId)).toEqual(first?.job)
    })

    it('ends an abandoned job, and none whose receiver lives', async () => {
      const jobId = await openJob(stores, 2)
      const job = await jobs.find(jobId)
      const leaseMs = job?.leaseUntilMs ?? 0
      expect(await jobs.end(jobId, 'failed', noteOfSentence('gone'), leaseMs - 1, true)).toBeNull()
      expect(await jobs.end(newJob().id, 'failed', noteOfSentence('gone'), leaseMs, true)).toBeNull()
      expect(await jobs.receive(jobId, received(0, { leaseUntilMs: 1 })), 'who tells is alive').toMatchObject({ status: 'processing' })
      expect((await jobs.find(jobId))?.leaseUntilMs).toBeGreaterThan(Date.now() + 2000)
      expect(await jobs.end(jobId, 'failed', noteOfSentence('gone'), Date.now() + 60_000, true)).toMatchObject({ changed: true })
    })

    it('ends a job that has no chunk yet', async () => {
      expect(await jobs.end(await openJob(stores, 0), 'cancelled', noteOfSentence('c'), 1)).toMatchObject({ changed: true, job: { status: 'cancelled', sequence: 1 } })
    })

    it('leaves a completed job as it is', async () => {
      const jobId = await sealedJob(stores, 1)
      await bringTo(stores, jobId, 1, 'done')
      expect(await jobs.end(jobId, 'cancelled', noteOfSentence('c'), 1)).toMatchObject({ changed: false, job: { status: 'completed', progress: 1, reason: null } })
    })

    it('removes a job with its steps, and does not give its id away within a day', async () => {
      const job = newJob({ startedAtMs: 1_800_000_000_000 })
      await jobs.open(job)
      await jobs.receive(job.id, received(1))
      await stores.steps.begin([{ jobId: job.id, phase: 'learn', from: 0, to: 1 }])
      await stores.steps.commit(learnt(job.id, 0))
      expect(await jobs.remove(job.id, job.startedAtMs)).toBe(true)
      expect(await jobs.remove(job.id, job.startedAtMs)).toBe(false)
      expect(await jobs.find(job.id)).toBeNull()
      expect(await stores.steps.after(job.id, 0, 10)).toEqual([])
      await expect(jobs.open({ ...job, startedAtMs: job.startedAtMs + DAY_MS - 1 })).rejects.toBeInstanceOf(JobExists)
      expect(await jobs.find(job.id)).toBeNull()
      await jobs.open({ ...job, startedAtMs: job.startedAtMs + DAY_MS + 1 })
      expect(await jobs.find(job.id)).toMatchObject({ status: 'pending', totalChunks: 0 })
    })

    it('lists the newest first, page by page, each once, whatever comes in between', async () => {
      const startedAtMs = 4_000_000_000_000
      // Two of the same millisecond: the id decides.
      const times = [0, 1, 1, 2, 3, 4, 5]
      for (const time of times) await jobs.open(newJob({ startedAtMs: startedAtMs + time }))
      const seen: { id: string, startedAtMs: number }[] = []
      let next: string | undefined
      while (seen.length < times.length) {
        const page = await jobs.list(3, next)
        seen.push(...page.jobs)
        await jobs.open(newJob({ startedAtMs: startedAtMs + 1000 + seen.length }))
        next = page.next ?? undefined
      }
      const listed = seen.slice(0, times.length)
      expect(listed.map(job => job.startedAtMs - startedAtMs)).toEqual([5, 4, 3, 2, 1, 1, 0])
      expect(new Set(listed.map(job => job.id)).size).toBe(times.length)
    })

    it('ends the list with no next', async () => {
      const all = await jobs.list(1000)
      expect(all.next).toBeNull()
      expect(await jobs.list(all.jobs.length)).toEqual(all)
      expect((await jobs.list(all.jobs.length - 1)).next).not.toBeNull()
    })

    it('takes a cursor that nobody gave out as none', async () => {
      expect(await jobs.list(2, '\'; drop table')).toEqual(await jobs.list(2))
    })

    it('names jobs that have not ended, oldest first', async () => {
      const older = await openJob(stores, 1, { startedAtMs: 1000 })
      const newer = await openJob(stores, 0, { startedAtMs: 2000 })
      const ended = await openJob(stores, 1, { startedAtMs: 1500 })
      await jobs.end(ended, 'failed', noteOfSentence('f'), 1)
      const running = await jobs.running()
      expect(running.slice(0, 2).map(job => job.id)).toEqual([older, newer])
      expect(running.every(job => job.status === 'pending' || job.status === 'processing')).toBe(true)
    })

    it('names ended jobs that are old enough, and forgets old tombstones', async () => {
      const old = await openJob(stores, 1, { startedAtMs: 500 })
      const recent = await openJob(stores, 1, { startedAtMs: 500 })
      const running = await openJob(stores, 1, { startedAtMs: 500 })
      const buried = newJob({ startedAtMs: 500 })
      await jobs.open(buried)
      await jobs.remove(buried.id, 500)
      await jobs.end(old, 'cancelled', noteOfSentence('c'), 999)
      await jobs.end(recent, 'cancelled', noteOfSentence('c'), 1000)
      const ids = await jobs.expired(1000, 500 + DAY_MS + 1)
      expect(ids).toContain(old)
      expect(ids).not.toContain(recent)
      expect(ids).not.toContain(running)
      await jobs.open(buried)
    })

    it('counts jobs by status', async () => {
      const before = await jobs.countByStatus()
      await openJob(stores, 0)
      await openJob(stores, 1)
      await jobs.end(await openJob(stores, 1), 'failed', noteOfSentence('f'), 1)
      expect(await jobs.countByStatus()).toEqual({ ...before, pending: before.pending + 1, processing: before.processing + 1, failed: before.failed + 1 })
    })
  })
}
