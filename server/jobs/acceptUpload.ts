import type { ProcessAccepted } from '#shared/job'
import type { Backends } from '../ports/backends'
import { newJobId } from './jobId'
import { receiveFile, type Upload } from './receiveFile'
import type { ReceiveSettings } from './receipt'
import { remainingSeconds } from './statusOf'

/** Receives a file under the given id, or a new one, to be compared with a completed job if one is given, and says what has become of it. @throws as receiveFile */
export async function acceptUpload(backends: Backends, upload: Upload, { jobId, baselineId }: { jobId?: string, baselineId?: string }, settings: ReceiveSettings): Promise<ProcessAccepted> {
  const job = await receiveFile(backends, upload, jobId ?? newJobId(), settings, baselineId)
  return {
    job_id: job.id,
    status: job.status,
    message: `Received ${job.lines} lines; the stream and the status tell what is found in them.`,
    total_chunks: job.totalChunks,
    estimated_time: remainingSeconds(job, Date.now()),
  }
}
