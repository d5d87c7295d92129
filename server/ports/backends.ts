import type { ChunkStore } from './chunkStore'
import type { InstanceNotes } from './instanceNotes'
import type { JobStore } from './jobStore'
import type { MarkStore } from './markStore'
import type { ProcessMemory } from './processMemory'
import type { RecordStore } from './recordStore'
import type { ResultStore } from './resultStore'
import type { StatusCache } from './statusCache'
import type { StepStore } from './stepStore'
import type { TableStore } from './tableStore'
import type { UploadStore } from './uploadStore'
import type { WakeUps } from './wakeUps'
import type { WorkQueue } from './workQueue'

/** Where things are kept, in words for people, and the setting that says so. */
export interface Places { tables: Place, documents: Place }
export interface Place { name: string, setting: string }

/** Where jobs' bytes are. */
export interface DocumentSide {
  chunks: ChunkStore
  results: ResultStore
  records: RecordStore
  notes: InstanceNotes
}

/** Where jobs' rows are. */
export interface TableSide {
  jobs: JobStore
  steps: StepStore
  marks: MarkStore
  tables: TableStore
}

/** What a repair works with: the bytes, and of the tables what there is. Nothing was made or changed when it was opened. */
export interface RepairStores extends DocumentSide {
  places: Places
  /** Null where there are none, or none that can be opened; then `damage` says why, null if nothing is there. */
  tables: TableSide | null
  damage: string | null
  /** Makes new tables; what is there is set aside, and its new name told. Null where only people can do that. */
  renew: (() => Promise<{ tables: TableSide, setAside: string | null }>) | null
  close(): Promise<void>
}

/** What job functions work with; chosen in server/backends.ts and nowhere else. */
export interface Backends extends DocumentSide, TableSide {
  /** Of this process, or of the one that comes after it in the same place. */
  uploads: UploadStore
  queue: WorkQueue
  wakeUps: WakeUps
  statuses: StatusCache
  /** Beside the stores, of this process alone; gone with it. */
  memory: ProcessMemory
  places: Places
  /** Whether no other process works on these stores. */
  isAlone: boolean
  /** Closes everything, waits for writes under way. */
  close(): Promise<void>
}
