import type { AnomalyResult } from '#shared/anomaly'
import { rowTest } from '#shared/findingFilter'

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
