import { expect, it } from 'vitest'
import { PairSums } from '../../../../engine/sessions/PairSums'

const pairsOf = (sums: PairSums) => {
  const pairs: number[][] = []
  sums.forEach((...pair) => pairs.push(pair))
  return pairs
}

it('adds events and keeps the least line of each signature, in the order in which they came', () => {
  const sums = new PairSums(4)
  sums.add(3, 2, 40)
  sums.add(1, 1, 50)
  sums.add(3, 5, 30)
  sums.add(1, 1, 60)
  expect(pairsOf(sums)).toEqual([[3, 7, 30], [1, 2, 50]])
  expect(sums.size).toBe(2)
})

it('knows nothing of the session before once it is cleared', () => {
  const sums = new PairSums(2)
  sums.add(1, 4, 1)
  sums.clear()
  expect(pairsOf(sums)).toEqual([])
  sums.add(1, 1, 9)
  expect(pairsOf(sums)).toEqual([[1, 1, 9]])
})

it('holds as many signatures as there are', () => {
  const sums = new PairSums(3000)
  for (let signature = 0; signature < 3000; signature++) sums.add(signature, 1, signature)
  expect(pairsOf(sums)).toHaveLength(3000)
})
