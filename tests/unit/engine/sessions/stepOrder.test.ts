import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StepOrder } from '../../../../engine/sessions/stepOrder'

/** The usual order of five steps, `times` times, beside others once each. */
function ordered(times: number, ...others: number[][]): StepOrder {
  const order = new StepOrder([0, 1, 2, 3, 4])
  order.add([0, 1, 2, 3, 4], times)
  for (const other of others) order.add(other, 1)
  return order
}

describe('StepOrder', () => {
  it('names the one pair of neighbours that a moved step leaves in an odd order', () => {
    const later = [0, 2, 3, 1, 4], earlier = [0, 3, 1, 2, 4]
    const known = ordered(98, later, earlier)
    expect(known.oddestOf(later)).toMatchObject({ step: 3, before: 1, share: 0.98 })
    expect(known.oddestOf(earlier)).toMatchObject({ step: 3, before: 1, share: 0.98 })
    expect(known.oddestOf([0, 1, 2, 3, 4])).toBeNull()
    expect(known.oddestOf([0, 2, 4])).toBeNull()
    expect(known.oddestOf([])).toBeNull()
  })

  it('says little of what comes in either order', () => {
    const known = ordered(60)
    known.add([0, 2, 1, 3, 4], 40)
    expect(known.oddestOf([0, 2, 1, 3, 4])?.nats ?? 0).toBeLessThan(0.3)
    expect(ordered(999, [0, 2, 1, 3, 4]).oddestOf([0, 2, 1, 3, 4])?.nats).toBeGreaterThan(5)
  })

  it('tells the usual order from one with neighbours that few have so', () => {
    const known = ordered(98, [0, 2, 1, 3, 4])
    expect([[0, 1, 2, 3, 4], [0, 2, 4], [3], []].every(order => known.isUsual(order))).toBe(true)
    expect([[0, 2, 1, 3, 4], [4, 3]].some(order => known.isUsual(order))).toBe(false)
  })

  it('finds any order but the usual one odd, where all others keep to it', () => {
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4]), (own) => {
      const isUsual = own.every((step, i) => i === 0 || own[i - 1] < step)
      expect((ordered(999, own).oddestOf(own)?.nats ?? 0) > 5).toBe(!isUsual)
    }))
  })
})
