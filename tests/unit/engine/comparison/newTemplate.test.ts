import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsAgainst, logLine, quietLines } from '../fixtures'

const trace = ['\tat shop.Ledger.open', '\tat shop.Main.run']

describe('new template', () => {
  it('is found however often it comes, with the words that are new', () => {
    const lines = quietLines().map((line, i) => i % 10 === 4 ? logLine(i, 'INFO', `ledger ${i} refused`) : line)
    const [finding, ...others] = findingsAgainst(quietLines(), lines)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ line_number: 5, occurrences: 200, last_line: 1995, template: 'ledger <*> refused' })
    expect(finding.signals[0]).toMatchObject({ kind: 'new_template', detail: { count: 200, baseline_events: 2000, new_words: ['ledger', 'refused'], block: null } })
    expect(explain(finding, 'en')).toMatch(/^This pattern was seen 200 times here and is not among the 2,000 events of the known-good log; new words: `ledger`, `refused`/)
  })

  it('makes one finding of lines that stand together, at the first', () => {
    const lines = quietLines()
    lines.splice(500, 0, logLine(500, 'INFO', 'ledger refused to be opened'), logLine(500, 'INFO', 'undoing the whole wagon'), logLine(500, 'WARN', 'wagon is back at station'))
    lines.splice(1500, 0, logLine(1500, 'INFO', 'horse stumbled'))
    const findings = findingsAgainst(quietLines(), lines)
    expect(findings).toMatchObject([{ line_number: 501, last_line: 503, occurrences: 3 }, { line_number: 1501, occurrences: 1 }])
    expect(findings[0].signals[0]).toMatchObject({ kind: 'new_template', detail: { block: { first_line: 501, last_line: 503, lines: 3 } } })
    expect(explain(findings[0], 'en')).toMatch(/^The first of 3 new lines together, up to line 503/)
  })

  it('is found in a line within an event whose first line is known', () => {
    const event = (...rest: string[]) => `${logLine(700, 'ERROR', 'order could not be written')}\n${rest.join('\n')}`
    const good = quietLines().with(700, event(...trace))
    expect(findingsAgainst(good, quietLines().with(700, event(...trace)))).toEqual([])
    const findings = findingsAgainst(good, quietLines().with(700, event(trace[0], 'Caused by: shop.WagonBroken: no wheels', trace[1])))
    expect(findings).toMatchObject([{ line_number: 703, line_count: 1, log_entry: 'Caused by: shop.WagonBroken: no wheels', template: 'order could not be written' }])
  })

  it('knows a line whether it continued an event there or not', () => {
    const loose = ['wagon 12 is unloaded', 'wagon 13 is unloaded']
    // one log has a header on all lines but these, so that they continue an event; the other has none at all
    const joined = quietLines().toSpliced(900, 0, ...loose)
    const bare = ['horse is fed', 'wheel is oiled', ...loose, 'horse is fed', 'wheel is oiled']
    expect(findingsAgainst(joined, bare).map(({ log_entry }) => log_entry)).not.toContain(loose[0])
    expect(findingsAgainst([...bare, ...quietLines()], joined)).toEqual([])
  })

  it('is not found in what differs from a known message in a detail', () => {
    const good = quietLines().with(100, logLine(100, 'INFO', 'linked parser with core, web and mail'))
    expect(findingsAgainst(good, quietLines().with(100, logLine(100, 'INFO', 'linked mail with web, core, core and parser')))).toEqual([])
    expect(findingsAgainst(good, quietLines().with(100, logLine(100, 'INFO', 'linked parsers with core, web and mails')))).toEqual([])
  })

  it('is not listed where nearly all is new, and that is said', () => {
    expect(findingsAgainst(['horse is fed', 'wheel is oiled'], quietLines()).filter(({ signals }) => signals[0].kind === 'new_template')).toEqual([])
  })
})
