import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { Random } from '../../../../samples/random'
import { findingsAgainst, findingsOf, logLine, quietLines } from '../fixtures'

const LINES = 4000

/** Between -1 and 1, those near 0 the likeliest. */
const noise = (random: Random) => (random.bits() + random.bits() - random.bits() - random.bits()) / 2 ** 33

/** A log in which every other line tells a number: `level` of how far the log has gone, 0..1, times what varies anyhow. */
function telling(level: (share: number) => number, { spread = 1, seed = 1 } = {}): string[] {
  const random = new Random(seed, 3)
  return Array.from({ length: LINES }, (_, i) => i % 2 === 0
    ? logLine(i, 'INFO', `request ${random.below(1e6)} served in ${Math.round(level(i / LINES) * Math.exp(spread * noise(random)))} ms`)
    : logLine(i, 'INFO', 'queue is being drained as usual'))
}

const shifts = (lines: readonly string[], chunkSize?: number) => findingsOf(lines, chunkSize).flatMap(({ signals: [leading], ...finding }) => leading.kind === 'drift' ? [{ ...finding, signals: [leading], detail: leading.detail }] : [])

const between = (from: number, to: number, inside: number, usual = 100) => (share: number) => share >= from && share < to ? inside : usual

describe('drift', () => {
  it('is found where numbers are higher for a while', () => {
    const [finding, ...others] = shifts(telling(between(0.6, 0.75, 300)))
    expect(others).toEqual([])
    const { detail } = finding
    expect(detail).toMatchObject({ slot: 'in', unit: 's', total: 2000 })
    expect(detail.value / detail.usual).toBeCloseTo(3, 0)
    expect(detail.usual).toBeCloseTo(0.1, 1)
    expect(Math.abs(detail.first_line - 2400)).toBeLessThan(LINES / 32)
    expect(Math.abs(detail.last_line - 3000)).toBeLessThan(LINES / 32)
    expect(finding.occurrences).toBe(detail.count)
    expect(explain(finding, 'en')).toMatch(/^Durations after `\w+ in` are about 2[5-9]\d ms from line 2,\d{3} to [23],\d{3} \(\d{3} of [\d,]+\), usually about (9\d|10\d) ms\.$/)
  })

  it('marks few lines, all of them in the stretch', () => {
    const [{ line_number, last_line }] = shifts(telling(between(0.6, 0.75, 300)))
    expect(line_number).toBeGreaterThan(2400)
    expect(last_line).toBeLessThanOrEqual(3000)
  })

  it('is found where they are lower for a while, and where they stay higher up to the end', () => {
    expect(shifts(telling(between(0.3, 0.4, 30)))).toMatchObject([{ detail: { slot: 'in' } }])
    const [{ detail }] = shifts(telling(between(0.7, 1, 250)))
    expect(detail.value).toBeGreaterThan(detail.usual)
    expect(detail.last_line).toBe(LINES - 1)
  })

  it('is the same however the log is cut', () => {
    const lines = telling(between(0.6, 0.75, 300))
    const found = shifts(lines, 1 << 20)
    expect(found).toHaveLength(1)
    for (const chunkSize of [1 << 12, 5000, 1 << 15]) expect(shifts(lines, chunkSize)).toEqual(found)
  })

  it('is told once where several numbers shift together', () => {
    const random = new Random(5, 3)
    const lines = telling(between(0.6, 0.75, 300)).map((line, i) => i % 2 === 0 ? line : logLine(i, 'INFO', `queue holds ${Math.round((i >= 2400 && i < 3000 ? 5000 : 800) * Math.exp(noise(random)))} entries`))
    expect(shifts(lines)).toHaveLength(1)
  })

  it('is not said of what the known-good log has too', () => {
    const shifted = telling(between(0.6, 0.75, 300))
    const drifts = (good: readonly string[]) => findingsAgainst(good, shifted).filter(({ signals }) => signals.some(({ kind }) => kind === 'drift'))
    expect(drifts(telling(between(0, 0, 0), { seed: 2 }))).toHaveLength(1)
    expect(drifts(telling(between(0.1, 0.3, 400), { seed: 2 }))).toEqual([])
  })

  describe('is none', () => {
    const quiet = (name: string, level: (share: number, seed: number) => number, spread = 1) => it(name, () => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) expect(shifts(telling(share => level(share, seed), { seed, spread }))).toEqual([])
    })

    quiet('where numbers vary about one level', () => 100)
    quiet('where they vary a lot', () => 1000, 6)
    quiet('of a counter', share => 1 + 50_000 * share, 0)
    quiet('of a counter that starts anew', share => 1 + 50_000 * (share < 0.43 ? share : share - 0.43), 0)
    quiet('of numbers that grow all through the log', share => 100 * 20 ** share)
    quiet('of a daily cycle', (share, seed) => 100 * 4 ** Math.sin(2 * Math.PI * (share * 5 + seed / 8)))
    quiet('of half a cycle', (share, seed) => 100 * 4 ** Math.sin(Math.PI * (share + seed / 8)), 0.5)
    quiet('of a phase at the start', share => share < 0.15 ? 900 : 100)
    quiet('of two modes that alternate', share => Math.floor(share * 20) % 2 === 0 ? 40 : 400)
    quiet('of two modes in no order', (share, seed) => Math.imul(Math.floor(share * LINES) + 1, 0x9E3779B1 + 2 * seed) >>> 30 === 0 ? 2000 : 50)

    it('of a level that walks at random', () => {
      for (let seed = 1; seed <= 8; seed++) {
        const random = new Random(seed, 4)
        let at = 0
        const walk = Array.from({ length: LINES }, () => at += noise(random) / 8)
        expect(shifts(telling(share => 1000 * Math.exp(walk[Math.round(share * LINES)]), { seed }))).toEqual([])
      }
    })

    it('of one number far off', () => {
      const lines = telling(() => 100)
      expect(shifts(lines.with(2400, logLine(2400, 'INFO', 'request 5 served in 9000000 ms')))).toEqual([])
    })

    it('of codes', () => {
      const random = new Random(6, 3)
      const coded = (isOdd: (i: number) => boolean) => quietLines().map((line, i) => i % 2 === 0 ? logLine(i, 'INFO', `step ended with ${isOdd(i) ? 3 : random.pick([0, 0, 0, 1, 17])}`) : line)
      expect(shifts(coded(i => i >= 1200 && i < 1500))).toEqual([])
    })

    it('of hardly anything', () => {
      expect(shifts(telling(between(0.6, 0.75, 115), { spread: 0.05 }))).toEqual([])
    })
  })
})
