import { describe, expect, it } from 'vitest'
import { createFindingLedger } from '../../stores/findingLedger'
import { makeFinding, makeResult } from './makeFinding'

const linesOf = (ledger: ReturnType<typeof createFindingLedger>) => ledger.list().map(({ finding }) => finding.line_number)

describe('findingLedger', () => {
  it('replaces a chunk by a higher revision and counts what was replaced', () => {
    const ledger = createFindingLedger()
    ledger.put(makeResult({ chunk_number: 0, anomalies: [makeFinding(1), makeFinding(2)] }))
    ledger.put(makeResult({ chunk_number: 1, anomalies: [makeFinding(9)] }))
    ledger.put(makeResult({ chunk_number: 0, revision: 2, settled: true, anomalies: [makeFinding(2)] }))
    expect(linesOf(ledger)).toEqual([2, 9])
    expect(ledger.list().map(({ isSettled }) => isSettled)).toEqual([true, false])
    expect(ledger.replacedCount).toBe(2)
  })

  it('empties a chunk whose settled revision is empty', () => {
    const ledger = createFindingLedger()
    ledger.put(makeResult({ anomalies: [makeFinding(1)] }))
    ledger.put(makeResult({ revision: 2, settled: true }))
    expect(linesOf(ledger)).toEqual([])
  })

  it('ignores what comes late and what comes twice', () => {
    const ledger = createFindingLedger()
    const settled = makeResult({ revision: 2, settled: true, anomalies: [makeFinding(3)] })
    ledger.put(settled)
    ledger.put(settled)
    ledger.put(makeResult({ revision: 1, anomalies: [makeFinding(1)] }))
    expect(linesOf(ledger)).toEqual([3])
    expect(ledger.replacedCount).toBe(0)
  })

  it('adds up the parts of a chunk, in any order', () => {
    const ledger = createFindingLedger()
    ledger.put(makeResult({ revision: 2, settled: true, part: 2, parts: 2, anomalies: [makeFinding(501)] }))
    ledger.put(makeResult({ revision: 2, settled: true, part: 1, parts: 2, anomalies: [makeFinding(1)] }))
    ledger.put(makeResult({ revision: 2, settled: true, part: 2, parts: 2, anomalies: [makeFinding(501)] }))
    expect(linesOf(ledger)).toEqual([1, 501])
  })
})
