import type { GoodRuns } from '#shared/anomaly'
import { numbersOf, NUMBERS_MIN, quantile, sideName, type Numbers } from '../signals/numberRange'
import { FALSE_SHARE_NATS, type Candidate } from '../signals/signal'
import { roundedStart } from '../tokens/numbers'
import { rangeDetail } from '../templates/quantity'
import { placeBeside, type FindDifferences, type Pair } from './comparison'
import { goodRunsWith, type RunTotals } from './runShares'

/** Least octaves by which a number must grow to be e times rarer, as in numberRange. */
const SCALE_MIN = 0.5
/** Octaves beyond all numbers of the known-good log that are worth a word. Chosen. */
const DISTANCE_MIN = 1
const STRENGTH_MAX = 40

interface Place { cluster: number, runs: GoodRuns | undefined, name: string, log: Numbers, usual: Numbers }

function placesOf(pair: Pair, totals: RunTotals): Place[] {
  const { log, usual, cluster } = pair
  if (!log || !usual || log.isCoarse) return []
  return log.places.flatMap(({ name, slot }, i) => {
    const known = placeBeside(usual, name, i)?.slot
    const [own, other] = [slot && numbersOf(slot), known && numbersOf(known)]
    return own && other && other.total >= NUMBERS_MIN ? [{ cluster, runs: goodRunsWith(pair, totals), name, log: own, usual: other }] : []
  })
}

/**
 * Numbers beyond all of the same place in the known-good log, by at least an octave. The tail is that of numberRange, fitted to the
 * known-good log's numbers: between the median and the 99 % quantile, then exponential in octaves.
 */
export const findNewNumbers: FindDifferences = ({ pairs, runs: totals }) => {
  const places = pairs.flatMap(pair => placesOf(pair, totals))
  return places.flatMap(({ cluster, runs, name, log, usual }): Candidate[] => {
    const [low, median, high] = [quantile(usual, 0.01), quantile(usual, 0.5), quantile(usual, 0.99)]
    const isWhole = [...usual.highest, ...usual.lowest].every(({ value }) => value % 1000 === 0)
    const unit = Math.max(Math.abs(median), isWhole ? 1000 : 1)
    const shown = (start: number) => roundedStart(start, isWhole)
    const position = (value: number) => Math.sign(value) * Math.log2(1 + Math.abs(value) / unit)
    const allowance = Math.log(log.total) + Math.log(places.length) / 2 + FALSE_SHARE_NATS
    return ([1, -1] as const).flatMap((side) => {
      const edge = position(side > 0 ? high : low)
      const utmost = position((side > 0 ? usual.highest : usual.lowest)[0]?.value ?? median)
      const scale = Math.max(SCALE_MIN, Math.abs(edge - position(median)) / Math.log(50))
      return (side > 0 ? log.highest : log.lowest).filter(({ value }) => (position(value) - utmost) * side >= DISTANCE_MIN).map(({ value, count, lines }): Candidate => {
        const strength = Math.min(STRENGTH_MAX, Math.log(100) + (position(value) - edge) * side / scale)
        return { cluster, slot: sideName(name, side), margin: strength - allowance, lines, events: count, signal: { kind: 'new_number', strength, detail: { slot: name, ...rangeDetail({ value, low: shown(low), median: shown(median), high: shown(high) }, log.dimension), total: usual.total, runs } } }
      })
    })
  })
}
