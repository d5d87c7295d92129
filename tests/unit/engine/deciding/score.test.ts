import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combine, scoreOf } from '../../../../engine/deciding/score'

describe('combine', () => {
  it('is the strongest and half of the rest', () => {
    expect(combine([])).toBe(0)
    expect(combine([5])).toBe(5)
    expect(combine([2, 8, 4])).toBe(11)
  })

  it('does not depend on the order, and lies between the largest and the sum', () => {
    const strengths = fc.array(fc.integer({ min: 0, max: 4000 }).map(n => n / 16), { maxLength: 8 })
    fc.assert(fc.property(strengths, (all) => {
      const most = Math.max(0, ...all)
      expect(combine([...all].reverse())).toBe(combine(all))
      expect(combine(all)).toBeGreaterThanOrEqual(most)
      expect(combine(all)).toBeLessThanOrEqual(all.reduce((sum, each) => sum + each, 0))
    }))
  })
})

describe('scoreOf', () => {
  it.each([[0, 0], [-3, 0], [4, 0.2929], [8, 0.5], [Math.log(1e6), 0.6979], [16, 0.75], [80, 0.999], [1000, 1]])('of %d nats is %d', (nats, score) => {
    expect(scoreOf(nats)).toBe(score)
  })

  it('grows with the strength, within 0..1, in steps of 1e-4', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 200, noNaN: true }), fc.double({ min: 0, max: 200, noNaN: true }), (a, b) => {
      expect(scoreOf(Math.max(a, b))).toBeGreaterThanOrEqual(scoreOf(Math.min(a, b)))
      expect(Math.round(scoreOf(a) * 1e4) / 1e4).toBe(scoreOf(a))
      expect(scoreOf(a) >= 0 && scoreOf(a) <= 1).toBe(true)
    }))
  })
})
