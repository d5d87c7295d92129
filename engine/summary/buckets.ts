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

function add(counts: Map<number, Bucket>, number: number, count: number, line: number): void {
  const known = counts.get(number)
  if (known) {
    known.count += count
    known.line = Math.min(known.line, line)
  }
  else counts.set(number, { count, line })
}

/** Makes buckets longer. */
export function coarsenBuckets(buckets: Buckets, shift: number): void {
  if (shift <= buckets.shift) return
  const counts = new Map<number, Bucket>()
  for (const [number, { count, line }] of buckets.counts) add(counts, Math.floor(number / 2 ** (shift - buckets.shift)), count, line)
  buckets.shift = shift
  buckets.counts = counts
}

function limit(buckets: Buckets): void {
  while (buckets.counts.size > BUCKETS_MAX) coarsenBuckets(buckets, buckets.shift + 1)
}

/** Adds `from` to `into`: commutative and associative. */
export function mergeBuckets(into: Buckets, from: Buckets): void {
  coarsenBuckets(into, from.shift)
  for (const [number, { count, line }] of from.counts) add(into.counts, Math.floor(number / 2 ** (into.shift - from.shift)), count, line)
  limit(into)
}

/** Reads buckets. Layout: shift, size; number (ascending, as differences), count, line after the base line. */
export function readBuckets(reader: ByteReader, baseLine: number): Buckets {
  const buckets: Buckets = { shift: reader.byte(), counts: new Map() }
  let number = 0
  for (let n = reader.uint(); n > 0; n--) buckets.counts.set(number += reader.int(), { count: reader.uint(), line: baseLine + reader.uint() })
  return buckets
}
