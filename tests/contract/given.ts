import { randomUUID } from 'node:crypto'
import { createIntake } from '#engine'
import type { Framing } from '#engine'
import type { AnomalyResult } from '#shared/anomaly'
import type { Job, JobStore, NewJob, Received } from '../../server/ports/jobStore'
import type { StepOutcome, StepStore } from '../../server/ports/stepStore'
import type { Task } from '../../server/ports/workQueue'

const CHUNK_BYTES = 1000

export interface JobsAndSteps {
  jobs: JobStore
  steps: StepStore
}

export function newJob(given: Partial<NewJob> = {}): NewJob {
  const startedAtMs = given.startedAtMs ?? Date.now()
  return { id: randomUUID(), filename: 'app.log', expectedSizeBytes: null, startedAtMs, leaseUntilMs: startedAtMs + 8000, ...given }
}

export function received(chunksAdded: number, given: Partial<Received> = {}): Received {
  return { chunksAdded, storedBytesAdded: chunksAdded * CHUNK_BYTES, linesAdded: chunksAdded * 10, totalSizeBytes: 0, leaseUntilMs: Date.now() + 8000, ...given }
}

/** A real one. */
export function someFraming(): Framing {
  const intake = createIntake({ maxLineBytes: 2 ** 20, referenceTimeMs: 1 }, 2 ** 20)
  intake.push(new TextEncoder().encode('2026-01-02T03:04:05Z INFO started\n'.repeat(20)))
  intake.end()
  if (!intake.framing) throw new Error('no framing')
  return intake.framing
}

export async function openJob({ jobs }: JobsAndSteps, chunks: number, given: Partial<NewJob> = {}): Promise<string> {
  const job = newJob(given)
  await jobs.open(job)
  if (chunks > 0) await jobs.receive(job.id, received(chunks))
  return job.id
}

/** A job in its first state, but for what is given. */
export function someJob(given: Partial<Job>): Job {
  const { id, filename, startedAtMs } = newJob()
  return {
    id, filename, startedAtMs, status: 'processing', phase: 'learn', progress: 0, totalSizeBytes: 0, expectedSizeBytes: null, storedBytes: 0, learntBytes: 0,
    lines: 0, totalChunks: 0, chunksProcessed: 0, chunksSettled: 0, sealed: false, anomaliesFound: 0, sequence: 0, encoding: null, assumedUtc: false,
    framing: null, moreFramings: [], members: [], notes: [], reason: null, fittingLines: null, firstTimeMs: null, lastTimeMs: null, completedAtMs: null, leaseUntilMs: null, baselineJobId: null, baselineFilename: null, moreBaselines: [], revision: 0, ...given,
  }
}

/** A job whose upload has ended. */
export async function sealedJob(stores: JobsAndSteps, chunks: number, given: Partial<NewJob> = {}): Promise<string> {
  const jobId = await openJob(stores, chunks, given)
  await stores.jobs.seal(jobId, received(0))
  return jobId
}

export function learnTask(jobId: string, number: number): Task {
  return { jobId, phase: 'learn', from: number, to: number + 1 }
}

export function learnt(jobId: string, number: number, attempt = 1): StepOutcome {
  return { task: learnTask(jobId, number), attempt, rows: [row(number, 2)], learntBytes: CHUNK_BYTES }
}

export function settled(jobId: string, given: Partial<StepOutcome> = {}): StepOutcome {
  return { task: { jobId, phase: 'settle', from: -1, to: -1 }, attempt: 1, rows: [row(-1, 0)], firstTimeMs: 5, lastTimeMs: 9, ...given }
}

export function scored(jobId: string, from: number, to: number): StepOutcome {
  return { task: { jobId, phase: 'score', from, to }, attempt: 1, rows: numbers(from, to).map(number => row(number, 1)) }
}

export function finished(jobId: string, chunks: number, settledFindings: number): StepOutcome {
  return { task: { jobId, phase: 'finish', from: -1, to: -1 }, attempt: 1, rows: [...numbers(0, chunks), -1].map(number => row(number, 1)), settledFindings }
}

/** Takes a sealed job to the phase. */
export async function bringTo({ steps }: JobsAndSteps, jobId: string, chunks: number, phase: 'settle' | 'score' | 'finish' | 'done'): Promise<void> {
  await Promise.all(numbers(0, chunks).map(number => steps.commit(learnt(jobId, number))))
  if (phase === 'settle') return
  await steps.commit(settled(jobId))
  if (phase === 'score') return
  if (chunks > 0) await steps.commit(scored(jobId, 0, chunks))
  if (phase === 'done') await steps.commit(finished(jobId, chunks, 3))
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

export function finding(lineNumber: number, score: number, text = `line ${lineNumber} – „odd“`): AnomalyResult {
  return {
    log_entry: text, anomaly_score: score, is_anomaly: true, explanation: 'seen once', reason: 'seen once', chunk_id: 'c', line_number: lineNumber, line_count: 1,
    byte_offset: lineNumber * 10, timestamp: null, severity: 'error', template_id: 't', template: 'line <*>',
    signals: [{ kind: 'rare_template', strength: 4.5, detail: { count: 1, total: 100, rank_count: 3 } }], occurrences: 1, last_line: lineNumber, folded_into: null, folded: 0,
  }
}

function row(chunkNumber: number, anomaliesFound: number) {
  return { chunkNumber, processingTimeMs: 7.5, anomaliesFound }
}
