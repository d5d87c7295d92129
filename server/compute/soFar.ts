import { NewestMap } from '#shared/NewestMap'
import { OpenModel, SessionCensus, buildModel, mergeSummaries, withoutSessions } from '#engine'

/** Jobs that one thread keeps a model for; chosen. */
const JOBS_KEPT = 4
/** Up to here the model knows every chunk and is built anew at each doubling, further on at each second one. Chosen. */
const DENSE_CHUNKS = 8
/** Chunks whose summaries go into the model between two doublings, so that the work stays logarithmic; chosen. */
const SAMPLES_PER_DOUBLING = 4

/** What one thread knows of a job from the chunks that it has learnt itself. */
export interface SoFar { census: SessionCensus, chunks: number, waiting: Uint8Array[], summary: Uint8Array | null, model: OpenModel }

const jobs = new NewestMap<string, SoFar>(JOBS_KEPT)

/** What this thread knows of the job; the job that was not asked for longest is forgotten. */
export function soFarOf(jobId: string): SoFar {
  const known = jobs.get(jobId) ?? { census: new SessionCensus(), chunks: 0, waiting: [], summary: null, model: new OpenModel(new Uint8Array(0)) }
  jobs.set(jobId, known)
  return known
}

/**
 * The model made from what this thread has learnt of the job, the chunk with this summary being one more. Built again at
 * the 1st, 2nd, 4th, 8th, 32nd, 128th … chunk; up to the 8th it knows every chunk, later four of each doubling.
 */
export function modelWith(known: SoFar, summary: Uint8Array): OpenModel {
  known.chunks++
  const doubling = 2 ** Math.floor(Math.log2(known.chunks))
  if (known.chunks % Math.max(1, doubling / SAMPLES_PER_DOUBLING) === 0) known.waiting.push(withoutSessions(summary))
  if (known.chunks === doubling && (doubling <= DENSE_CHUNKS || Math.log2(doubling / DENSE_CHUNKS) % 2 === 0)) {
    known.summary = mergeSummaries(known.summary ? [known.summary, ...known.waiting] : known.waiting)
    known.waiting = []
    known.model = new OpenModel(buildModel(known.summary))
  }
  return known.model
}
