import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { ChunkPlace } from '../../ports/chunkStore'
import { create, readRange, withFile } from './files'

/**
 * A file of one record a chunk, at chunk number × 32: marker u32, lines u32, size u32, unused u32, first line f64, offset
 * f64, little-endian. A record never crosses a page and is written after its chunk, so it is there or it is not.
 */
const RECORD_BYTES = 32
const MARKER = 0x4C4F4752

export async function writePlace(path: string, place: ChunkPlace): Promise<void> {
  const record = new DataView(new ArrayBuffer(RECORD_BYTES))
  record.setUint32(0, MARKER, true)
  record.setUint32(4, place.lines, true)
  record.setUint32(8, place.sizeBytes, true)
  record.setFloat64(16, place.firstLine, true)
  record.setFloat64(24, place.byteOffset, true)
  // No letter stands for this: make the file where it is missing, and leave what is in it where it is.
  const file = await create(path, constants.O_RDWR | constants.O_CREAT)
  try {
    await file.write(record, 0, RECORD_BYTES, place.number * RECORD_BYTES)
  }
  finally {
    await file.close()
  }
}

/** Places of chunks `from` up to and without `to`; those that exist. */
export async function readPlaces(path: string, from: number, to: number): Promise<ChunkPlace[]> {
  return await withFile(path, file => readRecords(file, from, to)) ?? []
}

/** The chunk in which the line begins, or null. */
export async function findLine(path: string, lineNumber: number): Promise<ChunkPlace | null> {
  return await withFile(path, async (file) => {
    const count = Math.floor((await file.stat()).size / RECORD_BYTES)
    const after = await firstWhere(file, count, place => place.firstLine > lineNumber)
    if (after === 0) return null
    const [last] = await readRecords(file, after - 1, after)
    if (!last || begins(last, lineNumber)) return last ?? null
    // A chunk that only goes on with a long line: the line begins before the first chunk that says the same first line.
    const first = await firstWhere(file, after, place => place.firstLine >= last.firstLine)
    const around = await readRecords(file, Math.max(0, first - 1), first + 1)
    return around.find(place => begins(place, lineNumber)) ?? null
  })
}

function begins(place: ChunkPlace, lineNumber: number): boolean {
  return place.firstLine <= lineNumber && lineNumber < place.firstLine + place.lines
}

/** Number of the first chunk that `isBeyond`; a chunk that is still being written is beyond everything. */
async function firstWhere(file: FileHandle, count: number, isBeyond: (place: ChunkPlace) => boolean): Promise<number> {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    const [place] = await readRecords(file, middle, middle + 1)
    if (!place || isBeyond(place)) high = middle
    else low = middle + 1
  }
  return low
}

async function readRecords(file: FileHandle, from: number, to: number): Promise<ChunkPlace[]> {
  const bytes = await readRange(file, from * RECORD_BYTES, to * RECORD_BYTES)
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
