import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const contracts = join(root, 'tests/contract')
/** Files in server/ports that are no port: types of all of them, their errors, and what a process only remembers. */
const NO_PORT = ['backends.ts', 'errors.ts', 'processMemory.ts']
/** Kept on the disk of the web process whatever the stores are: there is one technology. */
const ON_DISK = ['uploadStore']
const portFiles = readdirSync(join(root, 'server/ports')).filter(name => !NO_PORT.includes(name))
const ports = portFiles.map(name => name.replace('.ts', ''))

/** Text of all contract tests of one kind. */
function testsOf(isWanted: (name: string) => boolean): string {
  const names = readdirSync(contracts).filter(name => name.endsWith('.test.ts') && isWanted(name))
  return names.map(name => readFileSync(join(contracts, name), 'utf8')).join('\n')
}

describe.each(ports)('%s', (port) => {
  it('has a suite that is run embedded, and on servers where they keep it', () => {
    expect(readdirSync(contracts)).toContain(`${port}.ts`)
    expect(testsOf(name => name.startsWith('embedded'))).toContain(`  ${port}Contract(`)
    if (ON_DISK.includes(port)) return
    expect(testsOf(name => name.startsWith('servers'))).toContain(`  ${port}Contract(`)
  })
})
