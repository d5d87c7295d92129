import { z } from 'zod'
import { Severity, SignalKind } from './anomaly'
import type { AnomalyResult } from './anomaly'

/** Values of a list with commas, as `error,fatal`. */
const listOf = <T extends z.ZodType<string, string>>(item: T) => z.string().max(200).transform(text => text.split(',').filter(Boolean)).pipe(z.array(item))
const LineNumber = z.coerce.number().int().positive()
const Time = z.iso.datetime({ offset: true })

/** Parameters by which findings are picked. A finding that stands for several lines is picked by its first. */
export const FindingFilterQuery = z.object({
  min_score: z.coerce.number().min(0).max(1).optional(),
  /** In the line, what is said of it or its template, whatever the case of letters. */
  q: z.string().max(500).optional(),
  /** A template's id. */
  template: z.string().max(100).optional(),
  severity: listOf(Severity).optional(),
  /** Has one of these signals. */
  signal: listOf(SignalKind).optional(),
  /** From this time on, and before that one. */
  from: Time.optional(),
  to: Time.optional(),
  /** Both inclusive. */
  from_line: LineNumber.optional(),
  to_line: LineNumber.optional(),
})
/** `except` are ids of templates that are left out; `folded_into` picks what is told under the finding of that line. */
export type FindingFilter = z.infer<typeof FindingFilterQuery> & { except?: readonly string[], folded_into?: number }

/** Whether more than the score has to be looked at. */
export function looksIntoFindings({ min_score: _, ...others }: FindingFilter): boolean {
  return Object.values(others).some(value => value !== undefined)
}

/** Makes the test whether a finding is picked: the one meaning that server, stores and page share. */
export function findingMatcher(filter: FindingFilter): (finding: AnomalyResult) => boolean {
  const { min_score: minScore = 0, folded_into: foldedInto, template, severity, signal, from_line: fromLine = 1, to_line: toLine = Infinity } = filter
  const except = new Set(filter.except)
  const words = filter.q?.toLowerCase() ?? ''
  const fromMs = filter.from === undefined ? null : Date.parse(filter.from)
  const toMs = filter.to === undefined ? null : Date.parse(filter.to)
  const isInTime = (timestamp: string | null) => {
    if (fromMs === null && toMs === null) return true
    const timeMs = timestamp === null ? NaN : Date.parse(timestamp)
    return timeMs >= (fromMs ?? -Infinity) && timeMs < (toMs ?? Infinity)
  }
  return finding => finding.anomaly_score >= minScore
    && finding.line_number >= fromLine && finding.line_number <= toLine
    && (template === undefined || finding.template_id === template)
    && (foldedInto === undefined || finding.folded_into === foldedInto)
    && !except.has(finding.template_id)
    && (severity === undefined || (finding.severity !== null && severity.includes(finding.severity)))
    && (signal === undefined || finding.signals.some(({ kind }) => signal.includes(kind)))
    && isInTime(finding.timestamp)
    && (words === '' || [finding.log_entry, finding.explanation, finding.reason, finding.template].some(text => text.toLowerCase().includes(words)))
}

/**
 * Makes the test whether a finding is a row of the list, to be asked once for each finding that is picked, best first (by score, then by
 * line): of those that are told under each other, the best that is picked is the row.
 */
export function rowTest(): (finding: Pick<AnomalyResult, 'line_number' | 'folded_into'>) => boolean {
  const seen = new Set<number>()
  return ({ line_number: line, folded_into: foldedInto }) => {
    const row = foldedInto ?? line
    if (seen.has(row)) return false
    seen.add(row)
    return true
  }
}
