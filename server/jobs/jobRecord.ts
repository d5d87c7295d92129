import type { Framing } from '#engine'
import { StepRows, type JobRecord } from '#shared/jobRecord'
import type { Job } from '../ports/jobStore'
import type { Step } from '../ports/stepStore'

/** What the job's row says, as it is kept beside the job's bytes. */
export function toRecord(job: Job, instanceId: string | null): JobRecord {
  return {
    version: 1,
    instance_id: instanceId,
    job_id: job.id,
    filename: job.filename,
    status: job.status,
    phase: job.phase,
    sealed: job.sealed,
    sequence: job.sequence,
    revision: job.revision,
    progress: job.progress,
    total_size: job.totalSizeBytes,
    expected_size: job.expectedSizeBytes,
    stored_bytes: job.storedBytes,
    learnt_bytes: job.learntBytes,
    lines: job.lines,
    total_chunks: job.totalChunks,
    chunks_processed: job.chunksProcessed,
    chunks_settled: job.chunksSettled,
    anomalies_found: job.anomaliesFound,
    encoding: job.encoding,
    assumed_utc: job.assumedUtc,
    framing: job.framing && { ...job.framing },
    more_framings: job.moreFramings.map(framing => ({ ...framing })),
    members: job.members.map(({ firstLine, firstChunk, ...same }) => ({ ...same, first_line: firstLine, first_chunk: firstChunk })),
    warnings: job.notes,
    error_message: job.reason,
    first_time: job.firstTimeMs,
    last_time: job.lastTimeMs,
    fitting_lines: job.fittingLines,
    started_at: job.startedAtMs,
    completed_at: job.completedAtMs,
    lease_until: job.leaseUntilMs,
    baseline_job_id: job.baselineJobId,
    baseline_filename: job.baselineFilename,
    more_baselines: job.moreBaselines.map(({ jobId, filename }) => ({ job_id: jobId, filename })),
  }
}

/** The job as its record has it: `toJob(toRecord(job, …))` equals `job`. */
export function toJob(record: JobRecord): Job {
  return {
    id: record.job_id,
    filename: record.filename,
    status: record.status,
    phase: record.phase,
    sealed: record.sealed,
    sequence: record.sequence,
    revision: record.revision,
    progress: record.progress,
    totalSizeBytes: record.total_size,
    expectedSizeBytes: record.expected_size,
    storedBytes: record.stored_bytes,
    learntBytes: record.learnt_bytes,
    lines: record.lines,
    totalChunks: record.total_chunks,
    chunksProcessed: record.chunks_processed,
    chunksSettled: record.chunks_settled,
    anomaliesFound: record.anomalies_found,
    encoding: record.encoding,
    assumedUtc: record.assumed_utc,
    framing: isFraming(record.framing) ? record.framing : null,
    moreFramings: record.more_framings.filter(isFraming),
    members: record.members.map(({ first_line: firstLine, first_chunk: firstChunk, ...same }) => ({ ...same, firstLine, firstChunk })),
    notes: record.warnings,
    reason: record.error_message,
    firstTimeMs: record.first_time,
    lastTimeMs: record.last_time,
    fittingLines: record.fitting_lines,
    startedAtMs: record.started_at,
    completedAtMs: record.completed_at,
    leaseUntilMs: record.lease_until,
    baselineJobId: record.baseline_job_id,
    baselineFilename: record.baseline_filename,
    moreBaselines: record.more_baselines.map(({ job_id: jobId, filename }) => ({ jobId, filename })),
  }
}

/** A sealed job whose work begins anew: what was learnt, and where it was stored, is not known any more. */
export function begunAnew(job: Job): Job {
  return {
    ...job,
    status: 'processing',
    phase: job.totalChunks > 0 ? 'learn' : 'settle',
    sequence: 0,
    progress: 0,
    learntBytes: 0,
    chunksProcessed: 0,
    chunksSettled: 0,
    anomaliesFound: 0,
    reason: null,
    firstTimeMs: null,
    lastTimeMs: null,
    fittingLines: null,
    completedAtMs: null,
    leaseUntilMs: null,
  }
}

export function encodeSteps(steps: Step[]): Uint8Array {
  const rows: StepRows = steps.flatMap(({ phase, ...step }) => phase === 'done'
    ? []
    : [[phase, step.chunkNumber, step.attempt, step.anomaliesFound, step.processingTimeMs, step.sequence, step.createdAtMs]])
  return Buffer.from(JSON.stringify(rows))
}

/** Null for what is no such list. */
export function decodeSteps(bytes: Uint8Array): Step[] | null {
  try {
    const rows = StepRows.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data
    return rows?.map(([phase, chunkNumber, attempt, anomaliesFound, processingTimeMs, sequence, createdAtMs]) =>
      ({ phase, chunkNumber, attempt, anomaliesFound, processingTimeMs, sequence, createdAtMs })) ?? null
  }
  catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

// The engine wrote it and alone knows its members; the version is what it goes by.
function isFraming(value: JobRecord['framing']): value is Framing & NonNullable<JobRecord['framing']> {
  return value !== null
}
