import { access, constants, statfs } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { ChunkStore } from '../../ports/chunkStore'
import { jobsWith, onDisk, removePart } from './files'
import { openJobFiles, readAt, writeAt } from './jobFiles'
import { countLearnt, findLine, readPlaces, writeLearnt, writePlace } from './placeIndex'

/** Written at once before others have a turn: a millisecond of the event loop. Chosen. */
const WRITTEN_AT_ONCE = 512 * 1024

/** The ChunkStore in the data folder: `jobs/<id>/chunks/text` is the decoded file, `places` says where each chunk lies in it. */
export function openFolderChunks(dataDir: string): ChunkStore {
  const files = openJobFiles(dataDir, 'chunks', { data: 'text', index: 'places' })

  return {
    put: (jobId, place, data) => onDisk(async () => {
      for (let from = 0; from < data.length; from += WRITTEN_AT_ONCE) {
        if (from > 0) await setImmediate()
        writeAt(files.forWriting(jobId).data, data.subarray(from, from + WRITTEN_AT_ONCE), place.byteOffset + from)
      }
      writePlace(files.forWriting(jobId).index, place)
    }),
    get: (jobId, number) => onDisk(async () => {
      const open = files.forReading(jobId)
      const [place] = open ? readPlaces(open.index, number, number + 1) : []
      return open && place ? { place, data: readAt(open.data, place.byteOffset, place.byteOffset + place.sizeBytes) } : null
    }),
    places: (jobId, from, to) => onDisk(async () => {
      const open = files.forReading(jobId)
      return open ? readPlaces(open.index, from, to) : []
    }),
    atLine: (jobId, lineNumber) => onDisk(async () => {
      const open = files.forReading(jobId)
      return open ? findLine(open.index, lineNumber) : null
    }),
    ranges: (jobId, number, ranges) => onDisk(async () => {
      const open = files.forReading(jobId)
      const [place] = open ? readPlaces(open.index, number, number + 1) : []
      if (!open || !place) return ranges.map(() => new Uint8Array(0))
      return ranges.map(([from, to]) => readAt(open.data, place.byteOffset + from, place.byteOffset + Math.min(to, place.sizeBytes)))
    }),
    markLearnt: (jobId, from, to) => onDisk(async () => {
      const open = files.forReading(jobId)
      for (let number = from; open && number < to; number++) writeLearnt(open.index, number)
    }),
    countLearnt: jobId => onDisk(async () => {
      const open = files.forReading(jobId)
      return open ? countLearnt(open.index) : 0
    }),
    removeJob: jobId => onDisk(async () => {
      files.close(jobId)
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
