import { describe, expect, it } from 'vitest'
import { countFacets } from '../../composables/countFacets'
import { foldFindings } from '../../composables/foldFindings'
import { groupFindings } from '../../composables/groupFindings'
import { layTimeline } from '../../composables/layTimeline'
import { SIGNALS, makeFinding } from './makeFinding'

const listed = (line: number, changes = {}) => ({ finding: makeFinding(line, changes), isSettled: true })

describe('countFacets', () => {
  const findings = [
    listed(1, { severity: 'error', signals: SIGNALS.slice(0, 1) }), listed(2, { severity: 'error', signals: SIGNALS.slice(1, 2) }),
    listed(3, { severity: 'info', signals: SIGNALS.slice(1, 2) }), listed(4, { severity: null, signals: SIGNALS.slice(1, 2) }),
  ]

  it('counts what each choice would leave, the most severe first', () => {
    expect(countFacets(findings, {})).toMatchObject({
      severities: [{ value: 'error', count: 2 }, { value: 'info', count: 1 }], signals: [{ value: 'number_range', count: 3 }, { value: 'rare_value', count: 1 }],
    })
  })

  it('lets a facet stand when it is chosen itself, and narrows the other', () => {
    const { severities, signals } = countFacets(findings, { severity: ['error'] })
    expect(severities.map(({ count }) => count)).toEqual([2, 1])
    expect(signals).toEqual([{ value: 'number_range', count: 1 }, { value: 'rare_value', count: 1 }])
  })

  it('counts templates as the other choices leave them, and what is chosen narrows the others', () => {
    const mixed = [listed(1, { template_id: 'a', template: 'A', severity: 'error' }), listed(2, { template_id: 'b', template: 'B', severity: 'info' }), listed(3, { template_id: 'b', template: 'B', severity: 'info' })]
    const facets = countFacets(mixed, { template: 'a' })
    expect(facets.templates).toEqual([{ value: 'b', template: 'B', count: 2 }, { value: 'a', template: 'A', count: 1 }])
    expect(facets.severities).toEqual([{ value: 'error', count: 1 }])
    expect(countFacets(mixed, { severity: ['error'] }).templates).toEqual([{ value: 'a', template: 'A', count: 1 }])
  })

  it('keeps a chosen severity that nothing has', () => {
    expect(countFacets(findings, { severity: ['fatal'] }).severities[0]).toEqual({ value: 'fatal', count: 0 })
  })
})

describe('groupFindings', () => {
  it('gives each kind its oddest finding, the first of equal ones, and where the others are', () => {
    const { leading, groups } = groupFindings([
      listed(90, { template_id: 'a', anomaly_score: 0.7 }), listed(10, { template_id: 'a', anomaly_score: 0.7 }), listed(50, { template_id: 'a', anomaly_score: 0.2 }), listed(60, { template_id: 'b' }),
    ], 100)
    expect(leading.map(({ finding }) => finding.line_number)).toEqual([10, 60])
    expect(groups.get(10)?.findings).toBe(3)
    expect(groups.get(10)?.spark.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect(groups.get(10)?.spark[2]).toBe(1)
  })
})

describe('foldFindings', () => {
  const findings = [
    listed(1, { anomaly_score: 0.4, folded_into: 6 }), listed(2, { anomaly_score: 0.3, folded_into: 6 }), listed(5, { anomaly_score: 0.7 }),
    listed(6, { anomaly_score: 0.6, folded: 2 }), listed(7, { anomaly_score: 0.5, folded_into: 5 }),
  ]
  const linesOf = (rows: readonly ReturnType<typeof listed>[] = []) => rows.map(({ finding }) => finding.line_number)

  it('tells findings under their rows, the oddest first', () => {
    const { rows, under } = foldFindings(findings)
    expect(linesOf(rows)).toEqual([5, 6])
    expect([linesOf(under.get(6)), linesOf(under.get(5)), under.size]).toEqual([[1, 2], [7], 2])
  })

  it('lets the oddest of those that are left stand for a row that is not', () => {
    const { rows, under } = foldFindings(findings.filter(({ finding }) => finding.line_number !== 6))
    expect(linesOf(rows)).toEqual([5, 1])
    expect([linesOf(under.get(1)), linesOf(under.get(5))]).toEqual([[2], [7]])
  })
})

describe('layTimeline', () => {
  const hour = (from: number) => ({ from: `2026-11-24T0${from}:00:00.000Z`, to: `2026-11-24T0${from + 1}:00:00.000Z`, lines: 5, anomalies: 1, warnings: 1, errors: 2 })

  it('stacks findings by severity in their buckets, and tells bursts and silences', () => {
    const laid = layTimeline({ by: 'time', settled: true, untimed_lines: 0, buckets: [hour(2), hour(3)] }, [makeFinding(1), makeFinding(2, { severity: 'warning' }), makeFinding(3, { severity: null, timestamp: '2026-11-24T02:59:59.999Z' })])
    expect(laid.stacked).toEqual({ severe: [0, 1], warning: [0, 2], calm: [1, 2] })
    expect(laid.lines).toEqual({ all: [5, 5], warning: [3, 3], severe: [2, 2] })
    expect(laid.marks.filter(({ kind }) => kind === 'burst')).toHaveLength(3)
    expect(laid.to - laid.from).toBe(7200)
  })

  it('runs over line numbers where there are no times', () => {
    const laid = layTimeline({ by: 'line', settled: true, untimed_lines: 0, buckets: [{ from: 1, to: 11, lines: 10, anomalies: 0, warnings: 1, errors: 0 }, { from: 11, to: 21, lines: 10, anomalies: 0, warnings: 1, errors: 0 }] }, [makeFinding(10), makeFinding(11)])
    expect(laid.stacked.severe).toEqual([1, 1])
    expect(laid.marks).toEqual([])
  })
})
