import { describe, expect, it } from 'vitest'
import { findHabits } from '../../../../engine/signals/sessionHabits'

/** Sessions of these steps, ten lines each, one after the other. */
const sessionsOf = (steps: readonly number[][], counts: (index: number) => number = () => 1) =>
  steps.map((own, i) => ({ steps: own, counts: own.map(() => counts(i)), firstLine: i * 10 + 1, lastLine: i * 10 + 9 }))
const many = (count: number, steps: number[]) => Array.from({ length: count }, () => steps)

describe('findHabits', () => {
  it('counts sets and steps among sessions with the same commonest step', () => {
    const habits = findHabits(sessionsOf([...many(50, [0, 1]), ...many(40, [0, 2]), [0], ...many(5, [3])]), 4)
    const told = (index: number) => {
      const { kind: { total, sets, having }, mass } = habits.setOf(index)
      return { total, sets, having: [...having].sort(([a], [b]) => a - b), mass }
    }
    const having = [[0, 91], [1, 50], [2, 40]]
    expect(told(0)).toEqual({ total: 91, sets: 3, having, mass: 91 })
    expect(told(60)).toEqual({ total: 91, sets: 3, having, mass: 41 })
    expect(told(90)).toEqual({ total: 91, sets: 3, having, mass: 1 })
    expect(told(93)).toEqual({ total: 5, sets: 1, having: [[3, 5]], mass: 5 })
  })

  it('knows what usually comes with a step, and how many lack it', () => {
    const habits = findHabits(sessionsOf([...many(50, [0, 1]), [0], ...many(50, [0, 1])]), 2)
    expect(habits.companionsOf(0)).toEqual([{ companion: 1, among: 101, lacking: 1, edgeLacking: false }])
    expect(habits.companionsOf(1)).toEqual([])
    expect(habits.lacking(0, 1)).toBe(1)
  })

  it('leaves out those at the ends where it is them that lack it', () => {
    const habits = findHabits(sessionsOf([...many(50, [0, 1]), [0], ...many(50, [0, 1]), [0]]), 2)
    expect(habits.companionsOf(0)).toEqual([{ companion: 1, among: 100, lacking: 1, edgeLacking: true }])
    expect([0, 1, 100, 101].map(habits.isAtEdge)).toEqual([true, false, false, true])
  })

  it('knows how often a step usually comes at most', () => {
    const habits = findHabits(sessionsOf(many(200, [0]), i => i === 7 ? 60 : 1 + i % 3), 1)
    expect([habits.greatestUsual(0), habits.atLeast(0, 3), habits.atLeast(0, 30), habits.atLeast(0, 61)]).toEqual([3, 67, 1, 0])
  })
})
