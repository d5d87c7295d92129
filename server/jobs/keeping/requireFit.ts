import { randomUUID } from 'node:crypto'
import type { Backends } from '../../ports/backends'
import { StoresRefused, TablesDamaged } from '../../ports/errors'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB } from '../../ports/stepStore'
import { logEvent } from '../log'
import { describe } from '../describeJob'
import type { Fit } from './fitOf'
import { keepMarks } from '../keepMarks'
import { logsText, refusalText, type Refusal } from './refusals'
import { fitAll, fitNow, surveyDocuments, surveyTables, type FoundDocuments, type Fits } from './survey'

/** Jobs of a kind that are looked at again before a start is refused for them: other processes may work on them. Chosen. */
const LOOKED_AT_AGAIN = 20

/**
 * Makes sure that the tables and the bytes belong together, and notes it on both sides: new ones from now on, those from
 * before there were ids if every job's bytes have their row. Then describes what is not described as its row is. Removes
 * nothing. @returns jobs that are described without a row. @throws StoresRefused if they do not fit. @throws StoreUnavailable
 */
export async function requireFit(backends: Backends): Promise<string[]> {
  const documents = await surveyDocuments(backends)
  const found = await surveyTables(backends).catch((error: unknown) => {
    if (!(error instanceof TablesDamaged)) throw error
    throw new StoresRefused(refusalText({ why: 'tables damaged', reason: error.message }, backends.places, logsText(documents)), { cause: error })
  })
  const fits = await fitAll(documents, found, backends.tables)
  const refusal = await refusalOf(backends, fits, { isNew: found.instance === null && found.states.size === 0, instanceId: found.instance?.id ?? null, documents })
  if (refusal) throw new StoresRefused(refusalText(refusal, backends.places, logsText(documents)))

  // Tables first: if the start ends between the two, what is noted there alone fits as well.
  const { id } = await backends.tables.adopt(found.instance?.id ?? documents.instanceId ?? randomUUID(), 0)
  const noted = await backends.notes.adopt(id)
  // Of several first starts at once one may have been faster on one side only.
  if (noted !== id) throw new StoresRefused(refusalText({ why: 'foreign' }, backends.places, logsText(documents)))
  await makeFit(backends, fits)
  await keepMarks(backends)
  return [...documents.kept.keys()].filter(jobId => !found.states.has(jobId))
}

/** What a start may be refused for. */
const REFUSED_FOR: Fit[] = ['missing', 'ahead', 'unknown', 'foreign', 'undescribed']

interface Ids { isNew: boolean, instanceId: string | null, documents: FoundDocuments }

async function refusalOf(backends: Backends, fits: Fits, { isNew, instanceId, documents }: Ids): Promise<Refusal | null> {
  const sure: Fits = new Map()
  for (const fit of REFUSED_FOR) sure.set(fit, await stillSo(backends, fits, fit))
  const of = (...kinds: Fit[]) => {
    const examples = kinds.flatMap(fit => sure.get(fit) ?? [])
    return { jobs: examples.length, examples }
  }
  const missing = of('missing')
  const strange = of('unknown', 'foreign', 'undescribed')
  if (isNew && strange.jobs > 0) return { why: 'tables new', ...strange }
  if (missing.jobs > 0 && documents.withBytes.size === 0) return { why: 'bytes missing', ...missing }
  if (instanceId !== null && documents.instanceId !== null && instanceId !== documents.instanceId) return { why: 'foreign' }
  const older = of('unknown', 'ahead', ...instanceId === null ? ['foreign'] as const : [])
  if (older.jobs > 0) return { why: 'tables older', ...older }
  // Of bytes from before there were ids nothing but the row tells what they were.
  const halves = documents.instanceId === null ? [] : await notWhole(backends, fits.get('behind') ?? [])
  const lacking = [...missing.examples, ...halves]
  if (lacking.length > 0) return { why: 'bytes older', jobs: lacking.length, examples: lacking }
  const foreign = of('foreign')
  if (foreign.jobs > 0) return { why: 'foreign logs', ...foreign }
  const undescribed = of('undescribed')
  return undescribed.jobs > 0 ? { why: 'undescribed', ...undescribed } : null
}

/** Jobs of which it still holds: the two sides were not read at the same moment. */
async function stillSo(backends: Backends, fits: Fits, fit: Fit): Promise<string[]> {
  const jobIds = fits.get(fit) ?? []
  if (backends.isAlone) return jobIds
  const first = await Promise.all(jobIds.slice(0, LOOKED_AT_AGAIN).map(async jobId => await fitNow(backends, jobId) === fit ? [jobId] : []))
  return [...first.flat(), ...jobIds.slice(LOOKED_AT_AGAIN)]
}

/** Takes what rows name out of the trash, and describes what is not described as its row is. */
async function makeFit(backends: Backends, fits: Fits): Promise<void> {
  for (const jobId of fits.get('discarded') ?? []) await backends.records.restore(jobId)
  for (const jobId of fits.get('spared') ?? []) await backends.records.spare(jobId)
  const toDescribe = [...fits.get('behind') ?? [], ...fits.get('spared') ?? [], ...fits.get('discarded') ?? []]
  for (const jobId of toDescribe) {
    const job = await backends.jobs.find(jobId)
    if (!job) continue
    const kept = await backends.records.get(jobId)
    await describe(backends, job, !kept?.record || kept.record.sequence > job.sequence)
  }
  if (toDescribe.length > 0) logEvent('jobs described', { jobs: toDescribe.length })
}

/** Of jobs whose description lags behind the row, those of which less is there than the row says: their bytes are an older copy. */
async function notWhole(backends: Backends, jobIds: string[]): Promise<string[]> {
  const checked = await Promise.all(jobIds.map(async (jobId) => {
    const job = await backends.jobs.find(jobId)
    return !job || await isWhole(backends, job) ? [] : [jobId]
  }))
  return checked.flat()
}

/** Whether the last chunk of a complete upload is there, and what decided in a completed job. */
async function isWhole(backends: Backends, job: Job): Promise<boolean> {
  if (!job.sealed || (job.status !== 'processing' && job.status !== 'completed')) return true
  const [last] = job.totalChunks > 0 ? await backends.chunks.places(job.id, job.totalChunks - 1, job.totalChunks) : [true]
  if (!last || job.status === 'processing') return last !== undefined
  const finish = await backends.steps.find(job.id, WHOLE_JOB, 'finish')
  return finish !== null && await backends.results.get({ jobId: job.id, kind: 'decisions', chunkNumber: WHOLE_JOB, attempt: finish.attempt }) !== null
}
