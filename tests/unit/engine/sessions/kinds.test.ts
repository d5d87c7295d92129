import { describe, expect, it } from 'vitest'
import { kindsOf } from '../../../../engine/sessions/kinds'
import type { SessionProfile } from '../../../../engine/sessions/profile'
import { severeOf, severeSteps } from '../../../../engine/sessions/severe'
import type { Cluster } from '../../../../engine/templates/clusters'

const ERROR = 6, INFO = 3

function clustersOf(severities: number[]): Cluster[] {
  return severities.map(severity => ({ tokens: ['x'], phrase: 1, records: [], events: 10, linesCovered: 10, lines: [1], lastLine: 1, severities: new Map([[severity, { count: 10, lines: [1] }]]), runs: new Map(), times: { shift: 0, counts: new Map() }, places: [], isCoarse: false, isDescription: false }))
}

/** Sessions of ten lines each, one after another. */
function sessionsOf(all: number[][], counts = (_: number) => 1): SessionProfile[] {
  return all.map((steps, i) => ({ steps, counts: steps.map(() => counts(i)), order: steps, firstLine: i * 10 + 1, lastLine: i * 10 + 10 }))
}

const kindsOfSteps = (all: number[][], counts?: (session: number) => number) => kindsOf(sessionsOf(all, counts), severeSteps(clustersOf([INFO, INFO, INFO, INFO, ERROR])))

describe('kindsOf', () => {
  it('parts sessions by their commonest step, and where they share no second one by branches', () => {
    const all = Array.from({ length: 200 }, (_, i) => i % 2 === 0 ? [0, 1] : [0, 2, 3])
    expect(kindsOfSteps(all).map(({ sessions }) => sessions.length)).toEqual([100, 100])
    expect(kindsOfSteps(Array.from({ length: 100 }, (_, i) => i < 90 ? [0, 1] : [0, 2]))).toMatchObject([{ sessions: { length: 100 } }])
  })

  it('knows none of sessions that share nothing, or are few', () => {
    expect(kindsOfSteps(Array.from({ length: 200 }, () => [0]))).toEqual([])
    expect(kindsOfSteps(Array.from({ length: 29 }, () => [0, 1]))).toEqual([])
    expect(kindsOfSteps([])).toEqual([])
  })

  it('counts how often each step comes, and how telling that is', () => {
    const [{ habits, massOf }] = kindsOfSteps(Array.from({ length: 100 }, (_, i) => i === 50 ? [0, 1, 2] : [0, 1]), i => i === 70 ? 9 : 1)
    expect(habits.get(0)).toMatchObject({ having: 100, usual: 1, most: 1 })
    expect(habits.get(2)).toMatchObject({ having: 1, most: 0 })
    expect([habits.get(0)?.atLeast(2), habits.get(0)?.atLeast(9), habits.get(0)?.atLeast(10), habits.get(0)?.atMost(1), habits.get(0)?.atMost(8), habits.get(2)?.atMost(0)]).toEqual([1, 1, 0, 99, 99, 99])
    expect(habits.get(0)?.weight).toBeCloseTo(Math.exp(-2 * -(0.01 * Math.log(0.01) + 0.99 * Math.log(0.99))))
    expect([massOf([0, 1, 2]), massOf([0, 1])]).toEqual([1, 100])
  })

  it('knows which may go on beyond the ends of the log, and what they lack for it', () => {
    const [{ isOpen, habits }] = kindsOf(sessionsOf(Array.from({ length: 100 }, (_, i) => i < 99 ? [0, 1, 2] : [0, 1])), severeSteps(clustersOf([INFO, INFO, INFO])))
    expect([isOpen({ steps: [], counts: [], order: [], firstLine: 5, lastLine: 8 }), isOpen({ steps: [], counts: [], order: [], firstLine: 500, lastLine: 509 }), isOpen({ steps: [], counts: [], order: [], firstLine: 990, lastLine: 999 })]).toEqual([true, false, true])
    expect([habits.get(2)?.isCut, habits.get(1)?.isCut]).toEqual([true, false])
  })

  it('counts severe events whatever they say', () => {
    const clusters = clustersOf([INFO, INFO, INFO, INFO, ERROR])
    expect([...severeSteps(clusters)]).toEqual([0, 0, 0, 0, 1])
    expect(severeOf({ steps: [0, 4], counts: [2, 3], order: [0, 4], firstLine: 1, lastLine: 2 }, severeSteps(clusters))).toBe(3)
  })
})
