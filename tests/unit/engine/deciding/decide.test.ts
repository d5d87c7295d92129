import { describe, expect, it } from 'vitest'
import { decide } from '#engine'
import { ByteWriter } from '../../../../engine/summary/bytes'
import { FINDINGS_MAX, readDecisions } from '../../../../engine/deciding/decide'
import { scoreOf } from '../../../../engine/deciding/score'
import { logLine, quietLines } from '../fixtures'
import { scoredLog } from '../scoredLog'

const ODD = `${logLine(1000, 'ERROR', 'ledger is gone')}\n\tat shop.Ledger\n\tat shop.Main`

describe('decide', () => {
  it('gives the same whatever order the chunks come in', () => {
    const { model, scored, decisions } = scoredLog(quietLines().with(1000, ODD).with(10, logLine(10, 'INFO', 'something else came up')))
    expect(decide(model, scored).decisions).toEqual(decisions)
    expect(decide(model, [...scored.slice(3), ...scored.slice(0, 3)]).decisions).toEqual(decisions)
  })

  it('reads any part, ascending by line', () => {
    const { decisions, findings, notKept } = scoredLog(quietLines().with(1000, ODD).with(10, logLine(10, 'INFO', 'something else came up')))
    expect(notKept).toBe(0)
    const all = readDecisions(decisions, 0, 100)
    expect(all.map(({ lineNumber }) => lineNumber)).toEqual([11, 1001])
    expect(all.map(({ chunkNumber, lineNumber, from, to }) => ({ chunkNumber, lineNumber, from, to }))).toEqual(findings)
    expect(readDecisions(decisions, 1, 1)).toEqual(all.slice(1))
    expect(readDecisions(decisions, 2, 5)).toEqual([])
  })

  it('refuses bytes of another version', () => {
    expect(() => readDecisions(new Uint8Array([99, 0]), 0, 1)).toThrow(RangeError)
  })

  it('keeps the 200,000 best by score and line, and counts the rest', () => {
    const { model } = scoredLog(quietLines().with(1000, ODD))
    const out = new ByteWriter()
    const total = FINDINGS_MAX + 10
    out.byte(1)
    out.uint(0)
    out.uint(total)
    for (let i = 0; i < total; i++) {
      for (const value of [i, 1, i * 10, 10]) out.uint(value) // line, lines, offset, size
      out.int(i) // each its own template
      out.float(i === 5 || i === total - 1 ? 20 : i < 20 ? 1 : 10)
      out.byte(1)
      out.uint(1)
      out.uint(0)
    }
    const place = { number: 0, firstLine: 1, lines: total, byteOffset: 0, sizeBytes: total * 10 }
    const { findings, decisions, notKept } = decide(model, [{ place, candidates: out.finish() }])
    expect([findings.length, notKept]).toEqual([200_000, 10])
    // of the weak first twenty (but for line 6) the last ten go
    expect(findings.slice(0, 12).map(({ lineNumber }) => lineNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21, 22])
    expect(readDecisions(decisions, 5, 1)).toMatchObject([{ lineNumber: 6, score: scoreOf(20), template: 5, occurrences: 1, lastLine: 6 }])
    expect(findings.at(-1)?.lineNumber).toBe(total)
  })
})
