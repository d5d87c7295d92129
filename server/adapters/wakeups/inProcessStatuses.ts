import { NewestMap } from '#shared/NewestMap'
import type { Job } from '../../ports/jobStore'
import type { StatusCache } from '../../ports/statusCache'

/** How long a state is told. Chosen: a browser asks every second or two. */
const TOLD_MS = 2000
const REMOVED_MS = 60_000
const JOBS_MAX = 1000

interface Known { job: Job | null, untilMs: number }

/** The StatusCache in this process, of the jobs that changed last. */
export function openInProcessStatuses(): StatusCache {
  const known = new NewestMap<string, Known>(JOBS_MAX)
  const current = (jobId: string) => {
    const one = known.get(jobId)
    return one && one.untilMs > performance.now() ? one : null
  }
  const keep = (jobId: string, job: Job | null, forMs: number) => {
    known.set(jobId, { job, untilMs: performance.now() + forMs })
  }
  return {
    async put(job) {
      const before = current(job.id)
      if (before && (!before.job || isLater(before.job, job))) return
      keep(job.id, job, TOLD_MS)
    },
    get: async jobId => current(jobId)?.job ?? null,
    async remove(jobId) {
      keep(jobId, null, REMOVED_MS)
    },
  }
}

function isLater(a: Job, b: Job): boolean {
  return a.sequence > b.sequence || (a.sequence === b.sequence && (a.totalSizeBytes > b.totalSizeBytes || (a.sealed && !b.sealed)))
}
