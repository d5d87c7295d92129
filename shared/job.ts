import { z } from 'zod'
import { Note } from './note'
import { DateOrder, READING_FIELDS, type Reading } from './reading'

export const JOB_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const
export const JobStatus = z.enum(JOB_STATUSES)
export type JobStatus = z.infer<typeof JobStatus>

/** What is being done: `learn` includes receiving; `done` once the job has ended, however it did. */
export const PHASES = ['learn', 'settle', 'score', 'finish', 'done'] as const
export const Phase = z.enum(PHASES)
export type Phase = z.infer<typeof Phase>

export const JobId = z.uuid()

const Count = z.number().int().nonnegative()

/** A file of a job of several. `first_line` counts through the job; `reason` says why it was skipped, and so does
 * `note`, by code. */
const Member = z.object({
  name: z.string(),
  first_line: Count,
  lines: Count,
  skipped: z.boolean(),
  reason: z.string().nullable(),
  note: Note.nullable(),
})

/**
 * How a log's lines are read. `behind` is what stands around or before each record; `time`, `level` and `message` are names of fields, null
 * where the log has none of that role, and `time_at` and `level_at` tell where they stand instead. `lines_per_record` is null where it
 * varies. `is_clock`: there is a clock and no date, so that nothing of the job has a time. `is_order_open`: the order of day, month and year follows from nothing in the log.
 * `fit` is the share of lines that are read so, null until the log has settled.
 */
export const LogFormat = z.object({
  form: z.enum(['text', 'json', 'docker', 'logfmt', 'cef', 'leef', 'csv', 'w3c', 'journal']),
  behind: z.enum(['docker', 'container', 'prefix']).nullable(),
  lines_per_record: z.number().int().positive().nullable(),
  time: z.string().nullable(),
  time_at: z.enum(['field', 'start', 'inside', 'none']),
  is_clock: z.boolean(),
  level: z.string().nullable(),
  level_at: z.enum(['field', 'header', 'none']),
  message: z.string().nullable(),
  date_order: DateOrder,
  is_order_open: z.boolean(),
  fit: z.number().min(0).max(1).nullable(),
})
export type LogFormat = z.infer<typeof LogFormat>

/** A job whose log was taken as known-good. */
export const Baseline = z.object({ job_id: JobId, filename: z.string() })

/** A job as `GET /api/v2/status/{job_id}` and the list of jobs tell it. */
export const StatusResult = z.object({
  job_id: JobId,
  status: JobStatus,
  /** 0..1, never falls, 1 only for `completed`. */
  progress: z.number().min(0).max(1),
  chunks_processed: Count,
  /** Chunks known so far; final once the upload has ended. */
  total_chunks: Count,
  /** Findings after folding; provisional ones until the job has settled. */
  anomalies_found: Count,
  /** Whole seconds, or null where nothing can be said. */
  estimated_remaining_time: Count.nullable(),
  error_message: z.string().nullable(),
  /** The same by code, with its arguments. */
  reason: Note.nullable(),
  filename: z.string(),
  /** Bytes received so far. */
  total_size: Count,
  /** Bytes that the client announced, or null. */
  expected_size: Count.nullable(),
  /** Until when an upload that stops can be resumed; null for one that can't, and once it is complete. */
  resumable_until: z.iso.datetime().nullable(),
  lines: Count,
  phase: Phase,
  chunks_settled: Count,
  encoding: z.string().nullable(),
  /** What was understood of its lines, as soon as that is decided; of a job of several files, of the first. */
  format: LogFormat.nullable(),
  members: z.array(Member),
  /** Plain sentences about what was converted, cut or left out. */
  warnings: z.array(z.string()),
  /** The same by codes, in the same order. */
  notes: z.array(Note),
  /** First and last time found in the log, once it has settled. */
  first_time: z.iso.datetime().nullable(),
  last_time: z.iso.datetime().nullable(),
  /** Whether the times in the log stand without a zone, and so were read as UTC. */
  assumed_utc: z.boolean(),
  /** The job whose log is the known-good one, which may be gone by now; the first of `baselines`, null without. */
  baseline: Baseline.nullable(),
  /** All of them, in the order given; several are taken together. */
  baselines: z.array(Baseline),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
})
export type StatusResult = z.infer<typeof StatusResult>

const JobAccepted = z.object({
  job_id: JobId,
  status: JobStatus,
  message: z.string(),
  /** What `message` says, by code. */
  note: Note,
  total_chunks: Count,
  /** Whole seconds until the end, or null. */
  estimated_time: Count.nullable(),
})
export type JobAccepted = z.infer<typeof JobAccepted>
/** With several files in a form also a list of all their jobs, the first among them. */
export const ProcessAccepted = JobAccepted.extend({ jobs: z.array(JobAccepted).optional() })
export type ProcessAccepted = z.infer<typeof ProcessAccepted>

export const CancelResult = StatusResult.extend({ message: z.string(), note: Note })
export type CancelResult = z.infer<typeof CancelResult>

export const JobsPage = z.object({ jobs: z.array(StatusResult), next_cursor: z.string().nullable() })
export type JobsPage = z.infer<typeof JobsPage>

/** Good runs that a log is compared with at once, at most. */
export const BASELINES_MAX = 64
/** Ids of completed jobs, whose logs are taken as known-good: separated by commas, or the parameter several times. In lower case, each once. */
export const BaselineIds = z.union([z.string(), z.array(z.string())])
  .transform(given => [...new Set([given].flat().flatMap(ids => ids.split(',')).map(id => id.trim().toLowerCase()))])
  .pipe(z.array(JobId).max(BASELINES_MAX, `more than ${BASELINES_MAX} known-good logs`))

/** `baseline` names the logs that are taken as known-good. */
export const ProcessQuery = z.object({
  job_id: JobId.optional(),
  baseline: BaselineIds.optional(),
  /** Whether the files of a form are one log, from the oldest to the newest by their names, and become one job. */
  together: z.enum(['true', 'false']).transform(value => value === 'true').optional(),
  ...READING_FIELDS,
})
export const ProcessFileQuery = z.object({ job_id: JobId.optional(), baseline: BaselineIds.optional(), filename: z.string().max(1000).default(''), ...READING_FIELDS })
/** What a person chooses for an upload, beside its file: parameters of a query, metadata of a resumable upload. Ids are separated by commas. */
export type UploadChoices = Reading & { baseline?: string }

export const JobsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(200).optional(),
})
export type JobsQuery = z.infer<typeof JobsQuery>
