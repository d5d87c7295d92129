import { expect, test } from 'vitest'
import { TARGETS, tryOnce } from '../../fuzz/targets'
import { isLong } from '../../stores'

/** The same seeds each time; `npm run fuzz` tries others. */
const SEEDS = isLong ? 120 : 40

test.each(Object.keys(TARGETS))(`%s: nothing unforeseen with the seeds 1 to ${SEEDS}`, async (name) => {
  for (let seed = 1; seed <= SEEDS; seed++) expect(await tryOnce(name, seed)).toBeNull()
}, 120_000)
