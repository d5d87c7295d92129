import { isoTime } from '../reading/times/isoTime'
import type { Cluster } from '../templates/clusters'
import { courseOf, dispersionOf, DROP_MAX, lackOf, outstanding, type Course, type Window } from './course'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates } from './signal'
import { stepsOf, timeGridOf, type TimeGrid } from './timeGrid'

/** Events a template must have to be missed. Chosen. */
const EVENTS_MIN = 30
/** Steps in which a template's time is looked at. Chosen: as many as a signature keeps, see BUCKETS_MAX. */
const STEPS_MAX = 256
/**
 * How far the ends of two silences of one pause lie apart at most, as a share of its length, beside the step in which
 * they are not seen. Chosen.
 */
const ENDS_APART_MAX = 0.25

/** The same as lackOf where counts vary beside chance, by `variance` (negative binomial; none: Poisson). */
function lackAmongVarying(count: number, expected: number, variance: number): number {
  if (variance === 0 || count >= expected) return lackOf(count, expected)
  const size = 1 / variance
  return (count + size) * Math.log((expected + size) / (count + size)) + (count > 0 ? count * Math.log(count / expected) : 0)
}

/**
 * Of what a course expects in a window, how much it is by the level just before and after: where that is lower, so much
 * less.
 */
function expectedBeside({ steps, counts, expected }: Course, { from, to, expected: mean }: Window): number {
  const start = Math.max(0, 2 * from - to)
  const end = Math.min(steps, 2 * to - from)
  const around = expected[end] - expected[to] + expected[from] - expected[start]
  return around > 0 ? mean * Math.min(1, (counts[end] - counts[to] + counts[from] - counts[start]) / around) : 0
}

/** Counts of a template and of all others in equal steps of its time, at most STEPS_MAX. */
interface Counted {
  own: Float64Array
  others: Float64Array
  /** The lowest line of the template in each step that has one. */
  lines: Map<number, number>
  /** First step of the grid, and how many of them are one step here. */
  first: number
  width: number
}

function countsOf(cluster: Cluster, grid: TimeGrid): Counted | null {
  const steps = stepsOf(cluster, grid)
  if (steps.length === 0) return null
  const first = steps[0].step
  const width = Math.ceil((steps[steps.length - 1].step + 1 - first) / STEPS_MAX)
  const size = Math.ceil((steps[steps.length - 1].step + 1 - first) / width)
  const own = new Float64Array(size)
  const others = new Float64Array(size)
  const lines = new Map<number, number>()
  for (let step = 0; step < size * width; step++) others[Math.floor(step / width)] += grid.total[first + step] ?? 0
  for (const { step, count, line } of steps) {
    const at = Math.floor((step - first) / width)
    own[at] += count
    others[at] -= count
    if (!lines.has(at)) lines.set(at, line)
  }
  return { own, others, lines, first, width }
}

interface Silence {
  candidate: Candidate
  line: number
  /** Steps of the grid, `[from, to)`. */
  from: number
  to: number
}

/**
 * Of templates that paused at the same time one is reported for all, since what fed them stopped once: the finding that
 * came again first.
 */
function onePerPause(found: Silence[]): Candidate[] {
  const pauses: { strongest: Silence, first: Silence }[] = []
  found.sort((a, b) => b.candidate.margin - a.candidate.margin || a.line - b.line)
  for (const silence of found) {
    const pause = pauses.find(({ strongest }) => strongest.from < silence.to && silence.from < strongest.to)
    if (pause) {
      if (silence.line < pause.first.line && (silence.candidate.margin >= 0 || isSamePause(silence, pause.strongest))) pause.first = silence
    }
    else if (silence.candidate.signal.strength > 0) pauses.push({ strongest: silence, first: silence })
  }
  return pauses.map(({ strongest: { candidate: { margin, signal } }, first: { candidate } }) => {
    if (candidate.margin >= Math.min(0, margin)) return candidate
    const strength = Math.max(candidate.signal.strength, signal.strength)
    return { ...candidate, margin, signal: { ...candidate.signal, strength } }
  })
}

/** Whether a silence that by itself would say too little began and ended with another one, which then confirms it. */
function isSamePause({ from, to }: Silence, strongest: Silence): boolean {
  const off = 1 + (strongest.to - strongest.from) * ENDS_APART_MAX
  return Math.abs(from - strongest.from) <= off && Math.abs(to - strongest.to) <= off
}

/** Where a silence is reported: at the first event after a pause; where some still came, at the first of those. */
function lineOf({ own, lines }: Counted, { from, to }: Window): number | undefined {
  const isPause = own.subarray(from + 1, to - 1).every(count => count === 0)
  if (!isPause) return lines.get(from)
  return (to - from > 1 ? lines.get(to - 1) : undefined) ?? lines.get(to)
}

