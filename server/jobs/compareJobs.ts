import type { LogsComparison, LogsTemplate } from '#shared/comparison'
import type { Compute } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { readBaseline, usualOfJob } from './baseline'
import { JobUnknown, WrongState } from './errors'
import { LISTED } from './listed'

/** Compares a completed job's log with that of another one, both as their models left them. @throws JobUnknown, WrongState */
export async function compareJobs(backends: Backends, compute: Compute, jobId: string, baselineId: string): Promise<LogsComparison> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  if (job.status !== 'completed') throw new WrongState('A log can be compared once its job has completed.')
  const [log, baseline] = await Promise.all([usualOfJob(backends, jobId), readBaseline(backends, baselineId)])
  if (!log) throw new WrongState('This job holds nothing to compare: it was analysed by an earlier version, or its lines are too varied.')
  const { events, usualEvents, knownShare, isOtherKind, added, gone, changed, values } = await compute.differences(log, baseline.usual)
  const told = (rows: LogsTemplate[]) => ({ total: rows.length, templates: rows.slice(0, LISTED) })
  return {
    baseline: { job_id: baseline.jobId, filename: baseline.filename, events: usualEvents },
    events,
    known_share: knownShare,
    is_other_kind: isOtherKind,
    added: told(added),
    gone: told(gone),
    changed: told(changed),
    values: { total: values.length, values: values.slice(0, LISTED) },
  }
}
