import type { Compute, SharedBytes } from '../compute/compute'
import type { Backends } from '../ports/backends'
import { StoreUnavailable } from '../ports/errors'
import type { DocumentKind } from '../ports/resultStore'
import { WHOLE_JOB, type Step } from '../ports/stepStore'

/** The document of a committed step. @throws StoreUnavailable if it is not there, which a deleted job or a lost disk explains. */
export async function documentOf(backends: Backends, jobId: string, kind: DocumentKind, step: Step): Promise<Uint8Array<ArrayBuffer>> {
  const data = await backends.results.get({ jobId, kind, chunkNumber: step.chunkNumber, attempt: step.attempt })
  if (!data) throw new StoreUnavailable(`The ${kind} of chunk ${step.chunkNumber} are not in the store.`)
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

/** All committed steps of a phase in order of chunk number, page by page. */
export async function* committedSteps(backends: Backends, jobId: string, phase: 'learn' | 'settle' | 'score', pageSize: number): AsyncGenerator<Step[]> {
  for (let from = 0; ;) {
    const steps = (await backends.steps.list(jobId, phase, from, pageSize)).filter(step => step.chunkNumber !== WHOLE_JOB)
    const last = steps.at(-1)
    if (!last) return
    yield steps
    from = last.chunkNumber + 1
  }
}
