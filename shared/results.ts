import { z } from 'zod'
import { AnomalyResult, Severity } from './anomaly'
import { FindingFilterQuery } from './findingFilter'
import { JobId } from './job'

const Count = z.number().int().nonnegative()
const LineNumber = z.number().int().positive()
const Limit = z.coerce.number().int().min(1).max(1000).default(100)
const Cursor = z.string().max(200).optional()

export const ResultsQuery = z.object({
  limit: Limit,
  cursor: Cursor,
  ...FindingFilterQuery.shape,
  sort: z.enum(['score', 'line']).default('score'),
  format: z.enum(['json', 'ndjson', 'csv']).default('json'),
})
export type ResultsQuery = z.infer<typeof ResultsQuery>

export const ResultsPage = z.object({
  job_id: JobId,
  /** False while findings are provisional. */
  settled: z.boolean(),
  /** Findings that match the query, on all pages. */
  total: Count,
  anomalies: z.array(AnomalyResult),
  next_cursor: z.string().nullable(),
})
export type ResultsPage = z.infer<typeof ResultsPage>

export const TemplateResult = z.object({
  template_id: z.string(),
  /** Words as they stand, `<*>` where they vary. */
  template: z.string(),
  /** Lines; an event of several lines counts each. */
  count: Count,
  first_line: LineNumber,
  last_line: LineNumber,
  /** Line numbers of the first lines that follow it, at most three. */
  samples: z.array(LineNumber),
})
export type TemplateResult = z.infer<typeof TemplateResult>

export const TemplatesQuery = z.object({ limit: Limit, cursor: Cursor })
export const TemplatesPage = z.object({ total: Count, templates: z.array(TemplateResult), next_cursor: z.string().nullable() })
export type TemplatesPage = z.infer<typeof TemplatesPage>

export const LinesQuery = z.object({
  around: z.coerce.number().int().min(1),
  before: z.coerce.number().int().min(0).max(500).default(5),
  after: z.coerce.number().int().min(0).max(500).default(5),
})
export type LinesQuery = z.infer<typeof LinesQuery>

export const LineResult = z.object({
  line_number: LineNumber,
  /** As shown: without colour codes, after the last lone CR, cut at 8 KiB with a mark. */
  text: z.string(),
  is_anomaly: z.boolean(),
  timestamp: z.iso.datetime().nullable(),
  severity: Severity.nullable(),
  /** Null until the job has settled. */
  template_id: z.string().nullable(),
})
export type LineResult = z.infer<typeof LineResult>
export const LinesPage = z.object({ lines: z.array(LineResult) })
export type LinesPage = z.infer<typeof LinesPage>
