import type { FindingPlace } from '#engine'
import type { AnomalyResult } from '#shared/anomaly'
import type { ChunkCandidates, Compute, SharedBytes } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB, type StepOutcome } from '../../ports/stepStore'
import type { Attempt } from '../../ports/workQueue'
import { committedSteps, documentOf, sharedModel } from '../documents'
import { framingAt } from '../framingOf'
import { worded } from '../worded'

/** Chunks whose candidates are held at once; chosen. */
const CANDIDATES_HELD = 32
/** Texts rendered at once; chosen. A text is at most 64 KiB. */
const BATCH_FINDINGS = 500
const BATCH_BYTES = 4 * 1024 * 1024

/**
 * Decides over the candidates of all chunks, reads the texts of exactly the listed lines, and stores the settled findings
 * and the templates. @returns what to commit, a row for each chunk and one for the job; null if the job is gone.
 */
export async function finishJob(backends: Backends, compute: Compute, { task, attempt }: Attempt): Promise<StepOutcome | null> {
  const { jobId } = task
  const begunMs = performance.now()
  const job = await backends.jobs.find(jobId)
  const model = await sharedModel(backends, compute, jobId)
  if (!job || !model) return null
  const { findings, decisions, notKept } = await compute.decide(model, candidatesOf(backends, jobId))
  const shared = await compute.share(`${jobId}/decisions/${attempt}`, async () => decisions)
  await backends.results.put({ jobId, kind: 'decisions', chunkNumber: WHOLE_JOB, attempt }, decisions)
  await backends.results.putFindings(jobId, attempt, rendered(backends, compute, job, { model, decisions: shared }, findings))
  await backends.results.putTemplates(jobId, attempt, await compute.templates(model))
  const counts = new Uint32Array(job.totalChunks)
  for (const { chunkNumber } of findings) counts[chunkNumber] = (counts[chunkNumber] ?? 0) + 1
  const rows = Array.from(counts, (anomaliesFound, chunkNumber) => ({ chunkNumber, processingTimeMs: 0, anomaliesFound }))
  const whole = { chunkNumber: WHOLE_JOB, processingTimeMs: Math.round(performance.now() - begunMs), anomaliesFound: findings.length }
  return {
    task,
    attempt,
    rows: [...rows, whole],
    settledFindings: findings.length,
    notes: notKept > 0 ? [{ code: 'not_kept', args: { count: notKept, kept: findings.length } }] : [],
  }
}

async function* candidatesOf(backends: Backends, jobId: string): AsyncGenerator<ChunkCandidates[]> {
  for await (const steps of committedSteps(backends, jobId, 'score', CANDIDATES_HELD)) {
    const first = steps[0]?.chunkNumber ?? 0
    const places = await backends.chunks.places(jobId, first, (steps.at(-1)?.chunkNumber ?? first) + 1)
    const placeOf = new Map(places.map(place => [place.number, place]))
    const rows = await Promise.all(steps.map(async (step) => {
      const place = placeOf.get(step.chunkNumber)
      return place ? [{ place, candidates: await documentOf(backends, jobId, 'candidates', step) }] : []
    }))
    yield rows.flat()
  }
}

interface Rendering { model: SharedBytes, decisions: SharedBytes }

/** Batches of findings with their texts, in order of line: while one is stored the next is being made. */
async function* rendered(backends: Backends, compute: Compute, job: Job, by: Rendering, findings: FindingPlace[]) {
  const jobId = job.id
  const make = async (from: number, to: number): Promise<{ chunkNumber: number, finding: AnomalyResult }[]> => {
    const texts = await textsOf(backends, jobId, findings.slice(from, to))
    const framing = framingAt(job, findings[from]?.chunkNumber ?? 0)
    const found = framing ? await compute.renderFindings(by.decisions, by.model, framing, from, texts) : []
    return found.map((finding, i) => {
      const chunkNumber = findings[from + i]?.chunkNumber ?? 0
      return { chunkNumber, finding: worded(finding, jobId, chunkNumber) }
    })
  }
  let making: ReturnType<typeof make> | null = null
  for (let from = 0; from < findings.length;) {
    const to = batchEnd(findings, from, job)
    const next = make(from, to)
    next.catch(() => undefined) // told when it is awaited
    if (making) yield await making
    making = next
    from = to
  }
  if (making) yield await making
}

/** A batch holds findings of one framing. */
function batchEnd(findings: FindingPlace[], from: number, job: Job): number {
  let to = from
  let chunkNumber = findings[from]?.chunkNumber
  for (let bytes = 0; to < findings.length && to - from < BATCH_FINDINGS; to++) {
    const place = findings[to]
    if (place && place.chunkNumber !== chunkNumber && framingAt(job, place.chunkNumber) !== framingAt(job, findings[from]?.chunkNumber ?? 0)) break
    chunkNumber = place?.chunkNumber
    bytes += place ? place.to - place.from : 0
    if (bytes > BATCH_BYTES && to > from) break
  }
  return to
}

/** One read a chunk, of the listed lines only. */
async function textsOf(backends: Backends, jobId: string, places: FindingPlace[]): Promise<Uint8Array[]> {
  const texts: Uint8Array[] = []
  for (let i = 0; i < places.length;) {
    const chunkNumber = places[i]?.chunkNumber ?? 0
    let end = i
    while (end < places.length && places[end]?.chunkNumber === chunkNumber) end++
    const ranges = places.slice(i, end).map(({ from, to }): [number, number] => [from, to])
    texts.push(...await backends.chunks.ranges(jobId, chunkNumber, ranges))
    i = end
  }
  return texts
}
