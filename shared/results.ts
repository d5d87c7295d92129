import { z } from 'zod'
import { AnomalyResult, Severity } from './anomaly'
import { FindingFilterQuery } from './findingFilter'
import { JobId } from './job'

const Count = z.number().int().nonnegative()
const LineNumber = z.number().int().positive()
const Limit = z.coerce.number().int().min(1).max(1000).default(100)
const Cursor = z.string().max(200).optional()
/** Whether findings whose patterns are marked as normal are left out. */
const HideNormal = z.enum(['true', 'false']).default('false').transform(value => value === 'true')

export const ResultsQuery = z.object({
  limit: Limit,
  cursor: Cursor,
  ...FindingFilterQuery.shape,
  sort: z.enum(['score', 'line']).default('score'),
  hide_normal: HideNormal,
  /** Whether findings that are told under another one are left out. */
  folded: z.enum(['hide', 'show']).default('hide'),
  /** Only findings that are told under that of this line. */
  folded_into: z.coerce.number().int().positive().optional(),
  /** `json` is a page; the others are all findings, `json-array` as one list. */
  format: z.enum(['json', 'json-array', 'ndjson', 'csv']).default('json'),
})
export type ResultsQuery = z.infer<typeof ResultsQuery>

export const ReportLanguage = z.enum(['en', 'es'])
export type ReportLanguage = z.infer<typeof ReportLanguage>
/** `html` is one page that works offline; `text` is for terminals, mails and programs that read. */
export const ReportQuery = z.object({ ...FindingFilterQuery.shape, hide_normal: HideNormal, language: ReportLanguage.default('en'), format: z.enum(['html', 'text']).default('html') })
export type ReportQuery = z.infer<typeof ReportQuery>

export const ResultsPage = z.object({
  job_id: JobId,
  /** False while findings are provisional. */
  settled: z.boolean(),
  /** Findings that match the query, on all pages; where folded ones are hidden, without those. */
  total: Count,
  anomalies: z.array(AnomalyResult),
  next_cursor: z.string().nullable(),
})
export type ResultsPage = z.infer<typeof ResultsPage>

/** A place of a template that varies. Its values are events', not lines'. */
const TemplateParameter = z.object({
  /** The word before it, or its number. */
  name: z.string(),
  /** The most frequent values, at most five; empty where there are too many to count each. */
  values: z.array(z.object({ value: z.string(), count: Count })),
  /** Different values; null where there are too many to tell. */
  distinct: Count.nullable(),
  /** Of the numbers that stand there, where most values are numbers. */
  range: z.object({
    least: z.number(), median: z.number(), greatest: z.number(), unit: z.string(),
    shown: z.object({ least: z.string(), median: z.string(), greatest: z.string() }),
  }).nullable(),
})
export type TemplateParameter = z.infer<typeof TemplateParameter>

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
  /** False where no stable pattern was found, and lines were grouped by their shape only. */
  is_stable: z.boolean().default(true),
  /** Its events in equal parts of the log's time; empty where the log has no times. */
  over_time: z.array(Count).default([]),
  /** At most ten. */
  parameters: z.array(TemplateParameter).default([]),
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
