import { sql } from 'drizzle-orm'
import { bigint, boolean, check, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

const count = (name: string) => integer(name).notNull().default(0)
const bytes = (name: string) => bigint(name, { mode: 'number' })
const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

interface MemberRow {
  name: string
  firstLine: number
  firstChunk: number
  lines: number
  framing: number
  skipped: unknown
}

/** One row a job. Statuses and phases are those of shared/job.ts, or adapters/relational/jobRow.ts would not compile. */
export const processingJobs = pgTable('processing_jobs', {
  id: uuid('id').primaryKey(),
  filename: text('filename').notNull(),
  status: text('status', { enum: ['pending', 'processing', 'completed', 'failed', 'cancelled'] }).notNull().default('pending'),
  phase: text('phase', { enum: ['learn', 'settle', 'score', 'finish', 'done'] }).notNull().default('learn'),
  progress: doublePrecision('progress').notNull().default(0),
  /** Bytes received, and announced. */
  totalSizeBytes: bytes('total_size').notNull().default(0),
  expectedSizeBytes: bytes('expected_size'),
  storedBytes: bytes('stored_bytes').notNull().default(0),
  learntBytes: bytes('learnt_bytes').notNull().default(0),
  lines: bytes('lines').notNull().default(0),
  totalChunks: count('total_chunks'),
  chunksProcessed: count('chunks_processed'),
  chunksSettled: count('chunks_settled'),
  sealed: boolean('sealed').notNull().default(false),
  anomaliesFound: count('anomalies_found'),
  sequence: integer('sequence').notNull().default(0),
  /** The instance's when the upload was complete; 0 before. */
  revision: bytes('revision').notNull().default(0),
  encoding: text('encoding'),
  assumedUtc: boolean('assumed_utc').notNull().default(false),
  framing: jsonb('framing').$type<unknown>(),
  moreFramings: jsonb('more_framings').$type<unknown[]>().notNull().default([]),
  /** Files of a job of several; their type is that of ports/jobStore.ts, or adapters/relational/jobRow.ts would not compile. */
  members: jsonb('members').$type<MemberRow[]>().notNull().default([]),
  /** Notes as in shared/note.ts, or the English sentences that earlier versions have stored. */
  notes: jsonb('warnings').$type<unknown[]>().notNull().default([]),
  reason: jsonb('reason').$type<unknown>(),
  /** Why a job of an earlier version ended, in English. */
  errorMessage: text('error_message'),
  /** Epoch milliseconds found in the log: any year, so no timestamps of the database. */
  firstTimeMs: bytes('first_time_ms'),
  lastTimeMs: bytes('last_time_ms'),
  fittingLines: bytes('fitting_lines'),
  createdAt: moment('created_at').notNull(),
  startedAt: moment('started_at').notNull(),
  completedAt: moment('completed_at'),
  leaseUntil: moment('lease_until'),
  /** The job whose log is the known-good one, and its name; it may be gone by now, so it is no reference. */
  baselineJobId: uuid('baseline_job_id'),
  baselineFilename: text('baseline_filename'),
  /** Further known-good ones; their type is that of ports/jobStore.ts. */
  moreBaselines: jsonb('more_baselines').$type<{ jobId: string, filename: string }[]>().notNull().default([]),
}, table => [
  index('processing_jobs_status').on(table.status),
  index('processing_jobs_filename').on(table.filename),
  index('processing_jobs_created_at').on(table.createdAt, table.id),
  check('processing_jobs_progress', sql`${table.progress} >= 0 and ${table.progress} <= 1`),
])

/** One row a committed step. The two unique keys start with the job, so they serve as its index too. */
export const processingStats = pgTable('processing_stats', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  jobId: uuid('job_id').notNull().references(() => processingJobs.id, { onDelete: 'cascade' }),
  /** -1 for the whole job. */
  chunkNumber: integer('chunk_number').notNull(),
  phase: text('phase', { enum: ['learn', 'settle', 'score', 'finish'] }).notNull(),
  attempt: integer('attempt').notNull(),
  /** Milliseconds. */
  processingTimeMs: doublePrecision('processing_time').notNull(),
  anomaliesFound: count('anomalies_found'),
  sequence: integer('sequence').notNull(),
  createdAt: moment('created_at').notNull(),
}, table => [
  unique('processing_stats_step').on(table.jobId, table.phase, table.chunkNumber),
  unique('processing_stats_job_sequence').on(table.jobId, table.sequence),
])

/** What was begun, by the first chunk of the task, whether or not it was committed. */
export const processingAttempts = pgTable('processing_attempts', {
  jobId: uuid('job_id').notNull().references(() => processingJobs.id, { onDelete: 'cascade' }),
  phase: text('phase', { enum: ['learn', 'settle', 'score', 'finish'] }).notNull(),
  chunkNumber: integer('chunk_number').notNull(),
  attempts: count('attempts'),
  crashes: count('crashes'),
  excused: count('excused'),
}, table => [
  primaryKey({ columns: [table.jobId, table.phase, table.chunkNumber] }),
])

/** Ids that were in use and must not come back yet. */
export const jobTombstones = pgTable('job_tombstones', {
  id: uuid('id').primaryKey(),
  removedAt: moment('removed_at').notNull(),
})

/** Patterns that people call normal. Scopes are those of shared/mark.ts. */
export const normalMarks = pgTable('normal_marks', {
  id: uuid('id').primaryKey(),
  scope: text('scope', { enum: ['job', 'file', 'all'] }).notNull(),
  value: text('value').notNull(),
  templateId: text('template_id').notNull(),
  template: text('template').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** One row: to which instance these tables belong, and how many uploads have been complete in it. Neither is ever set back. */
export const instances = pgTable('instance', {
  isOnly: boolean('is_only').primaryKey().default(true),
  id: uuid('id').notNull(),
  revision: bytes('revision').notNull().default(0),
}, table => [
  check('instance_is_only', sql`${table.isOnly}`),
])
