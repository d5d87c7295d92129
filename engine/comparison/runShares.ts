import type { GoodRuns } from '#shared/anomaly'
import type { Cluster } from '../templates/clusters'

/** Events of each good run by its number; empty or of one where there is one only. */
export type RunTotals = ReadonlyMap<number, number>

/** What the known-good logs have of a message: its events, and lines that continue one; null where they have none. */
interface UsualMessage { usual: Pick<Cluster, 'runs'> | null, usualLines: Pick<Cluster, 'runs'> | null }

/** In how many of the good runs a message comes, as events or as lines that continue one; undefined where there is one only. */
export function goodRunsWith({ usual, usualLines }: UsualMessage, totals: RunTotals): GoodRuns | undefined {
  if (totals.size < 2) return undefined
  return { with: new Set([...usual?.runs.keys() ?? [], ...usualLines?.runs.keys() ?? []]).size, of: totals.size }
}

/** ln of the share that events have of all. Counts stand half an event higher, so that none has one too. */
export function lnShare(events: number, total: number): number {
  return Math.log((events + 0.5) / (total + 1))
}

/** How often a message comes in each of several good runs. */
export interface SharesByRun {
  /** lnShare in each, ascending. */
  shares: number[]
  /** What the share of a further run varies by beyond chance: variance of lnShare. */
  variance: number
}

/**
 * How a message's share varies between good runs: their sample variance less what counting leaves to chance (the moment estimate of
 * R. DerSimonian, N. Laird, 1986), and what the mean of so few is uncertain by.
 * @param events of the message, by good run.
 * @param totals of two or more good runs.
 */
export function sharesByRun(events: ReadonlyMap<number, number>, totals: RunTotals): SharesByRun {
  const counts = Array.from(totals, ([run, total]) => ({ count: events.get(run) ?? 0, total }))
  counts.sort((a, b) => lnShare(a.count, a.total) - lnShare(b.count, b.total) || a.count - b.count) // sums do not depend on the numbers of runs
  const shares = counts.map(({ count, total }) => lnShare(count, total))
  const { length } = shares
  const mean = shares.reduce((sum, share) => sum + share, 0) / length
  const sample = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (length - 1)
  const chance = counts.reduce((sum, { count }) => sum + 1 / (count + 0.5), 0) / length
  return { shares, variance: Math.max(0, sample - chance) * (1 + 1 / length) }
}

/**
 * Nats by which it may surprise at most that a run's share is so low, or so high, where good runs have had that: all runs being alike, one
 * of `length + 1` is among the `as extreme + 1` outermost by that chance (as in conformal prediction: V. Vovk, A. Gammerman, G. Shafer,
 * "Algorithmic Learning in a Random World", 2005). Infinity where no good run was so far out.
 */
export function surpriseMax({ shares }: SharesByRun, share: number, side: 1 | -1): number {
  const asExtreme = shares.filter(other => (other - share) * side >= 0).length
  return asExtreme === 0 ? Number.POSITIVE_INFINITY : Math.log((shares.length + 1) / (asExtreme + 1))
}
