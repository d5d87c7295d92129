import type { TemplateParameter } from '#shared/results'
import type { Buckets } from '../summary/buckets'
import type { Cluster, VariedPlace } from './clusters'
import { binStart, roundedStart } from '../tokens/numbers'
import { dimensionOf, measureOf, shownQuantity } from './quantity'
import { bytesOfText, type Slot, type SlotValue } from '../summary/slots'

/** What a person looks at; chosen. The model must stay small with many templates. */
const PARAMETERS_TOLD = 10
const VALUES_TOLD = 5
const VALUE_MAX_CHARS = 60
/** Equal parts of the log's time. */
const PARTS = 32

/** A template's events in equal parts of the log's time, both ends included; none without times. */
export function eventsOverTime(times: Buckets, firstMs: number, lastMs: number): number[] {
  if (Number.isNaN(firstMs) || times.counts.size === 0) return []
  const parts = Array.from({ length: PARTS }, () => 0)
  const span = Math.max(1, lastMs - firstMs)
  for (const [number, { count }] of times.counts) {
    const middleMs = (number + 0.5) * 2 ** times.shift * 1000
    parts[Math.min(PARTS - 1, Math.max(0, Math.floor((middleMs - firstMs) / span * PARTS)))] += count
  }
  return parts
}

/** The places of a template that vary, in order, with what usually stands in them; those of the header come last, but for constant ones. */
export function parametersOf({ tokens, places }: Cluster): TemplateParameter[] {
  const told = places.filter(({ token, values }) => token < tokens.length || values === null || values.size > 1)
  return told.slice(0, PARAMETERS_TOLD).map(place => ({ name: place.name, ...valuesOf(place), range: place.slot && rangeOf(place.slot) }))
}

function valuesOf({ values, slot }: VariedPlace): Pick<TemplateParameter, 'values' | 'distinct'> {
  if (!values) return { values: [], distinct: null }
  const told = Array.from(values, ([value, { count }]) => ({ value: shown(value, dimensionOf(slot?.dimensions ?? 0)), count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return { values: told.slice(0, VALUES_TOLD), distinct: values.size }
}

function shown(value: SlotValue, dimension: number): string {
  if (typeof value === 'number') return shownQuantity(value, dimension)
  const text = new TextDecoder().decode(bytesOfText(value))
  return text.length > VALUE_MAX_CHARS ? `${text.slice(0, VALUE_MAX_CHARS)}…` : text
}

/** Ends and middle of the numbers of a place with many values; the middle as exact as its bin is: whole where the ends are, else three digits. */
function rangeOf({ dimensions, values, numbers, observations, bins, shift, lowest, highest }: Slot): TemplateParameter['range'] {
  if (values || numbers * 2 < observations || lowest.length === 0) return null
  let seen = 0
  let median = 0
  for (const [bin, count] of [...bins].sort((a, b) => a[0] - b[0])) {
    median = binStart(bin, shift)
    seen += count
    if (seen * 2 >= numbers) break
  }
  const [least, greatest] = [lowest[0].value, highest[0].value]
  const dimension = dimensionOf(dimensions)
  const isWhole = least % 1000 === 0 && greatest % 1000 === 0
  const middle = Math.min(greatest, Math.max(least, roundedStart(median, isWhole)))
  const { unit, value, shown } = measureOf(dimension)
  return { least: value(least), median: value(middle), greatest: value(greatest), unit, shown: { least: shown(least), median: shown(middle), greatest: shown(greatest) } }
}
