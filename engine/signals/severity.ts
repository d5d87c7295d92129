import { usualSeverity } from '../summary'
import { severityName, SEVERITY_NONE, SEVERITY_WARNING } from '../text/severity'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

const LEVELS = 9

/**
 * Events of warning and above: -ln of the share of events that are at least as severe. A prior: in a log full of errors it adds
 * next to nothing. It leads to a finding by itself only where so severe events are rare.
 */
export const findSevere: FindCandidates = ({ clusters, events }) => {
  const atLeast = new Array<number>(LEVELS + 1).fill(0)
  for (const { severities } of clusters) for (const [severity, { count }] of severities) atLeast[severity] += count
  for (let severity = LEVELS - 1; severity >= 0; severity--) atLeast[severity] += atLeast[severity + 1]
  const limit = rareCountMax(events)
  const candidates: Candidate[] = []
  clusters.forEach((cluster, index) => {
    const severity = Math.max(SEVERITY_NONE, ...cluster.records.map(usualSeverity))
    const name = severityName(severity)
    if (!name || severity < SEVERITY_WARNING || cluster.isCoarse) return
    const count = atLeast[severity]
    const strength = Math.log(events / count)
    if (strength <= 0) return
    const margin = count <= limit ? strength - Math.log(LEVELS) - FALSE_SHARE_NATS : Number.NEGATIVE_INFINITY
    candidates.push({ cluster: index, slot: '', margin, lines: null, events: cluster.events, signal: { kind: 'severity', strength, detail: { severity: name, count, total: events } } })
  })
  return candidates
}
