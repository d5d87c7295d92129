import { eq, inArray, sql } from 'drizzle-orm'
import { processingJobs, processingStats } from '../../../drizzle/schema'
import type { Job } from '../../ports/jobStore'
import type { StepOutcome } from '../../ports/stepStore'
import { afterStep, takes } from './advance'
import type { Database } from './database'
import { framingsOf, toChange, toJob } from './jobRow'

type NewStep = typeof processingStats.$inferInsert

export interface Committed {
  committed: boolean
  job: Job | null
  /** Chunks of which this was the step; the whole job's row is not among them. */
  chunks: number
}

// Well below the 65,535 parameters that a statement may have: eight a row.
const ROWS_PER_INSERT = 500

/**
 * Commits outcomes of any jobs in one transaction, in the order given; each is answered with the job as it was right after
 * it. The lock on the job rows makes sequences gapless and ordered, and is the check for cancelled jobs: whoever commits,
 * ends or removes a job takes it first.
 */
export function commitSteps(db: Database, outcomes: StepOutcome[]): Promise<Committed[]> {
  return db.transaction(async (tx) => {
    const jobs = await lockJobs(tx, outcomes)
    const wanted = outcomes.filter(outcome => jobs.get(outcome.task.jobId)?.status === 'processing')
    const known = wanted.length > 0 ? await committedAlready(tx, wanted) : new Set<string>()
    const nowMs = Date.now()
    const steps: NewStep[] = []
    const changed = new Map<string, Job>()
    const framed = new Set<string>()
    const answers = outcomes.map((outcome) => {
      const job = jobs.get(outcome.task.jobId) ?? null
      const rows = job && takes(job, outcome) ? outcome.rows.filter(row => isFirst(known, keyOf(outcome, row.chunkNumber))) : []
      if (!job || rows.length === 0) return { committed: false, job, chunks: 0 }
      rows.forEach((row, index) => steps.push(toStep(outcome, row, job.sequence + index + 1, nowMs)))
      const after = afterStep(job, outcome, rows, nowMs)
      jobs.set(job.id, after)
      changed.set(job.id, after)
      if (outcome.framings) framed.add(job.id)
      return { committed: true, job: after, chunks: rows.filter(row => row.chunkNumber >= 0).length }
    })
    await insertSteps(tx, steps)
    for (const job of changed.values()) {
      await tx.update(processingJobs).set({ ...toChange(job), ...framed.has(job.id) ? framingsOf(job) : {} }).where(eq(processingJobs.id, job.id))
    }
    return answers
  })
}

/** Inserts rows of steps, however many. */
export async function insertSteps(tx: Database, steps: NewStep[]): Promise<void> {
  for (let from = 0; from < steps.length; from += ROWS_PER_INSERT) {
    await tx.insert(processingStats).values(steps.slice(from, from + ROWS_PER_INSERT))
  }
}

async function lockJobs(tx: Database, outcomes: StepOutcome[]): Promise<Map<string, Job>> {
  const ids = [...new Set(outcomes.map(outcome => outcome.task.jobId))]
  // In order of id, so that two transactions never wait for each other; without the key, so that who begins tasks need not wait.
  const rows = await tx.select().from(processingJobs).where(inArray(processingJobs.id, ids)).orderBy(processingJobs.id).for('no key update')
  return new Map(rows.map(row => [row.id, toJob(row)]))
}

async function committedAlready(tx: Database, outcomes: StepOutcome[]): Promise<Set<string>> {
  const asked = outcomes.flatMap(({ task, rows }) => rows.map(row => ({ j: task.jobId, p: task.phase, c: row.chunkNumber })))
  const steps = processingStats
  const rows = await tx.select({ jobId: steps.jobId, phase: steps.phase, chunkNumber: steps.chunkNumber }).from(steps).innerJoin(
    sql`jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as asked(j uuid, p text, c integer)`,
    sql`${steps.jobId} = asked.j and ${steps.phase} = asked.p and ${steps.chunkNumber} = asked.c`,
  )
  return new Set(rows.map(row => `${row.jobId} ${row.phase} ${row.chunkNumber}`))
}

function keyOf({ task }: StepOutcome, chunkNumber: number): string {
  return `${task.jobId} ${task.phase} ${chunkNumber}`
}

function isFirst(known: Set<string>, key: string): boolean {
  return known.size < known.add(key).size
}

function toStep({ task, attempt }: StepOutcome, row: StepOutcome['rows'][number], sequence: number, nowMs: number): NewStep {
  return { jobId: task.jobId, phase: task.phase, attempt, ...row, sequence, createdAt: new Date(nowMs) }
}
