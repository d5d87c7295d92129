import type { ByteReader } from './bytes'

/** Time buckets of one signature that are not empty; with more, they double in length. */
export const BUCKETS_MAX = 256

export interface Bucket {
  count: number
  /** The lowest line in it. */
  line: number
}

/** When events came: buckets of 2^shift seconds, anchored at the epoch. */
export interface Buckets {
  shift: number
  /** By number: floor(epoch seconds / 2^shift). */
  counts: Map<number, Bucket>
}

export function emptyBuckets(): Buckets {
  return { shift: 0, counts: new Map() }
}

/** Reads buckets. Layout: shift, size; number (ascending, as differences), count, line after the base line. */
export function readBuckets(reader: ByteReader, baseLine: number): Buckets {
  const buckets: Buckets = { shift: reader.byte(), counts: new Map() }
  let number = 0
  for (let n = reader.uint(); n > 0; n--) buckets.counts.set(number += reader.int(), { count: reader.uint(), line: baseLine + reader.uint() })
  return buckets
}
