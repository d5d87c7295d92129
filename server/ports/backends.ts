import type { ChunkStore } from './chunkStore'
import type { JobStore } from './jobStore'
import type { ResultStore } from './resultStore'
import type { StepStore } from './stepStore'
import type { WakeUps } from './wakeUps'
import type { WorkQueue } from './workQueue'

/** What job functions work with; chosen in server/backends.ts and nowhere else. */
export interface Backends {
  jobs: JobStore
  steps: StepStore
  chunks: ChunkStore
  results: ResultStore
  queue: WorkQueue
  wakeUps: WakeUps
  /** Closes everything, waits for writes under way. */
  close(): Promise<void>
}
