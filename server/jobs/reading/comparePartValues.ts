import { coverageOf, type LogPart } from '#engine'
import type { PartsQuery, PartsValues } from '#shared/comparison'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import type { Step } from '../../ports/stepStore'
import { committedSteps, documentOf } from '../documents'
import { framingAt } from '../framingOf'
import { LISTED } from './listed'
import { partsAsked } from './partsAsked'

/** Chunks of which something is held at once; chosen: the summaries of so many are a few megabytes. */
const CHUNKS_HELD = 32

/**
 * Values that one part of a settled job's log has and another one never. Chunks that lie in a part as a whole are known by their
 * summaries; only the text of those at its ends is read, and one of them held at a time. @throws JobUnknown, WrongState, what `signal`
 * was aborted with
 */
export async function comparePartValues(backends: Backends, compute: Compute, jobId: string, query: PartsQuery, signal: AbortSignal): Promise<PartsValues> {
  const { job, parts: { by, usual, part } } = await partsAsked(backends, jobId, query)
  const merged: Record<'usual' | 'part', Uint8Array | null> = { usual: null, part: null }
  for await (const steps of committedSteps(backends, jobId, 'learn', CHUNKS_HELD)) {
    signal.throwIfAborted()
    const chunks = await chunksOf(backends, jobId, steps)
    for (const [name, own] of [['usual', usual], ['part', part]] as const) {
      const summaries: Uint8Array[] = []
      for (const chunk of chunks) {
        const coverage = coverageOf(chunk.summary, chunk.place, by, own)
        if (coverage === 'all') summaries.push(chunk.summary.slice()) // what is merged is given away, and both parts may have the chunk
        else if (coverage === 'some') summaries.push(...await readPart(backends, compute, job, chunk, by, own))
      }
      if (summaries.length > 0) merged[name] = await compute.merge([...merged[name] ? [merged[name]] : [], ...summaries])
    }
  }
  const values = merged.usual && merged.part ? await compute.newValues(merged.part, merged.usual) : []
  return { total: values.length, values: values.slice(0, LISTED) }
}

type LearntChunk = Awaited<ReturnType<typeof chunksOf>>[number]

async function chunksOf(backends: Backends, jobId: string, steps: readonly Step[]) {
  const [first, last] = [steps[0]?.chunkNumber ?? 0, steps.at(-1)?.chunkNumber ?? 0]
  const places = new Map((await backends.chunks.places(jobId, first, last + 1)).map(place => [place.number, place]))
  const chunks = await Promise.all(steps.map(async (step) => {
    const place = places.get(step.chunkNumber)
    return place ? [{ step, place, summary: await documentOf(backends, jobId, 'summary', step) }] : []
  }))
  return chunks.flat()
}

/** Summary of the lines of a chunk that lie in the part, as a list of one; of none where its bytes are not there any more. */
async function readPart(backends: Backends, compute: Compute, job: Job, { step, place }: LearntChunk, by: 'time' | 'line', part: LogPart): Promise<Uint8Array[]> {
  const framing = framingAt(job, place.number)
  const [chunk, columns] = await Promise.all([backends.chunks.get(job.id, place.number), documentOf(backends, job.id, 'columns', step)])
  return chunk && framing ? [await compute.learnPart({ ...chunk, columns, framing, by, part })] : []
}
