import { describe, expect, it } from 'vitest'
import { ListNumbers } from '../../../../engine/summary/listNumbers'

describe('ListNumbers', () => {
  it('gives equal lists one number, and others another', () => {
    const numbers = new ListNumbers()
    const list = [1, 23]
    expect([list, [4], list, [1, 23], [12, 3], [], [4]].map(one => numbers.of(one))).toEqual([0, 1, 0, 0, 2, 3, 1])
  })

  it('and equal pairs of them, in their order', () => {
    const numbers = new ListNumbers()
    const pairs: [number[], number[]][] = [[[1], [2]], [[2], [1]], [[1, 2], []], [[], [1, 2]], [[1], [2]]]
    expect(new Set(pairs.map(([one, other]) => numbers.ofPair(one, other))).size).toBe(4)
    expect(numbers.ofPair([1], [2])).toBe(numbers.ofPair([1], [2]))
  })
})
