import { randomUUID } from 'node:crypto'
import type { JobRecord } from '#shared/jobRecord'
import type { NewNote } from '#shared/note'
import type { RepairStores, TableSide } from '../../ports/backends'
import { StoresRefused, TablesDamaged } from '../../ports/errors'
import { hasEnded } from '../../ports/jobStore'
import type { Step } from '../../ports/stepStore'
import { stepsOf } from '../describeJob'
import type { Fit } from './fitOf'
import { begunAnew, decodeSteps, toJob, toRecord } from '../jobRecord'
import { logsText, sizeText } from './refusals'
import { fitAll, surveyDocuments, surveyTables, type Fits, type FoundDocuments, type FoundTables } from './survey'

/** What a repair would do, in words, and what does it. */
export interface RepairPlan {
  /** Sentences, the last of them about what is left as it is. */
  sentences: string[]
  /** Whether there is anything to do. */
  isNeeded: boolean
  /** Does it. Begun again after it was cut short, it goes on. @returns sentences on what was done that the plan could not say. */
  carryOut(): Promise<string[]>
}

const NONE: FoundTables = { instance: null, states: new Map() }
const LOST: NewNote = { code: 'lost_log', args: {} }
/** Jobs named one by one in a plan; chosen. */
const NAMED = 20

/**
 * Looks at both sides and says how the tables can be made to fit the bytes; bytes are never removed. Complete logs come back
 * with their results, others that were sealed are worked on anew. @throws StoresRefused where only people can help
 */
export async function planRepair(stores: RepairStores, nowMs: number): Promise<RepairPlan> {
  const documents = await surveyDocuments(stores)
  const { found, why } = await findTables(stores)
  const isForeign = found.instance !== null && documents.instanceId !== null && found.instance.id !== documents.instanceId
  const toRenew = !stores.tables || why !== null || isForeign
  const { tables: place } = stores.places
  if (toRenew && !stores.renew) {
    throw new StoresRefused(isForeign
      ? `${place.name} belongs to another instance than the logs: a repair would mix the two. Set ${place.setting} to the database that belongs to them, or to an empty one, and run it again.`
      : `${place.name} can't be read: ${why}. Set ${place.setting} to an empty database, and run the repair again: it makes the tables anew from ${logsText(documents)}.`)
  }
  const tables = toRenew ? null : stores.tables
  const fits = await fitAll(documents, toRenew ? NONE : found, tables?.tables ?? null)
  const work = await sortOut(stores, documents, fits)
  const sentences = [
    ...toRenew ? [renewSentence(stores, why, isForeign)] : [],
    ...list('Brought back with their results', work.back.map(nameOf)),
    ...list('Brought back, and worked on anew at the next start', work.anew.map(nameOf)),
    ...list('Noted as failed, since their logs are not there', work.lost),
    ...list('Put into the trash for a week, since they do not say what they are', work.trash),
    ...list('Left alone, since their uploads were never complete', work.unfinished.map(nameOf)),
  ]
  const isNeeded = toRenew || [work.back, work.anew, work.lost, work.trash, work.empty].some(jobs => jobs.length > 0)
  return { sentences, isNeeded, carryOut: () => carryOut(stores, { documents, found: toRenew ? NONE : found, given: tables, work, nowMs }) }
}

async function findTables({ tables, damage }: RepairStores): Promise<{ found: FoundTables, why: string | null }> {
  if (!tables) return { found: NONE, why: damage }
  try {
    return { found: await surveyTables(tables), why: null }
  }
  catch (error) {
    if (error instanceof TablesDamaged) return { found: NONE, why: error.message }
    throw error
  }
}

interface Work {
  /** Jobs that have ended, and say which steps counted. */
  back: JobRecord[]
  anew: JobRecord[]
  /** Ids of rows. */
  lost: string[]
  /** Ids of bytes. */
  trash: string[]
  /** Ids of records without bytes and without a row. */
  empty: string[]
  unfinished: JobRecord[]
}

