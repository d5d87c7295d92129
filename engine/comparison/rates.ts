import { NEWS_FACTOR_MIN } from '../signals/signal'
import type { Comparison, Pair } from './comparison'
import { lnShare, sharesByRun, surpriseMax, type SharesByRun } from './runShares'

/** Events in the known-good log from which on the ratio of a template says how much two runs differ by themselves. Chosen. */
const EVENTS_MIN = 10
/** Templates that are needed to say it. Chosen. */
const TEMPLATES_MIN = 10
/** Spread of ln ratio between two runs of the same: at least, and where nothing is known. Chosen. */
const SPREAD_MIN = 0.2
const SPREAD_UNKNOWN = 0.7
const STRENGTH_MAX = 30

/** How often a template comes in both logs. */
export interface Rate {
  pair: Pair
  count: number
  usualCount: number
  /** What the share in the known-good log leads to expect. */
  expected: number
  /** Nats by which the change surprises; 0 where it is too small. */
  surprise: number
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/**
 * How the frequencies of templates compare with the usual ones. Two runs differ by themselves: the ratios of their frequent templates give
 * the usual ratio (their median) and its spread (by the median absolute deviation), to which the uncertainty of the counts is added (a
 * random-effects model: R. DerSimonian, N. Laird, "Meta-analysis in clinical trials", 1986). The surprise is half the square of the
 * standardized ln ratio. Where a message varies more than that between several good runs, its own variance counts; what good runs have had
 * is hardly a surprise.
 */
export function surprisesOf(counts: readonly { count: number, usualCount: number, byRun?: SharesByRun }[], total: number, usualTotal: number): Omit<Rate, 'pair'>[] {
  const each = counts.map(({ count, usualCount, byRun }) => ({ count, usualCount, byRun, ratio: lnShare(count, total) - lnShare(usualCount, usualTotal) }))
  const steady = each.filter(({ count, usualCount }) => count > 0 && usualCount >= EVENTS_MIN).map(({ ratio }) => ratio)
  const isKnown = steady.length >= TEMPLATES_MIN
  const centre = isKnown ? median(steady) : 0
  const spread = isKnown ? Math.max(SPREAD_MIN, 1.4826 * median(steady.map(ratio => Math.abs(ratio - centre)))) : SPREAD_UNKNOWN
  return each.map(({ count, usualCount, byRun, ratio }) => {
    const change = ratio - centre
    const most = byRun ? surpriseMax(byRun, lnShare(count, total) - centre, change < 0 ? -1 : 1) : STRENGTH_MAX
    const variance = Math.max(spread ** 2, byRun?.variance ?? 0) + 1 / (count + 0.5) + 1 / (usualCount + 0.5)
    const expected = usualCount / usualTotal * total * Math.exp(centre)
    return { count, usualCount, expected, surprise: Math.abs(change) < Math.log(NEWS_FACTOR_MIN) ? 0 : Math.min(STRENGTH_MAX, most, change ** 2 / variance / 2) }
  })
}

/** The same for a log and a known-good one, for templates that the known-good log has. */
export function ratesOf({ pairs, events, usualEvents, runs }: Comparison): Rate[] {
  const rated = pairs.filter(({ usual }) => usual && !usual.isCoarse && usual.tokens.length > 0)
  const rates = surprisesOf(rated.map(({ log, usual }) => ({ count: log?.events ?? 0, usualCount: usual?.events ?? 0, byRun: usual && runs.size > 1 ? sharesByRun(usual.runs, runs) : undefined })), events, usualEvents)
  return rates.map((rate, i) => ({ pair: rated[i], ...rate }))
}
