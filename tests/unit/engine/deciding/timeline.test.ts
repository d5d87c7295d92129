import { describe, expect, it, test } from 'vitest'
import { addCounts, countTimeline, emptyCounts, lineGrid, timeGrid } from '../../../../engine/deciding/timeline'
import { scoredLog } from '../scoredLog'

const START_MS = Date.UTC(2026, 2, 2, 8, 0, 0)
const timed = (index: number, text: string) => `${new Date(START_MS + index * 1000).toISOString()} INFO ${text}`

describe('timeGrid', () => {
  it.each([[0, 1], [239, 1], [240, 2], [3600, 30], [86_400 * 30, 10_800 + 3600]])('%i s in at most 240 buckets of at least %i s', (seconds, least) => {
    const grid = timeGrid(START_MS, START_MS + seconds * 1000)
    expect(grid.buckets).toBeLessThanOrEqual(241)
    expect(grid.step / 1000).toBeGreaterThanOrEqual(Math.min(least, grid.step / 1000))
    expect(grid.from % grid.step).toBe(0)
    expect(grid.from + grid.buckets * grid.step).toBeGreaterThan(START_MS + seconds * 1000)
  })

  it('takes one moment, and years', () => {
    expect(timeGrid(START_MS, START_MS)).toMatchObject({ buckets: 1, step: 1000 })
    expect(timeGrid(0, 50 * 365 * 86_400_000).buckets).toBeLessThanOrEqual(241)
  })
})

test('lineGrid holds every line once', () => {
  for (const lines of [0, 1, 240, 241, 100_003]) {
    const { buckets, step } = lineGrid(lines)
    expect(buckets).toBeLessThanOrEqual(240)
    expect(buckets * step).toBeGreaterThanOrEqual(lines)
    expect((buckets - 1) * step).toBeLessThan(Math.max(lines, 1))
  }
})

test('every line is in one bucket or untimed, for any cut', () => {
  const lines = ['no time yet', ...Array.from({ length: 3000 }, (_, i) => timed(i, `GET /cart took=${10 + i % 7} ms`)), timed(3001, 'disk is broken beyond repair'), '  at trace']
  for (const chunkSize of [1 << 12, 1 << 20]) {
    const { scored } = scoredLog(lines, chunkSize)
    for (const grid of [timeGrid(START_MS, START_MS + 3001 * 1000), lineGrid(3003)]) {
      const total = emptyCounts(grid)
      for (const { columns, candidates } of scored) {
        const counts = emptyCounts(grid)
        countTimeline(counts, grid, columns, candidates)
        addCounts(total, counts)
      }
      expect(total.lines.reduce((sum, count) => sum + count, total.untimed)).toBe(3003)
      expect(total.anomalies.at(-1), 'the odd event has two lines').toBe(2)
    }
  }
})

test('lines without any time are untimed', () => {
  const { scored: [chunk] } = scoredLog(['one', 'two', 'three'])
  const counts = emptyCounts(timeGrid(0, 1000))
  countTimeline(counts, timeGrid(0, 1000), chunk.columns, null)
  expect(counts.untimed).toBe(3)
})

test('lines are told apart by the severity of their event', () => {
  const lines = ['2026-03-02T08:00:00Z INFO up', '2026-03-02T08:00:00Z WARN disk is filling', '2026-03-02T08:00:01Z ERROR lost', '  at read', '2026-03-02T08:00:01Z FATAL down']
  const { scored: [chunk] } = scoredLog(lines)
  const grid = timeGrid(START_MS, START_MS + 1000)
  const counts = emptyCounts(grid)
  countTimeline(counts, grid, chunk.columns, null)
  expect([[...counts.lines], [...counts.warnings], [...counts.errors]]).toEqual([[2, 3], [1, 0], [0, 3]])
})
