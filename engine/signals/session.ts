import { combine } from '../score/score'
import { shownTemplate } from '../templates/tokens'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates, type SessionProfile } from './signal'

/** Sessions a log must have before one can be unusual. Chosen. */
const SESSIONS_MIN = 30
/** Some step must be had, or lacked, by at most one session in 20: a new mixture of usual steps is no news. Chosen. */
const SINGLE_MIN_NATS = Math.log(20)
const NAMED_MAX = 3
/** Candidates that are further below a finding are left out: there is one for each session. Chosen. */
const MARGIN_MIN = -1

interface Step {
  cluster: number
  /** Share of the sessions that have it. */
  share: number
}

/** Number of sessions by what steps they have, and for each such number how many sessions are in sets at most as frequent. */
function countSets(sessions: readonly SessionProfile[]): { sizeOf: Map<string, number>, massOf: Map<number, number> } {
  const sizeOf = new Map<string, number>()
  for (const { set } of sessions) sizeOf.set(set, (sizeOf.get(set) ?? 0) + 1)
  const massOf = new Map<number, number>()
  let mass = 0
  for (const size of [...sizeOf.values()].sort((a, b) => a - b)) massOf.set(size, mass += size)
  return { sizeOf, massOf }
}

/**
 * Sessions with unusual steps. Two surprises are combined as those of an event are: that of the set of steps, -ln of the share of
 * sessions whose set is at least as rare; and that of the one step that says most, -ln of the share of sessions that have it (or,
 * missing, that lack it). The margin holds their sum against as many tests as there are different sets. Counts are left out on purpose: retries and replicas vary without meaning
 * (measured on labelled sessions: with counts the average precision falls from .94 to .89).
 */
export const findUnusualSessions: FindCandidates = ({ clusters, sessions }) => {
  const total = sessions.length
  if (total < SESSIONS_MIN) return []
  const having = new Map<number, number>()
  for (const { steps } of sessions) for (const step of steps) having.set(step, (having.get(step) ?? 0) + 1)
  const shares: Step[] = Array.from(having, ([cluster, count]) => ({ cluster, share: count / total })).sort((a, b) => a.cluster - b.cluster)
  const { sizeOf, massOf } = countSets(sessions)
  const name = ({ cluster, share }: Step) => ({ template: shownTemplate(clusters[cluster].tokens).slice(0, 200), share })
  const candidates: Candidate[] = []
  for (const { set, steps, lastLine, events } of sessions) {
    const size = sizeOf.get(set) ?? 1
    const mass = massOf.get(size) ?? size
    const has = new Set(steps)
    const unusual = shares.filter(({ cluster, share }) => has.has(cluster) && share < 0.5).sort((a, b) => a.share - b.share || a.cluster - b.cluster)
    const missing = shares.filter(({ cluster, share }) => !has.has(cluster) && share > 0.5).sort((a, b) => b.share - a.share || a.cluster - b.cluster)
    const single = Math.max(0, -Math.log(unusual[0]?.share ?? 1), -Math.log(1 - (missing[0]?.share ?? 0)))
    const rarity = Math.log(total / mass)
    const strength = combine([single, rarity])
    const margin = Math.min(single + rarity - Math.log(sizeOf.size) - FALSE_SHARE_NATS, single - SINGLE_MIN_NATS)
    if (margin < MARGIN_MIN) continue
    const leading = (unusual[0] && (!missing[0] || unusual[0].share <= 1 - missing[0].share) ? unusual[0] : missing[0] ?? unusual[0]).cluster
    candidates.push({
      cluster: leading, slot: set, margin, lines: [lastLine], events: 1,
      signal: { kind: 'session', strength, detail: { events, sessions: total, rank_count: mass, unusual: unusual.slice(0, NAMED_MAX).map(name), missing: missing.slice(0, NAMED_MAX).map(name) } },
    })
  }
  return candidates
}
