import { usualSeverity } from '../summary'
import type { Cluster } from '../templates/clusters'
import { SEVERITY_ERROR, SEVERITY_NONE } from '../text/severity'
import { isoTime } from '../reading/times/isoTime'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates } from './signal'
import { stepsOf, timeGridOf, type TimeGrid } from './timeGrid'

/** Events that make a burst at least. Chosen. */
const EVENTS_MIN = 20
/** A burst is at least so many times the next largest crowd of its template. Chosen. */
const TIMES_MIN = 4
/** What comes with all others, as nearly all of a log does whose times have one far outlier, is no burst. Chosen. */
const SHARED_MAX = 2
const STRENGTH_MAX = 30
/** A burst may last longer than a step of the finest grid: grids with steps so many times as long are looked at too, while they have so many steps. Chosen. */
const SCALES = [1, 2, 4, 8, 16, 32, 64]
const STEPS_MIN = 48
/** Elsewhere a template comes in so many steps at least, or a longer while of it is a part of what the log tells, such as a start. Chosen. */
const ELSEWHERE_MIN = 5

/** A severe template is crowded if its events come in at most this share of the steps, so many in each on average. Chosen. */
const CROWDED_SHARE = 0.01
const CROWD_MIN = 5
/** They are one happening if they lie within this share of the log's time; what comes back later in the same way is usual. Chosen. */
const HAPPENING_SHARE = 0.05

interface Step { step: number, count: number }

/** A burst, and the steps of the grid in which it came. */
interface Burst {
  candidate: Candidate
  steps: readonly number[]
}

/** Of bursts that came in the same steps, mostly, the most surprising stands for all: what a fault makes others say is no other fault. */
function onePerHappening(found: Burst[]): Candidate[] {
  const told: Set<number>[] = []
  return found.sort((a, b) => b.candidate.margin - a.candidate.margin || b.candidate.events - a.candidate.events || a.candidate.cluster - b.candidate.cluster).flatMap(({ candidate, steps }) => {
    if (told.some(known => 2 * steps.filter(step => known.has(step)).length >= steps.length)) return []
    told.push(new Set(steps))
    return [candidate]
  })
}

/** Nats by which `events` severe events in so few steps, not far apart, surprise: each beyond the first of a step falls beside it by chance. */
function crowdOf(cluster: Cluster, index: number, steps: readonly Step[], grid: TimeGrid, allEvents: number): Burst | null {
  const severity = Math.max(SEVERITY_NONE, ...cluster.records.map(usualSeverity))
  if (severity < SEVERITY_ERROR || steps.length === 0 || steps.length > grid.steps * CROWDED_SHARE || cluster.events < steps.length * CROWD_MIN) return null
  if (steps[steps.length - 1].step - steps[0].step > grid.steps * HAPPENING_SHARE) return null
  const crowd = steps.reduce((sum, { step }) => sum + grid.total[step], 0) - cluster.events
  if (SHARED_MAX * crowd >= allEvents - cluster.events) return null
  const surprise = Math.min(STRENGTH_MAX, (cluster.events - steps.length) * Math.log(grid.steps / steps.length) / CROWD_MIN)
  const from = (grid.first + steps[0].step) * grid.stepSeconds * 1000
  const candidate: Candidate = {
    cluster: index, slot: 'time', margin: surprise - Math.log(grid.steps) - FALSE_SHARE_NATS, lines: null, events: cluster.events,
    signal: { kind: 'burst', strength: surprise, detail: { from: isoTime(from), seconds: steps.length * grid.stepSeconds, count: cluster.events, usual: 0 } },
  }
  return { candidate, steps: steps.map(({ step }) => step) }
}

/** The same grid with steps `times` as long. */
function coarser(grid: TimeGrid, times: number): TimeGrid {
  const first = Math.floor(grid.first / times)
  const steps = Math.floor((grid.first + grid.steps - 1) / times) - first + 1
  const total = new Float64Array(steps)
  grid.total.forEach((count, step) => total[Math.floor((grid.first + step) / times) - first] += count)
  return { stepSeconds: grid.stepSeconds * times, first, steps, total }
}

/** Events by step of a coarser grid, ascending. */
function inSteps(steps: readonly Step[], grid: TimeGrid, of: TimeGrid, times: number): Step[] {
  const sums: Step[] = []
  for (const { step, count } of steps) {
    const at = Math.floor((grid.first + step) / times) - of.first
    const last = sums.at(-1)
    if (last?.step === at) last.count += count
    else sums.push({ step: at, count })
  }
  return sums
}

