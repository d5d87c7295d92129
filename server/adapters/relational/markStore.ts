import { and, asc, eq } from 'drizzle-orm'
import { normalMarks } from '../../../drizzle/schema'
import type { MarkStore } from '../../ports/markStore'
import { asking } from './database'
import type { Database } from './database'

/** The MarkStore on either driver. */
export function openMarks(db: Database): MarkStore {
  return {
    async add({ mark_id: id, scope, value, template_id: templateId, template, created_at: createdAt }) {
      await asking(() => db.insert(normalMarks).values({ id, scope, value, templateId, template, createdAt: new Date(createdAt) }))
    },
    async list() {
      const rows = await asking(() => db.select().from(normalMarks).orderBy(asc(normalMarks.createdAt), asc(normalMarks.id)))
      return rows.map(({ id, scope, value, templateId, template, createdAt }) => ({ mark_id: id, scope, value, template_id: templateId, template, created_at: createdAt.toISOString() }))
    },
    async remove(markId) {
      const removed = await asking(() => db.delete(normalMarks).where(eq(normalMarks.id, markId)).returning({ id: normalMarks.id }))
      return removed.length > 0
    },
    async removeOfJob(jobId) {
      await asking(() => db.delete(normalMarks).where(and(eq(normalMarks.scope, 'job'), eq(normalMarks.value, jobId))))
    },
  }
}
