import { setFlagsFromString } from 'node:v8'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Finding, FindingPlace, Framing, LogDifferences, LogParts, PartsCounts, Place, TimelineCounts, TimelineGrid } from '#engine'
import type { PartsValue } from '#shared/comparison'
import { NewestMap } from '#shared/NewestMap'
import type { TemplateResult } from '#shared/results'
import type { SearchHit } from '#shared/search'
import { ComputeClosed, ComputeFailed, ThreadCrashed } from './errors'
import { feedRows } from './fedRows'
import type { BuiltModel, Bytes, ChunkCandidates, Learned, PartsTask, PartTask, Reply, SearchTask, SharedBytes, ThreadCalls, TimelineTask } from './messages'

export type { BuiltModel, Bytes, ChunkCandidates, Learned, SharedBytes } from './messages'

export interface Decided { findings: FindingPlace[], decisions: Bytes, notKept: number }

/**
 * The engine on worker threads. Buffers given to a call are given away. Every call may throw ThreadCrashed (the thread
 * died), ComputeFailed (the engine threw) and ComputeClosed.
 */
export interface Compute {
  readonly threads: number
  /** Waits until another task may load its bytes (two a thread are allowed). @returns what ends its stay. */
  admit(): Promise<() => void>
  learn(jobId: string, data: Bytes, place: Place, framing: Framing): Promise<Learned>
  merge(summaries: Uint8Array[]): Promise<Bytes>
  /**
   * Takes one more good run in.
   * @param merged those before it, null if it is the first.
   * @param usual what its job's model gave as `usual`.
   * @param run its number, 0..63.
   */
  addGoodRun(merged: Uint8Array | null, usual: Uint8Array, run: number): Promise<Uint8Array>
  /** @param baseline what another job's model gave as `usual`, or several of them as addGoodRun has them. */
  buildModel(summary: Uint8Array, baseline?: Uint8Array | null): Promise<BuiltModel>
  /** Candidates of several chunks. */
  score(columns: Uint8Array[], model: SharedBytes): Promise<Bytes[]>
  /** Reads batch after batch while it decides; holds one at a time. */
  decide(model: SharedBytes, batches: AsyncIterable<ChunkCandidates[]>): Promise<Decided>
  renderFindings(decisions: SharedBytes, model: SharedBytes, framing: Framing, from: number, texts: Uint8Array[]): Promise<Finding[]>
  templates(model: SharedBytes): Promise<TemplateResult[]>
  /** Counts of several chunks together, for each grid. */
  timeline(grids: TimelineGrid[], chunks: TimelineTask['chunks']): Promise<TimelineCounts[]>
  /** Lines by template in two parts of a log, of several chunks together. */
  parts(parts: LogParts, chunks: PartsTask['chunks']): Promise<PartsCounts>
  /** Summary of the lines of a chunk that lie in a part of the log. */
  learnPart(task: PartTask): Promise<Bytes>
  /** What one merged summary has in its places and the other never. */
  newValues(part: Uint8Array, usual: Uint8Array): Promise<PartsValue[]>
  /** All in which one log differs from another, of both what a model gave as `usual`. */
  differences(log: Uint8Array, usual: Uint8Array): Promise<LogDifferences>
  /** Lines of a text that the search means, the first `limit`. */
  search(task: SearchTask): Promise<SearchHit[]>
  /** The bytes under this name in memory that all threads see: loaded and copied once, the last few names are kept. */
  share(name: string, load: () => Promise<Uint8Array>): Promise<SharedBytes>
  close(): Promise<void>
}

/** Names kept in shared memory: model and decisions of two jobs; chosen. A model is at most 32 MiB. */
const SHARED_KEPT = 4
/** Heap of one thread; typed arrays do not count. Chosen so that a runaway ends the thread, not the process. */
const THREAD_HEAP_MB = 256

/**
 * Work that V8 counts before it optimizes a function, three times its own. Each thread compiles the engine for itself, much
 * of it for a few calls: with V8's own value that took a sixth of the processor in the first gigabyte (measured; 5.6 against
 * 3.6 s). Only a hint: a V8 that does not know it goes on as it is.
 */
const INTERRUPT_BUDGET = 400_000

