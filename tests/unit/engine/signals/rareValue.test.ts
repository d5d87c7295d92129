import { describe, expect, it } from 'vitest'
import { findingsOf, logLine, quietLines } from '../fixtures'

describe('rare value', () => {
  it('is found where a place says something else once', () => {
    const lines = quietLines().with(1202, logLine(1202, 'INFO', 'payment in currency XTS9 accepted by gate 2'))
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1203, occurrences: 1, template: 'payment in currency <*> accepted by gate <*>' })
    expect(findings[0].signals[0]).toMatchObject({ kind: 'rare_value', detail: { slot: 'currency', value: 'XTS9', count: 1, total: 500, distinct: 2, usual: [{ value: 'EUR2', count: 499 }] } })
    expect(findings[0].explanation).toMatch(/^Value `XTS9` of `currency` in a place that says `EUR2` 99\.80 % of the time/)
  })

  it('is found for a severity that a message never has', () => {
    const findings = findingsOf(quietLines().with(1204, logLine(1204, 'FATAL', 'request 1204 served in 30 ms')))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1205, severity: 'fatal' })
    expect(findings[0].signals.find(({ kind }) => kind === 'rare_value')).toMatchObject({ detail: { slot: 'severity', value: 'FATAL', count: 1, total: 500 } })
  })

  it('is not found among values that come often, or that never repeat', () => {
    const lines = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${['EUR2', 'USD2'][(i >> 2) % 2]} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(lines)).toEqual([])
    const ids = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency x${i}y accepted by gate ${i % 3}`) : line)
    expect(findingsOf(ids)).toEqual([])
  })

  it('is not found where counts fall gently, nor where new values keep coming', () => {
    const countries = ['DE1', 'DE1', 'DE1', 'DE1', 'FR1', 'FR1', 'IT1']
    const gently = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${i % 400 === 2 ? (i === 402 ? 'PT1' : 'ES1') : i % 100 === 50 ? 'AT1' : countries[(i >> 2) % 7]} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(gently).filter(({ signals }) => signals[0].kind === 'rare_value')).toEqual([])
    const coming = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${i % 400 === 2 ? `XTS${i}` : 'EUR2'} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(coming)).toEqual([])
  })
})
