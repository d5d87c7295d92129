import { describe, expect, it } from 'vitest'
import { modelTemplates } from '#engine'
import { explain } from '#wording/findings/explain'
import { findingsOf, logLine, quietLines } from '../fixtures'
import { scoredLog } from '../scoredLog'

describe('rare value', () => {
  it('is found where a place says something else once', () => {
    const lines = quietLines().with(1202, logLine(1202, 'INFO', 'payment in currency XTS9 accepted by gate 2'))
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1203, occurrences: 1, template: 'payment in currency <*> accepted by gate <*>' })
    expect(findings[0].signals[0]).toMatchObject({ kind: 'rare_value', detail: { slot: 'currency', value: 'XTS9', count: 1, total: 500, distinct: 2, usual: [{ value: 'EUR2', count: 499 }] } })
    expect(explain(findings[0], 'en')).toMatch(/^Value `XTS9` after `currency`, seen once in 500; 99\.8 % are `EUR2`\./)
  })

  it('is found for a severity that a message never has', () => {
    const findings = findingsOf(quietLines().with(1204, logLine(1204, 'FATAL', 'request 1204 served in 30 ms')))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1205, severity: 'fatal' })
    expect(findings[0].signals.find(({ kind }) => kind === 'rare_value')).toMatchObject({ detail: { slot: 'severity', value: 'FATAL', count: 1, total: 500 } })
  })

  describe('in the header', () => {
    const sourced = (logger: (i: number) => string) => quietLines().map((line, i) => line.replace(/(INFO|WARN) /, `$1 [exec-${i % 5}] ${logger(i)}: `))

    it('is found where a message is written by one that never writes it', () => {
      const lines = sourced(i => i === 1203 ? 'till.Desk' : i % 4 === 3 ? 'till.Queue' : 'till.Desk')
      const [finding, ...others] = findingsOf(lines)
      expect(others).toEqual([])
      expect(finding).toMatchObject({ line_number: 1204, template: 'queue is being drained as usual' })
      expect(finding.signals[0]).toMatchObject({ kind: 'rare_value', detail: { slot: 'logger', value: 'till.Desk', count: 1, total: 500, usual: [{ value: 'till.Queue', count: 499 }] } })
      expect(explain(finding, 'en')).toMatch(/^`logger` is `till.Desk`, seen once in 500; 99\.8 % are `till.Queue`\./)
    })

    it('is not found where a new one comes with each line, or all are usual', () => {
      expect(findingsOf(sourced(() => 'till.Desk'))).toEqual([])
      expect(findingsOf(sourced(i => `req-${i}x`))).toEqual([])
      expect(findingsOf(sourced(i => `till.Desk${i % 3}`))).toEqual([])
    })

    it('makes no template of its own', () => {
      const templates = (lines: string[]) => modelTemplates(scoredLog(lines).model).map(({ template, template_id: id, count }) => ({ template, id, count }))
      expect(templates(sourced(i => i % 7 === 0 ? 'till.Desk' : 'till.Queue'))).toEqual(templates(quietLines()))
    })
  })

  it('is not found among values that come often, or that never repeat', () => {
    const lines = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${['EUR2', 'USD2'][(i >> 2) % 2]} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(lines)).toEqual([])
    const ids = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency x${i}y accepted by gate ${i % 3}`) : line)
    expect(findingsOf(ids)).toEqual([])
  })

  it('is found among many values that all come often', () => {
    const lines = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency X${(i >> 2) % 40}A accepted by gate ${i % 3}`) : line)
    const [finding, ...others] = findingsOf(lines.with(1202, logLine(1202, 'INFO', 'payment in currency XTS9 accepted by gate 2')))
    expect(others).toEqual([])
    expect(finding).toMatchObject({ line_number: 1203, signals: [{ kind: 'rare_value', detail: { slot: 'currency', value: 'XTS9', distinct: 41 } }] })
  })

  it('says less the more values are as rare, and nothing of places with few events', () => {
    const withNew = (extra: readonly number[]) => quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${extra.includes(i) ? `XTS${i}` : 'EUR2'} accepted by gate ${i % 3}`) : line)
    const strengthOf = (lines: readonly string[]) => findingsOf(lines)[0]?.signals[0].strength ?? 0
    const [one, two, many] = [[402], [402, 1602], [402, 802, 1002, 1202, 1602]].map(extra => strengthOf(withNew(extra)))
    expect(one).toBeCloseTo(Math.log(500 * 2) + 2)
    expect(two).toBeCloseTo(Math.log(500) - Math.log(2) / 2 + 2)
    expect(many).toBe(0)
    expect(findingsOf(withNew([402]).slice(0, 160).with(2, logLine(2, 'INFO', 'payment in currency XTS9 accepted by gate 2')))).toEqual([])
  })

  it('is not found where counts fall gently, nor where new values keep coming', () => {
    const countries = ['DE1', 'DE1', 'DE1', 'DE1', 'FR1', 'FR1', 'IT1']
    const gently = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${i % 400 === 2 ? (i === 402 ? 'PT1' : 'ES1') : i % 100 === 50 ? 'AT1' : countries[(i >> 2) % 7]} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(gently).filter(({ signals }) => signals[0].kind === 'rare_value')).toEqual([])
    const coming = quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${i % 400 === 2 ? `XTS${i}` : 'EUR2'} accepted by gate ${i % 3}`) : line)
    expect(findingsOf(coming)).toEqual([])
  })
})