/** @param file the bundled thread (findThreadFile). */
export function openCompute(threads: number, file: string): Compute {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`)
  const pool = new Piscina({
    filename: file,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB, maxYoungGenerationSizeMb: 16 },
    recordTiming: false,
  })
  pool.on('error', () => {}) // a thread that dies idle is replaced by the pool
  const shared = new NewestMap<string, Promise<SharedBytes>>(SHARED_KEPT)
  const gate = openGate(2 * threads)
  let isClosed = false

  async function call<N extends keyof ThreadCalls>(name: N, task: ThreadCalls[N]['task'], transferList: (ArrayBuffer | MessageChannel['port1'])[] = []): Promise<ThreadCalls[N]['value']> {
    let reply: Reply<ThreadCalls[N]['value']>
    try {
      reply = await pool.run(task, { name, transferList })
    }
    catch (cause) {
      if (isClosed) throw new ComputeClosed('The compute threads are closed.', { cause })
      throw new ThreadCrashed(`A compute thread died: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
    if ('failed' in reply) throw new ComputeFailed(reply.failed)
    return reply.value
  }

  return {
    threads,
    admit: gate,
    learn: (jobId, data, place, framing) => {
      const own = alone(data)
      return call('learn', { jobId, data: own, place, framing }, [own.buffer])
    },
    merge: (summaries) => {
      const own = summaries.map(alone)
      return call('merge', { summaries: own }, own.map(each => each.buffer))
    },
    addGoodRun: (merged, usual, run) => {
      const [before, own] = [merged && alone(merged), alone(usual)]
      return call('addGoodRun', { merged: before, usual: own, run }, before ? [before.buffer, own.buffer] : [own.buffer])
    },
    buildModel: (summary, baseline = null) => {
      const own = alone(summary)
      const usual = baseline && alone(baseline)
      return call('build', { summary: own, baseline: usual }, usual ? [own.buffer, usual.buffer] : [own.buffer])
    },
    score: (columns, model) => {
      const own = columns.map(alone)
      return call('score', { columns: own, model }, own.map(each => each.buffer))
    },
    async decide(model, batches) {
      const { port1, port2 } = new MessageChannel()
      const signal = new Int32Array(new SharedArrayBuffer(4))
      const deciding = call('decide', { model, port: port2, signal }, [port2])
      try {
        // A thread that dies asks for no more: do not wait for it to.
        const [decided] = await Promise.all([deciding, Promise.race([feedRows(port1, signal, batches), deciding])])
        return { findings: unpack(decided.places), decisions: decided.decisions, notKept: decided.notKept }
      }
      finally {
        port1.close()
      }
    },
    renderFindings: (decisions, model, framing, from, texts) => {
      const own = texts.map(alone)
      return call('render', { decisions, model, framing, from, texts: own }, own.map(each => each.buffer))
    },
    templates: model => call('templates', { model }),
    timeline: (grids, chunks) => {
      const own = chunks.map(({ columns, candidates }) => ({ columns: alone(columns), candidates: candidates && alone(candidates) }))
      return call('timeline', { grids, chunks: own }, own.flatMap(each => [each.columns.buffer, ...each.candidates ? [each.candidates.buffer] : []]))
    },
    parts: (parts, chunks) => {
      const own = chunks.map(({ columns, candidates }) => ({ columns: alone(columns), candidates: alone(candidates) }))
      return call('parts', { parts, chunks: own }, own.flatMap(each => [each.columns.buffer, each.candidates.buffer]))
    },
    learnPart: (task) => {
      const [data, columns] = [alone(task.data), alone(task.columns)]
      return call('learnPart', { ...task, data, columns }, [data.buffer, columns.buffer])
    },
    newValues: (part, usual) => {
      const own = { part: alone(part), usual: alone(usual) }
      return call('newValues', own, [own.part.buffer, own.usual.buffer])
    },
    differences: (log, usual) => {
      const own = { log: alone(log), usual: alone(usual) }
      return call('differences', own, [own.log.buffer, own.usual.buffer])
    },
    search: (task) => {
      const data = alone(task.data)
      return call('search', { ...task, data }, [data.buffer])
    },
    share(name, load) {
      const bytes = shared.get(name) ?? load().then(toShared)
      shared.set(name, bytes)
      bytes.catch(() => shared.delete(name))
      return bytes
    },
    async close() {
      isClosed = true
      await pool.destroy()
    },
  }
}

/** The bytes in a buffer that nothing else lies in, so that it may be moved. */
function alone(bytes: Uint8Array): Bytes {
  const { buffer } = bytes
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer)
  return new Uint8Array(bytes)
}

function toShared(bytes: Uint8Array): SharedBytes {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength))
  copy.set(bytes)
  return copy
}

function unpack(places: Float64Array): FindingPlace[] {
  const findings: FindingPlace[] = []
  for (let i = 0; i + 3 < places.length; i += 4) {
    const [chunkNumber = 0, lineNumber = 0, from = 0, to = 0] = places.subarray(i, i + 4)
    findings.push({ chunkNumber, lineNumber, from, to })
  }
  return findings
}

/** Lets `places` in at once, the others in order of their coming. */
function openGate(places: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let free = places
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return async () => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    let isIn = true
    return () => {
      if (isIn) leave()
      isIn = false
    }
  }
}
