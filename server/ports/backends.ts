import type { ChunkStore } from './chunkStore'
import type { JobStore } from './jobStore'
import type { MarkStore } from './markStore'
import type { ResultStore } from './resultStore'
import type { StatusCache } from './statusCache'
import type { StepStore } from './stepStore'
import type { WakeUps } from './wakeUps'
import type { WorkQueue } from './workQueue'

/** What job functions work with; chosen in server/backends.ts and nowhere else. */
export interface Backends {
  jobs: JobStore
  steps: StepStore
  marks: MarkStore
  chunks: ChunkStore
  results: ResultStore
  queue: WorkQueue
  wakeUps: WakeUps
  statuses: StatusCache
  /** Whether no other process works on these stores. */
  isAlone: boolean
  /** Closes everything, waits for writes under way. */
  close(): Promise<void>
}
