import type { Cluster } from '../templates/clusters'
import { isoTime } from '../reading/times/isoTime'
import { SEVERITY_ERROR } from '../reading/levels/severity'
import { poissonRatio } from './poisson'
import { openSeverities, severityOf } from './severity'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates } from './signal'
import { stepsOf, timeGridOf, type TimeGrid } from './timeGrid'

/** Events that make a burst at least. Chosen. */
const EVENTS_MIN = 20
/** A burst may last longer than a step: grids with steps 2, 4, 8 … times as long are looked at while they have as many. Chosen. */
const STEPS_MIN = 48
/** A crowd is looked for in a step with its neighbours, as it hardly begins where a step does. */
const CROWD_STEPS = 3
/**
 * Ratio, in nats for each event in the crowd, of a template beside those of the log: one or two of them tell little of how its templates
 * crowd. Chosen: true bursts of the open logs are the same at half and at twice.
 */
const PRIOR_NATS = 1

interface Step { step: number, count: number }

/** The step of a grid in which most events of a template came, with its neighbours. */
interface Crowd {
  cluster: number
  /** Events of the template, and whether they are errors or worse. */
  events: number
  isError: boolean
  /** Steps of the grid `[from, to)`. */
  from: number
  to: number
  count: number
  /** How many come in as long elsewhere. */
  usual: number
  /** Log-likelihood ratio, in nats, of that count where the template's events come as those of all others do, or evenly. */
  ratio: number
  /** Variance over mean of the counts in all other steps, at least 1. */
  dispersion: number
}

/** A template that is looked at, with its events by step of the finest grid. */
interface Looked { cluster: Cluster, index: number, steps: readonly Step[], isError: boolean }