/** A template as it came over time, with the windows in which it lacked most. */
interface Watched {
  index: number
  counted: Counted
  course: Course
  windows: Window[]
}

function watch(cluster: Cluster, index: number, grid: TimeGrid): Watched | null {
  const counted = countsOf(cluster, grid)
  if (!counted) return null
  const rough = courseOf(counted.own, counted.others, [])
  const lacking = outstanding(rough)
  if (lacking.length === 0) return { index, counted, course: rough, windows: [] }
  const course = courseOf(counted.own, counted.others, lacking)
  return { index, counted, course, windows: outstanding(course) }
}

/**
 * By how much the counts of a template vary beside chance, in `gridSteps` of the grid: the variance less the mean, over
 * the squared mean (as in a negative binomial distribution). From -1, since few counts may vary less by chance, to 1,
 * where there is no level.
 */
function excessVariance({ counted: { width }, course: { steps, counts, expected } }: Watched, gridSteps: number): number {
  const length = Math.max(1, Math.round(gridSteps / width))
  let excess = 0
  let squares = 0
  for (let from = 0; from + length <= steps; from += length) {
    const mean = expected[from + length] - expected[from]
    excess += (counts[from + length] - counts[from] - mean) ** 2 - mean
    squares += mean ** 2
  }
  return squares > 0 ? Math.max(-1, Math.min(1, excess / squares)) : 0
}

/**
 * Steady templates that a log is taken to have beside its own, so that one or two say little of it. Chosen: open logs
 * have the same silences at half and at twice.
 */
const PRIOR_TEMPLATES = 10

/** The mean over templates and the prior ones; 0 where chance is enough. */
function typicalVariance(templates: readonly Watched[], gridSteps: number): number {
  return Math.max(0, templates.reduce((sum, each) => sum + excessVariance(each, gridSteps), 0) / (templates.length + PRIOR_TEMPLATES))
}

function silencesOf(watched: Watched, others: readonly Watched[], grid: TimeGrid): Silence[] {
  const { index, counted, course, windows } = watched
  const { own, first, width } = counted
  return windows.flatMap((window): Silence[] => {
    const { from, to, count } = window
    const expected = expectedBeside(course, window)
    const length = to - from
    const typical = typicalVariance(others.filter(other => other !== watched), length * width)
    const dispersion = Math.max(dispersionOf(course, 1, windows), dispersionOf(course, Math.min(length, Math.max(1, own.length >> 3)), windows))
    const lack = Math.min(lackOf(count, expected) / dispersion, lackAmongVarying(count, expected, typical))
    const surprise = lack - Math.log(own.length)
    const line = lineOf(counted, window)
    if (count > expected * DROP_MAX || lack <= FALSE_SHARE_NATS || line === undefined) return []
    const start = (grid.first + first + from * width) * grid.stepSeconds * 1000
    const detail = { from: isoTime(start), seconds: length * width * grid.stepSeconds, count, usual: expected }
    const candidate: Candidate = {
      cluster: index, slot: 'time', lines: [line], events: 1, margin: surprise,
      signal: { kind: 'silence', strength: Math.max(0, surprise), detail },
    }
    return [{ candidate, line, from: first + from * width, to: first + to * width }]
  })
}

/**
 * Templates of which for a while none, or far fewer, come than are to be expected. What is expected follows a steady
 * rate (a heartbeat) or the traffic of all other templates (so that a quiet night is none), whichever fits the template
 * better, and is less where less comes just before and after too. Of all windows of time the one with the largest
 * log-likelihood ratio of a Poisson count of m where λ is expected, λ - m + m ln(m / λ), is taken (scan statistic: M.
 * Kulldorff, "A Spatial Scan Statistic", 1997), divided by the dispersion at that length (quasi-likelihood: R. W. M.
 * Wedderburn, 1974), its own or, where the log comes in phases, that of a typical template of the log (the mean of all
 * others), less ln of the steps. The margin allows for the templates. Reported at the first event after the pause; of
 * templates that paused together, at the one that came again first, even if that alone would say too little.
 */
export const findSilences: FindCandidates = ({ clusters }) => {
  const grid = timeGridOf(clusters)
  if (!grid) return []
  const watched = clusters.flatMap((cluster, index) =>
    cluster.isCoarse || cluster.events < EVENTS_MIN || cluster.tokens.length === 0 ? [] : watch(cluster, index, grid) ?? [])
  const found = watched.flatMap(each => silencesOf(each, watched, grid))
  const allowance = Math.log(watched.length) + FALSE_SHARE_NATS
  for (const { candidate } of found) candidate.margin -= allowance
  return onePerPause(found)
}
