import type { Collection, Db } from 'mongodb'
import { JobRecord } from '#shared/jobRecord'
import type { KeptRecord, RecordStore } from '../../ports/recordStore'
import { requireUuid } from './files'
import { onMongo } from './onMongo'

/** What the collection `jobs` holds: a document a job. */
interface StoredRecord {
  _id: string
  /** As JSON: what names of keys it has is not for the database to judge. Missing of a job that is in the trash without one. */
  record?: string
  sequence?: number
  sealed?: boolean
  received?: number
  condemned?: boolean
  discarded_at?: Date
}

/** The RecordStore in MongoDB. What is in the trash is marked, its chunks and results stay where they are until it is emptied. */
export function openMongoRecords(db: Db): RecordStore {
  const jobs = db.collection<StoredRecord>('jobs')
  return {
    begin: record => onMongo(async () => {
      await jobs.replaceOne({ _id: requireUuid(record.job_id) }, stored(record), { upsert: true })
    }),
    put: record => onMongo(async () => {
      const { sequence, sealed, received } = stored(record)
      const earlier = [
        { sequence: { $lt: sequence } },
        { sequence, sealed, received: { $lte: received } },
        ...sealed ? [{ sequence, sealed: false }] : [],
      ]
      await jobs.updateOne({ _id: requireUuid(record.job_id), condemned: { $ne: true }, $or: earlier }, { $set: stored(record) })
    }),
    get: jobId => onMongo(async () => {
      const found = await jobs.findOne({ _id: requireUuid(jobId) })
      return found ? toKept(found) : null
    }),
    async* all() {
      yield* readAll(jobs)
    },
    condemn: jobId => onMongo(async () => {
      await jobs.updateOne({ _id: requireUuid(jobId) }, { $set: { condemned: true } })
    }),
    spare: jobId => onMongo(async () => {
      await jobs.updateOne({ _id: requireUuid(jobId) }, { $unset: { condemned: true } })
    }),
    remove: jobId => onMongo(async () => {
      await jobs.deleteOne({ _id: requireUuid(jobId) })
    }),
    discard: (jobId, nowMs) => onMongo(async () => {
      await jobs.updateOne({ _id: requireUuid(jobId) }, { $set: { discarded_at: new Date(nowMs) } }, { upsert: true })
    }),
    restore: jobId => onMongo(async () => {
      const { matchedCount } = await jobs.updateOne({ _id: requireUuid(jobId), discarded_at: { $type: 'date' } }, { $unset: { discarded_at: true } })
      return matchedCount > 0
    }),
    emptyTrash: beforeMs => onMongo(async () => {
      const old = await jobs.find({ discarded_at: { $lt: new Date(beforeMs) } }, { projection: { _id: 1 } }).toArray()
      for (const { _id } of old) {
        await Promise.all([db.collection('chunks').deleteMany({ file_id: _id }), db.collection('results').deleteMany({ job_id: _id })])
        await jobs.deleteOne({ _id })
      }
      return old.map(({ _id }) => _id)
    }),
  }
}

async function* readAll(jobs: Collection<StoredRecord>): AsyncGenerator<KeptRecord> {
  const found = jobs.find()
  for (let next = await onMongo(() => found.next()); next; next = await onMongo(() => found.next())) yield toKept(next)
}

function stored(record: JobRecord) {
  return { record: JSON.stringify(record), sequence: record.sequence, sealed: record.sealed, received: record.total_size }
}

function toKept({ _id, record, condemned = false, discarded_at: discardedAt }: StoredRecord): KeptRecord {
  return {
    jobId: _id,
    record: record === undefined ? null : JobRecord.safeParse(JSON.parse(record)).data ?? null,
    isCondemned: condemned,
    discardedAtMs: discardedAt?.getTime() ?? null,
  }
}
