import { describe, expect, it } from 'vitest'
import type { Style } from '../../../samples/grammar/print'
import { analyse, forAny, lostFindings, NOTHING, remembered, tell, torn, TIMEOUT_MS } from './metamorphic'

const EVENTS = 1500
const RUNS = 7

const plainOf = remembered((seed: number) => {
  const log = tell(seed, EVENTS)
  return { log, plain: analyse(log.lines()) }
})

/** Ways to write the same log otherwise that tell an engine nothing more and nothing less. */
const SAME: [string, Partial<Style>][] = [
  ['other ids of the same form', { idSalt: 77 }],
  ['hosts with a number in their names', { isHostNumbered: true }],
  ['longer lists', { moreItems: 4 }],
  ['seconds for milliseconds, bytes for kilobytes', { isScaled: true }],
  ['fields in another order in each line', { areKeysMixed: true }],
]

describe('the same log, written otherwise, has the same groups and the same findings', () => {
  it.each(SAME)('with %s', (_, style) => {
    forAny(RUNS, (seed) => {
      const { log, plain } = plainOf(seed)
      const other = analyse(log.lines(style))
      expect(torn(plain, other)).toEqual(NOTHING)
      expect(torn(other, plain)).toEqual(NOTHING)
      expect({ lost: lostFindings(plain, other), come: lostFindings(other, plain) }).toEqual({ lost: [], come: [] })
    })
  }, TIMEOUT_MS)
})

/**
 * The source is a word less, or one more, by which a message may be new: what lies within ln 2 of a threshold may come or go. Lines
 * from whom such a message never comes are told apart by that alone; with them goes what is found of the source itself.
 */
describe('a source that is written otherwise, or not, parts no groups, and finds nothing else', () => {
  it.each<[string, Partial<Style>]>([
    ['no source in the header', { isSourceShown: false }],
    ['a blank in the name of the source', { isSourceBlank: true }],
  ])('with %s', (_, style) => {
    forAny(RUNS, (seed) => {
      const { log, plain } = plainOf(seed)
      const other = analyse(log.lines(style))
      const at = (index: number) => log.events[index].source === log.events[index].message.source ? index : -1
      expect(torn(plain, other, at)).toEqual(NOTHING)
      expect(torn(other, plain, at)).toEqual(NOTHING)
      expect({ lost: lostFindings(plain, other, { at, beyond: Math.LN2 }), come: lostFindings(other, plain, { at, beyond: Math.LN2 }) }).toEqual({ lost: [], come: [] })
    })
  }, TIMEOUT_MS)
})

it('without the parts that only some events have, those with and without them may become one group, and none comes apart', () => {
  forAny(RUNS, (seed) => {
    const { log, plain } = plainOf(seed)
    expect(torn(plain, analyse(log.lines({ isOptionalShown: false })))).toEqual(NOTHING)
  })
}, TIMEOUT_MS)
