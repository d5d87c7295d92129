import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A folder that the build has put beside the server; null in development and tests. */
export function findBeside(name: string): string | null {
  const started = process.argv[1]
  const folder = started && existsSync(started) ? join(dirname(realpathSync(started)), name) : ''
  return folder !== '' && existsSync(join(folder, name === 'migrations' ? 'meta' : 'PG_VERSION')) ? folder : null
}

/** Where the migrations lie: beside the built server; in development and tests, in the working tree. */
export function findMigrations(): string {
  return findBeside('migrations') ?? resolve('drizzle', 'migrations')
}
