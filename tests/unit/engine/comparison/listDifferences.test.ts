import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listDifferences, usualOf } from '#engine'
import { draws } from '../../../stores'
import { logLine, quietLines } from '../fixtures'
import { arbitraryLog, cutLog, inOneGo, inPairsBackwards, oneByOne, summaryOf } from '../logs'
import { bytesOf } from '../padded'

const usualIn = (lines: readonly string[]) => usualOf(summaryOf(cutLog(bytesOf(`${lines.join('\n')}\n`), 1 << 14)))
/** Of the quiet lines, those whose place in steps of `every` is given say something else. */
const saying = (lines: readonly string[], every: number, place: number, level: string, text: (index: number) => string) =>
  lines.map((line, i) => i % every === place ? logLine(i, level, text(i)) : line)

const SWEPT = () => 'table was swept by the keeper'
const GOOD = usualIn(saying(saying(quietLines(), 20, 5, 'INFO', () => 'beat of the pump came'), 400, 7, 'INFO', SWEPT))
const ODD = usualIn(saying(saying(saying(quietLines(), 250, 5, 'INFO', i => `journal stopped at sector ${i}`), 8, 7, 'INFO', SWEPT), 500, 11, 'FATAL', () => 'queue is being drained as usual'))

describe('the differences of two logs', () => {
  const { added, gone, changed, values, ...rest } = listDifferences(ODD, GOOD)

  it('are listed by how they differ, with counts and lines', () => {
    expect(added).toEqual([{ template: 'journal stopped at sector <*>', count: 6, usual_count: 0, expected: 0, first_line: 6 }])
    expect(gone).toEqual([{ template: 'beat of the pump came', count: 0, usual_count: 100, expected: 0, first_line: 6 }])
    expect(changed).toMatchObject([{ template: 'table was swept by the keeper', count: 248, usual_count: 5, first_line: 8 }])
    expect(values).toMatchObject([{ template: 'queue is being drained as usual', count: 4, first_line: 12, signal: { kind: 'new_value', detail: { slot: 'severity', value: 'FATAL' } } }])
    expect(rest).toEqual({ events: 2000, usualEvents: 2000, knownShare: 0.997, isOtherKind: false })
  })

  it('are none where the logs are the same', () => {
    expect(listDifferences(GOOD, GOOD)).toEqual({ events: 2000, usualEvents: 2000, knownShare: 1, isOtherKind: false, added: [], gone: [], changed: [], values: [] })
  })

  it('say so where the logs are of different kinds, and list nothing as new', () => {
    const other = usualIn(Array.from({ length: 500 }, (_, i) => logLine(i, 'INFO', `${['apple', 'pear', 'plum'][i % 3]} number ${i} ripened on its tree`)))
    expect(listDifferences(other, GOOD)).toMatchObject({ knownShare: 0, isOtherKind: true, added: [] })
  })

  it('are the same for any cut and grouping of both logs', () => {
    fc.assert(fc.property(arbitraryLog, arbitraryLog, fc.constantFrom(1 << 11, 1 << 12), fc.constantFrom(oneByOne, inPairsBackwards), (log, usual, chunkSize, merge) => {
      const whole = (bytes: Uint8Array) => usualOf(summaryOf(cutLog(bytes, 1 << 20), inOneGo))
      const cut = (bytes: Uint8Array) => usualOf(summaryOf(cutLog(bytes, chunkSize), merge))
      expect(listDifferences(cut(log), cut(usual))).toEqual(listDifferences(whole(log), whole(usual)))
    }), { numRuns: draws(60) })
  })
})
