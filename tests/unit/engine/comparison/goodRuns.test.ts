import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GOOD_RUNS_MAX, listDifferences, mergeGoodRuns, mergeSummaries, usualOf } from '#engine'
import { draws } from '../../../stores'
import { asGoodRun } from '../../../../engine/comparison/goodRuns'
import { GROUP_MAX, GroupReader, SummaryReader, type SignatureRecord } from '../../../../engine/summary/summary'
import { GROUPS } from '../../../../engine/templates/signature'
import { SEVERAL_RUNS } from '../../../../engine/summary/slots'
import { findingsAgainstRuns, logLine, quietLines } from '../fixtures'
import { arbitraryLog, cutLog, inOneGo, inPairsBackwards, oneByOne, settle, summaryOf } from '../logs'
import { bytesOf } from '../padded'

const usualIn = (lines: readonly string[]) => usualOf(summaryOf(cutLog(bytesOf(`${lines.join('\n')}\n`), 1 << 14)))

function recordsOf(reader: GroupReader): SignatureRecord[] {
  const records: SignatureRecord[] = []
  for (let number = 0; number < GROUPS; number++) {
    const group = reader.open(number)
    if (!group) continue
    for (let n = group.records; n > 0; n--) records.push(reader.next())
    reader.close()
  }
  return records.sort((a, b) => a.key - b.key)
}

const textOf = ({ text }: SignatureRecord) => new TextDecoder().decode(text).replaceAll('\u0001', '#')
const named = (summary: Uint8Array, text: string) => recordsOf(new SummaryReader(summary)).find(record => textOf(record) === text)

/** Everything that a summary says of good runs, in an order of its own. */
function told(summary: Uint8Array) {
  const reader = new SummaryReader(summary)
  return { totals: reader.totals, runs: reader.runs, records: recordsOf(reader), continuations: recordsOf(GroupReader.of(reader.continuations)) }
}

describe('good runs that are merged', () => {
  const first = [logLine(0, 'INFO', 'user 1 came by door'), logLine(1, 'INFO', 'user 2 came by door'), logLine(2, 'INFO', 'shop is open'), '\tat shop.Door']
  const second = [logLine(0, 'INFO', 'user 1 came by door'), logLine(1, 'INFO', 'rain fell')]

  it('say of each message how often it came in which of them, and of each value whether one alone has it', () => {
    const merged = mergeGoodRuns([usualIn(first), usualIn(second)])
    expect(new SummaryReader(merged).runs).toEqual(new Map([[0, 3], [1, 2]]))
    expect(named(merged, 'user # came by door')).toMatchObject({ events: 3, runs: new Map([[0, 2], [1, 1]]), slots: [{ values: new Map([[1000, { count: 2, lines: [1, 1], origin: SEVERAL_RUNS }], [2000, { count: 1, lines: [2], origin: 1 }]]) }] })
    expect(named(merged, 'rain fell')?.runs).toEqual(new Map([[1, 1]]))
    expect(recordsOf(GroupReader.of(new SummaryReader(merged).continuations)).map(({ runs }) => runs)).toEqual([new Map([[0, 1]])])
  })

  it('are one as it is, and no more than 64', () => {
    const usual = usualIn(first)
    expect(mergeGoodRuns([usual])).toBe(usual)
    expect(() => mergeGoodRuns([])).toThrow(RangeError)
    expect(() => mergeGoodRuns(Array.from({ length: GOOD_RUNS_MAX + 1 }, () => usual))).toThrow(RangeError)
    expect(new SummaryReader(mergeGoodRuns(Array.from({ length: GOOD_RUNS_MAX }, () => usual))).runs.size).toBe(GOOD_RUNS_MAX)
  })

  it('keep their runs where signatures become coarser', () => {
    const many = (salt: string) => Array.from({ length: GROUP_MAX * 300 }, (_, i) => `${salt}${i.toString(26).replaceAll(/\d/g, digit => 'qrstuvwxyz'[Number(digit)])} ran`)
    const merged = new SummaryReader(mergeGoodRuns([usualIn(many('a')), usualIn(many('b'))]))
    const records = recordsOf(merged)
    expect(records.some(({ text }) => text.includes(2)), 'some are coarser').toBe(true)
    for (const run of [0, 1]) expect(records.reduce((sum, { runs }) => sum + (runs.get(run) ?? 0), 0)).toBe(GROUP_MAX * 300)
  })

  it('are the same in any order where they have as many lines', () => {
    const [whole, cut] = [`${logLine(0, 'INFO', 'shop is open')}\n`, logLine(0, 'INFO', 'shop is op')].map(text => usualOf(summaryOf(cutLog(bytesOf(text), 1 << 14))))
    const openLine = (...runs: Uint8Array[]) => new SummaryReader(mergeGoodRuns(runs)).totals.openLine
    expect([openLine(whole, whole), openLine(cut, cut)]).toEqual([0, 1])
    expect(openLine(whole, cut)).toBe(openLine(cut, whole))
  })

  it('are the same in any grouping', () => {
    fc.assert(fc.property(fc.array(arbitraryLog, { minLength: 2, maxLength: 5 }), (logs) => {
      const runs = logs.map((log, run) => asGoodRun(usualOf(summaryOf(cutLog(log, 1 << 20))), run))
      const whole = told(mergeSummaries(runs))
      for (const grouping of [oneByOne, inPairsBackwards]) expect(told(grouping(runs))).toEqual(whole)
    }), { numRuns: draws(40) })
  })

  it('lead to the same findings and differences in any order, grouping and cut', () => {
    const orders = fc.array(fc.nat(), { minLength: 4, maxLength: 4 })
    fc.assert(fc.property(arbitraryLog, fc.array(arbitraryLog, { minLength: 2, maxLength: 4 }), orders, fc.constantFrom(1 << 11, 1 << 12), fc.constantFrom(oneByOne, inPairsBackwards), (log, goods, order, chunkSize, merge) => {
      const usual = (bytes: Uint8Array, size: number, grouping = inOneGo) => usualOf(summaryOf(cutLog(bytes, size), grouping))
      const whole = mergeGoodRuns(goods.map(good => usual(good, 1 << 20)))
      const shuffled = goods.map((good, i) => ({ good, at: order[i] ?? 0 })).sort((a, b) => a.at - b.at)
      const other = merge(shuffled.map(({ good }, run) => asGoodRun(usual(good, chunkSize, merge), run)))
      const { cuts, framing } = cutLog(log, 1 << 20)
      expect(settle(cuts, framing, inOneGo, other)).toEqual(settle(cuts, framing, inOneGo, whole))
      const own = usual(log, 1 << 20)
      expect(listDifferences(own, other)).toEqual(listDifferences(own, whole))
    }), { numRuns: draws(40) })
  })
})

