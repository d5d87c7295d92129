import { access, constants, statfs } from 'node:fs/promises'
import type { ChunkStore } from '../../ports/chunkStore'
import { jobsWith, onDisk, removePart } from './files'
import { openJobFiles, readAt, writeAt } from './jobFiles'
import { findLine, readPlaces, writePlace } from './placeIndex'

/** Bytes of chunks just stored that are kept for whoever learns them next. Chosen: what two threads have before them. */
const FRESH_MAX_BYTES = 24 * 1024 * 1024

/** The ChunkStore in the data folder: `jobs/<id>/chunks/text` is the decoded file, `places` says where each chunk lies in it. */
export function openFolderChunks(dataDir: string): ChunkStore {
  const files = openJobFiles(dataDir)
  const fresh = openFresh()

  return {
    put: (jobId, place, data) => onDisk(async () => {
      const { text, places } = files.forWriting(jobId)
      writeAt(text, data, place.byteOffset)
      writePlace(places, place)
      fresh.keep(jobId, place.number, data)
    }),
    get: (jobId, number) => onDisk(async () => {
      const kept = fresh.take(jobId, number)
      if (kept) return kept
      const open = files.forReading(jobId)
      const [place] = open ? readPlaces(open.places, number, number + 1) : []
      return open && place ? readAt(open.text, place.byteOffset, place.byteOffset + place.sizeBytes) : null
    }),
    places: (jobId, from, to) => onDisk(async () => {
      const open = files.forReading(jobId)
      return open ? readPlaces(open.places, from, to) : []
    }),
    atLine: (jobId, lineNumber) => onDisk(async () => {
      const open = files.forReading(jobId)
      return open ? findLine(open.places, lineNumber) : null
    }),
    ranges: (jobId, number, ranges) => onDisk(async () => {
      const open = files.forReading(jobId)
      const [place] = open ? readPlaces(open.places, number, number + 1) : []
      if (!open || !place) return ranges.map(() => new Uint8Array(0))
      return ranges.map(([from, to]) => readAt(open.text, place.byteOffset + from, place.byteOffset + Math.min(to, place.sizeBytes)))
    }),
    removeJob: jobId => onDisk(async () => {
      files.close(jobId)
      fresh.drop(jobId)
      await removePart(dataDir, jobId, 'chunks')
    }),
    jobIds: () => onDisk(() => jobsWith(dataDir, 'chunks')),
    freeBytes: () => onDisk(async () => {
      const { bavail, bsize } = await statfs(dataDir)
      return bavail * bsize
    }),
    isReady: () => access(dataDir, constants.R_OK | constants.W_OK).then(() => true, () => false),
  }
}

/** Chunks that were stored a moment ago, in memory; each is given away once. A job's first ones stay, those of other jobs make room. */
function openFresh() {
  const kept = new Map<string, Map<number, Uint8Array<ArrayBuffer>>>()
  let bytes = 0
  const drop = (jobId: string): void => {
    for (const data of kept.get(jobId)?.values() ?? []) bytes -= data.length
    kept.delete(jobId)
  }
  return {
    keep(jobId: string, number: number, data: Uint8Array): void {
      for (const other of kept.keys()) {
        if (bytes + data.length <= FRESH_MAX_BYTES) break
        if (other !== jobId) drop(other)
      }
      if (bytes + data.length > FRESH_MAX_BYTES || !(data.buffer instanceof ArrayBuffer)) return
      const ofJob = kept.get(jobId) ?? new Map<number, Uint8Array<ArrayBuffer>>()
      if (ofJob.has(number)) return
      bytes += data.length
      kept.set(jobId, ofJob.set(number, new Uint8Array(data.buffer, data.byteOffset, data.length)))
    },
    take(jobId: string, number: number): Uint8Array<ArrayBuffer> | null {
      const ofJob = kept.get(jobId)
      const data = ofJob?.get(number)
      if (!ofJob || !data) return null
      bytes -= data.length
      ofJob.delete(number)
      if (ofJob.size === 0) kept.delete(jobId)
      return data
    },
    drop,
  }
}
