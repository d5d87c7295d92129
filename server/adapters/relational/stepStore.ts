import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm'
import { processingAttempts, processingJobs, processingStats } from '../../../drizzle/schema'
import type { Phase } from '#shared/job'
import type { Step, StepOutcome, StepStore } from '../../ports/stepStore'
import type { Task } from '../../ports/workQueue'
import { countCrash, countExcuse } from './beginTasks'
import type { Begun } from './beginTasks'
import type { Committed } from './commitSteps'
import { asking } from './database'
import type { Database } from './database'
import type { Grouped } from './groupCalls'
import { rememberFloors } from './missingFloors'
import type { InFlight } from './inFlight'

/** The StepStore on either driver. What is begun and committed goes through groups; `inFlight` tells what is worth no waiting. */
export function openSteps(db: Database, begins: Grouped<Task, Begun | null>, commits: Grouped<StepOutcome, Committed>, inFlight: InFlight): StepStore {
  const counts: Partial<Record<Phase, number>> = {}
  const floors = rememberFloors()
  return {
    async begin(tasks) {
      const begun = await Promise.all(tasks.map(task => begins.add(task)))
      return tasks.flatMap((task, index) => {
        const one = begun[index]
        if (one && !one.lost) inFlight.begun(task)
        return one ? [{ task, ...one }] : []
      })
    },
    async crashed(task) {
      inFlight.ended(task)
      await asking(() => countCrash(db, task))
    },
    async excuse(task) {
      inFlight.ended(task)
      await asking(() => countExcuse(db, task))
    },
    async withAttempts(endedBeforeMs, limit) {
      const rows = await asking(() => db.selectDistinct({ jobId: processingAttempts.jobId }).from(processingAttempts)
        .innerJoin(processingJobs, eq(processingJobs.id, processingAttempts.jobId))
        .where(lte(processingJobs.completedAt, new Date(endedBeforeMs))).limit(limit))
      return rows.map(row => row.jobId)
    },
    async forgetAttempts(jobId) {
      await asking(() => db.delete(processingAttempts).where(eq(processingAttempts.jobId, jobId)))
    },
    async commit(outcome) {
      const { committed, job, chunks } = await commits.add(outcome, inFlight.ended(outcome.task))
      if (chunks > 0) counts[outcome.task.phase] = (counts[outcome.task.phase] ?? 0) + chunks
      if (job) inFlight.seen(job)
      return { committed, job }
    },
    async after(jobId, sequence, limit) {
      const rows = await asking(() => db.select().from(processingStats)
        .where(and(eq(processingStats.jobId, jobId), gt(processingStats.sequence, sequence)))
        .orderBy(asc(processingStats.sequence)).limit(limit))
      return rows.map(toStep)
    },
    async find(jobId, chunkNumber, phase) {
      const rows = phase === 'done' ? [] : await asking(() => db.select().from(processingStats)
        .where(and(eq(processingStats.jobId, jobId), eq(processingStats.phase, phase), eq(processingStats.chunkNumber, chunkNumber))))
      return rows.length > 0 ? toStep(rows[0]) : null
    },
    async list(jobId, phase, fromChunk, limit) {
      const rows = phase === 'done' ? [] : await asking(() => db.select().from(processingStats)
        .where(and(eq(processingStats.jobId, jobId), eq(processingStats.phase, phase), gte(processingStats.chunkNumber, fromChunk)))
        .orderBy(asc(processingStats.chunkNumber)).limit(limit))
      return rows.map(toStep)
    },
    async missing(jobId, phase, totalChunks, limit) {
      const from = floors.of(jobId, phase)
      const rows = await asking(() => db.select({ number: sql<number>`number`.mapWith(Number) })
        .from(sql`generate_series(${from}::integer, ${totalChunks - 1}::integer) as number`)
        .where(sql`not exists (select from ${processingStats} where ${processingStats.jobId} = ${jobId}
          and ${processingStats.phase} = ${phase} and ${processingStats.chunkNumber} = number)`)
        .orderBy(sql`number`).limit(limit))
      floors.learn(jobId, phase, rows.length > 0 ? rows[0].number : totalChunks)
      return rows.map(row => row.number)
    },
    async countByPhase() {
      return { ...counts }
    },
  }
}

function toStep({ id: _, jobId: __, createdAt, ...same }: typeof processingStats.$inferSelect): Step {
  return { ...same, createdAtMs: createdAt.getTime() }
}
