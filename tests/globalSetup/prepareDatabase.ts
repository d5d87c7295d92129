import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { makeDatabase } from '../../server/adapters/relational/makeDatabase'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const MIGRATIONS = here('../../drizzle/migrations')
/** Made once for these migrations: making one takes seconds, copying it none. */
const PREPARED = here(`../../.cache/database-${fingerprint()}`)

export default async function setup(): Promise<void> {
  mkdirSync(join(PREPARED, '..'), { recursive: true })
  if (!existsSync(PREPARED)) await makeDatabase(PREPARED, MIGRATIONS)
}

/** Puts new tables into a data folder, as the built server does with those that lie beside it. */
export function placeTables(dataDir: string): void {
  cpSync(PREPARED, join(dataDir, 'pg'), { recursive: true })
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS).filter(each => each.endsWith('.sql')).sort()) hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex').slice(0, 12)
}
