import type { LogParts } from '#engine'
import type { PartsQuery } from '#shared/comparison'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB, type Step } from '../../ports/stepStore'
import { JobUnknown, WrongState } from '../errors'

/** The parts of a settled job's log that a query names. @throws JobUnknown, WrongState */
export async function partsAsked(backends: Backends, jobId: string, query: PartsQuery): Promise<{ job: Job, finish: Step, parts: LogParts }> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const finish = await backends.steps.find(jobId, WHOLE_JOB, 'finish')
  if (!finish) throw new WrongState({ code: 'parts_not_completed', args: {} })
  const parts = partsOf(query)
  if (parts.by === 'time' && job.firstTimeMs === null) throw new WrongState({ code: 'no_times', args: {} })
  return { job, finish, parts }
}

function partsOf(query: PartsQuery): LogParts {
  const place = (position: string | number) => typeof position === 'number' ? position : Date.parse(position)
  return {
    by: typeof query.from === 'number' ? 'line' : 'time',
    usual: { from: place(query.usual_from), to: place(query.usual_to) },
    part: { from: place(query.from), to: place(query.to) },
  }
}
