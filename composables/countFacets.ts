import type { Severity, SignalKind } from '#shared/anomaly'
import { SEVERITIES } from '#shared/anomaly'
import { findingMatcher } from '#shared/findingFilter'
import type { FindingFilter } from '#shared/findingFilter'
import type { ListedFinding } from '~/stores/findingLedger'

export interface Facets {
  /** The most severe first. */
  severities: { value: Severity, count: number }[]
  /** By the leading signal, the most frequent first. */
  signals: { value: SignalKind, count: number }[]
}

/** What there is to choose from: the findings that the other filters leave, by severity and by signal. */
export function countFacets(findings: readonly ListedFinding[], filter: FindingFilter): Facets {
  const severities = new Map<Severity, number>()
  const signals = new Map<SignalKind, number>()
  const others = findingMatcher({ ...filter, severity: undefined, signal: undefined })
  for (const { finding } of findings) {
    if (!others(finding)) continue
    const { severity } = finding
    const hasSignal = !filter.signal || finding.signals.some(({ kind }) => filter.signal?.includes(kind))
    const hasSeverity = !filter.severity || (severity !== null && filter.severity.includes(severity))
    if (severity && hasSignal) severities.set(severity, (severities.get(severity) ?? 0) + 1)
    if (hasSeverity) for (const kind of new Set(finding.signals.map(signal => signal.kind))) signals.set(kind, (signals.get(kind) ?? 0) + 1)
  }
  return {
    severities: SEVERITIES.toReversed().flatMap(value => severities.has(value) || filter.severity?.includes(value) ? [{ value, count: severities.get(value) ?? 0 }] : []),
    signals: [...signals].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
  }
}
