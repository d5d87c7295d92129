import type { Collection, Db, Double, Filter, FindCursor } from 'mongodb'
import { AnomalyResult } from '#shared/anomaly'
import { chunkIdOf } from '#shared/chunkId'
import type { FindingFilter } from '#shared/findingFilter'
import { TemplateResult } from '#shared/results'
import { DOCUMENT_KINDS } from '../../ports/resultStore'
import type { DocumentName, FindingsQuery, ResultStore } from '../../ports/resultStore'
import { requireUuid } from './files'
import { nextOf } from './nextOf'
import { isReady, onMongo, ownBytes } from './onMongo'
import { searchedPage } from './searchedPage'

/** What the collection `results` holds: parts of documents, settled findings, templates; told apart by `kind`. */
interface StoredResult {
  _id: string
  job_id: string
  kind: string
  attempt: number
  chunk_number?: number
  /** Of documents, which are cut in parts. */
  part?: number
  parts?: number
  data?: Uint8Array
  /** Of findings. */
  chunk_id?: string
  line_number?: number
  score?: Double
  finding?: unknown
  /** Of templates. */
  template?: unknown
  /** Of the one that says how many findings or templates there are: written last; `rows` are the findings that are not folded. */
  total?: number
  rows?: number
}

/** Whole numbers become fractions too, so that one order holds for all scores. */
type ToDouble = (score: number) => Double

const PART_BYTES = 4 * 1024 * 1024
/** Rows written in one call; chosen: a megabyte or so. */
const BATCH_ROWS = 1000
const TOTAL = 'total'

/**
 * The ResultStore in MongoDB. What belongs together begins with the same id: `<job>/<kind>/…/`, so that it is found and removed
 * as a range of the index that every collection has.
 */
export async function openMongoResults(db: Db, toDouble: ToDouble): Promise<ResultStore> {
  const results = db.collection<StoredResult>('results', { promoteBuffers: true })
  await results.createIndexes([
    { key: { job_id: 1, kind: 1, attempt: 1, score: 1, line_number: -1 }, name: 'results_score' }, // read backwards: the best first
    { key: { job_id: 1, kind: 1, attempt: 1, line_number: 1 }, name: 'results_line' },
    { key: { chunk_id: 1 }, name: 'results_chunk' },
  ])
  const remove = async (prefix: string) => {
    await results.deleteMany(under(prefix))
  }
  /** Of an attempt that is made again. Rows are written from the first to the total: without both there is none. */
  const removeRows = async (prefix: string) => {
    const ends = await Promise.all([rowId(prefix, 0), prefix + TOTAL].map(_id => results.findOne({ _id }, { projection: { _id: 1 } })))
    if (ends.some(end => end !== null)) await remove(prefix)
  }

  return {
    put: (name, data) => onMongo(() => putDocument(results, name, data)),
    get: name => onMongo(() => getDocument(results, prefixOf(name))),
    removeAttempt: (jobId, chunkNumber, attempt, kinds) => onMongo(async () => {
      const prefixes = kinds.map(kind => prefixOf({ jobId, kind, chunkNumber, attempt }))
      if (kinds.includes('decisions')) prefixes.push(rowPrefix(jobId, 'finding', attempt), rowPrefix(jobId, 'template', attempt))
      await Promise.all(prefixes.map(remove))
    }),
    documents: jobId => documentNames(results, requireUuid(jobId)),
    putFindings: (jobId, attempt, batches) => onMongo(async () => {
      const prefix = rowPrefix(jobId, 'finding', attempt)
      await removeRows(prefix)
      let index = 0
      let rows = 0
      for await (const batch of batches) {
        rows += batch.filter(({ finding }) => finding.folded_into === null).length
        await insertRows(results, batch.map(({ chunkNumber, finding }) => ({
          _id: rowId(prefix, index++),
          job_id: jobId,
          kind: 'finding',
          attempt,
          chunk_number: chunkNumber,
          chunk_id: chunkIdOf(jobId, chunkNumber),
          line_number: finding.line_number,
          score: toDouble(finding.anomaly_score),
          finding,
        })))
      }
      await results.insertOne({ _id: prefix + TOTAL, job_id: jobId, kind: 'finding_total', attempt, total: index, rows })
    }),
    findings: (jobId, attempt, query) => onMongo(() => findingsPage(results, toDouble, requireUuid(jobId), attempt, query)),
    putTemplates: (jobId, attempt, templates) => onMongo(async () => {
      const prefix = rowPrefix(jobId, 'template', attempt)
      await removeRows(prefix)
      await insertRows(results, templates.map((template, index) => ({ _id: rowId(prefix, index), job_id: jobId, kind: 'template', attempt, template })))
      await results.insertOne({ _id: prefix + TOTAL, job_id: jobId, kind: 'template_total', attempt, total: templates.length })
    }),
    templates: (jobId, attempt, after, limit) => onMongo(async () => {
      const prefix = rowPrefix(jobId, 'template', attempt)
      const [found, total] = await Promise.all([
        results.find({ job_id: requireUuid(jobId), _id: { $gte: rowId(prefix, after), $lt: rowId(prefix, after + limit) } }).sort({ _id: 1 }).toArray(),
        totalOf(results, prefix),
      ])
      const next = nextOf({ after, found: found.length, total })
      return { templates: found.map(row => TemplateResult.parse(row.template)), total, next }
    }),
    removeJob: jobId => onMongo(() => remove(`${requireUuid(jobId)}/`)),
    jobIds: () => onMongo(() => results.distinct('job_id')),
    isReady: () => isReady(db),
  }
}

