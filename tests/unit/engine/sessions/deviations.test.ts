import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CoDeviations } from '../../../../engine/sessions/deviations'

const more = (step: number) => ({ step, isMore: true })
const fewer = (step: number) => ({ step, isMore: false })

describe('CoDeviations', () => {
  it('leaves nothing of what always comes with something known, and all of what comes by itself', () => {
    const known = new CoDeviations([0, 1, 2], 100)
    known.add([more(0), fewer(1)], 10)
    known.add([more(2)], 9)
    known.add([more(0), fewer(1), more(2)], 1)
    expect(known.leftOf(fewer(1), [])).toBe(1)
    expect(known.leftOf(fewer(1), [more(0)])).toBe(0)
    expect(known.leftOf(more(2), [more(0)])).toBeCloseTo(Math.log(11) / Math.log(10), 1)
    expect(known.leftOf(fewer(1), [more(2), more(0)])).toBe(0)
  })

  it('takes steps beyond its limit to come by themselves', () => {
    const known = new CoDeviations(Array.from({ length: 400 }, (_, i) => i), 10)
    known.add([more(0), more(399)], 1)
    expect(known.leftOf(more(399), [more(0)])).toBe(1)
    expect(known.leftOf(more(0), [more(399)])).toBe(1)
  })

  it('is 0 to 1, and no more with more that is known', () => {
    const ways = fc.uniqueArray(fc.record({ step: fc.nat(6), isMore: fc.boolean() }), { selector: ({ step }) => step, minLength: 1 })
    fc.assert(fc.property(fc.array(fc.tuple(ways, fc.integer({ min: 1, max: 50 })), { minLength: 1 }), (all) => {
      const known = new CoDeviations([0, 1, 2, 3, 4, 5, 6], 20 + all.reduce((sum, [, times]) => sum + times, 0))
      for (const [deviations, times] of all) known.add(deviations, times)
      for (const [[first, ...others]] of all) {
        const lefts = others.map((_, i) => known.leftOf(first, others.slice(0, i + 1)))
        for (const [i, left] of lefts.entries()) {
          expect(left).toBeGreaterThanOrEqual(0)
          expect(left).toBeLessThanOrEqual(i > 0 ? lefts[i - 1] : 1)
        }
      }
    }))
  })
})
