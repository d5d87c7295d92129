import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { findBeside, findMigrations } from './besideServer'
import { CONFIG, makeDatabase } from './makeDatabase'
import { openRelational } from './openRelational'
import type { Relational } from './openRelational'

/**
 * A statement costs PGlite about 0.4 ms of the event loop and a commit takes six, so commits share: at 150 chunks a second
 * about four of them. Measured with tests/bench/commits.ts.
 */
const COMMIT_PAUSE_MS = 80
/** Nothing in PGlite writes checkpoints by itself: without one the log of changes only grows. Chosen. */
const CHECKPOINT_EVERY_MS = 5 * 60 * 1000

export interface EmbeddedRelational extends Relational {
  /** Waits for writes under way, then closes the folder. */
  close(): Promise<void>
}

/** Opens PGlite in the folder and brings its tables up to date. Nothing locks the folder: the caller must hold it. */
export async function openPglite(folder: string): Promise<EmbeddedRelational> {
  if (!existsSync(folder)) await placeDatabase(folder)
  const client = await PGlite.create({ dataDir: folder, postgresqlconf: CONFIG })
  const db = drizzle(client)
  await migrate(db, { migrationsFolder: findMigrations() })
  const relational = openRelational(db, COMMIT_PAUSE_MS)
  const checkpoints = setInterval(() => {
    // One that fails is made up for by the next.
    client.exec('CHECKPOINT').catch(() => undefined)
  }, CHECKPOINT_EVERY_MS).unref()
  return {
    ...relational,
    async close() {
      clearInterval(checkpoints)
      await relational.settled()
      await client.close()
    },
  }
}

/**
 * Takes the database that the build has prepared; making one takes seconds and, for a moment, hundreds of MB. Under another
 * name until it is whole: a copy that was cut short would never open.
 */
async function placeDatabase(folder: string): Promise<void> {
  const prepared = findBeside('database')
  if (!prepared) return await makeDatabase(folder, findMigrations())
  const half = `${folder}.new`
  await rm(half, { recursive: true, force: true })
  await cp(prepared, half, { recursive: true })
  await rename(half, folder)
}
