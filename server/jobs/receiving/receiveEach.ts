import type { JobAccepted, ProcessAccepted } from '#shared/job'
import type { Reading } from '#shared/reading'
import { saidNote } from '#wording/notes/sayNote'
import type { Backends } from '../../ports/backends'
import { DiskFull, StoreUnavailable } from '../../ports/errors'
import type { Job } from '../../ports/jobStore'
import { deleteJob } from '../ending/deleteJob'
import { UploadCancelled } from '../errors'
import { newJobId } from './jobId'
import { readingOptions } from './readingOptions'
import { receiveJob, type Upload } from './receiveJob'
import type { ReceiveSettings } from './jobWriter'
import { remainingSeconds } from '../statusOf'

/** What the client has chosen: its first job's id, completed jobs to compare with, and how the logs are to be read. */
export interface Chosen { jobId?: string, baselineIds?: string[], reading?: Reading }

/**
 * Receives the files of a request, each as a job of its own, the first one under the given id if there is one. Adds what
 * they have in common: the answer, and that a request that is refused
 * leaves no job; where the connection broke or the server could not go on, files that were complete stay. @throws BadReading, and as receiveJob
 */
export async function receiveEach(backends: Backends, uploads: AsyncIterable<Upload>, { jobId, baselineIds, reading: said = {} }: Chosen, settings: ReceiveSettings): Promise<ProcessAccepted> {
  const reading = readingOptions(backends, said)
  const jobs: Job[] = []
  let latest: Upload | null = null
  try {
    for await (const upload of uploads) {
      latest = upload
      jobs.push(await receiveJob(backends, upload, (jobs.length === 0 ? jobId : undefined) ?? newJobId(), { ...settings, reading }, baselineIds))
    }
  }
  catch (error) {
    const isRefused = !latest?.isBroken() && !(error instanceof DiskFull || error instanceof StoreUnavailable || error instanceof UploadCancelled)
    if (isRefused) await Promise.all(jobs.map(job => deleteJob(backends, job.id)))
    throw error
  }
  const [first, ...others] = jobs.map(accepted)
  if (!first) throw new Error('a request without a file is refused before')
  if (others.length === 0) return first
  return { ...first, ...saidNote({ code: 'received_files', args: { count: jobs.length } }), jobs: [first, ...others] }
}

function accepted(job: Job): JobAccepted {
  return {
    job_id: job.id,
    status: job.status,
    ...saidNote({ code: 'received', args: { lines: job.lines } }),
    total_chunks: job.totalChunks,
    estimated_time: remainingSeconds(job, Date.now()),
  }
}
