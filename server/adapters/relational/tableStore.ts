import { eq, sql } from 'drizzle-orm'
import { instances, jobTombstones, processingAttempts, processingJobs, processingStats } from '../../../drizzle/schema'
import type { Job } from '../../ports/jobStore'
import type { Step } from '../../ports/stepStore'
import type { TableStore } from '../../ports/tableStore'
import { insertSteps } from './commitSteps'
import { asking } from './database'
import type { Database } from './database'
import { toRow } from './jobRow'

const STATE = {
  id: processingJobs.id,
  status: processingJobs.status,
  sealed: processingJobs.sealed,
  sequence: processingJobs.sequence,
  totalChunks: processingJobs.totalChunks,
}

/** The TableStore on either driver. */
export function openTables(db: Database): TableStore {
  const instance = async () => (await db.select({ id: instances.id, revision: instances.revision }).from(instances))[0] ?? null
  return {
    instance: () => asking(instance),
    // Of several processes that start at once the first one's holds.
    adopt: (id, revision) => asking(async () => {
      await db.insert(instances).values({ id, revision })
        .onConflictDoUpdate({ target: instances.isOnly, set: { revision: sql`greatest(${instances.revision}, excluded.revision)` } })
      return await instance() ?? { id, revision }
    }),
    states: () => asking(() => db.select(STATE).from(processingJobs)),
    state: jobId => asking(async () => (await db.select(STATE).from(processingJobs).where(eq(processingJobs.id, jobId)))[0] ?? null),
    async wasRemoved(jobId) {
      const rows = await asking(() => db.select({ id: jobTombstones.id }).from(jobTombstones).where(eq(jobTombstones.id, jobId)))
      return rows.length > 0
    },
    rebuild: (job, steps) => asking(() => db.transaction(tx => rebuild(tx, job, steps))),
    async lose(jobId, reason) {
      await asking(() => db.update(processingJobs)
        .set({
          status: 'failed',
          phase: 'done',
          reason,
          sequence: sql`${processingJobs.sequence} + 1`,
          completedAt: sql`coalesce(${processingJobs.completedAt}, now())`,
        })
        .where(eq(processingJobs.id, jobId)))
    },
  }
}

async function rebuild(tx: Database, job: Job, steps: Step[]): Promise<void> {
  const { id: _, ...changed } = toRow(job)
  await tx.insert(processingJobs).values(toRow(job)).onConflictDoUpdate({ target: processingJobs.id, set: changed })
  await tx.delete(processingStats).where(eq(processingStats.jobId, job.id))
  await tx.delete(processingAttempts).where(eq(processingAttempts.jobId, job.id))
  await tx.delete(jobTombstones).where(eq(jobTombstones.id, job.id))
  await insertSteps(tx, steps.flatMap(({ createdAtMs, phase, ...step }) => phase === 'done' ? [] : [{ ...step, phase, jobId: job.id, createdAt: new Date(createdAtMs) }]))
}
