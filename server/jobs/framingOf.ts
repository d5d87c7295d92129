import type { Framing } from '#engine'
import type { Backends } from '../ports/backends'

/** Jobs whose framing is kept; chosen: those that may be in work at once. */
const JOBS_KEPT = 16

const kept = new WeakMap<Backends, Map<string, Framing>>()

/** The job's framing, which never changes once it is known; null if the job is gone. Asked of the store once a job. */
export async function framingOf(backends: Backends, jobId: string): Promise<Framing | null> {
  const framings = kept.get(backends) ?? new Map<string, Framing>()
  kept.set(backends, framings)
  const known = framings.get(jobId)
  if (known) return known
  const framing = (await backends.jobs.find(jobId))?.framing ?? null
  if (framing) framings.set(jobId, framing)
  for (const oldest of framings.keys()) {
    if (framings.size <= JOBS_KEPT) break
    framings.delete(oldest)
  }
  return framing
}
