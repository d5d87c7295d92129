import type { StatusResult } from '#shared/job'
import type { ReportQuery, ResultsPage, TemplateResult } from '#shared/results'
import type { Timeline } from '#shared/timeline'
import type { Compute } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { jobStatus } from './jobStatus'
import { normalIn } from './marks'
import { readResults } from './readResults'
import { readTemplates } from './readTemplates'
import { readTimeline } from './readTimeline'

/** Findings in a report, the oddest; chosen: a page that still opens at once. */
const FINDINGS_MAX = 1000
const TEMPLATES_MAX = 50

/** All that a report of a job tells. */
export interface Report {
  job: StatusResult
  results: ResultsPage
  timeline: Timeline
  /** The most frequent. */
  templates: TemplateResult[]
  /** Patterns marked as normal, whose findings are left out. */
  normalTemplates: number
}

/** What is known of a job, for one page that is kept. @throws JobUnknown */
export async function readReport(backends: Backends, compute: Compute, jobId: string, { language: _language, ...query }: ReportQuery): Promise<Report> {
  const known = query.hide_normal ? await backends.jobs.find(jobId) : null
  const [job, results, timeline, { templates }] = await Promise.all([
    jobStatus(backends, jobId),
    readResults(backends, jobId, { ...query, limit: FINDINGS_MAX, sort: 'score', format: 'json', folded: 'show' }),
    readTimeline(backends, compute, jobId, 'time'),
    readTemplates(backends, jobId, { limit: TEMPLATES_MAX }),
  ])
  return { job, results, timeline, templates, normalTemplates: known ? (await normalIn(backends, known)).length : 0 }
}
