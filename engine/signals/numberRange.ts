import { binOf, binStart, roundedStart } from '../tokens/numbers'
import { dimensionOf, rangeDetail } from '../templates/quantity'
import { EXTREMES_MAX, type Extreme, type Slot } from '../summary/slots'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

/** Numbers a place must have before one can be out of its range. Chosen. */
export const NUMBERS_MIN = 40
/** Distinct numbers it must have. Chosen: two are a switch, of which rareValue speaks. */
const DISTINCT_MIN = 3
/** Least octaves by which a number must grow to be e times rarer, whatever its neighbours say: equal ones say nothing. Chosen. */
const SCALE_MIN = 0.1
/** Octaves beyond all usual numbers that are worth a word: twice or half at least. Chosen. */
const DISTANCE_MIN = 1
const STRENGTH_MAX = 40
/** So many numbers of a place can be odd one by one, at least one; more are a mode of their own unless they come together. Chosen. */
const ODD_SHARE = 0.02
const oddMax = (total: number) => Math.max(1, Math.min(rareCountMax(total), Math.floor(total * ODD_SHARE)))

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
  return { dimension, total: values.reduce((sum, { count }) => sum + count, 0), bins: values.map(({ value, count }) => ({ start: binStart(binOf(value), 0), count })), lowest: values.slice(0, EXTREMES_MAX), highest: values.slice(-EXTREMES_MAX).reverse() }
}

export function quantile({ total, bins }: Pick<Numbers, 'total' | 'bins'>, share: number): number {
  let seen = 0
  for (const { start, count } of bins) {
    seen += count
    if (seen >= share * total) return start
  }
  return bins.at(-1)?.start ?? 0
}

/** 1 % quantile, median and 99 % quantile of the numbers but for so many outermost ones of one side. */
function usualRange(numbers: Numbers, side: 1 | -1, beyond: number): number[] {
  const odd = beyond / numbers.total
  return [0.01, 0.5, 0.99].map(share => quantile(numbers, share * (1 - odd) + (side > 0 ? 0 : odd)))
}

/**
 * The step in which most of the outermost numbers go, in thousandths: 1000 for whole ones, 100 for those with one digit after the point.
 * Where some are more exact, a number that reads 0 was hardly measured as they were.
 */
function stepOf({ lowest, highest }: Numbers): number {
  const outer = [...lowest, ...highest]
  return [1000, 100, 10].find(step => 2 * outer.filter(({ value }) => value % step === 0).length > outer.length) ?? 1
}

/** Numbers of one position, going inwards from the outermost. */
interface Outer { position: number, count: number, lines: readonly number[] }

/** The outermost numbers of one side, at least `wanted` of them: extremes are exact, those further in are as exact as bins. */
function outermost({ bins, lowest, highest }: Numbers, side: 1 | -1, wanted: number, position: (value: number) => number): Outer[] {
  const outer: Outer[] = (side > 0 ? highest : lowest).map(({ value, count, lines }) => ({ position: position(value), count, lines }))
  let known = outer.reduce((sum, { count }) => sum + count, 0)
  let left = wanted - known
  for (let i = 0; i < bins.length && left > 0; i++) {
    const { start, count } = side > 0 ? bins[bins.length - 1 - i] : bins[i]
    const rest = Math.max(0, count - known)
    known = Math.max(0, known - count)
    if (rest > 0) outer.push({ position: position(start), count: rest, lines: [] })
    left -= rest
  }
  return outer
}

const sizeOfTail = (total: number) => Math.round(Math.sqrt(total))

/** Surprise of the gap behind each of the outermost numbers: how many lie beyond it, and of all further out than it. */
function surprisesOfGaps(outer: readonly Outer[], { total, span, side }: { total: number, span: number, side: 1 | -1 }): { beyond: number, nats: number }[] {
  const size = sizeOfTail(total)
  const gaps: { beyond: number, nats: number }[] = []
  const lines: number[] = []
  let beyond = 0
  for (let i = 0; i + 1 < outer.length && outer[i].lines.length > 0; i++) {
    beyond += outer[i].count
    lines.push(...outer[i].lines)
    const gap = (outer[i].position - outer[i + 1].position) * side
    const byGap = gap < DISTANCE_MIN ? 0 : size * Math.log1p(beyond * gap / (size * Math.max(SCALE_MIN, scaleBehind(outer, i + 1, beyond, size))))
    gaps.push({ beyond, nats: beyond <= oddMax(total) ? byGap : Math.min(byGap, lines.length < beyond ? 0 : surpriseOfCloseness(lines, span)) })
  }
  return gaps
}

