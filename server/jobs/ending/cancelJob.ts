import type { CancelResult } from '#shared/job'
import type { NewNote } from '#shared/note'
import { saidNote } from '#wording/notes/sayNote'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { endJob } from './endJob'
import { JobUnknown, WrongState } from '../errors'
import { statusOf } from '../statusOf'

/**
 * Cancels a job that has not ended; its upload is stopped, nothing of it is committed afterwards. Again: the same answer.
 * @throws JobUnknown @throws WrongState if it is completed or failed.
 */
export async function cancelJob(backends: Backends, jobId: string): Promise<CancelResult> {
  const ended = await endJob(backends, jobId, 'cancelled', { code: 'cancelled', args: {} })
  if (!ended) throw new JobUnknown()
  if (ended.job.status !== 'cancelled') throw new WrongState({ code: 'ended', args: { status: ended.job.status } })
  return { ...statusOf(ended.job), ...saidNote(whatIsKept(ended.job)) }
}

function whatIsKept({ chunksProcessed: done, totalChunks: all }: Job): NewNote {
  return done === 0 ? { code: 'cancelled_unread', args: {} } : { code: 'cancelled_kept', args: { done, all } }
}
