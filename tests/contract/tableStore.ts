import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { noteOfSentence } from '#shared/note'
import type { TableSide } from '../../server/ports/backends'
import { bringTo, openJob, received, sealedJob, someFraming, someJob } from './given'

/** @param open stores in which no instance is noted yet */
export function tableStoreContract(open: () => Promise<TableSide>): void {
  describe('TableStore', () => {
    let stores: TableSide
    beforeAll(async () => {
      stores = await open()
    })

    it('belongs to the first instance that is noted, and counts its complete uploads', async () => {
      const { tables, jobs } = stores
      expect(await tables.instance()).toBeNull()
      expect((await jobs.seal(await openJob(stores, 1), received(0)))?.revision).toBe(0)
      const id = randomUUID()
      expect(await tables.adopt(id, 5)).toEqual({ id, revision: 5 })
      expect(await tables.adopt(randomUUID(), 3)).toEqual({ id, revision: 5 })
      const jobIds = await Promise.all([openJob(stores, 1), openJob(stores, 1), openJob(stores, 1)])
      const sealed = await Promise.all(jobIds.map(jobId => jobs.seal(jobId, received(0))))
      expect(sealed.map(job => job?.revision).sort()).toEqual([6, 7, 8])
      expect(await jobs.find(jobIds[0] ?? '')).toMatchObject({ revision: sealed[0]?.revision })
      expect(await tables.instance()).toEqual({ id, revision: 8 })
    })

    it('tells the state of every job, and which were removed', async () => {
      const jobId = await sealedJob(stores, 2)
      const state = { id: jobId, status: 'processing', sealed: true, sequence: 0, totalChunks: 2 }
      expect(await stores.tables.state(jobId)).toEqual(state)
      expect(await stores.tables.states()).toContainEqual(state)
      expect(await stores.tables.wasRemoved(jobId)).toBe(false)
      await stores.jobs.remove(jobId, Date.now())
      expect(await stores.tables.state(jobId)).toBeNull()
      expect(await stores.tables.wasRemoved(jobId)).toBe(true)
    })

    it('makes a job anew as it was, with its steps, whatever is there of it', async () => {
      const { tables, jobs, steps } = stores
      const jobId = await sealedJob(stores, 3, { baselines: [{ jobId: randomUUID(), filename: 'good.log' }, { jobId: randomUUID(), filename: 'also.log' }] })
      await bringTo(stores, jobId, 3, 'done')
      const [job, before] = [await jobs.find(jobId), await steps.after(jobId, 0, 100)]
      if (!job) throw new Error('the job was opened')
      for (const change of [() => jobs.remove(jobId, Date.now()), () => tables.lose(jobId, noteOfSentence('why'))]) {
        await change()
        await tables.rebuild(job, before)
        expect(await jobs.find(jobId)).toEqual(job)
        expect(await steps.after(jobId, 0, 100)).toEqual(before)
        expect(await tables.wasRemoved(jobId)).toBe(false)
      }
    })

    it('makes a job anew that these tables never had', async () => {
      const job = someJob({ sealed: true, framing: someFraming(), moreFramings: [someFraming()], members: [{ name: '日', firstLine: 1, firstChunk: 0, lines: 2, framing: 1, skipped: null }], totalSizeBytes: 2 ** 40, notes: [{ code: 'lost', args: { line: 7, reason: { code: 'damaged', args: { format: '„w“' } } } }], reason: { code: 'cancelled', args: {} }, completedAtMs: 1_700_000_000_123 })
      await stores.tables.rebuild(job, [])
      expect(await stores.jobs.find(job.id)).toEqual(job)
    })

    it('notes that a log is gone', async () => {
      const jobId = await sealedJob(stores, 1)
      await bringTo(stores, jobId, 1, 'done')
      await stores.tables.lose(jobId, noteOfSentence('it is not there'))
      expect(await stores.jobs.find(jobId)).toMatchObject({ status: 'failed', phase: 'done', reason: noteOfSentence('it is not there') })
    })
  })
}
