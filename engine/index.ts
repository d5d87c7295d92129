import type { AnomalyResult, Severity } from '#shared/anomaly'
import type { TemplateResult } from '#shared/results'

/** What is fixed for a job when it opens, beside the bytes themselves. */
export interface AnalysisSettings {
  /** A longer line is mined and shown up to here. */
  maxLineBytes: number
  /** Epoch milliseconds; gives the year to times that stand without one. */
  referenceTimeMs: number
}

/** How lines are to be read: plain JSON, made once a job from its first 256 KiB, given to every chunk. */
export interface Framing {
  version: number
  settings: AnalysisSettings
  // grammar members follow
}

/** Where a chunk lies in the decoded file. */
export interface Place { number: number, firstLine: number, lines: number, byteOffset: number, sizeBytes: number }

/** A file on its way in: inspected, decoded to UTF-8, framed and cut. */
export interface Intake {
  /** Takes the next bytes (kept no longer than the call). @throws NotText as soon as that is known. */
  push(bytes: Uint8Array): { place: Place, data: Uint8Array }[]
  /** The rest. @throws NotText */
  end(): { place: Place, data: Uint8Array }[]
  /** Null until known. */
  readonly encoding: string | null
  readonly framing: Framing | null
  readonly lines: number
  readonly decodedBytes: number
  /** Plain sentences; grows. */
  readonly warnings: readonly string[]
}

/** The bytes are no text. The message says what they look like. */
export declare class NotText extends Error {}

export declare function createIntake(settings: AnalysisSettings, chunkSizeBytes: number): Intake

/** Learns a chunk: a pure function. Summaries merge in any grouping and order; columns say what each line is. */
export declare function learn(data: Uint8Array, place: Place, framing: Framing): { summary: Uint8Array<ArrayBuffer>, columns: Uint8Array<ArrayBuffer> }

/** Merges encoded summaries: associative and commutative; of none: the empty summary. */
export declare function mergeSummaries(summaries: readonly Uint8Array[]): Uint8Array<ArrayBuffer>

export declare function buildModel(summary: Uint8Array): Uint8Array<ArrayBuffer>

/** What a job's model says of the whole log. */
export interface ModelFacts { lines: number, events: number, firstTimeMs: number | null, lastTimeMs: number | null, assumedUtc: boolean, notes: string[] }
export declare function modelFacts(model: Uint8Array): ModelFacts
export declare function modelTemplates(model: Uint8Array): TemplateResult[]

/** Candidates of a chunk, from its columns alone: groups, lines, scores, never texts. */
export declare function scoreChunk(columns: Uint8Array, model: Uint8Array): Uint8Array<ArrayBuffer>

/** Which line to show for a finding: text bytes `[from, to)` of the chunk, at most 64 KiB. */
export interface FindingPlace { chunkNumber: number, lineNumber: number, from: number, to: number }

/** Merges candidates of all chunks, given in any order, and decides. Held: one row a group, at most 200,000 findings. */
export declare function decide(model: Uint8Array, candidates: Iterable<{ place: Place, candidates: Uint8Array }>): {
  /** In order of line number. */
  findings: FindingPlace[]
  /** What `renderFindings` and `markLines` read; stored as the job's decisions. */
  decisions: Uint8Array<ArrayBuffer>
  /** Findings beyond the 200,000 kept. */
  notKept: number
}

export type Finding = Omit<AnomalyResult, 'chunk_id'>

/** The findings `from` … `from + texts.length - 1` of the decisions, with the bytes of their FindingPlace. */
export declare function renderFindings(decisions: Uint8Array, model: Uint8Array, framing: Framing, from: number, texts: readonly Uint8Array[]): Finding[]

/** Findings of one chunk with a model that does not know the whole log; at most 50, strongest first. */
export declare function provisionalFindings(data: Uint8Array, place: Place, columns: Uint8Array, model: Uint8Array, framing: Framing): Finding[]

/** Byte ranges `[from, to)` in the chunk of lines `firstLine` … `lastLine` (absolute numbers, inside the chunk), line ends left out, each cut at 64 KiB. */
export declare function lineRanges(columns: Uint8Array, place: Place, firstLine: number, lastLine: number): [number, number][]

/** A line as shown. */
export declare function describeLine(bytes: Uint8Array, framing: Framing): { text: string, timestamp: string | null, severity: Severity | null }

/** What became of lines `firstLine` … `lastLine` of a chunk. Without decisions (not settled) nothing is anomalous. */
export declare function markLines(columns: Uint8Array, candidates: Uint8Array, decisions: Uint8Array, place: Place, firstLine: number, lastLine: number): {
  template_id: string
  /** 0..1 */
  score: number
  is_anomaly: boolean
  /** Template and leading signal: the row in which a person sees it. */
  group: string
}[]
