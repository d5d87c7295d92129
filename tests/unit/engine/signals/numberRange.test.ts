import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsOf, logLine, quietLines } from '../fixtures'

describe('number out of its range', () => {
  it('is found where a number is far above', () => {
    const findings = findingsOf(quietLines().with(1204, logLine(1204, 'INFO', 'request 1204 served in 90000 ms')))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: 1205, occurrences: 1 })
    const [signal] = findings[0].signals.filter(({ kind }) => kind === 'number_range')
    expect(signal).toMatchObject({ detail: { slot: 'in', value: 90, low: 0.02, high: 0.05, total: 500, unit: 's' } })
    expect(explain(findings[0], 'en')).toContain('A duration of 90 s after `served in`, usually 20–50 ms')
  })

  it('is found where a number is far below, or nothing', () => {
    const findings = findingsOf(quietLines().with(1201, logLine(1201, 'INFO', 'cache holds 12 entries')))
    expect(findings).toMatchObject([{ line_number: 1202, signals: [{ kind: 'number_range', detail: { slot: 'holds', value: 12, total: 500 } }] }])
    expect(explain(findings[0], 'en')).toMatch(/^The number 12 after `holds`, usually 1,000–/)
    expect(findingsOf(quietLines().with(1201, logLine(1201, 'INFO', 'cache holds 0 entries')))).toHaveLength(1)
  })

  it('is found where only a number says minus', () => {
    const spread = quietLines().map((line, i) => i % 4 === 0 ? logLine(i, 'INFO', `clock is off by ${Math.round(1.5 ** (i % 37 / 3)) - 1} ms`) : line)
    expect(findingsOf(spread)).toEqual([])
    expect(findingsOf(spread.with(1204, logLine(1204, 'INFO', 'clock is off by -3 ms')))).toMatchObject([{ line_number: 1205, signals: [{ kind: 'number_range', detail: { value: -0.003 } }] }])
  })

  it('is found where a number is below zero', () => {
    const findings = findingsOf(quietLines().with(1201, logLine(1201, 'INFO', 'cache holds -5000 entries')))
    expect(findings).toMatchObject([{ line_number: 1202, signals: [{ kind: 'number_range', detail: { slot: 'holds', value: -5000, total: 500 } }] }])
  })

  it('is told three times if it comes three times, and too high and too low are two findings', () => {
    const slow = [404, 1204, 1604].reduce((lines, at) => lines.with(at, logLine(at, 'INFO', `request ${at} served in 90000 ms`)), quietLines())
    expect(findingsOf(slow)).toMatchObject([{ line_number: 405, occurrences: 3, last_line: 1605 }])
    const cache = quietLines().with(1201, logLine(1201, 'INFO', 'cache holds 12 entries')).with(1401, logLine(1401, 'INFO', 'cache holds 7000000 entries'))
    expect(findingsOf(cache)).toMatchObject([{ line_number: 1202, occurrences: 1 }, { line_number: 1402, occurrences: 1 }])
  })

  /** One time in twenty requests take some fifteen times as long: a place with two modes. */
  const twoModes = () => quietLines().map((line, i) => i % 4 === 0 ? logLine(i, 'INFO', `request ${i} served in ${i % 80 === 0 ? 80 + i % 97 : 4 + i % 7} ms`) : line)

  it('is found by the gap to its neighbours, whatever the modes of the bulk', () => {
    expect(findingsOf(twoModes())).toEqual([])
    expect(findingsOf(twoModes().with(1204, logLine(1204, 'INFO', 'request 1204 served in 3100 ms')))).toMatchObject([{ line_number: 1205, signals: [{ kind: 'number_range' }] }])
  })

  it('is found where more than can be odd come together, and a mode of the place where they do not', () => {
    const slow = (at: readonly number[]) => at.reduce((lines, line, i) => lines.with(line, logLine(line, 'INFO', `request ${line} served in ${700 + i * 37} ms`)), quietLines())
    expect(findingsOf(slow([1204, 1208, 1212, 1216, 1220, 1224]))).toMatchObject([{ line_number: 1205, occurrences: 6, last_line: 1225 }])
    expect(findingsOf(slow([204, 408, 812, 1216, 1520, 1924]))).toEqual([])
  })

  it('needs to be rare in a short place, and is no part of the range that is told', () => {
    const short = (odd: Record<number, number>) => Array.from({ length: 60 }, (_, i) => logLine(i, 'INFO', `request ${i} served in ${odd[i] ?? 20 + i * 7 % 31} ms`))
    expect(findingsOf(short({ 31: 3100 }))).toMatchObject([{ line_number: 32, signals: [{ kind: 'number_range', detail: { value: 3.1, low: 0.02, high: 0.05, total: 60 } }] }])
    expect(findingsOf(short({ 11: 3100, 31: 2100, 48: 2600 }))).toEqual([])
  })

  it('is not found within the range, nor where numbers are spread over many octaves', () => {
    expect(findingsOf(quietLines().with(1204, logLine(1204, 'INFO', 'request 1204 served in 60 ms')))).toEqual([])
    const spread = quietLines().map((line, i) => i % 4 === 0 ? logLine(i, 'INFO', `request ${i} served in ${Math.round(1.5 ** (i % 37))} ms`) : line)
    expect(findingsOf(spread)).toEqual([])
    const low = quietLines().map((line, i) => i % 4 === 0 ? logLine(i, 'INFO', `request ${i} served in ${i % 5 === 0 ? i % 11 : 900 + i % 97} ms`) : line)
    expect(findingsOf(low)).toEqual([])
  })
})
