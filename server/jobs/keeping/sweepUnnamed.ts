import type { Backends } from '../../ports/backends'
import { removeBytes } from '../ending/endJob'
import { errorText, logEvent } from '../log'
import { fitNow } from './survey'

/** How long the trash keeps what is in it. Chosen: somebody misses a log within a week. */
export const TRASH_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Looks after bytes that no row names. What is known to be on its way out is removed at once; a complete log, or what nothing
 * is known of, goes to the trash, which keeps it for a week; what newer tables might name stays where it is. Never throws.
 * @param described jobs that are looked at too, whether or not any of their bytes are there
 */
export async function sweepUnnamed(backends: Backends, described: string[] = [], nowMs = Date.now()): Promise<void> {
  try {
    const withBytes = [...await backends.chunks.jobIds(), ...await backends.results.jobIds()]
    const named = new Set((await backends.tables.states()).map(({ id }) => id))
    for (const jobId of new Set([...withBytes, ...described])) {
      if (!named.has(jobId)) await sweepOne(backends, jobId, nowMs)
    }
    for (const jobId of await backends.records.emptyTrash(nowMs - TRASH_MS)) logEvent('trash emptied', { job_id: jobId })
  }
  catch (error) {
    logEvent('sweep of unnamed bytes failed', { error: errorText(error) })
  }
}

async function sweepOne(backends: Backends, jobId: string, nowMs: number): Promise<void> {
  const fit = await fitNow(backends, jobId)
  if (fit === 'condemned' || fit === 'refused') {
    logEvent('bytes removed', { job_id: jobId, why: fit })
    await removeBytes(backends, jobId)
  }
  if (fit === 'unnamed' || fit === 'leftover') {
    logEvent('job put into the trash', { job_id: jobId, why: fit })
    await backends.records.discard(jobId, nowMs)
  }
}
