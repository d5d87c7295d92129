import { FALSE_SHARE_NATS, type Candidate } from '../signals/signal'
import type { FindDifferences } from './comparison'
import { goodRunsWith } from './runShares'
import { ratesOf } from './rates'

/**
 * Messages that come far more or far less often than in the known-good log, by the lengths of both (see ratesOf). A matter of the
 * template, not of a line: it is told at its first one.
 */
export const findChangedFrequencies: FindDifferences = (comparison) => {
  const { events, usualEvents, runs } = comparison
  const rates = ratesOf(comparison)
  return rates.flatMap(({ pair, count, usualCount, expected, surprise }): Candidate[] => {
    const { log, cluster } = pair
    if (!log || surprise === 0) return []
    return [{
      cluster, slot: 'count', margin: surprise - Math.log(rates.length) - FALSE_SHARE_NATS, lines: log.lines.slice(0, 1), events: count,
      signal: { kind: 'frequency', strength: surprise, detail: { count, total: events, baseline_count: usualCount, baseline_total: usualEvents, expected: Math.round(expected * 10) / 10, runs: goodRunsWith(pair, runs) } },
    }]
  })
}
