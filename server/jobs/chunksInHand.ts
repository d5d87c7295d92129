import type { Backends } from '../ports/backends'
import type { Chunk, ChunkPlace } from '../ports/chunkStore'

/** Bytes kept of all jobs; chosen: what two threads learn in a fraction of a second. */
const HELD_BYTES = 24 * 1024 * 1024

/**
 * Chunks that this process has just stored, so that who learns them next need not read them again. Never more than the
 * bound: what comes while the hand is full is read from the store. A chunk leaves it once, to be given away.
 */
export function holdChunk(backends: Backends, jobId: string, place: ChunkPlace, data: Uint8Array): void {
  if (!backends.isAlone) return // another process may learn it, and nobody would say so here
  const hand = backends.memory.inHand
  if (!(data.buffer instanceof ArrayBuffer) || data.byteLength !== data.buffer.byteLength || hand.sizeBytes + data.byteLength > HELD_BYTES) return
  const ofJob = hand.jobs.get(jobId) ?? new Map<number, Chunk>()
  hand.jobs.set(jobId, ofJob.set(place.number, { place, data: new Uint8Array(data.buffer) }))
  hand.sizeBytes += data.byteLength
}

export function takeChunk({ memory: { inHand: hand } }: Backends, jobId: string, number: number): Chunk | null {
  const ofJob = hand.jobs.get(jobId)
  const chunk = ofJob?.get(number)
  if (!chunk) return null
  ofJob?.delete(number)
  if (ofJob?.size === 0) hand.jobs.delete(jobId)
  hand.sizeBytes -= chunk.data.byteLength
  return chunk
}

/** Lets go of a job's chunks: it has ended, or has none to learn any more. */
export function dropChunks({ memory: { inHand: hand } }: Backends, jobId: string): void {
  for (const { data } of hand.jobs.get(jobId)?.values() ?? []) hand.sizeBytes -= data.byteLength
  hand.jobs.delete(jobId)
}
