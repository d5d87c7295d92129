import { and, getTableColumns, inArray, sql } from 'drizzle-orm'
import { processingJobs } from '../../../drizzle/schema'
import type { Job, Received } from '../../ports/jobStore'
import { toJob } from './jobRow'
import type { Database } from './database'

/** Who has just told something is alive for so long at least, whatever lease it asked for before it had to wait for the row. Chosen. */
const ALIVE_SECONDS = 4

export interface ReceivedOfJob {
  jobId: string
  received: Received
}

/**
 * Records what receivers have done, in one statement for all. @returns for each the job afterwards, or null if it is gone
 * or has ended. Several of the same job get the same answer: the state after all of them.
 */
export function prepareReceive(db: Database): (all: ReceivedOfJob[]) => Promise<(Job | null)[]> {
  const told = sql`jsonb_to_recordset(${sql.placeholder('told')}::text::jsonb) as told(
    id uuid, chunks integer, stored_bytes bigint, lines bigint, total_size bigint, lease_ms bigint,
    framing jsonb, more_framings jsonb, members jsonb, encoding text, assumed_utc boolean, notes jsonb)`
  const jobs = processingJobs
  const update = db.update(jobs).set({
    totalChunks: sql`${jobs.totalChunks} + told.chunks`,
    storedBytes: sql`${jobs.storedBytes} + told.stored_bytes`,
    lines: sql`${jobs.lines} + told.lines`,
    totalSizeBytes: sql`greatest(${jobs.totalSizeBytes}, told.total_size)`,
    leaseUntil: sql`case when ${jobs.sealed} then null else greatest(to_timestamp(told.lease_ms / 1000.0), clock_timestamp() + ${sql.raw(`interval '${ALIVE_SECONDS} seconds'`)}) end`,
    framing: sql`coalesce(told.framing, ${jobs.framing})`,
    moreFramings: sql`coalesce(told.more_framings, ${jobs.moreFramings})`,
    members: sql`coalesce(told.members, ${jobs.members})`,
    encoding: sql`coalesce(told.encoding, ${jobs.encoding})`,
    assumedUtc: sql`coalesce(told.assumed_utc, ${jobs.assumedUtc})`,
    notes: sql`coalesce(told.notes, ${jobs.notes})`,
    status: sql`case when ${jobs.totalChunks} + told.chunks > 0 then 'processing' else ${jobs.status} end`,
  })
    .from(told)
    .where(and(sql`${jobs.id} = told.id`, inArray(jobs.status, ['pending', 'processing'])))
    .returning(getTableColumns(jobs))
    .prepare('receive')
  return async (all) => {
    const rows = await update.execute({ told: JSON.stringify(summed(all)) })
    const after = new Map(rows.map(row => [row.id, toJob(row)]))
    return all.map(({ jobId }) => after.get(jobId) ?? null)
  }
}

/** One record a job, since an UPDATE … FROM takes each row once. */
function summed(all: ReceivedOfJob[]) {
  const byJob = new Map<string, Received>()
  for (const { jobId, received } of all) {
    const before = byJob.get(jobId)
    byJob.set(jobId, before ? both(before, received) : received)
  }
  return [...byJob].map(([id, received]) => ({
    id,
    chunks: received.chunksAdded,
    stored_bytes: received.storedBytesAdded,
    lines: received.linesAdded,
    total_size: received.totalSizeBytes,
    lease_ms: received.leaseUntilMs,
    framing: received.framing,
    more_framings: received.moreFramings,
    members: received.members,
    encoding: received.encoding,
    assumed_utc: received.assumedUtc,
    notes: received.notes,
  }))
}

function both(earlier: Received, later: Received): Received {
  return {
    ...earlier,
    ...Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined)),
    chunksAdded: earlier.chunksAdded + later.chunksAdded,
    storedBytesAdded: earlier.storedBytesAdded + later.storedBytesAdded,
    linesAdded: earlier.linesAdded + later.linesAdded,
    totalSizeBytes: Math.max(earlier.totalSizeBytes, later.totalSizeBytes),
    leaseUntilMs: Math.max(earlier.leaseUntilMs, later.leaseUntilMs),
  }
}
