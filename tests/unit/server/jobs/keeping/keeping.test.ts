import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { noteOfSentence } from '#shared/note'
import { deleteJob } from '../../../../../server/jobs/ending/deleteJob'
import { cancelJob } from '../../../../../server/jobs/ending/cancelJob'
import { decodeSteps, encodeSteps, toJob, toRecord } from '../../../../../server/jobs/jobRecord'
import { stepsOf } from '../../../../../server/jobs/describeJob'
import { sweepUnnamed, TRASH_MS } from '../../../../../server/jobs/keeping/sweepUnnamed'
import { takeUp } from '../../../../../server/jobs/keeping/takeUp'
import { receiveJob } from '../../../../../server/jobs/receiving/receiveJob'
import { StoreUnavailable } from '../../../../../server/ports/errors'
import { JobRecord } from '../../../../../shared/jobRecord'
import { shopLog } from '../../../../api/logs'
import { someFraming, someJob } from '../../../../contract/given'
import { givenServer, SETTINGS, uploadOf, workThrough, type Given } from '../given'

const LOG = shopLog(50_000)

let given: Given
beforeAll(async () => {
  given = await givenServer()
  await takeUp(given.backends, 2)
}, 120_000)
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => given.dispose())

const bytesOf = async (jobId: string) => (await given.backends.chunks.places(jobId, 0, 10)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

describe('the record of a job', () => {
  it('says all that the row says, and back', () => {
    const framing = someFraming()
    const job = someJob({ framing, moreFramings: [framing], members: [{ name: 'm', firstLine: 3, firstChunk: 1, lines: 4, framing: 1, skipped: { code: 'leftover', args: {} } }], notes: [{ code: 'lost', args: { line: 3, reason: { code: 'encrypted', args: {} } } }], reason: { code: 'broken_off', args: {} }, firstTimeMs: -5, completedAtMs: 9, baselineJobId: randomUUID(), baselineFilename: 'b', moreBaselines: [{ jobId: randomUUID(), filename: 'c' }] })
    const read = JobRecord.parse(JSON.parse(JSON.stringify(toRecord(job, null))))
    expect(toJob(read)).toEqual(job)
    const older = { ...toRecord(job, null), warnings: ['The file is empty.'], error_message: 'The disk is full.' }
    expect(toJob(JobRecord.parse(older))).toMatchObject({ notes: [noteOfSentence('The file is empty.')], reason: noteOfSentence('The disk is full.') })
    const steps = [{ phase: 'learn', chunkNumber: 0, attempt: 2, anomaliesFound: 3, processingTimeMs: 1.5, sequence: 1, createdAtMs: 7 } as const]
    expect(decodeSteps(encodeSteps(steps))).toEqual(steps)
    expect(decodeSteps(Buffer.from('[[1'))).toBeNull()
    expect(decodeSteps(Buffer.from('[[1]]'))).toBeNull()
  })

  it('is there before the first byte, says when the upload and the job are complete, and which steps counted', async () => {
    const { backends, compute } = given
    const jobId = randomUUID()
    vi.spyOn(backends.chunks, 'put').mockImplementationOnce(async () => {
      expect((await backends.records.get(jobId))?.record).toMatchObject({ filename: 'a.log', sealed: false })
      throw new Error('no room')
    })
    await expect(receiveJob(backends, uploadOf(LOG), jobId, SETTINGS)).rejects.toThrow('no room')
    vi.restoreAllMocks()
    expect(await backends.records.get(jobId)).toBeNull()
    const sealed = await receiveJob(backends, uploadOf(LOG), randomUUID(), SETTINGS)
    expect(sealed.revision).toBeGreaterThan(0)
    expect((await backends.records.get(sealed.id))?.record).toMatchObject({ sealed: true, revision: sealed.revision, instance_id: (await backends.tables.instance())?.id, stored_bytes: LOG.length })
    await cancelJob(backends, sealed.id)
    expect((await backends.records.get(sealed.id))?.record).toMatchObject({ status: 'cancelled' })
    const job = await workThrough(backends, compute, LOG)
    const kept = (await backends.records.get(job.id))?.record
    expect(kept && toJob(kept)).toEqual(job)
    const steps = await backends.results.get(stepsOf(job.id))
    expect(steps && decodeSteps(steps)).toEqual(await backends.steps.after(job.id, 0, 100))
  })
})

describe('what no row names', () => {
  it('goes at once if its removal had begun', async () => {
    const { backends, compute } = given
    const { id } = await workThrough(backends, compute, LOG)
    // The process is killed between the row's removal and that of the bytes.
    await backends.records.condemn(id)
    await backends.jobs.remove(id, Date.now())
    await sweepUnnamed(backends)
    expect(await bytesOf(id)).toBe(0)
    expect(await backends.records.get(id)).toBeNull()
  })

  it('goes to the trash for a week if it is a complete log, and comes back with its row', async () => {
    const { backends, compute } = given
    const job = await workThrough(backends, compute, LOG)
    const nowMs = Date.UTC(2026, 3, 10, 12)
    await backends.jobs.remove(job.id, nowMs)
    await sweepUnnamed(backends, [], nowMs)
    expect(await backends.records.get(job.id)).toMatchObject({ discardedAtMs: Date.UTC(2026, 3, 10) })
    await sweepUnnamed(backends, [], nowMs + TRASH_MS - 1)
    await backends.tables.rebuild(job, [])
    await takeUp(backends, 2)
    expect(await backends.records.get(job.id)).toMatchObject({ discardedAtMs: null, record: { status: 'completed' } })
    expect(await bytesOf(job.id)).toBe(LOG.length)
    await backends.jobs.remove(job.id, nowMs)
    await sweepUnnamed(backends, [], nowMs)
    await sweepUnnamed(backends, [], nowMs + TRASH_MS + 24 * 60 * 60 * 1000)
    expect(await backends.records.get(job.id)).toBeNull()
  })

  it('stays where it is if newer tables might name it, or nothing is known of it', async () => {
    const { backends, compute } = given
    const { id } = await workThrough(backends, compute, LOG)
    const record = (await backends.records.get(id))?.record
    if (!record) throw new Error('a job that has ended is described')
    await backends.records.begin({ ...record, revision: 99 })
    const stray = randomUUID()
    await backends.chunks.put(stray, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: 2 }, Buffer.from('x\n'))
    // As a table that was put back from a copy: the row is gone, and nobody has removed it.
    vi.spyOn(backends.tables, 'wasRemoved').mockResolvedValue(false)
    await backends.jobs.remove(id, Date.now())
    await sweepUnnamed(backends)
    expect(await bytesOf(id)).toBe(LOG.length)
    expect(await bytesOf(stray)).toBe(2)
  })
})

describe('deleteJob', () => {
  it('leaves a job whole whose row could not be removed', async () => {
    const { backends, compute } = given
    const { id } = await workThrough(backends, compute, LOG)
    vi.spyOn(backends.jobs, 'remove').mockRejectedValueOnce(new StoreUnavailable({ code: 'folder_away', args: { why: 'EIO' } }))
    await expect(deleteJob(backends, id)).rejects.toThrow(StoreUnavailable)
    expect(await backends.records.get(id)).toMatchObject({ isCondemned: false })
    await deleteJob(backends, id)
    expect([await bytesOf(id), await backends.records.get(id)]).toEqual([0, null])
  })
})
