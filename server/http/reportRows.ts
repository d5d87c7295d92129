import type { AnomalyResult } from '#shared/anomaly'
import { rowTest } from '#shared/findingFilter'
import type { StatusResult } from '#shared/job'
import type { ReportLanguage } from '#shared/results'
import { REPORT_TEXTS } from '#wording/report'
import { WORDS } from '#wording/vocabulary'

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
export function logFacts({ lines, total_size: bytes, first_time: first, last_time: last, assumed_utc: assumedUtc }: StatusResult, language: ReportLanguage): string {
  return REPORT_TEXTS[language].facts(lines, bytes, first && last ? `${first} – ${last}` : null, assumedUtc)
}

/** Where a finding is, how severe it is, when it was and how often. */
export function findingFacts({ line_number: line, severity, timestamp, occurrences }: AnomalyResult, language: ReportLanguage): string {
  const { line: lineText, times } = REPORT_TEXTS[language]
  return [lineText(line), ...severity ? [WORDS[language].severities[severity]] : [], ...timestamp ? [timestamp] : [], ...occurrences > 1 ? [times(occurrences)] : []].join(' · ')
}
