import { existsSync, readdirSync } from 'node:fs'
import { cp, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { TablesDamaged } from '../../ports/errors'
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

/**
 * Opens PGlite in the folder, makes a database where the folder is missing or empty, and brings its tables up to date. Nothing
 * locks the folder: the caller must hold it. @throws TablesDamaged if there is something that can't be opened
 */
export async function openPglite(folder: string): Promise<EmbeddedRelational> {
  if (!hasDatabase(folder)) await placeDatabase(folder)
  // PGlite would make a new database over what is left of the old one.
  else if (!existsSync(join(folder, 'PG_VERSION'))) throw new TablesDamaged('its file PG_VERSION is missing')
  const { client, db } = await openUpToDate(folder)
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

/** Whether there is anything in the folder. */
export function hasDatabase(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0
}

/** Puts the folder aside under another name, which it returns. */
export async function setDatabaseAside(folder: string, nowMs: number): Promise<string> {
  const aside = `${folder}.${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`
  await rename(folder, aside)
  return aside
}

async function openUpToDate(folder: string) {
  try {
    const client = await PGlite.create({ dataDir: folder, postgresqlconf: CONFIG })
    const db = drizzle(client)
    await migrate(db, { migrationsFolder: findMigrations() })
    return { client, db }
  }
  catch (error) {
    if (isNoRoom(error)) throw error
    // What the program in it says when it gives up tells nothing to people.
    const reason = error instanceof WebAssembly.RuntimeError ? 'its files are damaged' : error instanceof Error ? error.message : String(error)
    throw new TablesDamaged(reason.replace(/\.$/, ''), { cause: error })
  }
}

function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

/**
 * Takes the database that the build has prepared; making one takes seconds and, for a moment, hundreds of MB. Under another
 * name until it is whole: a copy that was cut short would never open.
 */
async function placeDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) await rmdir(folder)
  const prepared = findBeside('database')
  if (!prepared) return await makeDatabase(folder, findMigrations())
  const half = `${folder}.new`
  await rm(half, { recursive: true, force: true })
  await cp(prepared, half, { recursive: true })
  await rename(half, folder)
}
