import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where a server under test keeps its data: in a folder, or on PostgreSQL, MongoDB and Redis. */
export type Stores = 'embedded' | 'servers'

/** `npm run test:long`: every test of API and browser in both ways, series and logs at their full length. */
export const isLong = process.env.TEST_LONG === '1'

/** `npm run test:quick`: properties are tried on fewer draws, generated logs are smaller. */
export const isQuick = process.env.TEST_QUICK === '1'

/** How many draws a property is tried on where `usual` are the rule: a quarter of them, rounded up, in `npm run test:quick`. */
export function draws(usual: number): number {
  return isQuick ? Math.ceil(usual / 4) : usual
}

/**
 * Files of the suites of API and browser whose behaviour is made by the stores, by name, each with what differs; docs/testing.md
 * says the same. Of all others each runs in one way, which a hash of its name decides.
 */
export const IN_BOTH: Record<string, string> = {
  'tests/api/cancel.test.ts': 'a task is taken from a queue of the process or from Redis, bytes from a folder or from MongoDB',
  'tests/api/kept.test.ts': 'tables and logs are two folders, or two databases: what is there, and what may be made anew, differs',
  'tests/api/stream.test.ts': 'listeners are woken in the process or by Redis',
  'tests/e2e/reconnect.spec.ts': 'listeners are woken in the process or by Redis',
  'tests/e2e/job.spec.ts': 'findings come while the file is being sent: every store is on that way',
}

/** Files that mean nothing where the stores are servers, each with the reason. */
export const ONLY_EMBEDDED: Record<string, string> = {
  'tests/api/restart.test.ts': 'on servers the fault suite lets processes die at the same points',
  'tests/api/dataFolder.test.ts': 'it is about the folder',
}

/** And what means nothing without them. */
export const ONLY_ON_SERVERS: Record<string, string> = {
  'tests/api/roles.test.ts': 'one process alone has all roles',
  'tests/api/refusedServers.test.ts': 'only servers can be refused',
}

/** Chosen: by this byte the files there are now fall into halves that take equally long. */
const HASH_BYTE = 24

/** In which ways a file of tests runs. */
export function storesOf(file: string): Stores[] {
  if (file in ONLY_EMBEDDED) return ['embedded']
  if (file in ONLY_ON_SERVERS) return ['servers']
  if (isLong || file in IN_BOTH) return ['embedded', 'servers']
  return [createHash('sha256').update(file).digest().readUInt8(HASH_BYTE) % 2 === 0 ? 'embedded' : 'servers']
}

/** The files under a folder of tests that run on these stores; paths from the project's folder. */
export function filesOn(stores: Stores, folder: string, ending: string): string[] {
  const names = readdirSync(join(import.meta.dirname, '..', folder)).filter(name => name.endsWith(ending)).sort()
  return names.map(name => `${folder}/${name}`).filter(file => storesOf(file).includes(stores))
}
