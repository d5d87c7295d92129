import type { Collection, Db, Filter } from 'mongodb'
import type { ChunkPlace, ChunkStore } from '../../ports/chunkStore'
import { beginsIn } from './beginsIn'
import { requireUuid } from './files'
import { isReady, onMongo, ownBytes, unlessRefused, unlessThere } from './onMongo'

/** What the collection `chunks` holds. */
interface StoredChunk {
  file_id: string
  chunk_number: number
  data: Uint8Array
  size: number
  lines: number
  first_line: number
  byte_offset: number
  processed: boolean
  created_at: Date
}
type StoredPlace = Pick<StoredChunk, 'chunk_number' | 'size' | 'lines' | 'first_line' | 'byte_offset'>

/** How long an answer about free room is believed: it is asked for many times a second. Chosen. */
const ROOM_MS = 5000

// Places are answered from these alone: reading them from the chunks would read the chunks' text.
const BY_NUMBER = { file_id: 1, chunk_number: 1, first_line: 1, lines: 1, byte_offset: 1, size: 1 } as const
const BY_LINE = { file_id: 1, first_line: 1, chunk_number: 1, lines: 1, byte_offset: 1, size: 1 } as const
const PLACE = { _id: 0, chunk_number: 1, first_line: 1, lines: 1, byte_offset: 1, size: 1 } as const

/** The ChunkStore in MongoDB, one document a chunk. */
export async function openMongoChunks(db: Db): Promise<ChunkStore> {
  const chunks = db.collection<StoredChunk>('chunks', { promoteBuffers: true })
  await chunks.createIndexes([
    { key: { file_id: 1, chunk_number: 1 }, name: 'chunks_file_chunk', unique: true },
    { key: { processed: 1 }, name: 'chunks_processed' },
    { key: BY_NUMBER, name: 'chunks_places' },
    { key: BY_LINE, name: 'chunks_lines' },
  ])
  const freeBytes = rememberFreeBytes(db)
  const read = async (jobId: string, number: number) => {
    const found = await chunks.findOne({ file_id: requireUuid(jobId), chunk_number: number })
    return found ? { place: toPlace(found), data: ownBytes(found.data) } : null
  }

  return {
    put: (jobId, place, data) => onMongo(async () => {
      await chunks.insertOne({
        file_id: requireUuid(jobId),
        chunk_number: place.number,
        data,
        size: place.sizeBytes,
        lines: place.lines,
        first_line: place.firstLine,
        byte_offset: place.byteOffset,
        processed: false,
        created_at: new Date(),
      }).catch(unlessThere)
    }),
    get: (jobId, number) => onMongo(() => read(jobId, number)),
    places: (jobId, from, to) => onMongo(() => findPlaces(chunks, { file_id: requireUuid(jobId), chunk_number: { $gte: from, $lt: to } })),
    atLine: (jobId, lineNumber) => onMongo(() => findLine(chunks, requireUuid(jobId), lineNumber)),
    ranges: (jobId, number, ranges) => onMongo(async () => {
      const chunk = ranges.length > 0 ? await read(jobId, number) : null
      return ranges.map(([from, to]) => chunk?.data.slice(from, to) ?? new Uint8Array(0))
    }),
    markLearnt: (jobId, from, to) => onMongo(async () => {
      const learnt = { $set: { processed: true } }
      if (to - from === 1) await chunks.updateOne({ file_id: requireUuid(jobId), chunk_number: from }, learnt)
      // By this index: of a range most are noted already, and a job's chunks are large.
      else await chunks.updateMany({ file_id: requireUuid(jobId), chunk_number: { $gte: from, $lt: to }, processed: false }, learnt, { hint: 'chunks_processed' })
    }),
    countLearnt: jobId => onMongo(() => chunks.countDocuments({ file_id: requireUuid(jobId), processed: true })),
    removeJob: jobId => onMongo(async () => {
      await chunks.deleteMany({ file_id: requireUuid(jobId) })
    }),
    jobIds: () => onMongo(() => chunks.distinct('file_id')),
    freeBytes: () => onMongo(freeBytes),
    isReady: () => isReady(db),
  }
}

async function findPlaces(chunks: Collection<StoredChunk>, filter: Filter<StoredChunk>): Promise<ChunkPlace[]> {
  const found = await chunks.find<StoredPlace>(filter, { projection: PLACE, hint: 'chunks_places' }).sort({ chunk_number: 1 }).toArray()
  return found.map(toPlace)
}

/** The chunk in which the line begins, or null. */
async function findLine(chunks: Collection<StoredChunk>, file_id: string, lineNumber: number): Promise<ChunkPlace | null> {
  const before = { file_id, first_line: { $lte: lineNumber } }
  const [last] = await chunks.find<StoredPlace>(before, { projection: PLACE, hint: 'chunks_lines' }).sort({ first_line: -1, chunk_number: -1 }).limit(1).toArray()
  if (!last || beginsIn(toPlace(last), lineNumber)) return last ? toPlace(last) : null
  // A chunk that only goes on with a long line: the line begins before the first chunk that says the same first line.
  const same = { file_id, first_line: last.first_line }
  const [first] = await chunks.find<StoredPlace>(same, { projection: PLACE, hint: 'chunks_lines' }).sort({ chunk_number: 1 }).limit(1).toArray()
  const number = first?.chunk_number ?? last.chunk_number
  const around = await findPlaces(chunks, { file_id, chunk_number: { $gte: number - 1, $lte: number } })
  return around.find(place => beginsIn(place, lineNumber)) ?? null
}

function toPlace(stored: StoredPlace): ChunkPlace {
  return { number: stored.chunk_number, firstLine: stored.first_line, lines: stored.lines, byteOffset: stored.byte_offset, sizeBytes: stored.size }
}

/** Free bytes of the server's file system; Infinity where it does not tell or may not. */
function rememberFreeBytes(db: Db): () => Promise<number> {
  let known = { atMs: -Infinity, freeBytes: Infinity }
  return async () => {
    if (performance.now() - known.atMs > ROOM_MS) {
      const stats = await db.command({ dbStats: 1 }).catch(unlessRefused)
      const [total, used] = [Number(stats?.fsTotalSize), Number(stats?.fsUsedSize)]
      known = { atMs: performance.now(), freeBytes: total > 0 && used >= 0 ? total - used : Infinity }
    }
    return known.freeBytes
  }
}
