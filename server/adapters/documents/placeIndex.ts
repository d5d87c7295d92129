import { fstatSync } from 'node:fs'
import type { ChunkPlace } from '../../ports/chunkStore'
import { beginsIn } from './beginsIn'
import { readAt, writeAt } from './jobFiles'

/**
 * A file of one record a chunk, at chunk number × 32: marker u32, lines u32, size u32, learnt u32, first line f64, offset
 * f64, little-endian. A record never crosses a page and is written after its chunk, so it is there or it is not.
 */
const RECORD_BYTES = 32
const MARKER = 0x4C4F4752
const LEARNT_AT = 12

export function writePlace(file: number, place: ChunkPlace): void {
  const record = new DataView(new ArrayBuffer(RECORD_BYTES))
  record.setUint32(0, MARKER, true)
  record.setUint32(4, place.lines, true)
  record.setUint32(8, place.sizeBytes, true)
  record.setUint32(LEARNT_AT, isLearnt(file, place.number) ? 1 : 0, true)
  record.setFloat64(16, place.firstLine, true)
  record.setFloat64(24, place.byteOffset, true)
  writeAt(file, new Uint8Array(record.buffer), place.number * RECORD_BYTES)
}

/** Marks the record, if there is one. */
export function writeLearnt(file: number, number: number): void {
  if (readPlaces(file, number, number + 1).length > 0) writeAt(file, new Uint8Array([1, 0, 0, 0]), number * RECORD_BYTES + LEARNT_AT)
}

export function countLearnt(file: number): number {
  const count = Math.floor(fstatSync(file).size / RECORD_BYTES)
  let learnt = 0
  for (let number = 0; number < count; number++) if (isLearnt(file, number)) learnt++
  return learnt
}

function isLearnt(file: number, number: number): boolean {
  const at = number * RECORD_BYTES + LEARNT_AT
  return readAt(file, at, at + 1)[0] === 1
}

/** Places of chunks `from` up to and without `to`; those that exist. */
export function readPlaces(file: number, from: number, to: number): ChunkPlace[] {
  const bytes = readAt(file, from * RECORD_BYTES, to * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  const places: ChunkPlace[] = []
  for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    if (view.getUint32(at, true) !== MARKER) continue
    places.push({
      number: from + at / RECORD_BYTES,
      firstLine: view.getFloat64(at + 16, true),
      lines: view.getUint32(at + 4, true),
      byteOffset: view.getFloat64(at + 24, true),
      sizeBytes: view.getUint32(at + 8, true),
    })
  }
  return places
}

/** The chunk in which the line begins, or null. */
export function findLine(file: number, lineNumber: number): ChunkPlace | null {
  const count = Math.floor(fstatSync(file).size / RECORD_BYTES)
  const after = firstWhere(file, count, place => place.firstLine > lineNumber)
  if (after === 0) return null
  const [last] = readPlaces(file, after - 1, after)
  if (!last || beginsIn(last, lineNumber)) return last ?? null
  // A chunk that only goes on with a long line: the line begins before the first chunk that says the same first line.
  const first = firstWhere(file, after, place => place.firstLine >= last.firstLine)
  return readPlaces(file, Math.max(0, first - 1), first + 1).find(place => beginsIn(place, lineNumber)) ?? null
}

/** Number of the first chunk that `isBeyond`; a chunk that is still being written is beyond everything. */
function firstWhere(file: number, count: number, isBeyond: (place: ChunkPlace) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    const [place] = readPlaces(file, middle, middle + 1)
    if (!place || isBeyond(place)) high = middle
    else low = middle + 1
  }
  return low
}
