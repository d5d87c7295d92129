import { describe, expect, it } from 'vitest'
import { logLine, quietLines } from '../fixtures'
import { findingsOfText } from '../formats/findings'

/** Lines that are found odd; the last line has no line end. */
const oddIn = (lines: readonly string[]) => findingsOfText(lines.join('\n')).findings.map(({ line_number: line }) => line)

describe('ends that were cut off', () => {
  const lines = quietLines()
  const last = lines.length - 1

  it('are not odd', () => {
    expect(oddIn(lines)).toEqual([])
    expect(oddIn(lines.with(0, 'quest 1 served in 20 ms'))).toEqual([])
    expect(oddIn(lines.with(last, logLine(last, 'INFO', 'request 77 ser')))).toEqual([])
    expect(oddIn(lines.with(last, logLine(last, 'INFO', '')))).toEqual([])
  })

  it('are odd where they say something else', () => {
    expect(oddIn(lines.with(0, logLine(0, 'INFO', 'ledger is on fire')))).toEqual([1])
    expect(oddIn(lines.with(last, logLine(last, 'INFO', 'ledger is on fi')))).toEqual([last + 1])
    expect(oddIn(lines.toSpliced(900, 0, logLine(900, 'INFO', 'request 77 ser')))).toEqual([901])
  })
})