/** Of one grid, its largest step with its neighbours if that stands out: the first and the last of them, events, how many are usual, surprise in nats. */
function crowdedSteps(events: number, steps: readonly Step[], grid: TimeGrid, allEvents: number, elsewhereMin: number): { from: number, to: number, count: number, expected: number, surprise: number } | null {
  const top = steps.reduce((most, each) => each.count > most.count ? each : most, steps[0])
  if (!top || top.count < EVENTS_MIN / 2) return null
  const isNear = ({ step }: Step) => Math.abs(step - top.step) <= 1
  const near = steps.filter(isNear)
  const others = steps.filter(step => !isNear(step))
  const count = near.reduce((sum, each) => sum + each.count, 0)
  if (count < EVENTS_MIN || others.length < elsewhereMin || top.count < TIMES_MIN * others.reduce((most, each) => Math.max(most, each.count), 1)) return null
  const restSteps = grid.steps - 3
  const mean = (events - count + 0.5) / restSteps
  const variance = others.reduce((sum, each) => sum + each.count ** 2, 0) / restSteps - mean ** 2
  const dispersion = Math.max(1, variance / mean)
  const crowd = [-1, 0, 1].reduce((sum, d) => sum + (grid.total[top.step + d] ?? 0), 0) - count
  const rest = Math.max(1, allEvents - events)
  const expected = Math.max(3 * mean, mean * grid.steps * crowd / rest)
  if (count <= expected || count <= SHARED_MAX * events * crowd / rest) return null
  const surprise = (count * Math.log(count / expected) - (count - expected)) / dispersion - Math.log(grid.steps)
  return surprise > 0 ? { from: near[0].step, to: near[near.length - 1].step + 1, count, expected, surprise } : null
}

/**
 * Templates of which far more events come at once than ever else. The largest step of the log's time grid (with its neighbours) is
 * held against a null from the other steps: a mean that follows the traffic of all templates in that step, and a dispersion
 * (variance over mean, at least 1) that natural bursts raise. Its surprise is the log-likelihood ratio of a Poisson count of m where
 * λ is expected, m ln(m / λ) - (m - λ), divided by the dispersion (quasi-likelihood: R. W. M. Wedderburn, 1974), less ln of the steps;
 * of grids with longer steps the one that surprises most counts. The margin allows for the templates and the grids. A severe template
 * may have several bursts: if all of its events come in a few steps, within a small part of the log's time, all are meant.
 * Of bursts at the same time one is told.
 */
export const findBursts: FindCandidates = ({ clusters }) => {
  const grid = timeGridOf(clusters)
  if (!grid) return []
  const allEvents = grid.total.reduce((sum, count) => sum + count, 0)
  const scales = SCALES.map(times => ({ times, of: coarser(grid, times) })).filter(({ times, of }) => times === 1 || of.steps >= STEPS_MIN)
  const allowance = Math.log(clusters.length) + Math.log(scales.length) + FALSE_SHARE_NATS
  const found: Burst[] = []
  clusters.forEach((cluster, index) => {
    if (cluster.isCoarse || cluster.events < EVENTS_MIN || cluster.tokens.length === 0) return
    const steps = stepsOf(cluster, grid)
    const crowded = scales.flatMap(({ times, of }) => {
      const crowd = crowdedSteps(cluster.events, inSteps(steps, grid, of, times), of, allEvents, times > 1 ? ELSEWHERE_MIN : 0)
      return crowd ? [{ ...crowd, of, start: (of.first + crowd.from) * times - grid.first, end: (of.first + crowd.to) * times - grid.first }] : []
    })
    if (crowded.length === 0) {
      const crowd = crowdOf(cluster, index, steps, grid, allEvents)
      if (crowd) found.push(crowd)
      return
    }
    const { of, from, to, start, end, count, expected, surprise } = crowded.reduce((most, each) => each.surprise > most.surprise ? each : most)
    const window: [number, number] = [(of.first + from) * of.stepSeconds * 1000, (of.first + to) * of.stepSeconds * 1000]
    const candidate: Candidate = {
      cluster: index, slot: 'time', margin: surprise - allowance, lines: null, window, events: count,
      signal: { kind: 'burst', strength: Math.min(STRENGTH_MAX, surprise), detail: { from: isoTime(window[0]), seconds: (window[1] - window[0]) / 1000, count, usual: expected } },
    }
    found.push({ candidate, steps: steps.flatMap(({ step }) => step >= start && step < end ? [step] : []) })
  })
  return onePerHappening(found)
}
