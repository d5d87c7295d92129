import type { Backends } from '../../ports/backends'
import { deleteJob } from './deleteJob'
import { JobUnknown } from '../errors'

const DAY_MS = 24 * 60 * 60 * 1000

/** Deletes jobs that ended more than so many days ago. @returns how many. */
export async function retention(backends: Backends, retentionDays: number, nowMs = Date.now()): Promise<number> {
  const jobIds = await backends.jobs.expired(nowMs - retentionDays * DAY_MS, nowMs)
  for (const jobId of jobIds) {
    await deleteJob(backends, jobId).catch((error) => {
      if (!(error instanceof JobUnknown)) throw error // somebody was faster
    })
  }
  return jobIds.length
}
