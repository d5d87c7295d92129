import { access, constants, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { ChunkPlace, ChunkStore } from '../../ports/chunkStore'
import { jobFolder, jobsWith, onDisk, readRange, readWhole, removePart, withFile, write } from './files'
import { findLine, readPlaces, writePlace } from './placeIndex'

/** The ChunkStore in the data folder: `jobs/<id>/chunks/` holds a file a chunk, and `places` with a record each. */
export function openFolderChunks(dataDir: string): ChunkStore {
  const chunkPath = (jobId: string, number: number) => join(jobFolder(dataDir, jobId, 'chunks'), `${number}.chunk`)
  const placesPath = (jobId: string) => join(jobFolder(dataDir, jobId, 'chunks'), 'places')

  return {
    put: (jobId, place, data) => onDisk(async () => {
      if (await isStored(placesPath(jobId), place)) return
      const path = chunkPath(jobId, place.number)
      await writeWhole(path, data)
      await writePlace(placesPath(jobId), place)
    }),
    get: (jobId, number) => onDisk(() => readWhole(chunkPath(jobId, number))),
    places: (jobId, from, to) => onDisk(() => readPlaces(placesPath(jobId), from, to)),
    atLine: (jobId, lineNumber) => onDisk(() => findLine(placesPath(jobId), lineNumber)),
    ranges: (jobId, number, ranges) => onDisk(async () => {
      return await withFile(chunkPath(jobId, number), async (file) => {
        const parts: Uint8Array[] = []
        for (const [from, to] of ranges) parts.push(await readRange(file, from, to))
        return parts
      }) ?? ranges.map(() => new Uint8Array(0))
    }),
    removeJob: jobId => onDisk(() => removePart(dataDir, jobId, 'chunks')),
    jobIds: () => onDisk(() => jobsWith(dataDir, 'chunks')),
    freeBytes: () => onDisk(async () => {
      const { bavail, bsize } = await statfs(dataDir)
      return bavail * bsize
    }),
    isReady: () => access(dataDir, constants.R_OK | constants.W_OK).then(() => true, () => false),
  }
}

async function isStored(places: string, place: ChunkPlace): Promise<boolean> {
  const [stored] = await readPlaces(places, place.number, place.number + 1)
  return stored !== undefined && stored.sizeBytes === place.sizeBytes && stored.firstLine === place.firstLine
    && stored.lines === place.lines && stored.byteOffset === place.byteOffset
}

// Under another name first: whoever reads the chunk sees all of it or none.
async function writeWhole(path: string, data: Uint8Array): Promise<void> {
  const half = `${path}.${randomUUID()}.half`
  try {
    await write(half, data)
    await rename(half, path)
  }
  catch (error) {
    await rm(half, { force: true })
    throw error
  }
}
