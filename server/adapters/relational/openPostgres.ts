import { ServerRefused, TablesDamaged } from '../../ports/errors'
import { findMigrations } from './besideServer'
import { openRelational } from './openRelational'
import type { Relational } from './openRelational'

/** Chosen: statements are short, and a hundred processes stay below PostgreSQL's limit with a pooler only. */
const CONNECTIONS = 8
const CONNECT_SECONDS = 5
const AGAIN_MAX_SECONDS = 1
/** A process that says nothing for so long within a transaction, frozen or cut off, lets go of the job's row. Chosen: half of a receiver's lease, who may wait for the row to renew it. */
const SILENT_MS = 4000
/** Commits that arrive while one is under way share the next: no other pause is needed where each costs a round trip. */
const COMMIT_PAUSE_MS = 0
/** Names the lock under which tables are brought up to date; chosen. */
const MIGRATION_LOCK = 4_749_001

export interface PostgresRelational extends Relational {
  /** Waits for writes under way, then closes all connections. */
  close(): Promise<void>
}

/**
 * Connects and brings the tables up to date, one process at a time. @throws ServerRefused within ten seconds if the server
 * can't be reached or does not let us in. @throws TablesDamaged if it finds its own files damaged
 */
export async function openPostgres(dsn: string): Promise<PostgresRelational> {
  const driver = await loadDriver()
  await bringUpToDate(driver, dsn)
  const { postgres, drizzle } = driver
  const client = postgres(dsn, { ...OPTIONS, max: CONNECTIONS })
  const relational = openRelational(drizzle(client), COMMIT_PAUSE_MS)
  return {
    ...relational,
    async close() {
      await relational.settled()
      await client.end({ timeout: CONNECT_SECONDS })
    },
  }
}

const OPTIONS = {
  connect_timeout: CONNECT_SECONDS,
  onnotice: () => undefined,
  // The driver's own pauses grow to 20 s, and a server that restarts is back in a few.
  backoff: (retries: number) => Math.min(AGAIN_MAX_SECONDS, 0.05 * retries),
  connection: { application_name: 'lograro', idle_in_transaction_session_timeout: SILENT_MS },
}

type Driver = Awaited<ReturnType<typeof loadDriver>>

// Only here: who runs on the data folder never loads it.
async function loadDriver() {
  const [{ default: postgres }, { drizzle }, { migrate }] = await Promise.all([
    import('postgres'), import('drizzle-orm/postgres-js'), import('drizzle-orm/postgres-js/migrator'),
  ])
  return { postgres, drizzle, migrate }
}

async function bringUpToDate({ postgres, drizzle, migrate }: Driver, dsn: string): Promise<void> {
  try {
    const client = postgres(dsn, { ...OPTIONS, max: 1 })
    try {
      await client`select pg_advisory_lock(${MIGRATION_LOCK})`
      await migrate(drizzle(client), { migrationsFolder: findMigrations() })
      await client`select pg_advisory_unlock(${MIGRATION_LOCK})`
    }
    finally {
      await client.end({ timeout: CONNECT_SECONDS })
    }
  }
  catch (error) {
    if (isDamage(error)) throw new TablesDamaged(reasonOf(error), { cause: error })
    throw new ServerRefused(`POSTGRES_DSN: PostgreSQL can't be used: ${reasonOf(error)}`, { cause: error })
  }
}

/** What PostgreSQL says of files that are missing or broken: classes XX (internal, data and index corrupted) and 58 (system error) of SQLSTATE. */
function isDamage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && /^(?:XX|58)/.test(String(cause.code))) return true
  }
  return false
}

function reasonOf(error: unknown): string {
  const innermost = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return innermost instanceof Error ? innermost.message : String(innermost)
}
