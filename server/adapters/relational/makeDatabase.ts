import { rename, rm } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'

/** The default of 128 MiB costs 140 MB of resident memory (measured), for tables that fit into much less. */
export const CONFIG = ['shared_buffers = 8MB', 'wal_buffers = 1MB']

/**
 * Makes a database with its tables in a new folder. It lies under another name until it is whole: one that was cut short would
 * never open again.
 */
export async function makeDatabase(folder: string, migrationsFolder: string): Promise<void> {
  const half = `${folder}.new`
  await rm(half, { recursive: true, force: true })
  const client = await PGlite.create({ dataDir: half, postgresqlconf: CONFIG })
  await migrate(drizzle(client), { migrationsFolder })
  await client.exec('CHECKPOINT')
  await client.close()
  await rename(half, folder)
}
