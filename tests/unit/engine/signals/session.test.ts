import { describe, expect, it } from 'vitest'
import { findingsOf, logLine } from '../fixtures'

const STEPS = ['opened by client', 'checked against stock', 'paid in full', 'closed again']

/** 200 orders, each in four steps; those that `skips` names leave a step out. */
function orders(skips: (order: number, step: number) => boolean): string[] {
  return Array.from({ length: 200 }, (_, order) => STEPS.flatMap((step, i) => skips(order, i) ? [] : [logLine(order * 4 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`)])).flat()
}

describe('session', () => {
  it('is found at its last line where it lacks what others have', () => {
    const lines = orders((order, step) => order === 120 && step === 2)
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0].log_entry).toBe(logLine(120 * 4 + 3, 'INFO', `order ord${10_000 + 120 * 7} closed again`))
    expect(findings[0].signals[0]).toMatchObject({ kind: 'session', detail: { events: 3, sessions: 200, rank_count: 1, unusual: [], missing: [{ template: 'order <*> paid in full', share: 0.995 }] } })
    expect(findings[0].explanation).toMatch(/^The last line of a session without `order <\*> paid in full`, which 99\.50 % of 200 sessions have/)
  })

  it('folds sessions that lack the same', () => {
    expect(findingsOf(orders((order, step) => (order === 60 || order === 120) && step === 2))).toMatchObject([{ occurrences: 2 }])
  })

  it('is not found where all go the same way, or many another one', () => {
    expect(findingsOf(orders(() => false))).toEqual([])
    expect(findingsOf(orders((order, step) => order % 3 === 1 && step === 2))).toEqual([])
  })
})
