import type { AnomalyResult } from '#shared/anomaly'
import { rowTest } from '#shared/findingFilter'
import type { StatusResult } from '#shared/job'
import type { ReportTexts } from './reportTexts'

export interface Row { finding: AnomalyResult, under: AnomalyResult[] }

/** The rows of the list, with what is told under each. @param findings best first. */
export function rowsOf(findings: readonly AnomalyResult[]): Row[] {
  const isRow = rowTest()
  const rows = new Map<number, Row>()
  for (const finding of findings) {
    const fold = finding.folded_into ?? finding.line_number
    if (isRow(finding)) rows.set(fold, { finding, under: [] })
    else rows.get(fold)?.under.push(finding)
  }
  return [...rows.values()]
}

/** Of what size a log is, and from when to when it is. */
export function logFacts({ lines, total_size: bytes, first_time: first, last_time: last, assumed_utc: assumedUtc }: StatusResult, { count, facts }: ReportTexts): string {
  return facts(count(lines), count(bytes), first && last ? `${first} – ${last}` : null, assumedUtc)
}

/** Where a finding stands, how severe it is, when it was and how often. */
export function findingFacts({ line_number: line, severity, timestamp, occurrences }: AnomalyResult, texts: ReportTexts): string {
  return [texts.line(texts.count(line)), ...severity ? [texts.severity(severity)] : [], ...timestamp ? [timestamp] : [], ...occurrences > 1 ? [texts.times(texts.count(occurrences))] : []].join(' · ')
}
