import type { Cluster } from '../templates/clusters'
import { dimensionOf, shownQuantity } from '../templates/quantity'
import { bytesOfText, type Slot, type SlotValue, type ValueCount } from '../templates/slots'
import { severityName } from '../text/severity'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates } from './signal'

/** Observations a place must have before a value can be rare in it. Chosen. */
const OBSERVATIONS_MIN = 20
const USUAL_SHOWN = 5
/** A place with more distinct numbers holds quantities, whose rare values are no news; numberRange looks at those. Chosen. */
const NUMBERS_MAX = 20

/** Values that are rare come at most once where the rarest of the usual ones comes so many times. Chosen: counts of values often fall by threes. */
const GAP_MIN = 5

/** So many values of a place can be rare, or half of all where it has more: beyond that, new ones keep coming. Chosen. */
const RARE_MAX = 3

/** A new word says more than a new number, as in rareTemplate. Chosen. */
const WORD_NATS = 1

/** An id of hexadecimal letters, alone or as a part of a name: one in a thousand has no digit by chance, and reads as a word. The length is chosen: English has hardly any such words. */
const LETTERED_ID = /(?:^|[-./_])(?:[A-F]{5,}|[a-f]{5,})(?:$|[-./_])/
/** Stands for all values that are no words, in a place where those are too many to be told apart. */
const OTHERS = '…'

/** A place and what stood in it. */
interface Place {
  cluster: number
  name: string
  values: { shown: string, isNumber: boolean, counted: ValueCount }[]
  total: number
}

const shownText = (text: string) => new TextDecoder().decode(bytesOfText(text))
export const shownValue = (value: SlotValue, slot: Slot | null) => typeof value === 'number' ? shownQuantity(value, dimensionOf(slot?.dimensions ?? 0)) : shownText(value)

function isQuantity(values: ReadonlyMap<SlotValue, ValueCount>): boolean {
  let numbers = 0
  for (const value of values.keys()) if (typeof value === 'number') numbers++
  return numbers > NUMBERS_MAX
}

function placesOf(cluster: Cluster, index: number): Place[] {
  const places: Place[] = []
  const add = (name: string, counts: ReadonlyMap<unknown, ValueCount>, values: () => Place['values']) => {
    if (counts.size < 2) return
    let total = 0
    for (const { count } of counts.values()) total += count
    if (total >= OBSERVATIONS_MIN) places.push({ cluster: index, name, values: values(), total })
  }
  add('severity', cluster.severities, () => [...cluster.severities].map(([severity, counted]) => ({ shown: (severityName(severity) ?? 'none').toUpperCase(), isNumber: true, counted })))
  for (const { name, values, slot, words } of cluster.places) {
    if (words && words.size > 0) {
      const known = [...words].filter(([word]) => !LETTERED_ID.test(word))
      const others = cluster.events - known.reduce((sum, [, { count }]) => sum + count, 0)
      const rest: ValueCount = { count: others, lines: [] }
      if (others > 0) add(name, new Map<unknown, ValueCount>([...known, [null, rest]]), () => [...known.map(([word, counted]) => ({ shown: shownText(word), isNumber: false, counted })), { shown: OTHERS, isNumber: true, counted: rest }])
    }
    if (values && !isQuantity(values)) add(name, values, () => [...values].map(([value, counted]) => ({ shown: shownValue(value, slot), isNumber: typeof value === 'number', counted })))
  }
  return places
}

function compareValues(a: Place['values'][number], b: Place['values'][number]): number {
  return a.counted.count - b.counted.count || a.counted.lines[0] - b.counted.lines[0] || (a.shown < b.shown ? -1 : 1)
}

/**
 * Values that are rare in a place of few values, where the others come often. The surprise of a value with count c is -ln of the
 * share of observations whose value is at least as rare there (see rareTemplate); the margin allows for the values of the place
 * and for the places of the log. Counts of values often fall gently, and in some places new ones keep coming (I. J. Good, "The Population
 * Frequencies of Species", 1953: what comes once tells how much is still unseen): so there must be a gap to the rarest of the usual
 * values, and few rare ones beside it.
 */
export const findRareValues: FindCandidates = ({ clusters }) => {
  const places = clusters.flatMap((cluster, index) => cluster.isCoarse ? [] : placesOf(cluster, index))
  const candidates: Candidate[] = []
  for (const { cluster, name, values, total } of places) {
    values.sort(compareValues)
    const limit = Math.min(rareCountMax(total), Math.floor(total / OBSERVATIONS_MIN))
    const often = values.filter(({ counted }) => counted.count > limit)
    const usual = (often.length > 0 ? often : values).slice(-USUAL_SHOWN).reverse().map(({ shown, counted }) => ({ value: shown, count: counted.count }))
    const leastUsual = values.find(({ counted }) => counted.count > limit)?.counted.count ?? 0
    let mass = 0
    for (let i = 0; i < values.length;) {
      const { count } = values[i].counted
      if (count > limit) break
      let j = i
      while (j < values.length && values[j].counted.count === count) j++
      mass += count * (j - i)
      // what the others alone lead to expect: in a place where all other values come often, next to nothing
      const strength = Math.log(total / Math.max(0.5, mass - count))
      const gap = Math.log(leastUsual / count / GAP_MIN)
      const crowd = Math.log(Math.max(RARE_MAX, values.length / 2) / j)
      const margin = Math.min(gap, crowd, strength - Math.log(values.length / j) - FALSE_SHARE_NATS - Math.log(places.length) / 2)
      for (; i < j; i++) {
        const { shown, isNumber, counted } = values[i]
        if (strength > 0)
          candidates.push({ cluster, slot: name, margin, lines: counted.lines, events: count, signal: { kind: 'rare_value', strength: isNumber ? strength : strength + WORD_NATS, detail: { slot: name, value: shown, count, total, distinct: values.length, usual } } })
      }
    }
  }
  return candidates
}
