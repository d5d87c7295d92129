import type { LogsComparison, LogsTemplate } from '#shared/comparison'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import { mergedRuns, readBaselines, usualOfJob } from '../baseline'
import { JobUnknown, WrongState } from '../errors'
import { LISTED } from './listed'

/** Compares a completed job's log with those of others, taken together, all as their models left them. @throws JobUnknown, WrongState */
export async function compareJobs(backends: Backends, compute: Compute, jobId: string, baselineIds: readonly string[]): Promise<LogsComparison> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  if (job.status !== 'completed') throw new WrongState({ code: 'not_completed', args: {} })
  const baselines: LogsComparison['baselines'] = []
  const merged = await mergedRuns(compute, (async function* () {
    for await (const { jobId: id, filename, usual } of readBaselines(backends, baselineIds)) {
      baselines.push({ job_id: id, filename })
      yield usual
    }
  })())
  const [first] = baselines
  if (!merged || !first) throw new Error('a comparison without a known-good log is refused before')
  const log = await usualOfJob(backends, jobId)
  if (!log) throw new WrongState({ code: 'not_comparable', args: {} })
  const { events, usualEvents, knownShare, isOtherKind, added, gone, changed, values } = await compute.differences(log, merged)
  const told = (rows: LogsTemplate[]) => ({ total: rows.length, templates: rows.slice(0, LISTED) })
  return {
    baseline: { ...first, events: usualEvents },
    baselines,
    events,
    known_share: knownShare,
    is_other_kind: isOtherKind,
    added: told(added),
    gone: told(gone),
    changed: told(changed),
    values: { total: values.length, values: values.slice(0, LISTED) },
  }
}
