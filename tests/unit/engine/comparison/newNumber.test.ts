import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsAgainst, quietLines } from '../fixtures'

const slow = (ms: (i: number) => number) => quietLines().map((line, i) => i % 4 === 0 ? line.replace(/in \d+ ms/, `in ${ms(i)} ms`) : line)

describe('new number', () => {
  it('is found beyond all of the known-good log, also where the log itself has many', () => {
    const findings = findingsAgainst(quietLines(), slow(i => 5000 + i))
    expect(findings.length).toBeGreaterThan(0)
    expect(findings[0].signals[0]).toMatchObject({ kind: 'new_number', detail: { slot: 'in', low: 0.02, high: 0.05, total: 500, unit: 's' } })
    expect(explain(findings[0], 'en')).toMatch(/^A duration of \S+ s after `\w+ in`; in the known-good log 20–50 ms \(median 3\d ms\)/)
  })

  it('is not found in what is rare here and usual there', () => {
    const good = slow(i => i % 8 === 0 ? 90_000 : 30)
    expect(findingsAgainst(good, quietLines().with(400, quietLines()[400].replace(/in \d+ ms/, 'in 90000 ms')))).toEqual([])
  })
})
