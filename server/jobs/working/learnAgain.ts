import { settledFraming, type Framing } from '#engine'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import { StoreUnavailable } from '../../ports/errors'
import type { Job } from '../../ports/jobStore'
import type { Step } from '../../ports/stepStore'
import { committedSteps } from '../documents'
import { framingAt } from '../framingOf'
import { logEvent } from '../log'
import { mergeSteps, SUMMARIES_AT_ONCE } from './mergeSteps'

interface Settled { framing: Framing, isOther: boolean, isNew: boolean }

/** How the job's files are read as all of its text decides it: in the order in which the job has its framings. */
export function settledFramings({ framing, moreFramings }: Pick<Job, 'framing' | 'moreFramings'>, summary: Uint8Array): Settled[] {
  const begun = framing ? [framing, ...moreFramings] : []
  return begun.map((before) => {
    const settled = settledFraming(before, summary)
    return { ...settled, isNew: JSON.stringify(settled.framing) !== JSON.stringify(before) }
  })
}

/**
 * Learns all chunks by other framings than they were learnt by: their documents are replaced under the names that they have.
 * What a crash leaves half done is done again, since what dates say does not depend on how they were read. @returns all summaries, merged
 */
export async function learnAgain(backends: Backends, compute: Compute, job: Job, framings: Framing[]): Promise<Uint8Array> {
  const [framing = null, ...moreFramings] = framings
  logEvent('learning again', { job_id: job.id, chunks: job.totalChunks, date_order: framing?.time.orders[0] })
  const relearn = async ({ chunkNumber, attempt }: Step) => {
    const leave = await compute.admit()
    try {
      const own = framingAt({ ...job, framing, moreFramings }, chunkNumber)
      const chunk = await backends.chunks.get(job.id, chunkNumber)
      if (!own || !chunk) throw new StoreUnavailable({ code: 'no_chunk', args: { number: chunkNumber } })
      const { summary, columns } = await compute.learn(job.id, chunk.data, chunk.place, own)
      const name = { jobId: job.id, chunkNumber, attempt }
      await Promise.all([backends.results.put({ ...name, kind: 'summary' }, summary), backends.results.put({ ...name, kind: 'columns' }, columns)])
    }
    finally {
      leave()
    }
  }
  for await (const steps of committedSteps(backends, job.id, 'learn', SUMMARIES_AT_ONCE)) await Promise.all(steps.map(relearn))
  return mergeSteps(backends, compute, job.id, 'summary', committedSteps(backends, job.id, 'learn', SUMMARIES_AT_ONCE))
}
