import type { Backends } from '../ports/backends'
import type { Job, Received } from '../ports/jobStore'
import { patiently } from './patiently'

/** What a receiver has to tell: the lease is set anew at each try. */
interface ReceivedNews { received: Received, chunksTold: number, leaseUntilMs: () => number }

/**
 * Tells the store what was received exactly once, also where it was away: whether a call without an answer had counted shows
 * in the job's chunks, which nobody else adds to. @param news.chunksTold told before, by all calls.
 * @returns the job afterwards, or null if it is gone or has ended
 */
export function tellOnce(
  backends: Backends, jobId: string, { received, chunksTold, leaseUntilMs }: ReceivedNews, call: (received: Received) => Promise<Job | null>,
): Promise<Job | null> {
  let isUnsure = false
  return patiently(backends, async () => {
    const job = isUnsure ? await backends.jobs.find(jobId) : null
    if (job?.sealed) return job
    const hasCounted = job !== null && job.totalChunks >= chunksTold + received.chunksAdded
    const rest = hasCounted ? { ...received, chunksAdded: 0, storedBytesAdded: 0, linesAdded: 0 } : received
    isUnsure = true
    return await call({ ...rest, leaseUntilMs: leaseUntilMs() })
  })
}
