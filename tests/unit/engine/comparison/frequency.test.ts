import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsAgainst, logLine, quietLines } from '../fixtures'

const swept = (every: number) => quietLines().map((line, i) => i % every === 7 ? logLine(i, 'INFO', 'table was swept by the keeper') : line)

describe('frequency', () => {
  it('is found where a message comes far more often, at its first line', () => {
    const findings = findingsAgainst(swept(200), swept(8))
    expect(findings).toMatchObject([{ line_number: 8, occurrences: 250 }])
    expect(findings[0].signals[0]).toMatchObject({ kind: 'frequency', detail: { count: 250, total: 2000, baseline_count: 10, baseline_total: 2000, expected: 10 } })
    expect(explain(findings[0], 'en')).toMatch(/^This pattern was seen 250 times, where about 10 were expected from its 10 in the known-good log/)
  })

  it('is found where it comes far less often', () => {
    expect(findingsAgainst(swept(8), swept(500))).toMatchObject([{ line_number: 8, signals: [{ kind: 'frequency', detail: { count: 4, baseline_count: 250 } }] }])
  })

  it('is not found in a log of another length, nor in a small change', () => {
    expect(findingsAgainst(swept(40), swept(40).slice(0, 500))).toEqual([])
    expect(findingsAgainst(swept(40), swept(20))).toEqual([])
  })

  it('is not found where the frequencies of all messages differ much', () => {
    const names = Array.from({ length: 24 }, (_, n) => `${'ghjklmnp'[n % 8]}${'aeiou'[n % 5]}rdle${'aeiou'[n % 5]} ${'x'.repeat(1 + n)} is done`)
    const log = (salt: number) => names.flatMap((name, n) => Array.from({ length: 20 + 400 * ((n * 7 + salt * 11) % 24) / 24 }, (_, i) => logLine(n * 500 + i, 'INFO', name)))
    expect(findingsAgainst(log(1), log(2)).filter(({ signals }) => signals[0].kind === 'frequency')).toEqual([])
  })
})
