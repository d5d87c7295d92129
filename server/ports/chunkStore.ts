import type { Place } from '#engine'

/** Where a chunk lies in the decoded file, as the engine cut it. */
export type ChunkPlace = Place

export interface Chunk { place: ChunkPlace, data: Uint8Array<ArrayBuffer> }

export interface ChunkStore {
  /**
   * Stores the chunk. Idempotent on (job, number): the same again changes nothing.
   * @param data UTF-8, at most 8 MiB; given away to the store. @throws DiskFull, StoreUnavailable
   */
  put(jobId: string, place: ChunkPlace, data: Uint8Array): Promise<void>
  /** The chunk, its bytes in a buffer of their own that the caller may give away. Null if there is none. */
  get(jobId: string, number: number): Promise<Chunk | null>
  /** Places of chunks `from` up to and without `to`; those that exist. */
  places(jobId: string, from: number, to: number): Promise<ChunkPlace[]>
  /** The chunk in which the line begins, or null. O(log chunks). */
  atLine(jobId: string, lineNumber: number): Promise<ChunkPlace | null>
  /** Byte ranges of one chunk, each `[from, to)`; nothing of other chunks is read. */
  ranges(jobId: string, number: number, ranges: [number, number][]): Promise<Uint8Array[]>
  /** Notes that chunks `from` up to and without `to` are learnt, those that exist: for who looks into the store. */
  markLearnt(jobId: string, from: number, to: number): Promise<void>
  countLearnt(jobId: string): Promise<number>
  removeJob(jobId: string): Promise<void>
  /** Ids of all jobs that have bytes here: for the sweep of what no job owns. */
  jobIds(): Promise<string[]>
  /** Free bytes where chunks are kept; Infinity where that can't be told. */
  freeBytes(): Promise<number>
  isReady(): Promise<boolean>
}
