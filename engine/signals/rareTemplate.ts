import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

/** Lines before and after within which rare events are taken as one happening. Chosen. */
const NEIGHBOURHOOD_LINES = 30

/** For each of the ascending lines, how many of them lie around it, itself included. */
function countNeighbours(lines: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  let from = 0
  let to = 0
  for (const line of lines) {
    while (lines[from] < line - NEIGHBOURHOOD_LINES) from++
    while (to < lines.length && lines[to] <= line + NEIGHBOURHOOD_LINES) to++
    counts.set(line, to - from)
  }
  return counts
}

/**
 * Templates that few events follow. The surprise of a template with count c is -ln of the share of events whose template is at
 * least as rare: in a log where many templates occur once, one more is no surprise (the missing-mass argument of I. J. Good,
 * "The Population Frequencies of Species", 1953). Rare events that stand together (a
 * restart, a dump) are one happening and share its surprise: the strength is less by ln of their number. The margin is that of
 * Benjamini–Hochberg over all templates.
 */
export const findRareTemplates: FindCandidates = ({ clusters, events }) => {
  const written = clusters.map((cluster, index) => ({ cluster, index })).filter(({ cluster }) => cluster.tokens.length > 0)
  const byCount = written.sort((a, b) => a.cluster.events - b.cluster.events || a.index - b.index)
  const limit = rareCountMax(events)
  const rare = byCount.filter(({ cluster }) => cluster.events <= limit)
  const neighbours = countNeighbours(rare.flatMap(({ cluster }) => cluster.lines).sort((a, b) => a - b))
  const candidates: Candidate[] = []
  let mass = 0
  for (let i = 0; i < byCount.length;) {
    const count = byCount[i].cluster.events
    if (count > limit) break
    let j = i
    while (j < byCount.length && byCount[j].cluster.events === count) j++
    mass += count * (j - i)
    const surprise = Math.log(events / mass)
    const margin = surprise - Math.log(byCount.length / j) - FALSE_SHARE_NATS
    for (; i < j; i++) {
      const { cluster, index } = byCount[i]
      if (surprise <= 0 || cluster.isCoarse) continue
      const shared = Math.min(...cluster.lines.map(line => neighbours.get(line) ?? 1)) / cluster.lines.length
      const strength = Math.max(0, surprise - Math.log(Math.max(1, shared)))
      candidates.push({ cluster: index, slot: '', margin, lines: null, events: count, signal: { kind: 'rare_template', strength, detail: { count, total: events, rank_count: mass } } })
    }
  }
  return candidates
}
