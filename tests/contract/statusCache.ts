import { beforeAll, describe, expect, it } from 'vitest'
import { noteOfSentence } from '#shared/note'
import type { StatusCache } from '../../server/ports/statusCache'
import { newJob, someFraming, someJob } from './given'

export function statusCacheContract(open: () => Promise<StatusCache>): void {
  describe('StatusCache', () => {
    let statuses: StatusCache
    beforeAll(async () => {
      statuses = await open()
    })

    it('tells a job as it was put, and nothing of others', async () => {
      const job = someJob({ notes: [noteOfSentence('a "quoted" one'), noteOfSentence('日本')], framing: someFraming(), progress: 0.123 })
      await statuses.put(job)
      expect(await statuses.get(job.id)).toEqual(job)
      expect(await statuses.get(newJob().id)).toBeNull()
    })

    it('keeps the later of two states, whichever comes first', async () => {
      const job = someJob({ sequence: 5, totalSizeBytes: 100 })
      await statuses.put(job)
      await statuses.put({ ...job, sequence: 4, totalSizeBytes: 900 })
      await statuses.put({ ...job, totalSizeBytes: 99 })
      expect(await statuses.get(job.id)).toEqual(job)
      const later = { ...job, totalSizeBytes: 101 }
      await statuses.put(later)
      expect(await statuses.get(job.id)).toEqual(later)
      const sealed = { ...later, sealed: true }
      await statuses.put(sealed)
      await statuses.put(later)
      expect(await statuses.get(job.id)).toEqual(sealed)
      const last = { ...job, sequence: 10, totalSizeBytes: 0 }
      await statuses.put(last)
      expect(await statuses.get(job.id)).toEqual(last)
    })

    it('forgets a removed job, also when a state of it comes late', async () => {
      const job = someJob({})
      await statuses.put(job)
      await statuses.remove(job.id)
      expect(await statuses.get(job.id)).toBeNull()
      await statuses.put({ ...job, sequence: 99 })
      expect(await statuses.get(job.id)).toBeNull()
    })

    it('tells no state for long', { timeout: 10_000 }, async () => {
      const job = someJob({})
      await statuses.put(job)
      await expect.poll(() => statuses.get(job.id), { timeout: 5000 }).toBeNull()
    })
  })
}
