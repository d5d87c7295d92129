import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DIFFERENCES } from '../../../../engine/comparison/all'

const folder = join(import.meta.dirname, '../../../../engine/comparison')
/** Files that hold no kind of difference. */
const PARTS = ['all.ts', 'compareLogs.ts', 'comparison.ts', 'goodRuns.ts', 'isAnswered.ts', 'listDifferences.ts', 'partValues.ts', 'parts.ts', 'rates.ts', 'raisedSeverity.ts', 'resemblance.ts', 'runShares.ts', 'valueRows.ts', 'words.ts']
const files = readdirSync(folder).filter(name => !PARTS.includes(name)).sort()

describe('each kind of difference', () => {
  it.each(files)('%s is one of DIFFERENCES and has a test with a fixture', async (file) => {
    const found: Record<string, unknown> = await import(join(folder, file))
    expect(Object.values(found).filter(value => typeof value === 'function' && DIFFERENCES.some(difference => difference === value))).toHaveLength(1)
    expect(existsSync(join(import.meta.dirname, file.replace('.ts', '.test.ts')))).toBe(true)
  })

  it('there are no others, and each finds nothing in nothing', () => {
    expect(DIFFERENCES).toHaveLength(files.length)
    for (const find of DIFFERENCES) expect(find({ pairs: [], lines: 0, events: 0, usualEvents: 0, runs: new Map() })).toEqual([])
  })
})
