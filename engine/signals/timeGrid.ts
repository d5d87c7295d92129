import type { Cluster } from '../templates/clusters'
import { BUCKETS_MAX } from '../summary/buckets'
import { BucketFold } from '../summary/bucketFold'

/** The log's time as equal steps: how many events of all templates came in each, and of one. */
export interface TimeGrid {
  stepSeconds: number
  /** Number of the first step (its start in epoch seconds divided by stepSeconds), and how many there are. */
  first: number
  steps: number
  total: Float64Array
}

/** Steps that a grid should have at least, and at most. Chosen. */
const STEPS_MIN = 32
const STEPS_MAX = 4096

/** The time of a log in epoch seconds, both ends included, and the events that lie far from it. */
export interface UsualSpan { first: number, last: number, far: number }

/** Events at one end are far if no more than this share of all lie there, beyond a gap longer than all other times take. Chosen. */
const FAR_SHARE = 0.05

/**
 * The time that the log is of: without the few events whose times lie far off, as those before a clock is set. Null where there are
 * no times.
 */
export function usualSpan(clusters: readonly Cluster[]): UsualSpan | null {
  const ranges = clusters.flatMap(({ times }) => Array.from(times.counts, ([number, { count }]) => ({
    first: number * 2 ** times.shift, last: (number + 1) * 2 ** times.shift - 1, count,
  }))).sort((a, b) => a.first - b.first || a.last - b.last)
  if (ranges.length === 0) return null
  const all = ranges.reduce((sum, { count }) => sum + count, 0)
  const lastTo = ranges.map(({ last }) => last)
  for (let i = 1; i < lastTo.length; i++) lastTo[i] = Math.max(lastTo[i], lastTo[i - 1])
  let from = 0
  let to = ranges.length - 1
  for (let i = 0, count = 0; i < to; i++) {
    count += ranges[i].count
    if (count > all * FAR_SHARE) break
    if (ranges[i + 1].first - lastTo[i] > lastTo[to] - ranges[i + 1].first) from = i + 1
  }
  for (let i = to, count = 0; i > from; i--) {
    count += ranges[i].count
    if (count > all * FAR_SHARE) break
    if (ranges[i].first - lastTo[i - 1] > lastTo[i - 1] - ranges[from].first) to = i - 1
  }
  const far = ranges.reduce((sum, { count }, i) => i < from || i > to ? sum + count : sum, 0)
  return { first: ranges[from].first, last: lastTo[to], far }
}

/** The finest grid that all templates' times agree on, or null where the log has no times or hardly any. */
export function timeGridOf(clusters: readonly Cluster[]): TimeGrid | null {
  const span = usualSpan(clusters)
  if (!span) return null
  const { first, last } = span
  let shift = clusters.reduce((most, { times }) => Math.max(most, times.shift), 0)
  const stepsAt = (candidate: number) => Math.floor(last / 2 ** candidate) - Math.floor(first / 2 ** candidate) + 1
  while (stepsAt(shift) > STEPS_MAX) shift++
  if (stepsAt(shift) < STEPS_MIN) return null
  const stepSeconds = 2 ** shift
  const grid: TimeGrid = { stepSeconds, first: Math.floor(first / stepSeconds), steps: stepsAt(shift), total: new Float64Array(0) }
  grid.total = new Float64Array(grid.steps)
  for (const cluster of clusters) for (const { step, count } of stepsOf(cluster, grid)) grid.total[step] += count
  return grid
}

/** The steps in which events of a template came, ascending. */
export function stepsOf(cluster: Cluster, grid: TimeGrid): { step: number, count: number, line: number }[] {
  const fold = new BucketFold(2 * BUCKETS_MAX)
  fold.addAll(cluster.times)
  return Array.from(fold.buckets(Math.round(Math.log2(grid.stepSeconds))).counts, ([number, { count, line }]) => ({ step: number - grid.first, count, line }))
    .filter(({ step }) => step >= 0 && step < grid.steps)
}
