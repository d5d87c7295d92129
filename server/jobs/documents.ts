import type { Compute, SharedBytes } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { StoreUnavailable } from '../ports/errors'
import { DOCUMENT_KINDS, type DocumentKind } from '../ports/resultStore'
import { WHOLE_JOB, type Step } from '../ports/stepStore'
import type { Task } from '../ports/workQueue'

const STEPS_READ = 1000

/** The phase whose steps write documents of a kind; null for what comes with the job. */
const PHASE_OF: Record<DocumentKind, Task['phase'] | null> = {
  summary: 'learn', columns: 'learn', provisional: 'learn',
  merged: 'settle', model: 'settle', usual: 'settle', comparison: 'settle',
  candidates: 'score',
  decisions: 'finish', timelines: 'finish',
  baseline: null, steps: null,
}

export function phaseOf(kind: DocumentKind): Task['phase'] | null {
  return PHASE_OF[kind]
}

/** Kinds of the documents that the phase's steps write. */
export function kindsOf(phase: Task['phase']): DocumentKind[] {
  return DOCUMENT_KINDS.filter(kind => PHASE_OF[kind] === phase)
}

/** The document of a committed step. @throws StoreUnavailable if it is not there, which a deleted job or a lost disk explains. */
export async function documentOf(backends: Backends, jobId: string, kind: DocumentKind, step: Step): Promise<Uint8Array<ArrayBuffer>> {
  const data = await backends.results.get({ jobId, kind, chunkNumber: step.chunkNumber, attempt: step.attempt })
  if (!data) throw new StoreUnavailable({ code: 'no_document', args: { kind, number: step.chunkNumber } })
  return data
}

/** The job's model in shared memory, or null while it has not settled. */
export async function sharedModel(backends: Backends, compute: Compute, jobId: string): Promise<SharedBytes | null> {
  const step = await backends.steps.find(jobId, WHOLE_JOB, 'settle')
  if (!step) return null
  return compute.share(`${jobId}/model/${step.attempt}`, () => documentOf(backends, jobId, 'model', step))
}

/** What scoring read and gave, chunk by chunk in order, `pageSize` chunks at a time. */
export async function* scoredChunks(backends: Backends, jobId: string, pageSize: number): AsyncGenerator<{ columns: Uint8Array, candidates: Uint8Array }[]> {
  for await (const steps of committedSteps(backends, jobId, 'score', pageSize)) {
    const chunks = await Promise.all(steps.map(async (step) => {
      const learnt = await backends.steps.find(jobId, step.chunkNumber, 'learn')
      return learnt ? [{ columns: await documentOf(backends, jobId, 'columns', learnt), candidates: await documentOf(backends, jobId, 'candidates', step) }] : []
    }))
    yield chunks.flat()
  }
}

/** Committed steps of chunks in order of chunk number, page by page; no page is empty. */
export function committedSteps(backends: Backends, jobId: string, phase: Task['phase'], pageSize?: number): AsyncGenerator<Step[]> {
  return stepsOf(backends, jobId, phase, 0, pageSize)
}

/** As committedSteps, from a chunk number on; WHOLE_JOB comes before all chunks. */
export async function* stepsOf(
  backends: Backends, jobId: string, phase: Task['phase'], first: number, pageSize = STEPS_READ,
): AsyncGenerator<Step[]> {
  for (let from: number | null = first; from !== null;) {
    const steps: Step[] = await backends.steps.list(jobId, phase, from, pageSize)
    if (steps.length > 0) yield steps
    from = steps.length === pageSize ? (steps.at(-1)?.chunkNumber ?? 0) + 1 : null
  }
}