/** A burst, and the steps of the finest grid in which its events came. */
interface Burst {
  candidate: Candidate
  steps: readonly number[]
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

function largestCrowd({ index, isError }: Looked, steps: readonly Step[], grid: TimeGrid, allEvents: number): Crowd {
  const top = steps.reduce((most, each) => each.count > most.count ? each : most, steps[0])
  const near = steps.filter(({ step }) => Math.abs(step - top.step) <= 1)
  const count = near.reduce((sum, each) => sum + each.count, 0)
  const events = steps.reduce((sum, each) => sum + each.count, 0)
  const traffic = [-1, 0, 1].reduce((sum, d) => sum + (grid.total[top.step + d] ?? 0), 0) - count
  const expected = events * Math.max(CROWD_STEPS / grid.steps, traffic / Math.max(1, allEvents - events))
  const squares = steps.reduce((sum, each) => near.includes(each) ? sum : sum + each.count ** 2, 0)
  const mean = (events - count) / (grid.steps - CROWD_STEPS)
  const dispersion = mean > 0 ? Math.max(1, (squares / (grid.steps - CROWD_STEPS) - mean ** 2) / mean) : 1
  const from = near[0].step, to = near[near.length - 1].step + 1
  return { cluster: index, events, isError, from, to, count, usual: mean * (to - from), ratio: count > expected ? poissonRatio(count, expected) : 0, dispersion }
}

/** Of bursts that came in the same steps, mostly, the most surprising stands for all: what a fault makes others say is no other fault. */
function onePerHappening(found: Burst[]): Candidate[] {
  const told: Set<number>[] = []
  const ranked = found.sort((a, b) =>
    b.candidate.margin - a.candidate.margin || b.candidate.events - a.candidate.events || a.candidate.cluster - b.candidate.cluster)
  return ranked.flatMap(({ candidate, steps }) => {
    if (told.some(known => 2 * steps.filter(step => known.has(step)).length >= steps.length)) return []
    told.push(new Set(steps))
    return [candidate]
  })
}

/** A crowd by how much it surprises in its log, with the grid in which it was found: its steps are `times` as long as the finest. */
interface Surprising { crowd: Crowd, of: TimeGrid, times: number, surprise: number }

/**
 * How much each crowd of one grid surprises, under the better of two explanations. By chance: its ratio over the dispersion of its
 * template, less ln of the steps. By the way of this log, whose lines may come in phases so that every template crowds: how many times
 * its ratio by event is that of a typical template, the mean of all others and a prior one, as if these were exponential. A crowd of errors is no phase.
 */
function surprisesOf(crowds: readonly Crowd[], of: TimeGrid, times: number): Surprising[] {
  const sum = crowds.reduce((all, { ratio, events }) => all + ratio / events, 0)
  return crowds.map((crowd) => {
    const { ratio, events, count, dispersion, isError } = crowd
    const typical = (sum - ratio / events + PRIOR_NATS * count / events) / crowds.length
    const byChance = ratio / dispersion - Math.log(of.steps)
    const byLog = isError ? Number.POSITIVE_INFINITY : ratio / events / typical
    return { crowd, of, times, surprise: Math.min(byChance, byLog) }
  })
}

function candidateOf({ crowd: { cluster, from, to, count, usual }, of, surprise }: Surprising, margin: number): Candidate {
  const window: [number, number] = [(of.first + from) * of.stepSeconds * 1000, (of.first + to) * of.stepSeconds * 1000]
  const detail = { from: isoTime(window[0]), seconds: (window[1] - window[0]) / 1000, count, usual }
  return { cluster, slot: 'time', margin, lines: null, window, events: count, signal: { kind: 'burst', strength: surprise, detail } }
}

/**
 * Templates of which far more events come at once than ever else. The largest step of the log's time grid (with its neighbours) is
 * held against a null by which the template's events lie there as those of all others do, with the log-likelihood ratio of a Poisson
 * count of m where λ is expected, m ln(m / λ) - (m - λ), divided by a dispersion that the template's other crowds raise
 * (quasi-likelihood: R. W. M. Wedderburn, 1974); of grids with longer steps the one that surprises most counts. The margin allows for the
 * templates that are looked at and the grids, and half of the surprise of its severity is added, as everywhere (combine). Of bursts at the same time
 * one is told.
 */
export const findBursts: FindCandidates = ({ clusters, events }) => {
  const grid = timeGridOf(clusters)
  if (!grid) return []
  const allEvents = grid.total.reduce((sum, count) => sum + count, 0)
  const looked = clusters.flatMap((cluster, index): Looked[] => {
    if (cluster.isCoarse || cluster.events < EVENTS_MIN || cluster.tokens.length === 0) return []
    const steps = stepsOf(cluster, grid)
    return steps.length > 0 ? [{ cluster, index, steps, isError: severityOf(cluster) >= SEVERITY_ERROR }] : []
  })
  const most = new Map<number, Surprising>()
  let grids = 0
  for (let times = 1, of = grid; times === 1 || of.steps >= STEPS_MIN; times *= 2, of = coarser(grid, times), grids++) {
    const crowds = looked.map(each => largestCrowd(each, inSteps(each.steps, grid, of, times), of, allEvents))
    for (const found of surprisesOf(crowds, of, times)) {
      const known = most.get(found.crowd.cluster)
      if (found.crowd.count >= EVENTS_MIN && found.surprise > (known?.surprise ?? 0)) most.set(found.crowd.cluster, found)
    }
  }
  const allowance = Math.log(looked.length) + Math.log(grids) + FALSE_SHARE_NATS
  const severeOf = openSeverities(clusters, events)
  return onePerHappening(looked.flatMap(({ cluster, index, steps }): Burst[] => {
    const found = most.get(index)
    if (!found) return []
    const start = (found.of.first + found.crowd.from) * found.times - grid.first
    const end = (found.of.first + found.crowd.to) * found.times - grid.first
    const candidate = candidateOf(found, found.surprise + (severeOf(cluster)?.nats ?? 0) / 2 - allowance)
    return [{ candidate, steps: steps.flatMap(({ step }) => step >= start && step < end ? [step] : []) }]
  }))
}
