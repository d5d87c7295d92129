import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { toRecord } from '../../server/jobs/jobRecord'
import type { DocumentSide } from '../../server/ports/backends'
import type { KeptRecord, RecordStore } from '../../server/ports/recordStore'
import type { JobRecord } from '#shared/jobRecord'
import { noteOfSentence } from '#shared/note'
import { someFraming, someJob } from './given'

const DAY_MS = 24 * 60 * 60 * 1000

type Stores = Pick<DocumentSide, 'records' | 'chunks' | 'results'>

export function recordStoreContract(open: () => Promise<Stores>): void {
  describe('RecordStore', () => {
    let stores: Stores
    let records: RecordStore
    beforeAll(async () => {
      stores = await open()
      records = stores.records
    })

    const record = (given: Partial<JobRecord> = {}): JobRecord => ({ ...toRecord(someJob({ framing: someFraming(), filename: '„a.$b“ \'日本\'.log' }), randomUUID()), ...given })
    const begun = async (given: Partial<JobRecord> = {}) => {
      const made = record(given)
      await records.begin(made)
      return made
    }
    const putChunk = (jobId: string) => stores.chunks.put(jobId, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: 2 }, new TextEncoder().encode('x\n'))
    const all = async () => {
      const found: KeptRecord[] = []
      for await (const one of records.all()) found.push(one)
      return found
    }

    it('has what was put, whole', async () => {
      const made = await begun({ sequence: 3, sealed: true, warnings: [{ code: 'packed', args: { formats: 'gzip' } }, noteOfSentence('b')] })
      const kept = { jobId: made.job_id, record: made, isCondemned: false, discardedAtMs: null }
      expect(await records.get(made.job_id)).toEqual(kept)
      expect(await all()).toContainEqual(kept)
      expect(await records.get(randomUUID())).toBeNull()
    })

    it('keeps the later state, whichever comes last', async () => {
      const made = await begun({ sequence: 1, total_size: 10 })
      const told = async (given: Partial<JobRecord>) => {
        await records.put({ ...made, ...given })
        return (await records.get(made.job_id))?.record
      }
      expect(await told({ total_size: 20 })).toMatchObject({ total_size: 20 })
      expect(await told({ total_size: 15 })).toMatchObject({ total_size: 20 })
      expect(await told({ total_size: 20, sealed: true })).toMatchObject({ sealed: true })
      expect(await told({ total_size: 30 })).toMatchObject({ sealed: true, total_size: 20 })
      expect(await told({ sequence: 2, sealed: true, status: 'processing' })).toMatchObject({ sequence: 2 })
      expect(await told({ sequence: 1, sealed: true })).toMatchObject({ sequence: 2 })
    })

    it('describes no job that was not begun, is on its way out, or is gone', async () => {
      const never = record()
      await records.put(never)
      expect(await records.get(never.job_id)).toBeNull()
      const made = await begun()
      await records.condemn(made.job_id)
      await records.put({ ...made, sequence: 9 })
      expect(await records.get(made.job_id)).toEqual({ jobId: made.job_id, record: made, isCondemned: true, discardedAtMs: null })
      await records.spare(made.job_id)
      expect(await records.get(made.job_id)).toMatchObject({ isCondemned: false, record: made })
      await records.condemn(made.job_id)
      await records.remove(made.job_id)
      await records.put({ ...made, sequence: 9 })
      expect(await records.get(made.job_id)).toBeNull()
      expect((await all()).map(({ jobId }) => jobId)).not.toContain(made.job_id)
      for (const nothing of [records.condemn, records.spare, records.remove]) await nothing(randomUUID())
    })

    it('puts a job into the trash with all that is its, and takes it out again', async () => {
      const made = await begun()
      await putChunk(made.job_id)
      await records.discard(made.job_id, Date.UTC(2026, 0, 5, 13))
      expect(await records.get(made.job_id)).toMatchObject({ record: made, isCondemned: false })
      const since = (await all()).find(({ jobId }) => jobId === made.job_id)?.discardedAtMs ?? 0
      expect(Date.UTC(2026, 0, 5, 13) - since).toBeLessThan(DAY_MS)
      expect(await records.restore(made.job_id)).toBe(true)
      expect(await records.restore(made.job_id)).toBe(false)
      expect(await records.get(made.job_id)).toEqual({ jobId: made.job_id, record: made, isCondemned: false, discardedAtMs: null })
      expect(new TextDecoder().decode((await stores.chunks.get(made.job_id, 0))?.data)).toBe('x\n')
    })

    it('takes bytes into the trash that do not say what they are', async () => {
      const jobId = randomUUID()
      await putChunk(jobId)
      await records.discard(jobId, Date.UTC(2026, 0, 6))
      expect(await records.get(jobId)).toMatchObject({ jobId, record: null })
      expect(await records.restore(jobId)).toBe(true)
      expect(await stores.chunks.get(jobId, 0)).not.toBeNull()
    })

    it('empties the trash of what came before, and of nothing else', async () => {
      const [old, young, kept] = [await begun(), await begun(), await begun()]
      for (const { job_id: jobId } of [old, young, kept]) await putChunk(jobId)
      await stores.results.put({ jobId: old.job_id, kind: 'summary', chunkNumber: 0, attempt: 1 }, new Uint8Array([1]))
      await records.discard(old.job_id, Date.UTC(2026, 1, 1, 12))
      await records.discard(young.job_id, Date.UTC(2026, 1, 9, 12))
      expect(await records.emptyTrash(Date.UTC(2026, 1, 9))).toContain(old.job_id)
      expect(await records.get(old.job_id)).toBeNull()
      const now = await open() // files that are open stay readable
      expect(await now.chunks.get(old.job_id, 0)).toBeNull()
      expect(await now.results.get({ jobId: old.job_id, kind: 'summary', chunkNumber: 0, attempt: 1 })).toBeNull()
      expect(await records.restore(young.job_id)).toBe(true)
      for (const { job_id: jobId } of [young, kept]) expect(await now.chunks.get(jobId, 0)).not.toBeNull()
    })
  })
}
