import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../cases')

/** The inputs of tests/cases that lie there as files, plain and packed. */
export function caseInputs(): Buffer[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:log|csv|gz|zip)$/.test(name) && statSync(join(FOLDER, name)).size > 0)
    .sort()
    .map(name => readFileSync(join(FOLDER, name)))
}