describe('a log beside several good runs', () => {
  const swept = (every: number) => quietLines().map((line, i) => i % every === 7 ? logLine(i, 'INFO', 'table was swept by the keeper') : line)

  it('has no news that one of them has', () => {
    const odd = quietLines().with(700, logLine(700, 'ERROR', 'disk of the cellar was lost'))
    expect(findingsAgainstRuns([quietLines(), odd], odd)).toEqual([])
    const [finding, ...others] = findingsAgainstRuns([quietLines(), quietLines()], odd)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ line_number: 701 })
    expect(finding.signals[0]).toMatchObject({ kind: 'new_template', detail: { baseline_events: 4000, runs: { with: 0, of: 2 } } })
  })

  it('is odd in a frequency that is steady in them, and says in how many the message comes', () => {
    const [finding] = findingsAgainstRuns([swept(200), swept(250), swept(200)], swept(8))
    expect(finding.signals[0]).toMatchObject({ kind: 'frequency', detail: { count: 250, baseline_total: 6000, runs: { with: 3, of: 3 } } })
  })

  it('is not odd in a frequency that varies between them as much', () => {
    expect(findingsAgainstRuns([swept(200)], swept(8)), 'one run alone').not.toEqual([])
    expect(findingsAgainstRuns([swept(200), swept(10), swept(500)], swept(8))).toEqual([])
  })

  it('lacks nothing that some of them lack too', () => {
    expect(findingsAgainstRuns([swept(8)], quietLines())).toMatchObject([{ signals: [{ kind: 'gone' }] }])
    expect(findingsAgainstRuns(Array.from({ length: 20 }, () => swept(8)), quietLines())).toMatchObject([{ signals: [{ kind: 'gone', detail: { runs: { with: 20, of: 20 } } }] }])
    expect(findingsAgainstRuns([quietLines(), ...Array.from({ length: 19 }, () => swept(8))], quietLines())).toEqual([])
  })

  it('has a new value where they have the same ones, not where each has its own', () => {
    const ofBuild = (name: string) => quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `payment in currency ${name}2 accepted by gate ${i % 3}`) : line)
    expect(findingsAgainstRuns([ofBuild('EUR'), ofBuild('EUR'), ofBuild('EUR')], ofBuild('XTS'))).toMatchObject([{ signals: [{ kind: 'new_value', detail: { value: 'XTS2', runs: { with: 3, of: 3 } } }] }])
    expect(findingsAgainstRuns([ofBuild('EUR'), ofBuild('USD'), ofBuild('GBP')], ofBuild('EUR'))).toEqual([])
  })
})
