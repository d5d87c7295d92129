import { describe, expect, it } from 'vitest'
import { findingsOf, logLine, quietLines } from '../fixtures'

/** Every 40th event fails with the same trace. */
function withTraces(cause: (i: number) => string): string[] {
  return quietLines().flatMap((line, i) => i % 40 === 7 ? [logLine(i, 'WARN', `export ${i} failed`), 'shop.ExportFailed: no export', '\tat shop.Exporter.run(Exporter.java:88)', cause(i), '\tat shop.Remote.send(Remote.java:14)'] : [line])
}

describe('a line that goes on with an event', () => {
  it('is found where hardly another says so', () => {
    const lines = withTraces(i => i === 1207 ? 'Caused by: shop.LedgerBurnt: it is gone' : 'Caused by: shop.Timeout: no answer')
    const odd = lines.findIndex(line => line.includes('LedgerBurnt')) + 1
    expect(findingsOf(lines)).toMatchObject([{ line_number: odd, line_count: 1, signals: [{ kind: 'rare_template' }] }])
  })

  it('is not found where it is usual, nor beside an event that is odd itself', () => {
    expect(findingsOf(withTraces(() => 'Caused by: shop.Timeout: no answer'))).toEqual([])
    const lines = quietLines().toSpliced(900, 0, logLine(900, 'ERROR', 'ledger cannot be opened'), '\tat shop.Ledger.open(Ledger.java:7)')
    expect(findingsOf(lines)).toMatchObject([{ line_number: 901, line_count: 2 }])
  })
})
