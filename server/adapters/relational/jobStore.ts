import { and, asc, count, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { instances, jobTombstones, processingJobs } from '../../../drizzle/schema'
import { JobExists } from '../../ports/errors'
import { hasEnded, type Job, type JobStore, type NewJob, type Received } from '../../ports/jobStore'
import { movedOn, withProgress } from './advance'
import { asking } from './database'
import type { Database } from './database'
import type { Grouped } from './groupCalls'
import { toChange, toJob } from './jobRow'
import { prepareReceive } from './receive'
import type { ReceivedOfJob } from './receive'

const DAY_MS = 24 * 60 * 60 * 1000
const ENDED = ['completed', 'failed', 'cancelled'] as const

/** The JobStore on either driver. `receives` groups what receivers of several uploads tell at once. */
export function openJobs(db: Database, receives: Grouped<ReceivedOfJob, Job | null>): JobStore {
  // Building the text of a query costs as much as running it; this one is asked the most.
  const selectOne = db.select().from(processingJobs).where(eq(processingJobs.id, sql.placeholder('jobId'))).prepare('find_job')
  return {
    open: job => asking(() => db.transaction(tx => open(tx, job))),
    receive: (jobId, received) => receives.add({ jobId, received }),
    seal: (jobId, received) => asking(() => db.transaction(tx => seal(tx, jobId, received))),
    end: (...given) => asking(() => db.transaction(tx => end(tx, ...given))),
    remove: (jobId, nowMs) => asking(() => db.transaction(tx => remove(tx, jobId, nowMs))),
    async find(jobId) {
      const rows = await asking(() => selectOne.execute({ jobId }))
      return rows.length > 0 ? toJob(rows[0]) : null
    },
    list: (limit, before) => asking(() => list(db, limit, before)),
    async running() {
      const rows = await asking(() => db.select().from(processingJobs)
        .where(inArray(processingJobs.status, ['pending', 'processing']))
        .orderBy(asc(processingJobs.createdAt), asc(processingJobs.id)))
      return rows.map(toJob)
    },
    expired: (endedBeforeMs, nowMs) => asking(() => expired(db, endedBeforeMs, nowMs)),
    async countByStatus() {
      const rows = await asking(() => db.select({ status: processingJobs.status, jobs: count() })
        .from(processingJobs).groupBy(processingJobs.status))
      const counts = { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 }
      for (const { status, jobs } of rows) counts[status] = jobs
      return counts
    },
    isReady: () => db.select({ id: jobTombstones.id }).from(jobTombstones).limit(1).then(() => true, () => false),
  }
}

async function open(tx: Database, job: NewJob): Promise<void> {
  const startedAt = new Date(job.startedAtMs)
  const inserted = await tx.insert(processingJobs).values({
    id: job.id,
    filename: job.filename,
    expectedSizeBytes: job.expectedSizeBytes,
    createdAt: startedAt,
    startedAt,
    leaseUntil: new Date(job.leaseUntilMs),
    baselineJobId: job.baselines?.[0]?.jobId,
    baselineFilename: job.baselines?.[0]?.filename,
    moreBaselines: job.baselines?.slice(1).map(({ jobId, filename }) => ({ jobId, filename })),
  }).onConflictDoNothing().returning({ id: processingJobs.id })
  // Only after the insert, which waits for a removal under way: so its tombstone is seen.
  const buried = await tx.select().from(jobTombstones)
    .where(and(eq(jobTombstones.id, job.id), gt(jobTombstones.removedAt, new Date(job.startedAtMs - DAY_MS))))
  if (inserted.length === 0 || buried.length > 0) throw new JobExists(job.id)
}

async function seal(tx: Database, jobId: string, received: Received): Promise<Job | null> {
  const [job] = await prepareReceive(tx)([{ jobId, received }])
  if (!job) return null
  const [instance] = await tx.update(instances).set({ revision: sql`${instances.revision} + 1` }).returning({ revision: instances.revision })
  const sealed = withProgress(movedOn({ ...job, status: 'processing', sealed: true, leaseUntilMs: null, revision: instance?.revision ?? 0 }))
  await tx.update(processingJobs).set({ ...toChange(sealed), sealed: true, revision: sealed.revision, leaseUntil: null }).where(eq(processingJobs.id, jobId))
  return sealed
}

type EndArgs = Parameters<JobStore['end']>

async function end(tx: Database, ...[jobId, status, reason, nowMs, onlyAbandoned = false]: EndArgs) {
  const rows = await tx.select().from(processingJobs).where(eq(processingJobs.id, jobId)).for('update', onlyAbandoned ? { skipLocked: true } : {})
  if (rows.length === 0) return null
  const job = toJob(rows[0])
  if (onlyAbandoned && (job.leaseUntilMs === null || job.leaseUntilMs >= nowMs)) return null
  if (hasEnded(job)) return { job, changed: false }
  const ended: Job = {
    ...job, status, phase: 'done', reason, completedAtMs: nowMs, leaseUntilMs: null, sequence: job.sequence + 1,
  }
  await tx.update(processingJobs).set({ ...toChange(ended), leaseUntil: null }).where(eq(processingJobs.id, jobId))
  return { job: ended, changed: true }
}

// Steps and attempts go with the job's row.
async function remove(tx: Database, jobId: string, nowMs: number): Promise<boolean> {
  const removed = await tx.delete(processingJobs).where(eq(processingJobs.id, jobId)).returning({ id: processingJobs.id })
  if (removed.length === 0) return false
  const removedAt = new Date(nowMs)
  await tx.insert(jobTombstones).values({ id: jobId, removedAt })
    .onConflictDoUpdate({ target: jobTombstones.id, set: { removedAt } })
  return true
}

async function list(db: Database, limit: number, before?: string): Promise<{ jobs: Job[], next: string | null }> {
  const rows = await db.select().from(processingJobs)
    .where(before === undefined ? undefined : older(before))
    .orderBy(desc(processingJobs.createdAt), desc(processingJobs.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    jobs: page.map(toJob),
    next: last && rows.length > limit ? `${last.createdAt.getTime()}_${last.id}` : null,
  }
}

const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/

// A cursor that nobody gave out starts from the newest.
function older(cursor: string) {
  const parts = CURSOR.exec(cursor)
  if (!parts) return undefined
  const createdAt = new Date(Number(parts[1]))
  return or(lt(processingJobs.createdAt, createdAt), and(eq(processingJobs.createdAt, createdAt), lt(processingJobs.id, parts[2])))
}

async function expired(db: Database, endedBeforeMs: number, nowMs: number): Promise<string[]> {
  await db.delete(jobTombstones).where(lt(jobTombstones.removedAt, new Date(nowMs - DAY_MS)))
  const rows = await db.select({ id: processingJobs.id }).from(processingJobs)
    .where(and(inArray(processingJobs.status, [...ENDED]), lt(processingJobs.completedAt, new Date(endedBeforeMs))))
  return rows.map(row => row.id)
}
