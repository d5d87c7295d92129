import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { Step } from '../../ports/stepStore'
import { documentOf } from '../documents'

/** Summaries merged at once; bounds what is held to this many a thread. Chosen. */
export const SUMMARIES_AT_ONCE = 64

/** Each thread folds page after page into a part of its own; the parts are merged at the end. The law of I2 allows it. */
export async function mergeSteps(backends: Backends, compute: Compute, jobId: string, kind: 'summary' | 'merged', pages: AsyncGenerator<Step[]>): Promise<Uint8Array> {
  const parts = await Promise.all(Array.from({ length: compute.threads }, async () => {
    let part: Uint8Array | null = null
    for (let page = await pages.next(); !page.done; page = await pages.next()) {
      const summaries = await Promise.all(page.value.map((step: Step) => documentOf(backends, jobId, kind, step)))
      part = await compute.merge(part ? [part, ...summaries] : summaries)
    }
    return part
  }))
  return compute.merge(parts.filter(part => part !== null))
}
