import { describe, expect, it } from 'vitest'
import type { Signal } from '../../../../shared/anomaly'
import { explain, shownDuration, shownNumber, shownShare } from '../../../../engine/deciding/explain'

const usual = (...counts: [string, number][]) => counts.map(([value, count]) => ({ value, count }))

describe('explain', () => {
  it.each<[Signal, string]>([
    [{ kind: 'rare_template', strength: 9, detail: { count: 1, total: 1_323_382, rank_count: 4 } }, 'A message seen once in 1,323,382 events.'],
    [{ kind: 'rare_template', strength: 9, detail: { count: 3, total: 500, rank_count: 4 } }, 'A message seen 3 times in 500 events.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, distinct: 2, usual: usual(['EUR', 4999], ['XTS', 1]) } }, 'Value `XTS` of `currency` in a place that says `EUR` 99.98 % of the time.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'severity', value: 'FATAL', count: 1, total: 1e6, distinct: 2, usual: usual(['INFO', 999_999], ['FATAL', 1]) } }, 'Severity `FATAL` in a message that says `INFO` more than 99.99 % of the time.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'parameter 2', value: 'd', count: 2, total: 1000, distinct: 4, usual: usual(['a', 500], ['b', 300], ['c', 198], ['d', 2]) } }, 'Value `d` of parameter 2 in a place where it was seen twice in 1,000; usual are `a`, `b`, `c`.'],
    [{ kind: 'number_range', strength: 9, detail: { slot: 'took', value: 90_000.5, low: 12, median: 30, high: 1500, total: 900, unit: '', shown: { value: '90,000.5', low: '12', median: '30', high: '1,500' } } }, 'The number 90,000.5 in the place of `took`, usually 12 to 1,500 (median 30).'],
    [{ kind: 'number_range', strength: 9, detail: { slot: 'parameter 1', value: -5, low: 30, median: 30, high: 30, total: 900, unit: '', shown: { value: '-5', low: '30', median: '30', high: '30' } } }, 'The number -5 in the place of parameter 1, usually 30.'],
    [{ kind: 'severity', strength: 2, detail: { severity: 'error', count: 12, total: 3400 } }, 'Severity error, like 12 of 3,400 events.'],
    [{ kind: 'drift', strength: 9, detail: { slot: 'took', value: 0.481, usual: 0.12, unit: 's', shown: { value: '481 ms', usual: '120 ms' }, first_line: 5717, last_line: 6163, count: 45, total: 930 } }, 'The numbers in the place of `took` are about 481 ms from line 5,717 to 6,163 (45 of them), where about 120 ms is usual.'],
    [{ kind: 'burst', strength: 9, detail: { from: null, seconds: 4, count: 1200, usual: 2.345 } }, '1,200 events like this in 4 s, usually about 2.3 in as long.'],
    [{ kind: 'burst', strength: 9, detail: { from: null, seconds: 300, count: 40, usual: 0.01 } }, '40 events like this in 5 min, usually next to none in as long.'],
    [{ kind: 'silence', strength: 9, detail: { from: null, seconds: 9000, count: 0, usual: 90.4 } }, 'No event like this in 2.5 h, where about 90 were to be expected.'],
    [{ kind: 'silence', strength: 9, detail: { from: null, seconds: 9000, count: 3, usual: 1290.4 } }, 'Only 3 events like this in 2.5 h, where about 1,300 were to be expected.'],
    [{ kind: 'session', strength: 9, detail: { events: 3, sessions: 2000, rank_count: 1, unusual: [], missing: [{ template: 'paid <*>', share: 0.995 }], repeated: [], swapped: [], leading: 'missing' } }, 'The last line of a session without `paid <*>`, which 99.50 % of 2,000 sessions like it have.'],
    [{ kind: 'session', strength: 9, detail: { events: 3, sessions: 2000, rank_count: 1, unusual: [{ template: 'lost <*>', share: 0.0005 }], missing: [{ template: 'paid <*>', share: 0.9 }], repeated: [], swapped: [], leading: 'unusual' } }, 'The last line of a session with `lost <*>`, which 0.05 % of 2,000 sessions like it have.'],
    [{ kind: 'session', strength: 9, detail: { events: 3, sessions: 2000, rank_count: 2000, unusual: [], missing: [], repeated: [{ template: 'tried <*>', share: 0.0005, count: 60, usual: 3 }], swapped: [], leading: 'repeated' } }, 'The last line of a session with 60 times `tried <*>`; of 2,000 sessions like it, 99 % have at most 3.'],
    [{ kind: 'session', strength: 9, detail: { events: 3, sessions: 2000, rank_count: 2000, unusual: [], missing: [], repeated: [], swapped: [{ template: 'sent <*>', before: 'paid <*>', share: 0.99 }], leading: 'swapped' } }, 'The last line of a session in which `sent <*>` came before `paid <*>`; in 99 % of 2,000 sessions like it with both it comes after.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: ['lost', 'ledger'], block: { first_line: 7, last_line: 7, lines: 1 } } }, 'A message seen once that is not among the 5,000 events of the known-good log, with words that are not in it: `lost`, `ledger`.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: [], block: { first_line: 7, last_line: 31, lines: 12 } } }, 'The first of 12 new lines together, up to line 31: not among the 5,000 events of the known-good log.'],
    [{ kind: 'new_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, baseline_total: 4000, distinct: 2, usual: usual(['EUR', 3900], ['USD', 100]) } }, 'Value `XTS` of `currency` in a place that never says so in 4,000 in the known-good log; usual are `EUR`, `USD`.'],
    [{ kind: 'new_number', strength: 9, detail: { slot: 'took', value: 90_000.5, low: 12, median: 30, high: 1500, total: 900, unit: '', shown: { value: '90,000.5', low: '12', median: '30', high: '1,500' } } }, 'The number 90,000.5 in the place of `took`; in the known-good log 12 to 1,500 (median 30).'],
    [{ kind: 'frequency', strength: 9, detail: { count: 900, total: 5000, baseline_count: 8, baseline_total: 4000, expected: 10 } }, 'A message seen 900 times, where about 10 were to be expected from its 8 in the known-good log.'],
    [{ kind: 'gone', strength: 9, detail: { template: 'beat of <*>', templates: 3, baseline_count: 412, baseline_total: 4000, expected: 400 } }, 'The log ends without `beat of <*>`, and without 2 more; it came 412 times in the known-good log.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: ['lost'], block: null, runs: { with: 0, of: 3 } } }, 'A message seen once that is not among the 5,000 events of the 3 known-good logs, with words that are not in them: `lost`.'],
    [{ kind: 'new_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, baseline_total: 4000, distinct: 1, usual: usual(['EUR', 4000]), runs: { with: 3, of: 3 } } }, 'Value `XTS` of `currency` in a place that never says so in 4,000 in the 3 known-good logs; usual are `EUR`.'],
    [{ kind: 'frequency', strength: 9, detail: { count: 900, total: 5000, baseline_count: 8, baseline_total: 4000, expected: 10, runs: { with: 1, of: 20 } } }, 'A message seen 900 times, where about 10 were to be expected from its 8 in 1 of the 20 known-good logs.'],
    [{ kind: 'gone', strength: 9, detail: { template: 'beat of <*>', templates: 1, baseline_count: 412, baseline_total: 4000, expected: 400, runs: { with: 2, of: 3 } } }, 'The log ends without `beat of <*>`; it came 412 times in 2 of the 3 known-good logs.'],
  ])('%o', (signal, sentence) => {
    expect(explain([signal])).toBe(sentence)
  })

  it('tells the first two signals', () => {
    const severity = (count: number): Signal => ({ kind: 'severity', strength: 2, detail: { severity: 'error', count, total: 100 } })
    expect(explain([severity(1), severity(2), severity(3)])).toBe('Severity error, like 1 of 100 events. Severity error, like 2 of 100 events.')
  })

  it('cuts a long value and leaves markup as it is', () => {
    const signal: Signal = { kind: 'rare_value', strength: 9, detail: { slot: '<b>', value: '<script>'.repeat(10), count: 1, total: 100, distinct: 2, usual: usual(['a', 99], ['x', 1]) } }
    expect(explain([signal])).toBe(`Value \`${'<script>'.repeat(10).slice(0, 60)}…\` of \`<b>\` in a place that says \`a\` 99 % of the time.`)
  })
})

describe('numbers for a person', () => {
  it.each([[0, '0'], [999, '999'], [1000, '1,000'], [1_323_382, '1,323,382'], [-1_234_567.891, '-1,234,567.891'], [0.25, '0.25'], [1 / 3, '0.333'], [1234.0001, '1,234']])('%d is %s', (value, text) => {
    expect(shownNumber(value)).toBe(text)
  })

  it.each([[1, 2, '50 %'], [999, 1000, '99.90 %'], [999_999, 1_000_000, 'more than 99.99 %'], [100, 100, '100.00 %'], [1, 1000, '0.10 %'], [0, 10, '0.00 %'], [1, 1_000_000, 'less than 0.01 %']])('%d of %d is %s', (part, whole, text) => {
    expect(shownShare(part, whole)).toBe(text)
  })

  it.each([[1, '1 s'], [119, '119 s'], [120, '2 min'], [7199, '120 min'], [7200, '2 h'], [172_799, '48 h'], [172_800, '2 days']])('%d seconds are %s', (seconds, text) => {
    expect(shownDuration(seconds)).toBe(text)
  })
})
