import { z } from 'zod'
import { Baseline, JobId, JobStatus, Phase } from './job'
import { StoredNote } from './note'

const Whole = z.number().int()
const Count = Whole.nonnegative()

/**
 * What a job says of itself beside its bytes, so that tables that were lost can be made anew from it: all that its row says.
 * Times are epoch milliseconds, sizes bytes.
 */
export const JobRecord = z.object({
  version: z.literal(1),
  /** The instance in which it was written; null where that had no id yet. */
  instance_id: z.uuid().nullable(),
  job_id: JobId,
  filename: z.string(),
  status: JobStatus,
  phase: Phase,
  sealed: z.boolean(),
  sequence: Count,
  revision: Count,
  progress: z.number().min(0).max(1),
  total_size: Count,
  expected_size: Count.nullable(),
  stored_bytes: Count,
  learnt_bytes: Count,
  lines: Count,
  total_chunks: Count,
  chunks_processed: Count,
  chunks_settled: Count,
  anomalies_found: Count,
  encoding: z.string().nullable(),
  assumed_utc: z.boolean(),
  /** The engine's alone; what it goes by is the version. */
  framing: z.looseObject({ version: z.number() }).nullable(),
  more_framings: z.array(z.looseObject({ version: z.number() })),
  members: z.array(z.object({
    name: z.string(),
    first_line: Whole,
    first_chunk: Whole,
    lines: Count,
    framing: Count,
    skipped: StoredNote.nullable(),
  })),
  warnings: z.array(StoredNote),
  error_message: StoredNote.nullable(),
  first_time: z.number().nullable(),
  last_time: z.number().nullable(),
  fitting_lines: Count.nullable().default(null),
  started_at: Whole,
  completed_at: Whole.nullable(),
  lease_until: Whole.nullable(),
  baseline_job_id: JobId.nullable(),
  baseline_filename: z.string().nullable(),
  more_baselines: z.array(Baseline).default([]),
})
export type JobRecord = z.infer<typeof JobRecord>

/** The committed steps of a job that has ended, a row each: phase, chunk, attempt, findings, milliseconds of work, sequence, time. */
export const StepRows = z.array(z.tuple([z.enum(['learn', 'settle', 'score', 'finish']), Whole, Count, Count, z.number(), Count, Whole]))
export type StepRows = z.infer<typeof StepRows>
