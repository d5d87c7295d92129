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
  /** By id, the most frequent first; at most 100. */
  templates: { value: string, template: string, count: number }[]
}

/** Chosen: a list longer than that is searched by words. */
const TEMPLATES_MAX = 100

/** What there is to choose from: the findings that the other filters leave, by severity, by signal and by template. */
export function countFacets(findings: readonly ListedFinding[], filter: FindingFilter): Facets {
  const severities = new Map<Severity, number>()
  const signals = new Map<SignalKind, number>()
  const templates = new Map<string, { template: string, count: number }>()
  const others = findingMatcher({ ...filter, severity: undefined, signal: undefined, template: undefined })
  for (const { finding } of findings) {
    if (!others(finding)) continue
    const { severity } = finding
    const hasSignal = !filter.signal || finding.signals.some(({ kind }) => filter.signal?.includes(kind))
    const hasSeverity = !filter.severity || (severity !== null && filter.severity.includes(severity))
    const isOfTemplate = !filter.template || finding.template_id === filter.template
    if (hasSignal && hasSeverity) templates.set(finding.template_id, { template: finding.template, count: (templates.get(finding.template_id)?.count ?? 0) + 1 })
    if (!isOfTemplate) continue
    if (severity && hasSignal) severities.set(severity, (severities.get(severity) ?? 0) + 1)
    if (hasSeverity) for (const kind of new Set(finding.signals.map(signal => signal.kind))) signals.set(kind, (signals.get(kind) ?? 0) + 1)
  }
  return {
    severities: SEVERITIES.toReversed().flatMap(value => severities.has(value) || filter.severity?.includes(value) ? [{ value, count: severities.get(value) ?? 0 }] : []),
    signals: [...signals].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    templates: Array.from(templates, ([value, told]) => ({ value, ...told })).sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1)).slice(0, TEMPLATES_MAX),
  }
}
