import type { ZoneRules } from '#engine'
import { NewestMap } from '#shared/NewestMap'
import type { StreamResult } from '#shared/stream'
import type { Chunk } from './chunkStore'
import type { Job } from './jobStore'
import type { Step } from './stepStore'

/** Jobs whose framing is kept; chosen: those that may be in work at once. */
const FRAMINGS_KEPT = 16

/** What was committed after a sequence, and the job at that moment (null: it is gone). `read` numbers the reads of a job. */
export interface News { read: number, steps: Step[], job: Job | null }

/** What the listeners of one job share. */
export interface SharedReads {
  listeners: number
  /** Number of the latest read. */
  reads: number
  /** By the sequence that was asked for. */
  news: Map<number, { read: number, promise: Promise<News> }>
  /** By name. `sizeBytes` is 0 until the event is made. */
  events: Map<string, { promise: Promise<{ data: StreamResult }>, sizeBytes: number }>
}

/**
 * What one process remembers of the jobs it works on, beside its stores. Everything here can be lost: it saves reads, or
 * keeps two calls of one process from doing the same work. Each part belongs to the job function that its comment names.
 */
export interface ProcessMemory {
  /** Top-ups under way, by job (topUp). */
  topUps: Map<string, { latest: Job | null, done: Promise<void> }>
  /** Chunks just stored, by job and number, and their bytes (chunksInHand). */
  inHand: { sizeBytes: number, jobs: Map<string, Map<number, Chunk>> }
  /** How jobs are read (framingOf). */
  framings: Map<string, Pick<Job, 'framing' | 'moreFramings' | 'members' | 'totalChunks'>>
  /** Reads for listeners, by job, and the bytes of their events (shareReads). */
  reads: { sizeBytes: number, jobs: Map<string, SharedReads> }
  /** When the tables were last seen to be away, in milliseconds since the epoch: receivers could not renew leases (sweep). */
  tablesAwayMs: number
  /** The instance that the documents name, once known (describeJob). */
  instanceId: string | null
  /** When running jobs were last described, by job, in milliseconds of a steady clock (describeJob). */
  describedMs: Map<string, number>
  /** Rules of zones, by name (zoneRules). */
  zones: Map<string, ZoneRules>
}

export function openMemory(): ProcessMemory {
  return {
    topUps: new Map(),
    inHand: { sizeBytes: 0, jobs: new Map() },
    framings: new NewestMap(FRAMINGS_KEPT),
    reads: { sizeBytes: 0, jobs: new Map() },
    tablesAwayMs: Number.NEGATIVE_INFINITY,
    instanceId: null,
    describedMs: new Map(),
    zones: new Map(),
  }
}
