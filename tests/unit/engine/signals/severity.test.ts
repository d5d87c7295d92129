import { describe, expect, it } from 'vitest'
import type { SignatureRecord } from '../../../../engine/summary/summary'
import { findSevere } from '../../../../engine/signals/severity'
import type { Cluster } from '../../../../engine/templates/clusters'
import { emptyBuckets } from '../../../../engine/summary/buckets'
import { findingsOf, logLine, quietLines } from '../fixtures'

function clusterOf(severity: number, events: number): Cluster {
  const severities = new Map([[severity, { count: events, lines: [1] }]])
  const record: SignatureRecord = { key: severity, text: new Uint8Array([97]), events, linesCovered: events, lastLine: 1, lines: [1], severities, runs: new Map(), times: emptyBuckets(), slots: [], sources: new Map() }
  return { tokens: ['a'], records: [record], events, linesCovered: events, lines: [1], lastLine: 1, severities, runs: new Map(), times: emptyBuckets(), places: [], isCoarse: false, phrase: 0, isDescription: false }
}

describe('severity', () => {
  it('is told of warnings and above, with how many are at least as severe', () => {
    const found = findSevere({ clusters: [clusterOf(3, 9000), clusterOf(5, 900), clusterOf(6, 98), clusterOf(8, 2)], events: 10_000, sessions: [] })
    expect(found.map(({ cluster, signal }) => [cluster, signal.detail, signal.strength])).toEqual([
      [1, { severity: 'warning', count: 1000, total: 10_000 }, Math.log(10)],
      [2, { severity: 'error', count: 100, total: 10_000 }, Math.log(100)],
      [3, { severity: 'fatal', count: 2, total: 10_000 }, Math.log(5000)],
    ])
  })

  it('makes a finding of itself only where so severe events are rare', () => {
    const found = findSevere({ clusters: [clusterOf(3, 9000), clusterOf(6, 998), clusterOf(8, 2)], events: 10_000, sessions: [] })
    expect(found.map(({ margin }) => margin >= 0)).toEqual([false, true])
  })

  it('says nothing in a log full of errors', () => {
    expect(findSevere({ clusters: [clusterOf(6, 50)], events: 50, sessions: [] })).toEqual([])
  })

  it('leads to a finding in a log, and to none in its quiet twin', () => {
    const lines = quietLines().with(777, logLine(777, 'ERROR', 'disk of the ledger is gone'))
    const findings = findingsOf(lines)
    expect(findings).toMatchObject([{ line_number: 778, severity: 'error' }])
    expect(findings[0].signals.find(({ kind }) => kind === 'severity')).toMatchObject({ detail: { severity: 'error', count: 1, total: 2000 } })
    expect(findingsOf(quietLines().with(777, logLine(777, 'WARN', 'queue is being drained as usual')))).toEqual([])
  })
})
