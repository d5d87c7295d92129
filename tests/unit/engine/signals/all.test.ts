import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SIGNALS } from '../../../../engine/signals/all'

const folder = join(import.meta.dirname, '../../../../engine/signals')
/** Files that hold no signal. */
const PARTS = [
  'signal.ts', 'all.ts', 'timeGrid.ts', 'course.ts', 'usualEndpoints.ts', 'rareContinuation.ts', 'poisson.ts', 'levelShift.ts',
]
const files = readdirSync(folder).filter(name => !PARTS.includes(name)).sort()

describe('each signal', () => {
  it.each(files)('%s is one of SIGNALS', async (file) => {
    const found: Record<string, unknown> = await import(join(folder, file))
    expect(Object.values(found).filter(value => typeof value === 'function' && SIGNALS.some(signal => signal === value))).toHaveLength(1)
  })

  it('there are no others', () => {
    expect(SIGNALS).toHaveLength(files.length)
    expect(new Set(SIGNALS).size).toBe(SIGNALS.length)
  })

  it.each(files)('%s has a test with a fixture', (file) => {
    expect(existsSync(join(import.meta.dirname, file.replace('.ts', '.test.ts')))).toBe(true)
  })

  it('finds nothing in nothing', () => {
    for (const find of SIGNALS) expect(find({ clusters: [], events: 0, sessions: [] })).toEqual([])
  })
})
