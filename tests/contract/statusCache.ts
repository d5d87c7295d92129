import { beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '../../server/ports/jobStore'
import type { StatusCache } from '../../server/ports/statusCache'
import { newJob, someFraming } from './given'

export function statusCacheContract(open: () => Promise<StatusCache>): void {
  describe('StatusCache', () => {
    let statuses: StatusCache
    beforeAll(async () => {
      statuses = await open()
    })

    it('tells a job as it was put, and nothing of others', async () => {
      const job = someJob({ warnings: ['a "quoted" one', '日本'], framing: someFraming(), progress: 0.123 })
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

function someJob(given: Partial<Job>): Job {
  const { id, filename, startedAtMs } = newJob()
  return {
    id, filename, startedAtMs, status: 'processing', phase: 'learn', progress: 0, totalSizeBytes: 0, expectedSizeBytes: null, storedBytes: 0, learntBytes: 0,
    lines: 0, totalChunks: 0, chunksProcessed: 0, chunksSettled: 0, sealed: false, anomaliesFound: 0, sequence: 0, encoding: null, assumedUtc: false,
    framing: null, moreFramings: [], members: [], warnings: [], errorMessage: null, firstTimeMs: null, lastTimeMs: null, completedAtMs: null, leaseUntilMs: null, baselineJobId: null, baselineFilename: null, ...given,
  }
}
