import { binOf, binStart } from '../templates/numbers'
import type { Extreme, Slot } from '../templates/slots'
import { placeName } from '../templates/tokens'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates } from './signal'

/** Numbers a place must have before one can be out of its range. Chosen. */
const NUMBERS_MIN = 40
/** Least octaves by which a number must grow to be e times rarer, whatever the bulk says. Chosen. */
const SCALE_MIN = 0.5
/** Octaves beyond the 99 % (or 1 %) quantile that are worth a word. Chosen. */
const DISTANCE_MIN = 2
const STRENGTH_MAX = 40

/** Distribution of a place's numbers, in thousandths: bins in ascending order, and its ends. */
interface Numbers {
  total: number
  bins: { start: number, count: number }[]
  lowest: Extreme[]
  highest: Extreme[]
}

function numbersOf(slot: Slot): Numbers | null {
  if (!slot.values) {
    const bins = [...slot.bins].sort((a, b) => a[0] - b[0]).map(([bin, count]) => ({ start: binStart(bin, slot.shift), count }))
    return { total: slot.numbers, bins, lowest: slot.lowest, highest: slot.highest }
  }
  const values: Extreme[] = []
  for (const [value, { count, lines }] of slot.values) if (typeof value === 'number') values.push({ value, count, line: lines[0] })
  if (values.length < 3) return null
  values.sort((a, b) => a.value - b.value)
  return { total: values.reduce((sum, { count }) => sum + count, 0), bins: values.map(({ value, count }) => ({ start: binStart(binOf(value), 0), count })), lowest: values.slice(0, 8), highest: values.slice(-8).reverse() }
}

function quantile({ total, bins }: Numbers, share: number): number {
  let seen = 0
  for (const { start, count } of bins) {
    seen += count
    if (seen >= share * total) return start
  }
  return bins.at(-1)?.start ?? 0
}

/**
 * Numbers outside the usual range of their place. Positions are logarithmic above the median, linear below it:
 * L(v) = log2(1 + |v| / max(median, one unit)), with the sign of v. The tail beyond the 99 % quantile is taken as exponential in L
 * (a Pareto tail in v; J. Pickands, "Statistical Inference Using Extreme Order Statistics", 1975), its scale from the bulk
 * between the median and that quantile; so a number d octaves beyond has surprise ln 100 + d / scale. Of n numbers the
 * largest reaches ln n by chance: that, the number of places and the false share are taken off for the margin.
 */
export const findNumbersOutOfRange: FindCandidates = ({ clusters }) => {
  const places = clusters.flatMap((cluster, index) => cluster.places.map(({ token, slot }) => ({ cluster, index, token, numbers: slot && numbersOf(slot) })))
    .flatMap(({ numbers, ...place }) => numbers && numbers.total >= NUMBERS_MIN ? [{ ...place, numbers }] : [])
  const candidates: Candidate[] = []
  for (const { cluster, index, token, numbers } of places) {
    const [low, median, high] = [quantile(numbers, 0.01), quantile(numbers, 0.5), quantile(numbers, 0.99)]
    const isWhole = numbers.highest.every(({ value }) => value % 1000 === 0) && numbers.lowest.every(({ value }) => value % 1000 === 0)
    const unit = Math.max(Math.abs(median), isWhole ? 1000 : 1)
    const shown = (start: number) => isWhole ? Math.ceil(start / 1000) : Number((start / 1000).toPrecision(3))
    const position = (value: number) => Math.sign(value) * Math.log2(1 + Math.abs(value) / unit)
    const allowance = Math.log(numbers.total) + Math.log(places.length) / 2 + FALSE_SHARE_NATS
    const name = placeName(cluster.tokens, token)
    for (const side of [1, -1]) {
      const end = position(side > 0 ? high : low)
      const scale = Math.max(SCALE_MIN, Math.abs(end - position(median)) / Math.log(50))
      for (const { value, count, line } of side > 0 ? numbers.highest : numbers.lowest) {
        const distance = (position(value) - end) * side
        if (distance < DISTANCE_MIN) break
        const strength = Math.min(STRENGTH_MAX, Math.log(100) + distance / scale)
        candidates.push({ cluster: index, slot: name, margin: strength - allowance, lines: [line], events: count, signal: { kind: 'number_range', strength, detail: { slot: name, value: value / 1000, low: shown(low), median: shown(median), high: shown(high), total: numbers.total } } })
      }
    }
  }
  return candidates
}