/** Surprise of so many lines standing together, of events that come in `span` lines: k points within a share w have p = k w^(k-1). */
function surpriseOfCloseness(lines: readonly number[], span: number): number {
  const share = (Math.max(...lines) - Math.min(...lines) + 1) / span
  return Math.max(0, -(lines.length - 1) * Math.log(Math.min(1, share)) - Math.log(lines.length))
}

/** Octaves in which the `size` numbers from row `first` inwards become e times rarer, where `beyond` lie further out. */
function scaleBehind(outer: readonly Outer[], first: number, beyond: number, size: number): number {
  const edge = outer[first].position
  let sum = 0
  let left = size
  let row = first
  for (; row < outer.length && left > 0; row++) {
    const taken = Math.min(left, outer[row].count)
    left -= taken
    sum += taken * outer[row].position
  }
  const taken = size - left
  const end = outer[Math.min(outer.length - 1, row)].position
  return Math.abs(sum - taken * end + beyond * (edge - end)) / taken
}

/** What a candidate's place is called: too high and too low are two findings. */
export const sideName = (name: string, side: 1 | -1) => `${side > 0 ? 'high' : 'low'} ${name}`

/** Surprise of the few numbers below zero where all others are not: of as many without, half of one was to be expected. */
function surpriseOfSign({ total, lowest }: Numbers): number {
  const negative = lowest.reduce((sum, { value, count }) => value < 0 ? sum + count : sum, 0)
  return negative <= rareCountMax(total) ? Math.log(2 * total) : 0
}

/**
 * Numbers outside the usual range of their place. Positions are logarithmic on both sides of zero: L(v) = log2(1 + |v| / h) with the
 * sign of v, where h is half the step in which the numbers go (a number that reads 0 is less than that). The outermost of the usual
 * numbers are taken as exponential in L (a Pareto tail in v). Then the gaps between neighbours are exponential each by itself (A. Rényi, "On the
 * Theory of Order Statistics", 1953): k numbers beyond a gap of g octaves, with the s octaves in which the m numbers behind it become e times
 * rarer (B. M. Hill, "A Simple General Approach to Inference About the Tail of a Distribution", 1975), have k g / s ~ F(2, 2 m), of
 * which the surprise is m ln(1 + k g / (m s)); m is the root of all. So nothing is asked of the bulk, which may have several modes, and nothing of
 * how many numbers there are. What came more often than can be odd is a mode of the place, unless it all came together: then the surprise is
 * that of the likelier of the two. The number of gaps, of places and the false share are taken off for the margin. A minus where no
 * other number has one is a value that was never seen, as in rareValue.
 */
export const findNumbersOutOfRange: FindCandidates = ({ clusters }) => {
  const places = clusters.flatMap((cluster, index) => cluster.places.map(({ name, slot }) => ({ cluster, index, name, numbers: slot && numbersOf(slot) })))
    .flatMap(({ numbers, ...place }) => numbers && numbers.total >= NUMBERS_MIN ? [{ ...place, numbers }] : [])
  const candidates: Candidate[] = []
  for (const { cluster, index, name, numbers } of places) {
    const step = stepOf(numbers)
    const position = (value: number) => Math.sign(value) * Math.log2(1 + 2 * Math.abs(value) / step)
    const allowance = Math.log(places.length) / 2 + FALSE_SHARE_NATS
    const signSurprise = surpriseOfSign(numbers)
    for (const side of [1, -1] as const) {
      const extremes = side > 0 ? numbers.highest : numbers.lowest
      const gaps = surprisesOfGaps(outermost(numbers, side, EXTREMES_MAX + sizeOfTail(numbers.total) + 1, position), { total: numbers.total, span: cluster.lastLine - cluster.lines[0] + 1, side })
      extremes.forEach(({ value, count, lines }, row) => {
        const bySign = value < 0 && side < 0 ? signSurprise : 0
        const gap = gaps.slice(row).reduce((best, each) => each.nats > best.nats ? each : best, { beyond: 0, nats: 0 })
        if (gap.nats === 0 && bySign === 0) return
        const byGap = gap.nats === 0 ? 0 : Math.min(STRENGTH_MAX, gap.nats + Math.log(numbers.total / gap.beyond))
        const strength = Math.max(byGap, bySign)
        const [low, median, high] = usualRange(numbers, side, gap.beyond).map(start => roundedStart(start, step === 1000))
        const margin = Math.max(gap.nats - Math.log(oddMax(numbers.total)), bySign - Math.log(2)) - allowance
        candidates.push({ cluster: index, slot: sideName(name, side), margin, lines, events: count, signal: { kind: 'number_range', strength, detail: { slot: name, ...rangeDetail({ value, low, median, high }, numbers.dimension), total: numbers.total } } })
      })
    }
  }
  return candidates
}
