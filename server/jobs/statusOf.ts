import { understoodOf } from '#engine'
import type { StatusResult } from '#shared/job'
import { sayNote } from '#wording/notes/sayNote'
import { hasEnded, LEASE_MS, type Job, type JobMember } from '../ports/jobStore'

/** Nothing is said of the time left before this share is done; chosen, since the first chunks include the start. */
const SHARE_BEFORE_ESTIMATE = 0.02

/** Whole seconds until the end at the rate so far, or null where nothing can be said; 0 for a job that has ended. */
export function remainingSeconds(job: Job, nowMs: number): number | null {
  if (hasEnded(job)) return 0
  if (job.progress < SHARE_BEFORE_ESTIMATE) return null
  return Math.ceil((nowMs - job.startedAtMs) / 1000 * (1 - job.progress) / job.progress)
}

/** The job as the wire has it. */
export function statusOf(job: Job, nowMs = Date.now()): StatusResult {
  return {
    job_id: job.id,
    status: job.status,
    progress: job.progress,
    chunks_processed: job.chunksProcessed,
    total_chunks: job.totalChunks,
    anomalies_found: job.anomaliesFound,
    estimated_remaining_time: remainingSeconds(job, nowMs),
    error_message: job.reason && sayNote(job.reason, 'en'),
    reason: job.reason,
    filename: job.filename,
    total_size: job.totalSizeBytes,
    expected_size: job.expectedSizeBytes,
    resumable_until: timeOrNull(resumableUntilMs(job, nowMs)),
    lines: job.lines,
    phase: job.phase,
    chunks_settled: job.chunksSettled,
    encoding: job.encoding,
    format: job.framing && understoodOf(job.framing, fitOf(job)),
    members: job.members.map(memberOf),
    warnings: job.notes.map(note => sayNote(note, 'en')),
    notes: job.notes,
    first_time: timeOrNull(job.firstTimeMs),
    last_time: timeOrNull(job.lastTimeMs),
    assumed_utc: job.assumedUtc,
    baseline: baselinesOf(job)[0] ?? null,
    baselines: baselinesOf(job),
    started_at: new Date(job.startedAtMs).toISOString(),
    completed_at: timeOrNull(job.completedAtMs),
  }
}

function memberOf({ name, firstLine, lines, skipped }: JobMember): StatusResult['members'][number] {
  const reason = skipped && sayNote(skipped, 'en')
  return { name, first_line: firstLine, lines, skipped: skipped !== null, reason, note: skipped }
}

/** The jobs with which it is compared, as the wire has them. */
export function baselinesOf({ baselineJobId, baselineFilename, moreBaselines }: Pick<Job, 'baselineJobId' | 'baselineFilename' | 'moreBaselines'>): StatusResult['baselines'] {
  const first = baselineJobId === null ? [] : [{ job_id: baselineJobId, filename: baselineFilename ?? '' }]
  return [...first, ...moreBaselines.map(({ jobId, filename }) => ({ job_id: jobId, filename }))]
}

/** Share of lines that are read as was decided; of none, nothing can be said. */
function fitOf({ fittingLines, lines }: Job): number | null {
  return fittingLines === null || lines === 0 ? null : Math.min(1, fittingLines / lines)
}

/** A lease that is longer than a receiver may be silent is one of an upload that waits to be resumed. */
function resumableUntilMs(job: Job, nowMs: number): number | null {
  const leaseUntilMs = job.sealed || hasEnded(job) ? null : job.leaseUntilMs
  return leaseUntilMs !== null && leaseUntilMs > nowMs + LEASE_MS ? leaseUntilMs : null
}

function timeOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString()
}
