import { binOf, binStart, roundedStart } from '../templates/numbers'
import { dimensionOf, rangeDetail } from '../templates/quantity'
import type { Extreme, Slot } from '../templates/slots'
import { placeName } from '../templates/tokens'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

/** Numbers a place must have before one can be out of its range. Chosen. */
export const NUMBERS_MIN = 40
/** Distinct numbers it must have. Chosen: two are a switch, of which rareValue speaks. */
const DISTINCT_MIN = 3
/** Least octaves by which a number must grow to be e times rarer, whatever the bulk says. Chosen. */
const SCALE_MIN = 0.1
/** Octaves beyond the usual range that are worth a word: twice or half at least. Chosen. */
const DISTANCE_MIN = 1
const STRENGTH_MAX = 40
/** The tail is what lies beyond this share of the numbers, on each side, or beyond the few that may be odd. Chosen. */
const TAIL_SHARE = 0.01

/** Distribution of a place's numbers, in thousandths: bins in ascending order, and its ends. */
export interface Numbers {
  /** What they measure. */
  dimension: number
  total: number
  bins: { start: number, count: number }[]
  lowest: Extreme[]
  highest: Extreme[]
}

export function numbersOf(slot: Slot): Numbers | null {
  const dimension = dimensionOf(slot.dimensions)
  if (!slot.values) {
    const bins = [...slot.bins].sort((a, b) => a[0] - b[0]).map(([bin, count]) => ({ start: binStart(bin, slot.shift), count }))
    return { dimension, total: slot.numbers, bins, lowest: slot.lowest, highest: slot.highest }
  }
  const values: Extreme[] = []
  for (const [value, { count, lines }] of slot.values) if (typeof value === 'number') values.push({ value, count, lines })
  if (values.length < DISTINCT_MIN) return null
  values.sort((a, b) => a.value - b.value)
  return { dimension, total: values.reduce((sum, { count }) => sum + count, 0), bins: values.map(({ value, count }) => ({ start: binStart(binOf(value), 0), count })), lowest: values.slice(0, 8), highest: values.slice(-8).reverse() }
}

export function quantile({ total, bins }: Pick<Numbers, 'total' | 'bins'>, share: number): number {
  let seen = 0
  for (const { start, count } of bins) {
    seen += count
    if (seen >= share * total) return start
  }
  return bins.at(-1)?.start ?? 0
}

/** The step in which the numbers go, in thousandths: 1000 for whole ones, 100 for those with one digit after the point. */
function stepOf({ lowest, highest }: Numbers): number {
  const isMultiple = (step: number) => lowest.every(({ value }) => value % step === 0) && highest.every(({ value }) => value % step === 0)
  return [1000, 100, 10].find(isMultiple) ?? 1
}

/** The tail of one side: which share of the numbers it holds, where it begins, in how many octaves its numbers become e times rarer. */
interface Tail {
  share: number
  /** Numbers in it. */
  size: number
  end: number
  scale: number
}

function tailOf(numbers: Numbers, side: 1 | -1, position: (value: number) => number): Tail {
  const few = (rareCountMax(numbers.total) + 1) / numbers.total
  const share = Math.max(TAIL_SHARE, few)
  const at = (beyond: number) => quantile(numbers, side > 0 ? 1 - beyond : beyond)
  const slope = (near: number, far: number) => Math.abs(position(at(far)) - position(at(near))) / Math.log(near / far)
  const scales = [slope(0.5, share), SCALE_MIN]
  if (share <= 0.05) scales.push(slope(0.1, share))
  if (few <= share / 2) scales.push(slope(share, few))
  return { share, size: share * numbers.total, end: position(at(share)), scale: Math.max(...scales) }
}

/** What a candidate's place is called: too high and too low are two findings. */
export const sideName = (name: string, side: 1 | -1) => `${side > 0 ? 'high' : 'low'} ${name}`

/** Surprise of a number so many octaves beyond the beginning of the tail. */
function surpriseOf({ share, size, scale }: Tail, distance: number): number {
  return Math.min(STRENGTH_MAX, size * Math.log1p(distance / scale / size) - Math.log(share))
}

/** Surprise of the few numbers below zero where all others are not: of as many without, half of one was to be expected. */
function surpriseOfSign({ total, lowest }: Numbers): number {
  const negative = lowest.reduce((sum, { value, count }) => value < 0 ? sum + count : sum, 0)
  return negative <= rareCountMax(total) ? Math.log(2 * total) : 0
}

/**
 * Numbers outside the usual range of their place. Positions are logarithmic on both sides of zero: L(v) = log2(1 + |v| / h) with the
 * sign of v, where h is half the step in which the numbers go (a number that reads 0 is less than that). The tail beyond the 99 %
 * (or 1 %) quantile is taken as exponential in L (a Pareto tail in v; J. Pickands, "Statistical Inference Using Extreme Order Statistics",
 * 1975). Its scale is the largest that quantiles give between the median and that quantile, from 10 % to it, and from it to
 * the few outermost numbers that may be odd themselves. A scale from k numbers is uncertain: a number d octaves beyond has surprise
 * ln 100 + k ln(1 + d / (k scale)), the predictive tail of an exponential sample (a Lomax distribution; J. Aitchison, I. R. Dunsmore,
 * "Statistical Prediction Analysis", 1975). Of n numbers the largest reaches ln n by chance: that, the number of places and the false share are
 * taken off for the margin. A minus where no other number has one is a value that was never seen, as in rareValue.
 */
export const findNumbersOutOfRange: FindCandidates = ({ clusters }) => {
  const places = clusters.flatMap((cluster, index) => cluster.places.map(({ token, slot }) => ({ cluster, index, token, numbers: slot && numbersOf(slot) })))
    .flatMap(({ numbers, ...place }) => numbers && numbers.total >= NUMBERS_MIN ? [{ ...place, numbers }] : [])
  const candidates: Candidate[] = []
  for (const { cluster, index, token, numbers } of places) {
    const step = stepOf(numbers)
    const position = (value: number) => Math.sign(value) * Math.log2(1 + 2 * Math.abs(value) / step)
    const [low, median, high] = [0.01, 0.5, 0.99].map(share => roundedStart(quantile(numbers, share), step === 1000))
    const allowance = Math.log(places.length) / 2 + FALSE_SHARE_NATS
    const signSurprise = surpriseOfSign(numbers)
    const name = placeName(cluster.tokens, token)
    for (const side of [1, -1] as const) {
      const tail = tailOf(numbers, side, position)
      for (const { value, count, lines } of side > 0 ? numbers.highest : numbers.lowest) {
        const distance = (position(value) - tail.end) * side
        if (distance < DISTANCE_MIN) break
        const byRange = surpriseOf(tail, distance)
        const bySign = value < 0 && side < 0 ? signSurprise : 0
        const strength = Math.max(byRange, bySign)
        const margin = Math.max(byRange - Math.log(numbers.total), bySign - Math.log(2)) - allowance
        candidates.push({ cluster: index, slot: sideName(name, side), margin, lines, events: count, signal: { kind: 'number_range', strength, detail: { slot: name, ...rangeDetail({ value, low, median, high }, numbers.dimension), total: numbers.total } } })
      }
    }
  }
  return candidates
}
