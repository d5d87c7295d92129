import { noteOfSentence, type Note } from '#shared/note'
import type { Job } from '../../ports/jobStore'
import type { processingJobs } from '../../../drizzle/schema'

type JobRow = typeof processingJobs.$inferSelect
export type JobChange = Partial<typeof processingJobs.$inferInsert>

/** The job as the port tells it. */
export function toJob(row: JobRow): Job {
  const { createdAt: _, startedAt, completedAt, leaseUntil, framing, moreFramings, members, ...others } = row
  const { notes, reason, errorMessage, ...same } = others
  return {
    ...same,
    framing: isFraming(framing) ? framing : null,
    moreFramings: moreFramings.filter(isFraming),
    members: members.map(member => ({ ...member, skipped: noteOf(member.skipped) })),
    notes: notes.flatMap(note => noteOf(note) ?? []),
    reason: noteOf(reason ?? errorMessage),
    startedAtMs: startedAt.getTime(),
    completedAtMs: completedAt?.getTime() ?? null,
    leaseUntilMs: leaseUntil?.getTime() ?? null,
  }
}

/** The whole row. */
export function toRow(job: Job): typeof processingJobs.$inferInsert {
  const { startedAtMs, completedAtMs, leaseUntilMs, ...same } = job
  return {
    ...same,
    createdAt: new Date(startedAtMs),
    startedAt: new Date(startedAtMs),
    completedAt: completedAtMs === null ? null : new Date(completedAtMs),
    leaseUntil: leaseUntilMs === null ? null : new Date(leaseUntilMs),
  }
}

/** The columns that a step or an end may change. */
export function toChange(job: Job): JobChange {
  return {
    status: job.status,
    phase: job.phase,
    progress: job.progress,
    learntBytes: job.learntBytes,
    chunksProcessed: job.chunksProcessed,
    chunksSettled: job.chunksSettled,
    anomaliesFound: job.anomaliesFound,
    sequence: job.sequence,
    notes: job.notes,
    reason: job.reason,
    firstTimeMs: job.firstTimeMs,
    assumedUtc: job.assumedUtc,
    lastTimeMs: job.lastTimeMs,
    fittingLines: job.fittingLines,
    completedAt: job.completedAtMs === null ? null : new Date(job.completedAtMs),
  }
}

/** The columns that a step changes which decides anew how the job is read. */
export function framingsOf({ framing, moreFramings }: Job): JobChange {
  return { framing, moreFramings }
}

/** A note, also of an earlier version. */
function noteOf(stored: unknown): Note | null {
  return typeof stored === 'string' ? noteOfSentence(stored) : isNote(stored) ? stored : null
}

// Written by this adapter.
function isNote(value: unknown): value is Note {
  return typeof value === 'object' && value !== null && 'code' in value
}

// The engine wrote it and alone knows its members; the version is what it goes by.
function isFraming(value: unknown): value is Exclude<Job['framing'], null> {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number'
}
