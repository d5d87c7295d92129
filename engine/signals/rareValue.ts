import type { Cluster } from '../templates/clusters'
import { dimensionOf, shownQuantity } from '../templates/quantity'
import { bytesOfText, type Slot, type SlotValue, type ValueCount } from '../summary/slots'
import { severityName } from '../reading/levels/severity'
import { ALL_NEW_NATS, RARE_NATS } from './rareTemplate'
import { rareCountMax, type Candidate, type FindCandidates } from './signal'

/** Values that come at most so many times as often are as rare: counts of values often fall by threes. Chosen. */
const LIKE_MAX = 5
const USUAL_SHOWN = 5
/** A place with more distinct numbers holds quantities, whose rare values are no news; numberRange looks at those. Chosen. */
const NUMBERS_MAX = 20

/** An id of hexadecimal letters, alone or as a part of a name: one in a thousand has no digit by chance, and reads as a word. The length is chosen: English has hardly any such words. */
const LETTERED_ID = /(?:^|[-./_])(?:[A-F]{5,}|[a-f]{5,})(?:$|[-./_])/
/** Stands for all values that are no words, in a place where those are too many to be told apart. */
const OTHERS = '<*>'

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
    places.push({ cluster: index, name, values: values(), total })
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
 * Surprise, in nats, of one of the values that came `count` times, from the counts of all values of the place in ascending order: -ln of
 * the share of observations that the others lead to expect of such values. Each that is as rare makes a new one as likely (I. J. Good,
 * "The Population Frequencies of Species", 1953); where all others come often, half a value may. It is less by half of ln of how many
 * such there are: where new ones keep coming, one more is no news (nothing changes with none or all of it).
 */
function surpriseOf(count: number, counts: readonly number[], total: number): number {
  let like = -1 // itself
  let mass = -count
  for (; like + 1 < counts.length && counts[like + 1] <= count * LIKE_MAX; like++) mass += counts[like + 1]
  return Math.log(total / Math.max(count / 2, mass)) - Math.log(1 + like) / 2
}

/** Values that are rare in a place where the others come often; one threshold decides. */
export const findRareValues: FindCandidates = ({ clusters }) => {
  const places = clusters.flatMap((cluster, index) => cluster.isCoarse ? [] : placesOf(cluster, index))
  const candidates: Candidate[] = []
  for (const { cluster, name, values, total } of places) {
    values.sort(compareValues)
    const limit = rareCountMax(total)
    const often = values.filter(({ counted }) => counted.count > limit)
    const usual = (often.length > 0 ? often : values).slice(-USUAL_SHOWN).reverse().map(({ shown, counted }) => ({ value: shown, count: counted.count }))
    const counts = values.map(({ counted }) => counted.count)
    for (let i = 0; i < values.length;) {
      const count = counts[i]
      if (count > limit) break
      const strength = surpriseOf(count, counts, total)
      for (; counts[i] === count; i++) {
        const { shown, isNumber, counted } = values[i]
        if (strength > 0)
          candidates.push({ cluster, slot: name, margin: strength - RARE_NATS, lines: counted.lines, events: count, signal: { kind: 'rare_value', strength: isNumber ? strength : strength + ALL_NEW_NATS, detail: { slot: name, value: shown, count, total, distinct: values.length, usual } } })
      }
    }
  }
  return candidates
}
