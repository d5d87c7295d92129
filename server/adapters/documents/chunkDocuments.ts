import { fstatSync } from 'node:fs'
import { DOCUMENT_KINDS, type DocumentKind, type DocumentName } from '../../ports/resultStore'
import { openJobFiles, readAt, writeAt } from './jobFiles'

/**
 * The documents of a job's chunks, in two files: `documents` has them one behind the other, each after a record, `newest`
 * says at (chunk × 11 + kind) × 8 where the newest of a chunk and kind is (f64, position + 1, 0 for none). A file each
 * would be three a megabyte of log, and creating them took the event loop a quarter of its time (measured on ext4).
 *
 * The record: marker u32, state u32, attempt u32, size u32, and where the chunk's document of this kind before it is (f64,
 * as above), little-endian. A document is told of in `newest` after it was written: it is there or it is not. What is
 * removed or replaced takes room until its job is deleted.
 */
const RECORD_BYTES = 24
const MARKER = 0x4C4F4744
const STATE_AT = 4
const KEPT = 0, REMOVED = 1
const PLACE_BYTES = 8
/** Places a chunk has: as many as there were kinds when the first folders were written. Kinds that came later are of the whole job. */
const PLACES_A_CHUNK = 11
/** Places read at once where all are looked at; chosen. */
const PLACES_READ = 8192

interface StoredDocument { attempt: number, from: number, to: number }

export function openChunkDocuments(dataDir: string) {
  const files = openJobFiles(dataDir, 'results', { data: 'documents', index: 'newest' })

  return {
    /** Stores it under its name; what had the name is replaced. */
    put({ jobId, kind, chunkNumber, attempt }: DocumentName, data: Uint8Array): void {
      const { data: documents, index: newest } = files.forWriting(jobId)
      const at = placeOf(kind, chunkNumber)
      const position = fstatSync(documents).size
      const record = new DataView(new ArrayBuffer(RECORD_BYTES))
      record.setUint32(0, MARKER, true)
      record.setUint32(STATE_AT, KEPT, true)
      record.setUint32(8, attempt, true)
      record.setUint32(12, data.length, true)
      record.setFloat64(16, readPlace(newest, at), true)
      writeAt(documents, new Uint8Array(record.buffer), position)
      writeAt(documents, data, position + RECORD_BYTES)
      writePlace(newest, at, position + 1)
    },
    /** In a buffer of its own, or null. */
    get({ jobId, kind, chunkNumber, attempt }: DocumentName): Uint8Array<ArrayBuffer> | null {
      const open = files.forReading(jobId)
      if (!open) return null
      for (const found of kept(open.data, readPlace(open.index, placeOf(kind, chunkNumber)))) {
        if (found.attempt === attempt) return readAt(open.data, found.from, found.to)
      }
      return null
    },
    remove({ jobId, kind, chunkNumber, attempt }: DocumentName): void {
      const open = files.forReading(jobId)
      if (!open) return
      for (const found of kept(open.data, readPlace(open.index, placeOf(kind, chunkNumber)))) {
        if (found.attempt === attempt) writeAt(open.data, new Uint8Array([REMOVED, 0, 0, 0]), found.from - RECORD_BYTES + STATE_AT)
      }
    },
    /** Names of what stands in a page of places, and where the next page begins, null at the end. Read at once: between two pages the files may be closed. */
    namesFrom(jobId: string, first: number): { names: DocumentName[], next: number | null } {
      const open = files.forReading(jobId)
      if (!open) return { names: [], next: null }
      const read = new DataView(readAt(open.index, first * PLACE_BYTES, (first + PLACES_READ) * PLACE_BYTES).buffer)
      const places = Math.floor(read.byteLength / PLACE_BYTES)
      const names: DocumentName[] = []
      for (let i = 0; i < places; i++) {
        const attempts = Array.from(kept(open.data, read.getFloat64(i * PLACE_BYTES, true)), ({ attempt }) => attempt)
        const kind = DOCUMENT_KINDS[(first + i) % PLACES_A_CHUNK] ?? 'summary'
        for (const attempt of new Set(attempts)) names.push({ jobId, kind, chunkNumber: Math.floor((first + i) / PLACES_A_CHUNK), attempt })
      }
      return { names, next: places < PLACES_READ ? null : first + places }
    },
    close: files.close,
  }
}

function placeOf(kind: DocumentKind, chunkNumber: number): number {
  if (!Number.isSafeInteger(chunkNumber) || chunkNumber < 0) throw new RangeError(`not a chunk's number: ${chunkNumber}`)
  const index = DOCUMENT_KINDS.indexOf(kind)
  if (index >= PLACES_A_CHUNK) throw new RangeError(`${kind} is of the whole job`)
  return (chunkNumber * PLACES_A_CHUNK + index) * PLACE_BYTES
}

/** 0 where nothing stands. */
function readPlace(file: number, at: number): number {
  const bytes = readAt(file, at, at + PLACE_BYTES)
  return bytes.length < PLACE_BYTES ? 0 : new DataView(bytes.buffer).getFloat64(0, true)
}

function writePlace(file: number, at: number, place: number): void {
  const bytes = new DataView(new ArrayBuffer(PLACE_BYTES))
  bytes.setFloat64(0, place, true)
  writeAt(file, new Uint8Array(bytes.buffer), at)
}

/** A chunk's documents of one kind that were not removed, the newest first. */
function* kept(file: number, place: number): Generator<StoredDocument> {
  while (place > 0) {
    const from = place - 1 + RECORD_BYTES
    const bytes = readAt(file, place - 1, from)
    const record = new DataView(bytes.buffer)
    if (bytes.length < RECORD_BYTES || record.getUint32(0, true) !== MARKER) throw new Error('The documents in the data folder are damaged.')
    if (record.getUint32(STATE_AT, true) === KEPT) yield { attempt: record.getUint32(8, true), from, to: from + record.getUint32(12, true) }
    place = record.getFloat64(16, true)
  }
}
