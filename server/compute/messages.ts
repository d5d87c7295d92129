import type { MessagePort } from 'node:worker_threads'
import type { Finding, Framing, LogDifferences, LogPart, LogParts, ModelFacts, PartsCounts, Place, TimelineCounts, TimelineGrid } from '#engine'
import type { PartsValue } from '#shared/comparison'
import type { TemplateResult } from '#shared/results'
import type { SearchHit, SearchTerms } from '#shared/search'

/** What threads are asked and what they answer. Buffers are moved, a model lies in shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>
export type SharedBytes = Uint8Array<SharedArrayBuffer>

export interface ChunkCandidates { place: Place, candidates: Uint8Array }

export interface LearnTask { jobId: string, data: Uint8Array, place: Place, framing: Framing }
/** `provisional` is a JSON list of findings in UTF-8. */
export interface Learned { summary: Bytes, columns: Bytes, provisional: Bytes, findingsCount: number }

/** `usual`: what a later log may be compared with. `comparison`: how this one compares, as JSON in UTF-8; null without a baseline. */
export interface BuiltModel { model: Bytes, facts: ModelFacts, usual: Bytes, comparison: Bytes | null }

export interface ScoreTask { columns: Uint8Array[], model: SharedBytes }

/** Candidates come through the port, a batch for each `more`; `signal[0]` is 1 when one has been posted. */
export interface DecideTask { model: SharedBytes, port: MessagePort, signal: Int32Array<SharedArrayBuffer> }
export type Fed = { rows: ChunkCandidates[] } | { end: true }
/** Four numbers a finding: chunk number, line number, from, to. */
export interface Decided { places: Float64Array<ArrayBuffer>, decisions: Bytes, notKept: number }

export interface RenderTask { decisions: SharedBytes, model: SharedBytes, framing: Framing, from: number, texts: Uint8Array[] }

/** The chunks' columns and candidates, in pairs. */
export interface TimelineTask { grids: TimelineGrid[], chunks: { columns: Uint8Array, candidates: Uint8Array | null }[] }

/** The chunks' columns and candidates, in pairs. */
export interface PartsTask { parts: LogParts, chunks: { columns: Uint8Array, candidates: Uint8Array }[] }

/** A chunk of which only the lines in a part count. */
export interface PartTask { data: Uint8Array, place: Place, columns: Uint8Array, framing: Framing, by: LogParts['by'], part: LogPart }

/** `firstLine` is the number of the text's first line; at most `limit` hits are wanted. */
export interface SearchTask { data: Uint8Array, firstLine: number, search: SearchTerms, framing: Framing, limit: number }

/** Every function of the thread's entry file, with what it takes and gives. */
export interface ThreadCalls {
  learn: { task: LearnTask, value: Learned }
  merge: { task: { summaries: Uint8Array[] }, value: Bytes }
  addGoodRun: { task: { merged: Uint8Array | null, usual: Uint8Array, run: number }, value: Uint8Array<ArrayBuffer> }
  build: { task: { summary: Uint8Array, baseline: Uint8Array | null }, value: BuiltModel }
  score: { task: ScoreTask, value: Bytes[] }
  decide: { task: DecideTask, value: Decided }
  render: { task: RenderTask, value: Finding[] }
  templates: { task: { model: SharedBytes }, value: TemplateResult[] }
  timeline: { task: TimelineTask, value: TimelineCounts[] }
  parts: { task: PartsTask, value: PartsCounts }
  learnPart: { task: PartTask, value: Bytes }
  newValues: { task: { part: Uint8Array, usual: Uint8Array }, value: PartsValue[] }
  differences: { task: { log: Uint8Array, usual: Uint8Array }, value: LogDifferences }
  search: { task: SearchTask, value: SearchHit[] }
}

/** What the engine threw stays apart from a thread that died. */
export type Reply<T> = { value: T } | { failed: string }
