import type { ListedFinding } from '~/stores/findingLedger'

/** Findings of one kind: those of one template. */
export interface FindingGroup {
  findings: number
  /** How many of them lie in each of equal parts of the file. */
  spark: number[]
}

export interface Grouped {
  /** The oddest finding of each kind, the first where several are. */
  leading: ListedFinding[]
  /** By the line of the leading one. */
  groups: Map<number, FindingGroup>
}

const PARTS = 24

/** One row a kind. @param lines of the file. */
export function groupFindings(findings: readonly ListedFinding[], lines: number): Grouped {
  const kinds = new Map<string, { leading: ListedFinding, group: FindingGroup }>()
  for (const listed of findings) {
    const { template_id: id, anomaly_score: score, line_number: line } = listed.finding
    let kind = kinds.get(id)
    if (!kind) {
      kind = { leading: listed, group: { findings: 0, spark: Array.from({ length: PARTS }, () => 0) } }
      kinds.set(id, kind)
    }
    const { anomaly_score: best, line_number: first } = kind.leading.finding
    if (score > best || (score === best && line < first)) kind.leading = listed
    const part = Math.min(PARTS - 1, Math.floor((line - 1) / Math.max(1, lines) * PARTS))
    kind.group.spark[part] = (kind.group.spark[part] ?? 0) + 1
    kind.group.findings += 1
  }
  const all = [...kinds.values()]
  return { leading: all.map(({ leading }) => leading), groups: new Map(all.map(({ leading, group }) => [leading.finding.line_number, group])) }
}
