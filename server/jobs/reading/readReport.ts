import { looksIntoFindings } from '#shared/findingFilter'
import type { Report } from '#shared/report'
import type { LineResult, ReportQuery } from '#shared/results'
import { whatBroke, type WhatBroke } from '#shared/whatBroke'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import { LineUnknown } from '../errors'
import { jobStatus } from './jobStatus'
import { normalIn } from './marks'
import { readLines } from './readLines'
import { readResults } from './readResults'
import { readTemplates } from './readTemplates'
import { readTimeline } from './readTimeline'

/** Findings in a report, the oddest; chosen: a page that still opens at once. */
const FINDINGS_MAX = 1000
const TEMPLATES_MAX = 50
/** Lines of what broke. Chosen: a trace as a person reads it. */
const EVENT_LINES_MAX = 40

/** What is known of a job, for one page that is kept. @throws JobUnknown */
export async function readReport(backends: Backends, compute: Compute, jobId: string, { language: _language, format: _format, hide_normal, ...filter }: ReportQuery): Promise<Report> {
  const known = hide_normal ? await backends.jobs.find(jobId) : null
  const [job, results, timeline, { templates }] = await Promise.all([
    jobStatus(backends, jobId),
    readResults(backends, jobId, { ...filter, hide_normal, limit: FINDINGS_MAX, sort: 'score', format: 'json', folded: 'show' }),
    readTimeline(backends, compute, jobId, 'time'),
    readTemplates(backends, jobId, { limit: TEMPLATES_MAX }),
  ])
  const isWhole = results.settled && filter.min_score === undefined && !looksIntoFindings(filter)
  const what = isWhole ? whatBroke(results.anomalies) : null
  const broke = what && { what, lines: await linesAround(backends, compute, jobId, what) }
  return { job, results, broke, timeline, templates, normalTemplates: known ? (await normalIn(backends, known)).length : 0 }
}

/** None where the bytes of the log are not kept any more. */
async function linesAround(backends: Backends, compute: Compute, jobId: string, { finding }: WhatBroke): Promise<LineResult[]> {
  try {
    const { lines } = await readLines(backends, compute, jobId, { around: finding.line_number, before: 1, after: Math.min(EVENT_LINES_MAX, finding.line_count) })
    return lines
  }
  catch (error) {
    if (error instanceof LineUnknown) return []
    throw error
  }
}
