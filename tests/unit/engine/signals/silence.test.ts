import { describe, expect, it } from 'vitest'
import { findingsOf, logLine, quietLines } from '../fixtures'

/** A message every second, besides what is usual, but for the seconds from … to. */
const withBeat = (from: number, to: number) => quietLines().flatMap((line, i) => i < from || i >= to ? [line, logLine(i, 'INFO', 'heart beats')] : [line])

describe('silence', () => {
  it('is found at the first event after a pause, where the others went on', () => {
    const lines = withBeat(1000, 1200)
    const findings = findingsOf(lines)
    const back = lines.indexOf(logLine(1200, 'INFO', 'heart beats')) + 1
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: back, template: 'heart beats' })
    const [signal] = findings[0].signals
    expect(signal.kind).toBe('silence')
    expect(signal.detail).toMatchObject({ from: expect.stringMatching(/^2026-01-02T00:16:/) })
    expect(signal.kind === 'silence' && Math.abs(signal.detail.seconds - 200)).toBeLessThan(20)
  })

  it('is not found without a pause, nor where everything stopped', () => {
    expect(findingsOf(withBeat(0, 0))).toEqual([])
    expect(findingsOf(withBeat(0, 0).filter(line => !/ 00:1[78]:/.test(line)))).toEqual([])
  })

  it('is not found of messages whose lines have no time', () => {
    const lines = Array.from({ length: 300 }, (_, i) => i % 2 === 0 ? 'plain words without a time' : logLine(i, 'INFO', `item ${i} kept`))
    expect(findingsOf(lines)).toEqual([])
  })
})
