import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareValues, coverageOf, learn, learnPart, mergeSummaries, type LogPart, type LogParts } from '#engine'
import { draws } from '../../../stores'
import { arbitraryLog, cutLog } from '../logs'
import { bytesOf } from '../padded'

const START_MS = Date.UTC(2026, 2, 2, 8, 0, 0)
const timed = (index: number, text: string) => `${new Date(START_MS + index * 1000).toISOString()} ${text}`

/** 2,000 requests; in the second half a method that no request had before, three severe lines, and one that takes far longer. */
const LINES = Array.from({ length: 2000 }, (_, i) => {
  const level = i > 1000 && i % 300 === 7 ? 'FATAL' : 'INFO'
  const gate = i > 1000 && i % 100 === 9 ? 'gate-9' : `gate-${i % 3}`
  return timed(i, `${level} payment by ${gate} took=${i === 1500 ? 98_765 : 10 + i * 7 % 101} ms`)
})

/** The lines that a part takes, in chunks of any size, merged. */
function summaryOfPart(by: LogParts['by'], part: LogPart, chunkSize: number, log: Uint8Array = bytesOf(`${LINES.join('\n')}\n`)): Uint8Array {
  const { cuts, framing } = cutLog(log, chunkSize)
  if (!framing) throw new Error('no framing')
  return mergeSummaries(cuts.toReversed().flatMap(({ data, place }) => {
    const { summary, columns } = learn(data, place, framing)
    const coverage = coverageOf(summary, place, by, part)
    return coverage === 'none' ? [] : coverage === 'all' ? [summary] : [learnPart(data, place, columns, framing, by, part)]
  }))
}

const HALVES: Record<LogParts['by'], { usual: LogPart, part: LogPart }> = {
  time: { usual: { from: START_MS, to: START_MS + 1_000_000 }, part: { from: START_MS + 1_000_000, to: START_MS + 2_000_000 } },
  line: { usual: { from: 1, to: 1001 }, part: { from: 1001, to: 2001 } },
}

function valuesOf(by: LogParts['by'], chunkSize: number) {
  const { usual, part } = HALVES[by]
  return compareValues(summaryOfPart(by, part, chunkSize), summaryOfPart(by, usual, chunkSize))
}

describe.each(['time', 'line'] as const)('halves of a log by %s', (by) => {
  it('tell values and numbers that only the second one has, with their first line', () => {
    const told = valuesOf(by, 1 << 20).map(({ count, first_line: line, signal: { kind, detail } }) => [kind, detail.slot, detail.value, count, line])
    expect(told).toEqual(expect.arrayContaining([
      ['new_value', 'severity', 'FATAL', 3, 1208],
      ['new_value', expect.any(String), 'gate-9', 10, 1010],
      ['new_number', 'took', 98.765, 1, 1501],
    ]))
    expect(told).toHaveLength(3)
  })

  it('tell the same for any cut and any order of the chunks', () => {
    for (const chunkSize of [1 << 12, 1 << 14]) expect(valuesOf(by, chunkSize)).toEqual(valuesOf(by, 1 << 20))
  })
})

it('tells a number once that is a new value of its place too', () => {
  const reserved = Array.from({ length: 2000 }, (_, i) => timed(i, `INFO reserved ${i === 1700 ? 52_000 : 1 + i % 5} units`))
  const of = (from: number, to: number) => summaryOfPart('line', { from, to }, 1 << 14, bytesOf(`${reserved.join('\n')}\n`))
  expect(compareValues(of(1001, 2001), of(1, 1001)).map(({ first_line: line, signal: { detail } }) => [line, String(detail.value)])).toEqual([[1701, '52000']])
})

it('leaves what the usual part has too, or what comes by chance, alone', () => {
  expect(compareValues(summaryOfPart('line', HALVES.line.usual, 1 << 14), summaryOfPart('line', HALVES.line.part, 1 << 14))).toEqual([])
  expect(compareValues(summaryOfPart('line', { from: 1, to: 501 }, 1 << 14), summaryOfPart('line', { from: 501, to: 1001 }, 1 << 14))).toEqual([])
})

it('takes lines one by one where their times are out of order', () => {
  const mixed = Array.from({ length: 1000 }, (_, i) => [LINES[i], LINES[1000 + i]]).flat()
  const of = (part: LogPart) => summaryOfPart('time', part, 1 << 12, bytesOf(`${mixed.join('\n')}\n`))
  expect(compareValues(of(HALVES.time.part), of(HALVES.time.usual)).map(({ signal: { detail } }) => detail.value).sort()).toEqual([98.765, 'FATAL', 'gate-9'].sort())
})

it('tells the same for any cut of any log', () => {
  fc.assert(fc.property(arbitraryLog, fc.integer({ min: 1, max: 3000 }), (log, middle) => {
    const told = [1 << 11, 1 << 16].map(chunkSize => compareValues(summaryOfPart('line', { from: middle, to: 9000 }, chunkSize, log), summaryOfPart('line', { from: 1, to: middle }, chunkSize, log)))
    expect(told[0]).toEqual(told[1])
  }), { numRuns: draws(60) })
})