function prefixOf({ jobId, kind, chunkNumber, attempt }: DocumentName): string {
  return `${requireUuid(jobId)}/${kind}/${chunkNumber}/${attempt}/`
}

function rowPrefix(jobId: string, kind: 'finding' | 'template', attempt: number): string {
  return `${requireUuid(jobId)}/${kind}/${attempt}/`
}

// Padded, so that the order of ids is that of positions.
function rowId(prefix: string, index: number): string {
  return prefix + String(index).padStart(9, '0')
}

/** All whose id begins so; the prefix ends with a slash, and a zero comes right after that. The job's id leads to an index as well. */
function under(prefix: string): Filter<StoredResult> {
  const [jobId] = prefix.split('/', 1)
  return { job_id: jobId, _id: { $gte: prefix, $lt: `${prefix.slice(0, -1)}0` } }
}

async function putDocument(results: Collection<StoredResult>, name: DocumentName, data: Uint8Array): Promise<void> {
  const prefix = prefixOf(name)
  const parts = Math.max(1, Math.ceil(data.length / PART_BYTES))
  const rest = { job_id: name.jobId, kind: name.kind, attempt: name.attempt, chunk_number: name.chunkNumber, chunk_id: chunkIdOf(name.jobId, name.chunkNumber), parts }
  // The first part last: it says how many there are, and makes the document readable.
  for (let part = parts - 1; part >= 0; part--) {
    const piece = data.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)
    await results.replaceOne({ _id: prefix + part }, { ...rest, part, data: piece }, { upsert: true })
  }
}

async function getDocument(results: Collection<StoredResult>, prefix: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const first = await results.findOne({ _id: `${prefix}0` })
  if (!first?.data) return null
  if ((first.parts ?? 1) === 1) return ownBytes(first.data)
  const pieces = [first.data]
  for (let part = 1; part < (first.parts ?? 1); part++) {
    const next = await results.findOne({ _id: prefix + part })
    if (!next?.data) return null
    pieces.push(next.data)
  }
  return ownBytes(Buffer.concat(pieces))
}

async function insertRows(results: Collection<StoredResult>, rows: StoredResult[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) await results.insertMany(rows.slice(from, from + BATCH_ROWS))
}

async function findingsPage(results: Collection<StoredResult>, toDouble: ToDouble, jobId: string, attempt: number, query: FindingsQuery) {
  const filter: Filter<StoredResult> = { job_id: jobId, kind: 'finding', attempt }
  if (query.chunkNumber !== undefined) filter.chunk_id = chunkIdOf(jobId, query.chunkNumber)
  if (query.minScore !== undefined) filter.score = { $gte: toDouble(query.minScore) }
  const { where } = query
  const after = query.after ?? 0
  if (where) return await searchedPage(sort => walked(results.find({ ...filter, ...narrowed(where) }, { projection: { finding: 1 } }).sort(sortedBy(sort))), where, query)
  if (query.rowsOnly) filter['finding.folded_into'] = null // findings that settled before there was folding have none
  const [found, total] = await Promise.all([
    results.find(filter, { projection: { finding: 1 } }).sort(sortedBy(query.sort)).skip(after).limit(query.limit).toArray(),
    query.chunkNumber === undefined && query.minScore === undefined ? totalOf(results, rowPrefix(jobId, 'finding', attempt), query.rowsOnly) : results.countDocuments(filter),
  ])
  const next = nextOf({ after, found: found.length, total })
  return { findings: found.map(row => AnomalyResult.parse(row.finding)), total, next }
}

function sortedBy(sort: FindingsQuery['sort']): [string, 1 | -1][] {
  return sort === 'score' ? [['score', -1], ['line_number', 1]] : [['line_number', 1]]
}

/** All findings that may match, one after the other. */
async function* walked(candidates: FindCursor<StoredResult>): AsyncGenerator<AnomalyResult> {
  for await (const row of candidates) yield AnomalyResult.parse(row.finding)
}

/** Conditions that the server can test with the same meaning; the rest is the matcher's. */
function narrowed({ template, severity, folded_into: foldedInto, from_line: fromLine = 1, to_line: toLine }: FindingFilter): Filter<StoredResult> {
  return {
    line_number: { $gte: fromLine, ...(toLine === undefined ? {} : { $lte: toLine }) },
    ...(foldedInto === undefined ? {} : { 'finding.folded_into': foldedInto }),
    ...(template === undefined ? {} : { 'finding.template_id': template }),
    ...(severity === undefined ? {} : { 'finding.severity': { $in: severity } }),
  }
}

async function totalOf(results: Collection<StoredResult>, prefix: string, rowsOnly = false): Promise<number> {
  const found = await results.findOne({ _id: prefix + TOTAL })
  return (rowsOnly ? found?.rows : undefined) ?? found?.total ?? 0
}

const NAME = /^[^/]+\/(\w+)\/(-?\d+)\/(\d+)\/0$/

/** Names of all documents of the job, in no order. Parts beyond the first go with it. */
async function* documentNames(results: Collection<StoredResult>, jobId: string): AsyncGenerator<DocumentName> {
  const ids = results.find({ ...under(`${jobId}/`), part: 0 }, { projection: { _id: 1 } })
  for await (const { _id } of ids) {
    const [, kind, chunkNumber, attempt] = NAME.exec(_id) ?? []
    const known = DOCUMENT_KINDS.find(one => one === kind)
    if (known) yield { jobId, kind: known, chunkNumber: Number(chunkNumber), attempt: Number(attempt) }
  }
}
