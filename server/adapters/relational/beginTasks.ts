import { and, eq, sql } from 'drizzle-orm'
import { processingAttempts } from '../../../drizzle/schema'
import type { Task } from '../../ports/workQueue'
import type { Database } from './database'

export interface Begun {
  attempt: number
  lost: boolean
}

/** Deaths of the compute thread, and attempts that ended with no word at all: docs/adr/0002-lost-attempts.md. */
const CRASHES_MAX = 3
const SILENT_MAX = 40

/** Counts one more attempt for each task, in one statement. Null for a task of a job that is not in its phase any more. */
export function prepareBegin(db: Database): (tasks: Task[]) => Promise<(Begun | null)[]> {
  const insert = db.insert(processingAttempts).select(sql`
    select j, p, c, n, 0, 0 from jsonb_to_recordset(${sql.placeholder('asked')}::text::jsonb) as asked(j uuid, p text, c integer, n integer)
    where exists (select from processing_jobs where id = j and phase = p and status = 'processing' for key share) order by 1, 2, 3`)
    .onConflictDoUpdate({
      target: [processingAttempts.jobId, processingAttempts.phase, processingAttempts.chunkNumber],
      set: { attempts: sql`${processingAttempts.attempts} + excluded.attempts` },
    })
    .returning()
    .prepare('begin')
  return async (tasks) => {
    const times = new Map<string, { j: string, p: string, c: number, n: number }>()
    for (const task of tasks) {
      const { n } = times.get(keyOf(task)) ?? { n: 0 }
      times.set(keyOf(task), { j: task.jobId, p: task.phase, c: task.from, n: n + 1 })
    }
    const rows = await insert.execute({ asked: JSON.stringify([...times.values()]) })
    const counted = new Map(rows.map(row => [`${row.jobId} ${row.phase} ${row.chunkNumber}`, row]))
    // The same task several times in one call: each gets a number of its own, the last of them the highest.
    return tasks.map(keyOf).toReversed().map((key) => {
      const row = counted.get(key)
      if (!row) return null
      const attempt = row.attempts--
      return { attempt, lost: row.crashes >= CRASHES_MAX || attempt - 1 - row.crashes - row.excused >= SILENT_MAX }
    }).toReversed()
  }
}

export async function countCrash(db: Database, task: Task): Promise<void> {
  await db.update(processingAttempts).set({ crashes: sql`${processingAttempts.crashes} + 1` }).where(isOf(task))
}

export async function countExcuse(db: Database, task: Task): Promise<void> {
  await db.update(processingAttempts).set({ excused: sql`${processingAttempts.excused} + 1` }).where(isOf(task))
}

function isOf(task: Task) {
  return and(eq(processingAttempts.jobId, task.jobId), eq(processingAttempts.phase, task.phase), eq(processingAttempts.chunkNumber, task.from))
}

function keyOf(task: Task): string {
  return `${task.jobId} ${task.phase} ${task.from}`
}
