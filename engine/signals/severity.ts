import { usualSeverity } from '../summary/summary'
import { severityName, SEVERITY_NONE, SEVERITY_WARNING } from '../reading/levels/severity'
import type { Cluster } from '../templates/clusters'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

const LEVELS = 9

/** How severe a template's events are, how many of the log are at least as severe, and -ln of their share. */
export interface Severe { name: NonNullable<ReturnType<typeof severityName>>, count: number, nats: number }

/** The greatest severity that events of one of its signatures usually have. */
export function severityOf({ records }: Cluster): number {
  return Math.max(SEVERITY_NONE, ...records.map(usualSeverity))
}

/** Tells of a template how severe it is among the events of the log; null below warning, and where all are as severe. */
export function openSeverities(clusters: readonly Cluster[], events: number): (cluster: Cluster) => Severe | null {
  const atLeast = new Array<number>(LEVELS + 1).fill(0)
  for (const { severities } of clusters) for (const [severity, { count }] of severities) atLeast[severity] += count
  for (let severity = LEVELS - 1; severity >= 0; severity--) atLeast[severity] += atLeast[severity + 1]
  return (cluster) => {
    const severity = severityOf(cluster)
    const name = severityName(severity)
    const nats = Math.log(events / atLeast[severity])
    return name && severity >= SEVERITY_WARNING && !cluster.isCoarse && nats > 0 ? { name, count: atLeast[severity], nats } : null
  }
}

/**
 * Events of warning and above: -ln of the share of events that are at least as severe. A prior: in a log full of errors it adds
 * next to nothing. It leads to a finding by itself only where so severe events are rare.
 */
export const findSevere: FindCandidates = ({ clusters, events }) => {
  const severeOf = openSeverities(clusters, events)
  const limit = rareCountMax(events)
  return clusters.flatMap((cluster, index): Candidate[] => {
    const severe = severeOf(cluster)
    if (!severe) return []
    const { name, count, nats: strength } = severe
    const margin = count <= limit ? strength - Math.log(LEVELS) - FALSE_SHARE_NATS : Number.NEGATIVE_INFINITY
    return [{ cluster: index, slot: '', margin, lines: null, events: cluster.events, signal: { kind: 'severity', strength, detail: { severity: name, count, total: events } } }]
  })
}
