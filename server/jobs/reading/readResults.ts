import type { AnomalyResult } from '#shared/anomaly'
import { findingMatcher, looksIntoFindings } from '#shared/findingFilter'
import type { FindingFilter } from '#shared/findingFilter'
import type { ResultsPage, ResultsQuery } from '#shared/results'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB } from '../../ports/stepStore'
import { committedSteps } from '../documents'
import { BadCursor, JobUnknown } from '../errors'
import { normalIn } from './marks'
import { withMember } from './memberOf'
import { provisionalOf } from './provisionalOf'

/** Findings read at once where all are wanted; chosen. */
const WHOLE_PAGE = 500
const STEPS_READ = 200

/** A page of findings, those that are told under others left out unless they are asked for: settled ones once there are, provisional ones before. @throws JobUnknown, BadCursor */
export async function readResults(backends: Backends, jobId: string, query: ResultsQuery): Promise<ResultsPage> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const filter = await filterOf(backends, job, query)
  const settled = await backends.steps.find(jobId, WHOLE_JOB, 'finish')
  const after = cursorAt(query.cursor, settled ? 's' : 'p')
  const { findings, total, next } = settled
    ? await backends.results.findings(jobId, settled.attempt, {
        sort: query.sort, minScore: query.min_score, where: looksIntoFindings(filter) ? filter : undefined, rowsOnly: isFolding(query), after, limit: query.limit,
      })
    : await provisionalPage(backends, jobId, filter, query, after)
  const cursor = next === null ? null : `${settled ? 's' : 'p'}${next}`
  return { job_id: jobId, settled: settled !== null, total, anomalies: findings.map(finding => withMember(finding, job.members)), next_cursor: cursor }
}

/** All findings that match, page by page. @throws JobUnknown */
export async function* readAllResults(backends: Backends, jobId: string, query: ResultsQuery): AsyncGenerator<AnomalyResult[]> {
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const page: ResultsPage = await readResults(backends, jobId, { ...query, limit: WHOLE_PAGE, cursor })
    yield page.anomalies
    cursor = page.next_cursor
  }
}

function cursorAt(cursor: string | undefined, list: 's' | 'p'): number {
  if (cursor === undefined) return 0
  const [, of, after] = /^([sp])(\d{1,12})$/.exec(cursor) ?? []
  if (of === undefined) throw new BadCursor({ code: 'bad_cursor', args: {} })
  if (of !== list) throw new BadCursor({ code: 'old_cursor', args: {} })
  return Number(after)
}

/** Provisional findings are not folded: nothing is known yet of the other chunks. */
function isFolding({ folded, folded_into: foldedInto }: ResultsQuery): boolean {
  return folded === 'hide' && foldedInto === undefined
}

async function filterOf(backends: Backends, job: Job, { limit: _limit, cursor: _cursor, sort: _sort, format: _format, hide_normal: hidesNormal, folded: _folded, ...filter }: ResultsQuery): Promise<FindingFilter> {
  return hidesNormal ? { ...filter, except: await normalIn(backends, job) } : filter
}

interface Key { score: number, line: number, step: number, index: number }

/** Provisional findings lie chunk by chunk: sorts their keys, then reads the texts of the page. */
async function provisionalPage(backends: Backends, jobId: string, filter: FindingFilter, query: ResultsQuery, after: number) {
  const matches = findingMatcher(filter)
  const keys: Key[] = []
  const chunks = []
  for await (const steps of committedSteps(backends, jobId, 'learn', STEPS_READ)) {
    for (const step of steps) {
      if (step.anomaliesFound === 0) continue
      const findings = await provisionalOf(backends, jobId, step)
      findings.forEach((finding, index) => {
        if (matches(finding)) keys.push({ score: finding.anomaly_score, line: finding.line_number, step: chunks.length, index })
      })
      chunks.push(step)
    }
  }
  keys.sort((a, b) => query.sort === 'score' ? b.score - a.score || a.line - b.line : a.line - b.line)
  const findings: AnomalyResult[] = []
  for (const { step, index } of keys.slice(after, after + query.limit)) {
    const chunk = chunks[step]
    const finding = chunk && (await provisionalOf(backends, jobId, chunk))[index]
    if (finding) findings.push(finding)
  }
  const end = after + query.limit
  return { findings, total: keys.length, next: end < keys.length ? end : null }
}
