import { numbersOf, NUMBERS_MIN } from '../signals/numberRange'
import type { Candidate } from '../signals/signal'
import type { Cluster } from '../templates/clusters'
import { dimensionOf, storedOf } from '../templates/quantity'
import type { Pair } from './comparison'

const placesOf = (cluster: Cluster, slot: string) => cluster.places.filter(({ name }) => name === slot)

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
    default:
      return false
  }
}