const TO_BRING_BACK: Fit[] = ['ahead', 'unknown', 'foreign', 'unnamed', 'resting', 'leftover', 'refused']

async function sortOut(stores: RepairStores, { kept, withBytes }: FoundDocuments, fits: Fits): Promise<Work> {
  const work: Work = { back: [], anew: [], lost: fits.get('missing') ?? [], trash: fits.get('undescribed') ?? [], empty: [], unfinished: [] }
  for (const jobId of TO_BRING_BACK.flatMap(fit => fits.get(fit) ?? [])) {
    const { record = null, discardedAtMs = null } = kept.get(jobId) ?? {}
    if (!record) continue
    const isInTrash = discardedAtMs !== null
    // What lies in the trash is read once it is out of it.
    if (!record.sealed && record.status !== 'cancelled') work.unfinished.push(record)
    else if (!isInTrash && !withBytes.has(jobId)) work.empty.push(jobId)
    else if (hasEnded(toJob(record)) && (isInTrash || await readSteps(stores, jobId))) work.back.push(record)
    else if (record.sealed) work.anew.push(record)
  }
  return work
}

async function readSteps({ results }: RepairStores, jobId: string): Promise<Step[] | null> {
  const bytes = await results.get(stepsOf(jobId))
  return bytes && decodeSteps(bytes)
}

interface Order { documents: FoundDocuments, found: FoundTables, given: TableSide | null, work: Work, nowMs: number }

async function carryOut(stores: RepairStores, { documents, found, given, work, nowMs }: Order): Promise<string[]> {
  const renewed = given ? null : await stores.renew?.()
  const side = given ?? renewed?.tables
  if (!side) throw new Error('a plan is refused where there are no tables and none can be made')
  const instanceId = documents.instanceId ?? found.instance?.id ?? randomUUID()
  for (const record of [...work.back, ...work.anew]) {
    await stores.records.restore(record.job_id)
    const steps = work.back.includes(record) ? await readSteps(stores, record.job_id) : null
    const job = steps ? toJob(record) : begunAnew(toJob(record))
    await side.tables.rebuild(job, steps ?? [])
    await stores.records.begin(toRecord(job, instanceId))
  }
  for (const jobId of work.lost) await side.tables.lose(jobId, LOST)
  for (const jobId of work.trash) await stores.records.discard(jobId, nowMs)
  for (const jobId of work.empty) await stores.records.remove(jobId)
  const marks = (await side.marks.list()).length > 0 ? [] : await stores.notes.marks() ?? []
  for (const mark of marks) await side.marks.add(mark)
  // Last: from then on the tables count as those that belong to the logs.
  const revisions = [...documents.kept.values()].map(({ record }) => record?.revision ?? 0)
  await side.tables.adopt(instanceId, revisions.reduce((one, other) => Math.max(one, other), 0))
  await stores.notes.adopt(instanceId)
  return renewed?.setAside ? [`What was there of the database is now in ${renewed.setAside}.`] : []
}

function renewSentence({ places, tables, damage }: RepairStores, why: string | null, isForeign: boolean): string {
  const name = places.tables.name.replace(/^./, letter => letter.toUpperCase())
  if (isForeign) return `${name} belongs to another instance: it is set aside under another name, and a new one is made.`
  return tables || damage !== null
    ? `${name} can't be read (${why}): it is set aside under another name, and a new one is made.`
    : `${name} is not there: a new one is made.`
}

function list(what: string, names: string[]): string[] {
  if (names.length === 0) return []
  const more = names.length > NAMED ? [`  and ${names.length - NAMED} more`] : []
  return [`${what}: ${names.length}`, ...names.slice(0, NAMED).map(name => `  ${name}`), ...more]
}

function nameOf({ job_id: jobId, filename, stored_bytes: bytes, lines }: JobRecord): string {
  return `${jobId}  ${JSON.stringify(filename)}, ${sizeText(bytes)}, ${lines} ${lines === 1 ? 'line' : 'lines'}`
}
