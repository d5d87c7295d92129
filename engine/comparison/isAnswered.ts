import { numbersOf, NUMBERS_MIN } from '../signals/numberRange'
import type { Candidate } from '../signals/signal'
import type { Buckets } from '../summary/buckets'
import type { Cluster } from '../templates/clusters'
import { binOf } from '../tokens/numbers'
import { dimensionOf } from '../templates/quantity'
import { storedOf } from '../tokens/wordQuantity'
import type { Slot } from '../summary/slots'
import type { Pair } from './comparison'

const placesOf = (cluster: Cluster, slot: string) => cluster.places.filter(({ name }) => name === slot)

/** Most events of a template in any so many seconds, as far as its steps of time tell. */
function largestCrowd({ shift, counts }: Buckets, seconds: number): number {
  const steps = Array.from(counts, ([step, { count }]) => ({ step, count })).sort((a, b) => a.step - b.step)
  const length = Math.ceil(seconds / 2 ** shift)
  let most = 0
  let from = 0
  let sum = 0
  for (const { step, count } of steps) {
    sum += count
    while (steps[from].step <= step - length) sum -= steps[from++].count
    most = Math.max(most, sum)
  }
  return most
}

/** Whether the numbers of a place are ever as far to one side, on average, as `value` in its base unit. */
function hasLevel({ levels, dimensions }: Slot, value: number, side: number): boolean {
  const bin = binOf(storedOf({ value, dimension: dimensionOf(dimensions) }))
  return levels.cells.some(({ sum, count }) => (sum / count - bin) * side >= 0)
}

/**
 * Whether what a signal found in the log alone is answered by the known-good log: rare here, yet no news. With such a log at hand it is
 * the better witness of what is usual, and what it has nothing to say about is left to the log alone.
 * @param isNew whether the template stands out as new.
 */
export function isAnswered({ signal }: Candidate, { usual }: Pair, isNew: boolean): boolean {
  switch (signal.kind) {
    case 'rare_template':
    case 'severity':
      return !isNew
    case 'rare_value': {
      const { slot } = signal.detail
      return usual !== null && (slot === 'severity' || placesOf(usual, slot).length > 0)
    }
    case 'number_range': {
      const { slot, value } = signal.detail
      return usual !== null && placesOf(usual, slot).some(place => place.values?.has(storedOf({ value, dimension: dimensionOf(place.slot?.dimensions ?? 0) })) === true || (place.slot && numbersOf(place.slot)?.total || 0) >= NUMBERS_MIN)
    }
    case 'drift': {
      const { slot, value, usual: here } = signal.detail
      return usual !== null && placesOf(usual, slot).some(place => place.slot && hasLevel(place.slot, value, Math.sign(value - here)))
    }
    case 'burst': {
      const { count, seconds } = signal.detail
      return usual !== null && 2 * largestCrowd(usual.times, seconds) >= count
    }
    default:
      return false
  }
}
