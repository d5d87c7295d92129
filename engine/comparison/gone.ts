import { FALSE_SHARE_NATS } from '../signals/signal'
import { shownTemplate } from '../templates/tokens'
import type { FindDifferences } from './comparison'
import { goodRunsWith } from './runShares'
import { ratesOf } from './rates'

/**
 * Messages that come so often in the known-good log that one here at least was to be expected (see ratesOf), and do not come. They have
 * no line: they are one finding at the log's last line, told by the most surprising.
 */
export const findGone: FindDifferences = (comparison) => {
  const { pairs, lines, usualEvents, runs } = comparison
  if (lines === 0 || pairs.every(({ log }) => !log)) return []
  const rates = ratesOf(comparison)
  const threshold = Math.log(rates.length) + FALSE_SHARE_NATS
  const gone = rates.filter(({ pair, surprise }) => !pair.log && !pair.logLines && surprise >= threshold)
    .map(rate => ({ ...rate, template: shownTemplate(rate.pair.tokens) }))
    .sort((a, b) => b.surprise - a.surprise || b.usualCount - a.usualCount || (a.template < b.template ? -1 : 1))
  return gone.slice(0, 1).map(({ pair, template, usualCount, expected, surprise }) => ({
    cluster: -1, slot: 'gone', margin: surprise - threshold, lines: [lines], events: 1,
    signal: { kind: 'gone', strength: surprise, detail: { template, templates: gone.length, baseline_count: usualCount, baseline_total: usualEvents, expected: Math.round(expected * 10) / 10, runs: goodRunsWith(pair, runs) } },
  }))
}
