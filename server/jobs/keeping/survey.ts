import { sayError } from '#wording/notes/errors'
import type { Backends, DocumentSide, TableSide } from '../../ports/backends'
import { StoreUnavailable, TablesDamaged } from '../../ports/errors'
import type { KeptRecord } from '../../ports/recordStore'
import type { Instance, JobState } from '../../ports/tableStore'
import { fitOf, type Fit } from './fitOf'

/** What lies where the bytes are. */
export interface FoundDocuments {
  instanceId: string | null
  /** Of all jobs that are described, those in the trash among them. */
  kept: Map<string, KeptRecord>
  /** Jobs of which there are chunks or results. */
  withBytes: Set<string>
}

/** What the tables say. */
export interface FoundTables {
  instance: Instance | null
  states: Map<string, JobState>
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Jobs by how their row and their bytes fit. */
export type Fits = Map<Fit, string[]>

export async function surveyDocuments({ chunks, results, records, notes }: DocumentSide): Promise<FoundDocuments> {
  const kept = new Map<string, KeptRecord>()
  for await (const one of records.all()) kept.set(one.jobId, one)
  return { instanceId: await notes.id(), kept, withBytes: new Set([...await chunks.jobIds(), ...await results.jobIds()]) }
}

/** @throws TablesDamaged if they can't be read. @throws StoreUnavailable */
export async function surveyTables({ tables, marks, steps }: TableSide): Promise<FoundTables> {
  try {
    const [instance, states] = [await tables.instance(), await tables.states()]
    await Promise.all([marks.list(), steps.after(NOBODY, 0, 1), steps.withAttempts(0, 1), tables.wasRemoved(NOBODY)]) // all other tables
    return { instance, states: new Map(states.map(state => [state.id, state])) }
  }
  catch (error) {
    if (error instanceof StoreUnavailable) throw error
    throw new TablesDamaged(innermostReason(error), { cause: error })
  }
}

/** All jobs of either side, by how they fit. */
export async function fitAll(documents: FoundDocuments, found: FoundTables, tables: TableSide['tables'] | null): Promise<Fits> {
  const fits: Fits = new Map()
  for (const jobId of new Set([...found.states.keys(), ...documents.kept.keys(), ...documents.withBytes])) {
    const state = found.states.get(jobId) ?? null
    const kept = documents.kept.get(jobId) ?? null
    const wasRemoved = state === null && tables !== null && await tables.wasRemoved(jobId)
    const fit = fitOf({ instance: found.instance, state, kept, hasBytes: documents.withBytes.has(jobId), wasRemoved })
    fits.set(fit, [...fits.get(fit) ?? [], jobId])
  }
  return fits
}

/** How one job fits now: the bytes are asked before the row, which is always the first to tell what is new. */
export async function fitNow({ chunks, records, tables }: Pick<Backends, 'chunks' | 'records' | 'tables'>, jobId: string): Promise<Fit> {
  const kept = await records.get(jobId)
  const [place] = await chunks.places(jobId, 0, 1)
  const state = await tables.state(jobId)
  // Of a log without lines there is a description, but no chunk.
  const hasBytes = place !== undefined || kept?.record?.total_chunks === 0
  return fitOf({ instance: await tables.instance(), state, kept, hasBytes, wasRemoved: state === null && await tables.wasRemoved(jobId) })
}

function innermostReason(error: unknown): string {
  let innermost = error
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause
  return sayError(innermost)
}
