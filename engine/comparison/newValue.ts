import type { GoodRuns } from '#shared/anomaly'
import { shownValue } from '../signals/rareValue'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate } from '../signals/signal'
import { SEVERAL_RUNS, type SlotValue, type ValueCount } from '../summary/slots'
import { severityName } from '../reading/levels/severity'
import { placeBeside, type FindDifferences, type Pair } from './comparison'
import { greatestSeverity, isRaised } from './raisedSeverity'
import { KnownWords } from './resemblance'
import { goodRunsWith, type RunTotals } from './runShares'
import { wordsOf } from './words'

const USUAL_SHOWN = 5
/** A place with more distinct numbers, with a unit or without, holds measures: newNumber looks at those that are plain numbers. Chosen. */
const NUMBERS_MAX = 12

/** A place of a template, and what stands in it in both logs. */
interface Place {
  cluster: number
  runs: GoodRuns | undefined
  name: string
  /** Whether it says who wrote the line. */
  isSource: boolean
  shown: (value: SlotValue) => string
  log: ReadonlyMap<SlotValue, ValueCount>
  usual: ReadonlyMap<SlotValue, ValueCount>
  /** Of the place of severities: the greatest in the known-good log. */
  greatest: number | null
}

function isMeasure(values: ReadonlyMap<SlotValue, ValueCount>): boolean {
  let numbers = 0
  for (const value of values.keys()) if (typeof value === 'number' || /^[-+]?\d+(?:\.\d+)?[a-z%]{0,3}$/i.test(value)) numbers++
  return numbers > NUMBERS_MAX
}

const totalOf = (values: ReadonlyMap<SlotValue, ValueCount>) => Array.from(values.values()).reduce((sum, { count }) => sum + count, 0)

function placesOf(pair: Pair, totals: RunTotals): Place[] {
  const { log, usual, cluster } = pair
  if (!log || !usual || log.isCoarse) return []
  const runs = goodRunsWith(pair, totals)
  const places: Place[] = [{ cluster, runs, name: 'severity', isSource: false, shown: value => (severityName(Number(value)) ?? 'none').toUpperCase(), log: log.severities, usual: usual.severities, greatest: greatestSeverity(usual.severities) }]
  log.places.forEach(({ token, name, values, slot }, i) => {
    const known = placeBeside(usual, name, i)?.values
    if (values && known && known.size > 0 && !isMeasure(values) && !isMeasure(known)) places.push({ cluster, runs, name, isSource: token >= log.tokens.length, shown: value => shownValue(value, slot), log: values, usual: known, greatest: null })
  })
  return places
}

/**
 * Nats by which it surprises that a place holds a value it never had: -ln of how many such were to be expected. Each value that is rare
 * in the known-good log makes one likely (after Good–Turing); where all come often, D values in n leave D / (n + 1). Of several good runs,
 * so do values that one run alone has, however often there: a further run brings as many as each of them did.
 */
function closedness(usual: ReadonlyMap<SlotValue, ValueCount>, logTotal: number, runs: number): number {
  const total = totalOf(usual)
  const limit = rareCountMax(total)
  const rare = Array.from(usual.values()).filter(({ count }) => count <= limit).length
  const ofOneRun = Array.from(usual.values()).filter(({ origin }) => origin && origin !== SEVERAL_RUNS).length
  const byEvents = Math.max(1, logTotal / total) * (rare + usual.size / (total + 1))
  return Math.max(0, -Math.log(Math.max(byEvents, runs > 1 ? ofOneRun / runs : 0)))
}

/** A source without the number that says which of several it is: how a pool hands its work to workers differs from run to run. */
const withoutNumber = (source: string) => source.replace(/\d+/g, '0')

/** Values of a place that it never has in the known-good log; of sources, those that differ from all known ones in more than their number. */
function unseenIn({ log, usual, isSource, shown }: Place): SlotValue[] {
  const unseen = [...log.keys()].filter(value => !usual.has(value))
  if (!isSource || unseen.length === 0) return unseen
  const known = new Set(Array.from(usual.keys(), value => withoutNumber(shown(value))))
  return unseen.filter(value => !known.has(withoutNumber(shown(value))))
}

/** Values with words that stand nowhere in the known-good log. */
function withNewWords(values: readonly SlotValue[], shown: Place['shown'], known: KnownWords): Set<SlotValue> {
  return new Set(values.filter(value => typeof value === 'string' && wordsOf(shown(value), true).some(word => known.isNew(word))))
}

/**
 * Values that a place never has in the known-good log. Two things make one surprising: that the place has had the same few values all
 * along (see closedness; I. J. Good, "The Population Frequencies of Species", 1953), or that its words are new where
 * hardly another value of the place has new words. The greater counts; the margin allows for the places. A severity that is higher than all
 * that the message had is always told.
 */
export const findNewValues: FindDifferences = ({ pairs, runs: totals }) => {
  const known = new KnownWords(pairs.flatMap(({ usual, usualLines }) => [...usual?.records ?? [], ...usualLines?.records ?? []]))
  const places = pairs.flatMap(pair => placesOf(pair, totals)).map(place => ({ ...place, unseen: unseenIn(place) }))
  const telling = places.filter(({ unseen }) => unseen.length > 0)
  return telling.flatMap(({ cluster, runs, name, shown, log, usual, greatest, unseen }): Candidate[] => {
    const closed = closedness(usual, totalOf(log), totals.size)
    const worded = withNewWords(unseen, shown, known)
    const usualValues = Array.from(usual, ([value, { count }]) => ({ value: shown(value), count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, USUAL_SHOWN)
    return unseen.flatMap((value): Candidate[] => {
      const counted = log.get(value)
      const byWords = worded.has(value) ? Math.log((log.size + usual.size) / worded.size) : 0
      // a message that was never so severe: by the rule of succession its next event is with 1 in its events + 1; likeness needs no proof of it
      const isWorse = greatest !== null && isRaised(Number(value), greatest)
      const strength = Math.max(closed - Math.log(unseen.length), byWords, isWorse ? Math.log(totalOf(usual) + 1) : 0)
      const margin = Math.max(strength - FALSE_SHARE_NATS - Math.log(telling.length) / 2, isWorse ? 0 : Number.NEGATIVE_INFINITY)
      if (!counted || strength <= 0) return []
      return [{ cluster, slot: name, margin, lines: counted.lines, events: counted.count, signal: { kind: 'new_value', strength, detail: { slot: name, value: shown(value), count: counted.count, total: totalOf(log), baseline_total: totalOf(usual), distinct: usual.size, usual: usualValues, runs } } }]
    })
  })
}
