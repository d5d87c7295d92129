import type { Cluster } from '../templates/clusters'
import { coarsenBuckets, emptyBuckets, mergeBuckets } from '../templates/buckets'

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

/** The finest grid that all templates' times agree on, or null where the log has no times or hardly any. */
export function timeGridOf(clusters: readonly Cluster[]): TimeGrid | null {
  let shift = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { times } of clusters) {
    shift = Math.max(shift, times.shift)
    for (const number of times.counts.keys()) {
      first = Math.min(first, number * 2 ** times.shift)
      last = Math.max(last, (number + 1) * 2 ** times.shift - 1)
    }
  }
  if (last < first) return null
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
  const times = emptyBuckets()
  mergeBuckets(times, cluster.times)
  coarsenBuckets(times, Math.round(Math.log2(grid.stepSeconds)))
  return Array.from(times.counts, ([number, { count, line }]) => ({ step: number - grid.first, count, line })).sort((a, b) => a.step - b.step)
}
