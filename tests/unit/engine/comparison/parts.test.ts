import { describe, expect, it } from 'vitest'
import { addParts, comparePartCounts, countParts, type LogParts, type PartsCounts } from '#engine'
import { scoredLog } from '../scoredLog'

const START_MS = Date.UTC(2026, 2, 2, 8, 0, 0)
const timed = (index: number, text: string) => `${new Date(START_MS + index * 1000).toISOString()} INFO ${text}`

/** 1,000 lines: in the first half a heartbeat, in the second one retries that come often and a trace that is new. */
const LINES = Array.from({ length: 1000 }, (_, i) => {
  if (i % 10 === 3) return timed(i, i < 500 ? `heartbeat of node ${i % 4} received` : `retry of request ${i} because the store is busy`)
  if (i % 100 === 7 || (i >= 500 && i % 5 === 0)) return timed(i, `cache refilled in ${i} ms`)
  if (i === 701) return `${timed(i, 'worker crashed')}\n  at run\n  at main`
  return timed(i, `GET /cart took=${10 + i % 7} ms`)
}).flatMap(line => line.split('\n'))

function compare(parts: LogParts, chunkSize: number) {
  const counts: PartsCounts = new Map()
  for (const { columns, candidates } of scoredLog(LINES, chunkSize).scored.toReversed()) {
    const own: PartsCounts = new Map()
    countParts(own, parts, columns, candidates)
    addParts(counts, own)
  }
  return comparePartCounts(counts)
}

const HALVES: Record<string, LogParts> = {
  time: { by: 'time', usual: { from: START_MS, to: START_MS + 500_000 }, part: { from: START_MS + 500_000, to: START_MS + 1_000_000 } },
  line: { by: 'line', usual: { from: 1, to: 501 }, part: { from: 501, to: 1003 } },
}

describe.each(Object.entries(HALVES))('halves of a log by %s', (_, parts) => {
  it('differ in what is new, gone and far more frequent', () => {
    const found = compare(parts, 1 << 20)
    expect(found).toMatchObject({ usualLines: 500, partLines: 502 })
    expect(found.added.map(({ count, usualCount, firstLine }) => [count, usualCount, firstLine])).toEqual([[50, 0, 504], [3, 0, 702]])
    expect(found.gone.map(({ count, usualCount, firstLine }) => [count, usualCount, firstLine])).toEqual([[0, 50, 4]])
    expect(found.changed).toMatchObject([{ usualCount: 5 }])
    expect(found.changed[0].count).toBeGreaterThan(80)
    expect(found.knownLines).toBe(502 - 53)
  })

  it('do so for any cut and any order of the chunks', () => {
    expect(compare(parts, 1 << 12)).toEqual(compare(parts, 1 << 20))
  })
})

it('finds nothing in parts without lines', () => {
  expect(compare({ by: 'line', usual: { from: 5000, to: 6000 }, part: { from: 7000, to: 8000 } }, 1 << 20)).toEqual({ usualLines: 0, partLines: 0, knownLines: 0, added: [], gone: [], changed: [] })
})
