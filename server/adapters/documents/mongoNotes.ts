import type { Db } from 'mongodb'
import { z } from 'zod'
import { Mark } from '#shared/mark'
import type { InstanceNotes } from '../../ports/instanceNotes'
import { onMongo } from './onMongo'

/** What the collection `instance` holds: two documents, `id` and `marks`. */
interface StoredNote { _id: 'id' | 'marks', instance_id?: string, marks?: unknown }

/** The InstanceNotes in MongoDB. */
export function openMongoNotes(db: Db): InstanceNotes {
  const notes = db.collection<StoredNote>('instance')
  const id = async () => (await notes.findOne({ _id: 'id' }))?.instance_id ?? null
  return {
    id: () => onMongo(id),
    // Of several processes that start at once the first one's holds.
    adopt: instanceId => onMongo(async () => {
      await notes.updateOne({ _id: 'id' }, { $setOnInsert: { instance_id: instanceId } }, { upsert: true })
      return await id() ?? instanceId
    }),
    marks: () => onMongo(async () => z.array(Mark).safeParse((await notes.findOne({ _id: 'marks' }))?.marks).data ?? null),
    putMarks: marks => onMongo(async () => {
      await notes.updateOne({ _id: 'marks' }, { $set: { marks } }, { upsert: true })
    }),
  }
}
