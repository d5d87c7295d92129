import type { FileHandle } from 'node:fs/promises'
import { readRange } from './files'
import type { RowPlace } from './rowFile'

/** What the order of findings rests on, and where their rows lie. */
export interface FindingKey extends RowPlace {
  score: number
  chunkNumber: number
}

/** A record: score f64, row's offset f64, row's size u32, chunk number u32, little-endian. Position × this is its place. */
const RECORD_BYTES = 24
const PIECE_RECORDS = 4096

export function encodeKeys(keys: Iterable<FindingKey>, count: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(count * RECORD_BYTES))
  let at = 0
  for (const key of keys) {
    view.setFloat64(at, key.score, true)
    view.setFloat64(at + 8, key.offset, true)
    view.setUint32(at + 16, key.sizeBytes, true)
    view.setUint32(at + 20, key.chunkNumber, true)
    at += RECORD_BYTES
  }
  return new Uint8Array(view.buffer)
}

/** Keys at positions `from` up to and without `to`; those that exist. */
export async function readKeys(file: FileHandle, from: number, to: number): Promise<FindingKey[]> {
  const bytes = await readRange(file, from * RECORD_BYTES, to * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  const keys: FindingKey[] = []
  for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    keys.push({
      score: view.getFloat64(at, true),
      offset: view.getFloat64(at + 8, true),
      sizeBytes: view.getUint32(at + 16, true),
      chunkNumber: view.getUint32(at + 20, true),
    })
  }
  return keys
}

export async function countKeys(file: FileHandle): Promise<number> {
  return Math.floor((await file.stat()).size / RECORD_BYTES)
}

/** Position of the first key that `isBeyond`, in an index in which all beyond come after all others. O(log n) reads. */
export async function firstBeyond(file: FileHandle, isBeyond: (key: FindingKey) => boolean): Promise<number> {
  let low = 0
  let high = await countKeys(file)
  while (low < high) {
    const middle = (low + high) >>> 1
    const [key] = await readKeys(file, middle, middle + 1)
    if (isBeyond(key)) high = middle
    else low = middle + 1
  }
  return low
}

/** The keys at `[from, to)` that match, piece by piece, without those `skipped` first; at most `limit`. */
export async function pickKeys(
  file: FileHandle, { from, to, skipped, limit }: { from: number, to: number, skipped: number, limit: number }, matches: (key: FindingKey) => boolean,
): Promise<FindingKey[]> {
  const picked: FindingKey[] = []
  let toSkip = skipped
  for (let at = from; at < to && picked.length < limit; at += PIECE_RECORDS) {
    for (const key of await readKeys(file, at, Math.min(to, at + PIECE_RECORDS))) {
      if (!matches(key)) continue
      if (toSkip > 0) toSkip--
      else if (picked.length < limit) picked.push(key)
    }
  }
  return picked
}
