import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Where the migrations lie: beside the built server; in development and tests, in the working tree. */
export function findMigrations(): string {
  const started = process.argv[1]
  const beside = started && existsSync(started) ? join(dirname(realpathSync(started)), 'migrations') : ''
  return existsSync(join(beside, 'meta', '_journal.json')) ? beside : resolve('drizzle', 'migrations')
}
