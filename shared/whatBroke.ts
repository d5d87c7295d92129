import type { AnomalyResult, Signal, SignalKind } from './anomaly'
import { rowTest } from './findingFilter'

/** Signals that hold a log against a known-good one, the most telling first. */
export const DIFFERENCES = ['new_template', 'new_value', 'new_number', 'gone', 'frequency'] as const satisfies readonly SignalKind[]
export type DifferenceKind = typeof DIFFERENCES[number]

/** What a reader of a run's log wants to know before all else. */
export interface WhatBroke {
  /** The finding that leads: a block of trouble, or what a known-good run does not have. */
  finding: AnomalyResult
  /** Where it is a block of trouble, all that is known of the block. */
  trouble: Extract<Signal, { kind: 'trouble' }>['detail'] | null
  /** What else reports trouble, the strongest first; blocks that say the same count once. */
  also: AnomalyResult[]
  /** How many findings each kind of difference from the known-good run leads; none without one. */
  differences: { kind: DifferenceKind, count: number }[]
}

const isDifference = (kind: SignalKind | undefined): kind is DifferenceKind => DIFFERENCES.some(difference => difference === kind)

/**
 * What broke in a run, by its findings: the strongest trouble, which is only told where a run failed; else what leads, where it is a
 * difference from a known-good run. Null in a log that ended well or of which nobody knows how it ended.
 * @param findings settled ones, best first.
 */
export function whatBroke(findings: readonly AnomalyResult[]): WhatBroke | null {
  const leads = (finding: AnomalyResult | undefined) => finding?.signals[0]
  const finding = findings.find(each => leads(each)?.kind === 'trouble') ?? (isDifference(leads(findings[0])?.kind) ? findings[0] : undefined)
  if (!finding) return null
  const isRow = rowTest()
  const rows = findings.filter(isRow)
  const leading = leads(finding)
  return {
    finding,
    trouble: leading?.kind === 'trouble' ? leading.detail : null,
    also: rows.filter(row => row !== finding && leads(row)?.kind === 'trouble'),
    differences: DIFFERENCES.map(kind => ({ kind, count: rows.filter(row => leads(row)?.kind === kind).length })).filter(({ count }) => count > 0),
  }
}
