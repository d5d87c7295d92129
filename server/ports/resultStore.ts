import type { AnomalyResult } from '#shared/anomaly'
import type { FindingFilter } from '#shared/findingFilter'
import type { TemplateResult } from '#shared/results'

/**
 * Documents of steps, as bytes. The engine knows their layout, a store does not. `merged` is the summary of a run of chunks, `usual` is what a later job may be compared with,
 * `baseline` the copy of another job's that this one is compared with: it comes with the job, not with a step, under attempt 0.
 * `steps` says which attempts counted in a job that has ended, so that its rows can be made anew; also under attempt 0.
 */
export const DOCUMENT_KINDS = ['summary', 'columns', 'provisional', 'merged', 'model', 'candidates', 'decisions', 'timelines', 'usual', 'comparison', 'baseline', 'steps'] as const
export type DocumentKind = typeof DOCUMENT_KINDS[number]

export interface DocumentName {
  jobId: string
  kind: DocumentKind
  /** -1 for the whole job. */
  chunkNumber: number
  attempt: number
}

export interface FindingsQuery {
  sort: 'score' | 'line'
  minScore?: number
  /** Picks more than that; what it means is `findingMatcher`. */
  where?: FindingFilter
  /** Only rows of the list: of the findings that are told under each other, the best that is picked (`rowTest`). */
  rowsOnly?: boolean
  /** Only findings whose first line lies in this chunk. */
  chunkNumber?: number
  /** Findings to skip, from the `next` of the page before. */
  after?: number
  limit: number
}

export interface ResultStore {
  /** Stores a document under its attempt. The same name again replaces it. @throws DiskFull, StoreUnavailable */
  put(name: DocumentName, data: Uint8Array): Promise<void>
  get(name: DocumentName): Promise<Uint8Array<ArrayBuffer> | null>
  /** Names of the job's documents, whole or half written, in no order. */
  documents(jobId: string): AsyncIterable<DocumentName>
  /**
   * Removes the documents of one attempt at one chunk (or at the whole job). Findings and templates go with the `decisions`
   * of their attempt.
   */
  removeAttempt(jobId: string, chunkNumber: number, attempt: number, kinds: DocumentKind[]): Promise<void>
  /**
   * Stores settled findings under the finish attempt, from an iteration that yields batches in order of line number; each row
   * carries its chunk's number. Held: one batch and the sort keys.
   */
  putFindings(jobId: string, attempt: number, batches: AsyncIterable<{ chunkNumber: number, finding: AnomalyResult }[]>): Promise<void>
  /** A page of settled findings and the number of all that match. Sort by score is (score descending, line ascending). */
  findings(jobId: string, attempt: number, query: FindingsQuery): Promise<{ findings: AnomalyResult[], total: number, next: number | null }>
  /** Stores the templates under the finish attempt, in the order given. */
  putTemplates(jobId: string, attempt: number, templates: TemplateResult[]): Promise<void>
  templates(jobId: string, attempt: number, after: number, limit: number): Promise<{ templates: TemplateResult[], total: number, next: number | null }>
  removeJob(jobId: string): Promise<void>
  jobIds(): Promise<string[]>
  isReady(): Promise<boolean>
}
