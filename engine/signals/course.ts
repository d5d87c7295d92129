import { poissonRatio } from './poisson'

/** At most this share of what was to be expected comes in a silence. Chosen. */
export const DROP_MAX = 1 / 3
/** A silence is at least this many times as surprising as the next one of its template, which is usual then. Chosen. */
const TIMES_MIN = 2
/** What happens more often is usual. Chosen. */
const SILENCES_MAX = 3
/** A silence lasts at most this share of the template's time. Chosen. */
const LENGTH_MAX = 1 / 3

/** Events of a template step by step, from its first to its last, as sums of all steps before. */
export interface Course {
  steps: number
  counts: Float64Array
  expected: Float64Array
}

/** Steps `[from, to)` of a course in which too few came. */
export interface Window {
  from: number
  to: number
  count: number
  expected: number
  surprise: number
}

/** Nats by which `count` events surprise where more were expected (Poisson). */
export const lackOf = (count: number, expected: number) => count >= expected ? 0 : poissonRatio(count, expected)

function sums(values: Float64Array): Float64Array {
  const sum = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sum[i + 1] = sum[i] + values[i]
  return sum
}

/** Variance over expectation of blocks of `length` steps that are in none of the windows; at least 1. */
export function dispersionOf({ steps, counts, expected }: Course, length: number, windows: readonly Window[]): number {
  let sum = 0
  let blocks = 0
  for (let from = 0; from + length <= steps; from += length) {
    const to = from + length
    if (windows.some(window => window.from < to && from < window.to)) continue
    const mean = expected[to] - expected[from]
    if (mean === 0) continue
    sum += (counts[to] - counts[from] - mean) ** 2 / mean
    blocks++
  }
  return Math.max(1, sum / Math.max(1, blocks - 1))
}

/**
 * The window that lacks most, its ends inside the course, apart from those known. O(steps squared), so nothing is
 * allocated on the way.
 */
function worstWindow({ steps, counts, expected }: Course, known: readonly Window[]): Window | null {
  const worst: Window = { from: 0, to: 0, count: 0, expected: 0, surprise: 0 }
  const longest = Math.floor(steps * LENGTH_MAX)
  for (let from = 1; from < steps - 1; from++) {
    const end = Math.min(steps, from + longest + 1, firstKnownFrom(known, from))
    for (let to = from + 1; to < end; to++) {
      const count = counts[to] - counts[from]
      const mean = expected[to] - expected[from]
      if (count > mean * DROP_MAX || mean - count <= worst.surprise) continue // it lacks less than that
      const surprise = lackOf(count, mean)
      if (surprise <= worst.surprise) continue
      worst.from = from
      worst.to = to
      worst.count = count
      worst.expected = mean
      worst.surprise = surprise
    }
  }
  return worst.surprise > 0 ? worst : null
}

/** Where the first window begins that ends at a step or later. */
function firstKnownFrom(known: readonly Window[], step: number): number {
  let first = Number.POSITIVE_INFINITY
  for (const { from, to } of known) if (to >= step && from < first) first = from
  return first
}

/** Of the windows that lack most, those that stand out from the others. */
export function outstanding(course: Course): Window[] {
  const windows: Window[] = []
  while (windows.length <= SILENCES_MAX) {
    const next = worstWindow(course, windows)
    if (!next) break
    windows.push(next)
  }
  for (let kept = Math.min(SILENCES_MAX, windows.length); kept > 0; kept--)
    if (windows[kept - 1].surprise >= TIMES_MIN * (windows[kept]?.surprise ?? 0)) return windows.slice(0, kept)
  return []
}

/**
 * The course of a template if it came at a steady rate, and if it came with the traffic of all others; the better fit.
 */
export function courseOf(own: Float64Array, others: Float64Array, windows: readonly Window[]): Course {
  const isOut = (step: number) => windows.some(({ from, to }) => from <= step && step < to)
  const fit = (weights: Float64Array): Course & { misfit: number } => {
    let events = 0
    let weight = 0
    own.forEach((count, step) => {
      if (isOut(step)) return
      events += count
      weight += weights[step]
    })
    const course = { steps: own.length, counts: sums(own), expected: sums(weights.map(value => weight > 0 ? value * events / weight : 0)) }
    return { ...course, misfit: dispersionOf(course, 1, windows) }
  }
  const steady = fit(others.map(count => count > 0 ? 1 : 0))
  const shared = fit(others)
  return shared.misfit < steady.misfit ? shared : steady
}
