import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsOf, logLine, quietLines } from '../fixtures'

/** A message every second, besides what is usual, but for the seconds from … to. */
const withBeat = (from: number, to: number) => quietLines().flatMap((line, i) => i < from || i >= to ? [line, logLine(i, 'INFO', 'heart beats')] : [line])

describe('silence', () => {
  it('is found at the first event after a pause, where the others went on', () => {
    const lines = withBeat(1000, 1200)
    const findings = findingsOf(lines)
    const back = lines.indexOf(logLine(1200, 'INFO', 'heart beats')) + 1
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: back, template: 'heart beats' })
    const [signal] = findings[0].signals
    expect(signal.kind).toBe('silence')
    expect(signal.detail).toMatchObject({ from: expect.stringMatching(/^2026-01-02T00:16:/) })
    expect(signal).toMatchObject({ detail: { count: 0 } })
    expect(signal.kind === 'silence' && Math.abs(signal.detail.seconds - 200)).toBeLessThan(20)
    expect(signal.kind === 'silence' && Math.abs(signal.detail.usual - 200)).toBeLessThan(20)
    expect(explain(findings[0], 'en')).toMatch(/^No event of this pattern in 3 min, where about \d+ were expected/)
  })

  it('is told at what came again first, even if that alone would say too little', () => {
    const lines = quietLines().flatMap((line, i) => [line, ...i < 1000 || i > 1200 ? [logLine(i, 'INFO', 'heart beats')] : [], ...i % 30 === 0 && (i < 1000 || i >= 1200) ? [logLine(i, 'INFO', 'deep breath')] : []])
    expect(findingsOf(lines)).toMatchObject([{ log_entry: logLine(1200, 'INFO', 'deep breath'), template: 'deep breath' }])
  })

  it('is found where far fewer come for a while', () => {
    const lines = withBeat(0, 0).filter((line, i) => !/ 00:1[678]:.*heart/.test(line) || i % 16 === 1)
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0].log_entry).toMatch(/ 00:1[56]:\d\d INFO heart beats/)
    const [signal] = findings[0].signals
    expect(signal.kind === 'silence' && signal.detail.count > 0 && signal.detail.count < 40).toBe(true)
  })

  it('says less in a log whose messages come in phases', () => {
    const says = ['reading block of', 'merging run', 'fetch of map output', 'spilled buffer', 'sorted part', 'wrote part file']
    const strengthIn = (comes: (message: number, second: number) => boolean) => {
      const lines = Array.from({ length: 3000 }, (_, second) => second).flatMap(second => [
        ...says.flatMap((words, message) => comes(message, second) ? [logLine(second, 'INFO', `${words} ${second % 7}`)] : []),
        ...second < 1500 || second >= 1540 ? [logLine(second, 'INFO', 'heart beats')] : [],
      ])
      return Math.max(0, ...findingsOf(lines).flatMap(({ signals }) => signals).filter(({ kind }) => kind === 'silence').map(({ strength }) => strength))
    }
    const steady = strengthIn((message, second) => (second + message) % 2 === 0)
    const inPhases = strengthIn((message, second) => Math.floor(second / (40 + 20 * message)) % 3 === 0)
    expect(steady).toBeGreaterThan(10)
    expect(inPhases).toBeLessThan(steady / 2)
  })

  it('is found beside one message that came in a crowd', () => {
    const lines = Array.from({ length: 1200 }, (_, second) => second).flatMap(second => [
      ...Math.imul(second + 1, 0x9E3779B1) >>> 28 < 5 ? [logLine(second, 'INFO', `reading ${500 + second % 7} lux`)] : [],
      ...second < 700 || second >= 760 ? [logLine(second, 'INFO', 'heart beats')] : [],
      ...Array.from({ length: second >= 300 && second < 310 ? 8 : second % 200 === 9 ? 1 : 0 }, () => logLine(second, 'INFO', 'write was refused')),
    ])
    expect(findingsOf(lines).filter(({ signals }) => signals[0].kind === 'silence')).toMatchObject([{ template: 'heart beats' }])
  })

  it('is found twice where it happened twice', () => {
    const lines = withBeat(400, 600).filter((line, i) => i < 2000 || i > 2300 || !line.includes('heart'))
    expect(findingsOf(lines)).toMatchObject([{ template: 'heart beats', occurrences: 2 }])
  })

  it('is not found where all goes slower, as in a quiet night', () => {
    const lines = withBeat(0, 0).filter((line, i) => i < 1500 || i > 2500 || i % 24 < 2)
    expect(findingsOf(lines)).toEqual([])
  })

  it('is not found without a pause, nor where everything stopped', () => {
    expect(findingsOf(withBeat(0, 0))).toEqual([])
    expect(findingsOf(withBeat(0, 0).filter(line => !/ 00:1[78]:/.test(line)))).toEqual([])
  })

  it('is not found of messages whose lines have no time', () => {
    const lines = Array.from({ length: 300 }, (_, i) => i % 2 === 0 ? 'plain words without a time' : logLine(i, 'INFO', `item ${i} kept`))
    expect(findingsOf(lines)).toEqual([])
  })
})
