import type { AdjustableEngine } from '../adjustable'
import { judgedItems, say } from '../judge'
import type { Learnt } from '../judge'
import { share } from '../qualitySets'

const NEAR_NATS = 0.2

/** How many of the true findings exceed their threshold by less than .2 nats, and how many odd things miss it by less. */
export function nearCutTable(engine: AdjustableEngine, learnt: readonly Learnt[]): string {
  const counts = new Map<string, { found: number, near: number, missed: number }>()
  for (const one of learnt) {
    if (one.log.of === 'quiet' || one.log.of === 'templates') continue
    const count = counts.get(one.log.of) ?? { found: 0, near: 0, missed: 0 }
    counts.set(one.log.of, count)
    for (const { isOdd, isTrue, margin } of judgedItems(one.log, say(engine, one))) {
      if (!isTrue) continue
      if (isOdd) count.found++
      if (isOdd && margin < NEAR_NATS) count.near++
      if (!isOdd && margin > -NEAR_NATS) count.missed++
    }
  }
  return [
    '| class | true findings (lines or sessions) | within .2 nats of the cut | missed by less than .2 nats |\n| --- | ---: | ---: | ---: |',
    ...Array.from(counts, ([of, { found, near, missed }]) => `| ${of} | ${found} | ${near} (${share(near / Math.max(1, found))}) | ${missed} |`), '',
  ].join('\n')
}
