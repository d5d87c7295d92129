import { expect, test } from 'vitest'
import { TARGETS, tryOnce } from '../../fuzz/targets'

/** The same seeds each time; `npm run fuzz` tries others. */
const SEEDS = 120

test.each(Object.keys(TARGETS))('%s: nothing unforeseen with the seeds 1 to 120', async (name) => {
  for (let seed = 1; seed <= SEEDS; seed++) expect(await tryOnce(name, seed)).toBeNull()
}, 120_000)
