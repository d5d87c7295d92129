import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOn, IN_BOTH, ONLY_EMBEDDED, ONLY_ON_SERVERS, storesOf } from '../../stores'

const root = join(import.meta.dirname, '../../..')

describe('which tests run on which stores', () => {
  it.each(Object.keys({ ...IN_BOTH, ...ONLY_EMBEDDED, ...ONLY_ON_SERVERS }))('%s is a file', (file) => {
    expect(existsSync(join(root, file))).toBe(true)
  })

  it('names no file twice', () => {
    const names = [IN_BOTH, ONLY_EMBEDDED, ONLY_ON_SERVERS].flatMap(Object.keys)
    expect(names).toEqual([...new Set(names)])
  })

  it('leaves no file out, and has some in each half', () => {
    for (const [folder, ending] of [['tests/api', '.test.ts'], ['tests/e2e', '.spec.ts']] as const) {
      const [embedded, servers] = [filesOn('embedded', folder, ending), filesOn('servers', folder, ending)]
      for (const file of new Set([...embedded, ...servers])) expect(storesOf(file).length).toBeGreaterThan(0)
      for (const half of [embedded.filter(file => !servers.includes(file)), servers.filter(file => !embedded.includes(file))]) expect(half.length).toBeGreaterThan(3)
    }
  })

  it('is told by docs/testing.md', () => {
    const told = [...readFileSync(join(root, 'docs/testing.md'), 'utf8').matchAll(/^\| `(tests\/\S+)` \| (both|embedded|servers) \|/gm)].map(([, file, stores]) => `${file} ${stores}`)
    const wanted = [...Object.keys(IN_BOTH).map(file => `${file} both`), ...Object.keys(ONLY_EMBEDDED).map(file => `${file} embedded`), ...Object.keys(ONLY_ON_SERVERS).map(file => `${file} servers`)]
    expect(told.sort()).toEqual(wanted.sort())
  })
})
