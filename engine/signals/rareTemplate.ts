import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

/**
 * Templates that few events follow. The surprise of a template with count c is -ln of the share of events whose template is at
 * least as rare: in a log where many templates occur once, one more is no surprise (the missing-mass argument of I. J. Good,
 * "The Population Frequencies of Species", 1953). The margin is that of Benjamini–Hochberg over all templates.
 */
export const findRareTemplates: FindCandidates = ({ clusters, events }) => {
  const written = clusters.map((cluster, index) => ({ cluster, index })).filter(({ cluster }) => cluster.tokens.length > 0)
  const byCount = written.sort((a, b) => a.cluster.events - b.cluster.events || a.index - b.index)
  const limit = rareCountMax(events)
  const candidates: Candidate[] = []
  let mass = 0
  for (let i = 0; i < byCount.length;) {
    const count = byCount[i].cluster.events
    if (count > limit) break
    let j = i
    while (j < byCount.length && byCount[j].cluster.events === count) j++
    mass += count * (j - i)
    const strength = Math.log(events / mass)
    const margin = strength - Math.log(byCount.length / j) - FALSE_SHARE_NATS
    for (; i < j; i++)
      if (strength > 0 && !byCount[i].cluster.isCoarse)
        candidates.push({ cluster: byCount[i].index, slot: '', margin, lines: null, events: count, signal: { kind: 'rare_template', strength, detail: { count, total: events, rank_count: mass } } })
  }
  return candidates
}
