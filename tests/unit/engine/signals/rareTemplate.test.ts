import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsOf, logLine, quietLines } from '../fixtures'

describe('rare template', () => {
  it('is found where a message comes once', () => {
    const lines = quietLines().with(1234, logLine(1234, 'INFO', 'ledger refused to be opened by anyone'))
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1235, line_count: 1, log_entry: lines[1234], occurrences: 1, last_line: 1235, severity: 'info', template: 'ledger refused to be opened by anyone', is_anomaly: true })
    expect(findings[0].signals[0]).toMatchObject({ kind: 'rare_template', detail: { count: 1, total: 2000, rank_count: 1 } })
    expect(explain(findings[0], 'en')).toMatch(/^This pattern was seen once in 2,000 events\b/)
    expect(findings[0].anomaly_score).toBeGreaterThan(0.4)
  })

  it('folds what comes twice into one, at its first line', () => {
    const lines = quietLines().with(300, logLine(300, 'INFO', 'ledger refused to be opened')).with(1900, logLine(1900, 'INFO', 'ledger refused to be opened'))
    expect(findingsOf(lines)).toMatchObject([{ line_number: 301, occurrences: 2, last_line: 1901 }])
  })

  it('covers the lines of an event', () => {
    const lines = quietLines().with(1000, `${logLine(1000, 'INFO', 'ledger refused to be opened')}\n\tat shop.Ledger\n\tat shop.Main`)
    expect(findingsOf(lines)).toMatchObject([{ line_number: 1001, line_count: 3 }])
  })

  it('is not found where all messages are usual, nor where each is its own', () => {
    expect(findingsOf(quietLines())).toEqual([])
    const letters = (n: number) => Array.from({ length: 4 }, (_, i) => 'ghjklmnp'[Math.floor(n / 8 ** i) % 8]).join('')
    expect(findingsOf(Array.from({ length: 400 }, (_, i) => logLine(i, 'INFO', `${letters(i)} ${letters(i * 37 % 4096)}${'!'.repeat(i % 17)} ${letters(i * 101 % 4096)}`)))).toEqual([])
  })
})

describe('rare templates that keep coming', () => {
  const wordOf = (n: number) => Array.from({ length: 5 }, (_, i) => 'ghjklmnp'[Math.floor(Math.imul(n + 1, 0x9E3779B1) / 8 ** i) & 7]).join('')
  const withNew = (every: number) => quietLines().map((line, i) => i % every === 40 ? logLine(i, 'INFO', `${wordOf(i)} ${wordOf(i * 3 + 1)} and ${wordOf(i * 7 + 2)}`) : line)

  it('are findings, one by one, until new ones are usual', () => {
    expect(findingsOf(withNew(200))).toHaveLength(10)
    expect(findingsOf(withNew(66)).length).toBeGreaterThan(20)
    expect(findingsOf(withNew(20))).toEqual([])
  })

  it('are none at a start or in a new phase, where everything is new', () => {
    const start = quietLines().map((line, i) => i < 40 ? logLine(i, 'INFO', `${wordOf(i)} ${wordOf(i * 3 + 1)} and ${wordOf(i * 7 + 2)}`) : line)
    expect(findingsOf(start)).toEqual([])
  })

  it('are told before others the more new words beyond one they have; a list of names says no more than four such', () => {
    const scoreOf = (text: string) => findingsOf(withNew(200).with(1234, logLine(1234, 'INFO', text))).find(({ line_number: line }) => line === 1235)?.anomaly_score ?? 0
    const [one, three, five, list] = ['cache holds walnut and cache holds entries', 'cache holds walnut and olive almond entries', 'cache of walnut and olive almond quince sorrel entries', 'cache of walnut and olive almond quince cherry medlar sorrel fennel entries'].map(scoreOf)
    expect(one).toBeLessThan(three)
    expect(three).toBeLessThan(five)
    expect(list).toBe(five)
  })

  it('decide with half of what their severity says', () => {
    const noisy = withNew(30)
    expect(findingsOf(noisy)).toEqual([])
    expect(findingsOf(noisy.with(1234, logLine(1234, 'ERROR', 'ledger refused to be opened by anyone')))).toMatchObject([{ line_number: 1235 }])
  })
})

describe('rare endpoint of an access log', () => {
  const requestOf = (second: number, path: string) => `10.0.0.${second % 7} - - [02/Jan/2026:00:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0000] "GET ${path} HTTP/1.1" 200 ${500 + second * 13 % 101} "-" "probe 1"`
  /** Of 2,000 requests every eighth asks for a topic, the first of them for half of the times, the next for a quarter, and so on. */
  const requests = Array.from({ length: 2000 }, (_, i) => requestOf(i, i % 8 > 0 ? '/' : `/topics/${['tea', 'rye', 'oat', 'fig', 'ale', 'nut', 'pie', 'jam'].at(31 - Math.clz32(i / 8 & -(i / 8)))}`))

  it('is found where those beside it come often', () => {
    expect(findingsOf(requests.with(1001, requestOf(1001, '/backup')))).toMatchObject([{ line_number: 1002, template: '"GET /backup <*>" 2<*> <*> "<*>" "<*>"' }])
  })

  it('is not found where the next one comes about as seldom', () => {
    expect(findingsOf(requests)).toEqual([])
  })
})
