import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsAgainst, logLine, quietLines } from '../fixtures'

const withBeats = () => quietLines().map((line, i) => i % 10 === 7 ? logLine(i, 'INFO', 'beat of the pump came') : line)

describe('gone', () => {
  it('is one finding at the last line for what came often and does not come', () => {
    const good = withBeats().map((line, i) => i % 10 === 5 ? logLine(i, 'INFO', 'wheel was oiled again') : line)
    const findings = findingsAgainst(good, quietLines())
    expect(findings).toMatchObject([{ line_number: 2000, occurrences: 1 }])
    expect(findings[0].signals[0]).toMatchObject({ kind: 'gone', detail: { templates: 2, baseline_count: 200, baseline_total: 2000, expected: 200 } })
    expect(explain(findings[0], 'en')).toMatch(/^The log ends without `(?:beat of the pump came|wheel was oiled again)`, which came 200 times in the known-good log; 1 more pattern is missing/)
  })

  it('stands at the last line also where that continues an event', () => {
    expect(findingsAgainst(withBeats(), [...quietLines(), '\tat shop.Main'])).toContainEqual(expect.objectContaining({ line_number: 2001, log_entry: '\tat shop.Main' }))
  })

  it('is not found for what came seldom, nor in a log that is too short to have it', () => {
    expect(findingsAgainst(quietLines().with(7, logLine(7, 'INFO', 'beat of the pump came')), quietLines())).toEqual([])
    expect(findingsAgainst(withBeats(), quietLines().slice(0, 30))).toEqual([])
  })
})
