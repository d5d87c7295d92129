import { describe, expect, it } from 'vitest'
import { KnownDeviations } from '../../../../engine/sessions/knownDeviations'
import type { SessionProfile } from '../../../../engine/sessions/profile'
import { findingsAgainst, findingsOf, logLine } from '../fixtures'

/** Sessions with so many events of step 1 each, between one of step 0 and one of step 2. */
const sessionsWith = (...counts: number[]): SessionProfile[] =>
  counts.map((count, i) => ({ steps: [0, 1, 2], counts: [1, count, 1], order: [0, 1, 2], firstLine: i * 9 + 1, lastLine: i * 9 + 9 }))
const one = { sessions: 1, total: 100 }

function known(ofKind: SessionProfile[], { all = ofKind, isOpen = () => false }: { all?: SessionProfile[], isOpen?: (session: SessionProfile) => boolean } = {}): KnownDeviations {
  return new KnownDeviations({ ofKind, all }, isOpen, [0, 1, 2], ({ steps, counts }, step) => counts[steps.indexOf(step)] ?? 0)
}

describe('KnownDeviations', () => {
  it('is not surprised by counts at least as far from the usual one, and up to twice as high ones', () => {
    const sessions = known(sessionsWith(1, 1, 1, 4, 1, 0))
    expect([0, 2, 4, 8].map(count => sessions.surpriseOf(1, count, 1, one))).toEqual([0, 0, 0, 0])
    expect(sessions.surpriseOf(1, 9, 1, one)).toBeNull()
    expect(known([]).surpriseOf(1, 0, 1, one)).toBeNull()
  })

  it('is surprised by what comes far more often than it leads to expect', () => {
    const sessions = known(sessionsWith(...Array.from({ length: 200 }, (_, i) => i === 100 ? 0 : 1)))
    const surprises = [1, 3, 30].map(sessionsLacking => sessions.surpriseOf(1, 0, 1, { sessions: sessionsLacking, total: 100 }))
    expect(surprises.slice(0, 2)).toEqual([0, 0])
    expect(surprises[2]).toBeCloseTo(Math.log(201 / 2) * Math.exp(2 * (0.005 * Math.log(0.005) + 0.995 * Math.log(0.995))))
  })

  it('learns nothing of what is lacking from sessions that may be cut off', () => {
    const sessions = known(sessionsWith(...Array.from({ length: 60 }, () => 1), 0, 5), { isOpen: ({ firstLine }) => firstLine > 500 })
    expect(sessions.surpriseOf(1, 0, 1, one)).toBeNull()
    expect(sessions.surpriseOf(1, 0, 1, { sessions: 30, total: 100 })).toBeGreaterThan(3)
    expect(sessions.surpriseOf(1, 5, 1, one)).toBe(0)
  })

  it('is not surprised by a step of other kinds where it is rare in all of them', () => {
    const usual = sessionsWith(...Array.from({ length: 100 }, () => 0))
    const among = (times: number) => known(usual, { all: [...usual, ...sessionsWith(...Array.from({ length: times }, () => 1))] })
    expect([0, 2, 100].map(times => among(times).surpriseOf(1, 1, 0, one) === 0)).toEqual([false, true, false])
  })

  it('knows orders', () => {
    const sessions = known([...sessionsWith(1, 1, 1), { steps: [0, 1], counts: [1, 1], order: [1, 0], firstLine: 90, lastLine: 91 }])
    expect([sessions.hasOrder(1, 0, one), sessions.hasOrder(2, 1, one), sessions.hasOrder(1, 0, { sessions: 90, total: 100 }), sessions.hasOrder(1, 7, one)]).toEqual([true, false, true, false])
  })
})

describe('an unusual session beside a known-good log', () => {
  const STEPS = ['opened by client', 'checked against stock', 'paid in full', 'closed again']
  /** 200 orders; `stepsOf` says which steps an order has, and in which order. */
  const orders = (stepsOf: (order: number) => number[]) => Array.from({ length: 200 }, (_, order) =>
    stepsOf(order).map((step, i) => logLine(order * 4 + i, 'INFO', `order ord${10_000 + order * 7} ${STEPS[step]}`))).flat()
  const usually = (odd: number[], ...at: number[]) => orders(order => at.includes(order) ? odd : [0, 1, 2, 3])
  const sessionsIn = (good: string[], log: string[]) => findingsAgainst(good, log).filter(({ signals }) => signals[0].kind === 'session')

  it.each([
    ['lacking a step', [0, 1, 3]],
    ['having one three times', [0, 1, 1, 1, 2, 3]],
    ['in another order', [0, 2, 1, 3]],
  ])('is no news for %s where one there does too, and is where none does', (_, odd) => {
    const log = usually(odd, 120)
    expect(findingsOf(log)).toHaveLength(1)
    expect(sessionsIn(usually(odd, 60), log)).toEqual([])
    expect(sessionsIn(usually([0, 1, 2, 3]), log)).toHaveLength(1)
  })

  it('is news where far more go that way', () => {
    const log = usually([0, 1, 3], ...Array.from({ length: 12 }, (_, i) => 20 + i * 13))
    expect(sessionsIn(usually([0, 1, 2, 3]), log)).toMatchObject([{ occurrences: 12 }])
    expect(sessionsIn(usually([0, 1, 3], 30, 60, 90, 120), log)).toEqual([])
  })
})
