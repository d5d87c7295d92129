import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learn, mergeSummaries } from '#engine'
import { SummaryReader } from '#engine/summary/summary'
import { encodeRunEnds, mergeRunEnds, readRunEnds, SAID_KEPT } from '#engine/trouble/runEnds'
import { draws } from '../../../stores'
import { cutLog, inOneGo, inPairsBackwards, oneByOne, settle, summaryOf } from '../logs'
import { bytesOf } from '../padded'

const line = fc.constantFrom('$ make all', 'compiling till', 'linking till', '', 'till.c:7: error: no till', 'make: *** [all] Error 2', 'The command "make" exited with 1.', 'The command "make" exited with 0.', '2 failed, 3 passed', '0 failed, 3 passed', 'warning: old till', '  at shop.Till.open(Till.java:4)', 'tests failed')
const run = fc.array(line, { maxLength: 200 }).map(lines => bytesOf(lines.map((text, i) => text === 'compiling till' ? `${text} ${i}` : text).join('\n')))
const endsOf = (summary: Uint8Array) => readRunEnds(new SummaryReader(summary).runEnds)

describe('the ends of a run', () => {
  it('are the same however the log is cut and merged', () => {
    fc.assert(fc.property(run, (log) => {
      const whole = cutLog(log, 1 << 20)
      const expected = endsOf(summaryOf(whole))
      for (const [size, merge] of [[40, oneByOne], [150, inPairsBackwards], [700, inOneGo]] as const) expect(endsOf(summaryOf(cutLog(log, size), merge))).toEqual(expected)
    }), { numRuns: draws(60) })
  })

  it('lead to the same findings however the log is cut and merged', () => {
    fc.assert(fc.property(run, (log) => {
      const whole = cutLog(log, 1 << 20)
      const expected = settle(whole.cuts, whole.framing)
      for (const [size, merge] of [[60, inPairsBackwards], [500, oneByOne]] as const) {
        const { cuts, framing } = cutLog(log, size)
        expect(settle(cuts, framing, merge)).toEqual(expected)
      }
    }), { numRuns: draws(30) })
  })

  it('know what was said before them in chunks before, in any order of merging', () => {
    const lines = ['$ make all', ...Array.from({ length: 40 }, (_, i) => `compiling part ${i}`), 'The command "make" exited with 2.']
    const { cuts, framing } = cutLog(bytesOf(lines.join('\n')), 64)
    if (!framing) throw new Error('no framing')
    const parts = cuts.map(({ data, place }) => learn(data, place, framing).summary)
    expect(parts.length).toBeGreaterThan(5)
    const { ends, stretches } = endsOf(mergeSummaries([...parts].reverse()))
    expect(stretches).toHaveLength(1)
    expect(ends).toMatchObject([{ line: 42, since: 1, step: { line: 1 } }])
    expect(ends[0].said.map(({ line }) => line)).toEqual(Array.from({ length: SAID_KEPT }, (_, i) => 42 - SAID_KEPT + i))
  })

  it('are bounded, and read back as written', () => {
    const log = bytesOf(Array.from({ length: 5000 }, (_, i) => `The command "make" exited with ${1 + i % 9}.\n1 failed`).join('\n'))
    const { ends } = endsOf(summaryOf(cutLog(log, 4000)))
    expect(ends.length).toBeLessThanOrEqual(2 * (64 + 256))
    expect(ends[0].line).toBe(1)
    expect(ends.at(-1)?.line).toBe(10_000)
    const one = mergeRunEnds([endsOf(summaryOf(cutLog(log, 4000)))])
    expect(readRunEnds(encodeRunEnds(one))).toEqual(one)
    expect(readRunEnds(new Uint8Array(0))).toEqual({ stretches: [], ends: [] })
  })
})
