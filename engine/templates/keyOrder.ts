import type { FieldReader } from '../reading/structured/fieldReader'
import type { StructuredReading } from '../reading/structured/reading'
import { keyOf, mixed } from '../tokens/words'

/** Keys of a record that are places; those beyond are left out. */
const KEYS_MAX = 64
/** Sets of keys that are remembered; most logs have a few. Chosen. */
const ORDERS_MAX = 4096
const NONE = -1
const P1 = 0x01000193, P2 = 0x85EBCA6B

/** The keys of one record in their canonical order. */
export interface OrderedKeys {
  /** Distinct keys that are places. */
  size: number
  /** Per row of the fields: which of them it is, -1 for none. */
  ordinals: Int16Array
  /** What the set of keys adds to the two lanes of a signature, in whatever order they stand. */
  sum1: number
  sum2: number
}

/** Finds the order of the keys of records, which does not depend on how they stand in the text. */
export class KeyOrder {
  private readonly known = new Map<number, OrderedKeys>()
  private readonly left: Set<number>

  /** @param reading what time, level and message are is no place. */
  constructor({ time, level, message }: StructuredReading) {
    this.left = new Set([...time, level, message])
  }

  of({ count, path }: FieldReader): OrderedKeys {
    let a = count, b = 0
    for (let row = 0; row < count; row++) {
      a = Math.imul(a ^ path[row], P1)
      a ^= a >>> 15
      b = Math.imul(b, P2) + path[row] | 0
    }
    const key = keyOf(a, b)
    let order = this.known.get(key)
    if (!order) {
      order = this.ordered(path.subarray(0, count))
      if (this.known.size === ORDERS_MAX) this.known.clear()
      this.known.set(key, order)
    }
    return order
  }

  private ordered(paths: Int32Array): OrderedKeys {
    const sorted = [...new Set(paths)].filter(path => !this.left.has(path)).sort((a, b) => a - b).slice(0, KEYS_MAX)
    const places = new Map(sorted.map((path, ordinal) => [path, ordinal]))
    let sum1 = 0, sum2 = 0
    for (const path of sorted) {
      sum1 = sum1 + mixed(path) | 0
      sum2 = sum2 + mixed(path ^ 0x2545F491) | 0
    }
    return { size: sorted.length, ordinals: Int16Array.from(paths, path => places.get(path) ?? NONE), sum1, sum2 }
  }
}
