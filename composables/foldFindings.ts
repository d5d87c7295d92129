import { rowTest } from '#shared/findingFilter'
import type { ListedFinding } from '~/stores/findingLedger'
import { sortFindings } from './useFindingList'

export interface FoldedFindings {
  rows: ListedFinding[]
  /** By the line of its row: what is told under it, the oddest first. */
  under: Map<number, ListedFinding[]>
}

/** The rows of a list, and what is told under them: of findings that belong together the oddest that is there is the row. */
export function foldFindings(findings: readonly ListedFinding[]): FoldedFindings {
  const isRow = rowTest()
  const rowOf = new Map<number, number>()
  const folded: FoldedFindings = { rows: [], under: new Map() }
  for (const listed of sortFindings(findings, 'score')) {
    const { line_number: line, folded_into: foldedInto } = listed.finding
    const fold = foldedInto ?? line
    if (isRow(listed.finding)) {
      rowOf.set(fold, line)
      folded.rows.push(listed)
      continue
    }
    const row = rowOf.get(fold) ?? fold
    const under = folded.under.get(row)
    if (under) under.push(listed)
    else folded.under.set(row, [listed])
  }
  return folded
}
