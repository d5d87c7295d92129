import { NewestMap } from '#shared/NewestMap'
import type { StreamResult } from '#shared/stream'
import type { Backends } from '../../ports/backends'
import type { News, ProcessMemory, SharedReads } from '../../ports/processMemory'

/** Steps read at once. */
export const STEPS_READ = 200
/** Reads of a job that are kept for listeners who are a little behind. Chosen. */
const NEWS_KEPT = 4
/** Of events made for listeners of all jobs; chosen: a hundred chunks with as many provisional findings as there may be. */
const EVENTS_BYTES = 16 * 1024 * 1024
/** A finding beside its text, roughly. */
const FINDING_BYTES = 1000

interface Event { data: StreamResult }

/**
 * Reading of one job for its listeners in this process: those at the same place share one read, and the events made of it.
 * Each has to `leave` in the end.
 */
export function shareReads<Made extends Event>(backends: Backends, jobId: string) {
  const ofAll = backends.memory.reads
  const shared: SharedReads = ofAll.jobs.get(jobId) ?? { listeners: 0, reads: 0, news: new NewestMap(NEWS_KEPT), events: new Map() }
  ofAll.jobs.set(jobId, shared)
  shared.listeners++
  return {
    /** Reads that begin later than this call have a higher number. */
    now: () => shared.reads,
    /** Steps after the sequence, from a read that began later than the one numbered `since`. */
    news(sequence: number, since: number): Promise<News> {
      const known = shared.news.get(sequence)
      if (known && known.read > since) return known.promise
      const read = ++shared.reads
      const promise = readNews(backends, jobId, sequence, read)
      shared.news.set(sequence, { read, promise })
      promise.catch(() => shared.news.get(sequence)?.read === read && shared.news.delete(sequence))
      return promise
    },
    /** The event of this name, made once for all who are a little earlier or later. */
    event(name: string, make: () => Promise<Made>): Promise<Made> {
      if (shared.listeners === 1) return make()
      const known = shared.events.get(name)
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- all events of a job have one type
      if (known) return known.promise as Promise<Made>
      const promise = make()
      const entry = { promise, sizeBytes: 0 }
      shared.events.set(name, entry)
      promise.then(({ data }) => {
        if (shared.events.get(name) !== entry) return
        entry.sizeBytes = data.anomalies.reduce((sum, { log_entry: text }) => sum + text.length + FINDING_BYTES, FINDING_BYTES)
        ofAll.sizeBytes += entry.sizeBytes
        if (ofAll.sizeBytes > EVENTS_BYTES) for (const job of ofAll.jobs.values()) forgetEvents(ofAll, job)
      }, () => shared.events.delete(name))
      return promise
    },
    leave() {
      shared.listeners--
      if (shared.listeners > 0) return
      forgetEvents(ofAll, shared)
      shared.events.clear()
      ofAll.jobs.delete(jobId)
    },
  }
}

async function readNews(backends: Backends, jobId: string, sequence: number, read: number): Promise<News> {
  const steps = await backends.steps.after(jobId, sequence, STEPS_READ)
  const job = await backends.jobs.find(jobId) // after the steps: one that is completed has superseded its learn steps
  return { read, steps, job }
}

/** Those that are being made are not counted yet, and stay. */
function forgetEvents(ofAll: ProcessMemory['reads'], { events }: SharedReads): void {
  for (const [name, { sizeBytes }] of events) {
    if (sizeBytes === 0) continue
    ofAll.sizeBytes -= sizeBytes
    events.delete(name)
  }
}
