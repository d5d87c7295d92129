import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learn, SessionCensus, type Framing } from '#engine'
import { draws } from '../../../stores'
import { mergeSessions, readSessions } from '../../../../engine/sessions/sessionTable'
import { SummaryReader } from '../../../../engine/summary/summary'
import type { SessionKey } from '../../../../engine/sessions/sessionKey'
import { arbitraryLog, cutLog, type Cut } from '../logs'
import { bytesOf } from '../padded'

/** Each line: which session, which step. */
const textOf = (lines: readonly (readonly [number, number])[]) =>
  lines.map(([session, step], i) => `2026-01-02 03:04:${String(i % 60).padStart(2, '0')} INFO step ${String.fromCharCode(97 + step)} of req_${10_000 + session}`).join('\n')

function framingOf(): Framing {
  const { framing } = cutLog(bytesOf('2026-01-02 03:04:05 INFO a\n2026-01-02 03:04:05 INFO b\n'), 1000)
  if (!framing) throw new Error('no framing')
  return { ...framing, sessions: [{ kind: 'prefix', mark: 'req_' }] }
}

const encoded = (cuts: readonly Cut[], framing: Framing) => cuts.map(({ data, place }) => new SummaryReader(learn(data, place, framing).summary).sessions)

const bytesIn = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0)

/** What a table says, in an order of its own. */
function told(bytes: Uint8Array) {
  const { isOff, shift, signatures, firstLine, lastLine, pairFrom, signature, count, line } = readSessions(bytes)
  const sessions = Array.from(firstLine, (first, i) => {
    const pairs = Array.from({ length: pairFrom[i + 1] - pairFrom[i] }, (_, n) => [signatures[signature[pairFrom[i] + n]].key0, count[pairFrom[i] + n], line[pairFrom[i] + n]]).sort((a, b) => a[0] - b[0])
    return { first, last: lastLine[i], pairs }
  })
  return { isOff, shift, sessions: sessions.sort((a, b) => a.first - b.first) }
}

describe('sessions', () => {
  it('say where each begins and ends, and how often and from where on it has what', () => {
    const { cuts } = cutLog(bytesOf(textOf([[1, 0], [2, 0], [1, 1], [1, 1], [2, 2]])), 1000)
    const { sessions, ...rest } = told(mergeSessions(encoded(cuts, framingOf())))
    expect(rest).toEqual({ isOff: false, shift: 0 })
    expect(sessions.map(({ first, last, pairs }) => [first, last, pairs.map(([, count, line]) => [line, count]).sort(([a], [b]) => a - b)])).toEqual([[1, 4, [[1, 1], [3, 2]]], [2, 5, [[2, 1], [5, 1]]]])
  })

  it('are found in records however their fields are ordered, and whichever are missing', () => {
    const line = (i: number) => {
      const fields = [`"order":"${10_000 + (i >> 1)}"`, ...(i % 3 === 0 ? [] : [`"took":"${i}ms"`]), `"node":"n${i % 7}"`]
      const from = i % fields.length
      return `{"time":"2026-01-02T03:04:05Z","message":"step ${'ab'[i % 2]}",${[...fields.slice(from), ...fields.slice(0, from)].join(',')}}`
    }
    const log = bytesOf(Array.from({ length: 300 }, (_, i) => line(i)).join('\n'))
    const { framing } = cutLog(log, 1 << 20)
    expect(framing?.sessions).toContainEqual({ kind: 'after', mark: 'order' })
    for (const size of [1 << 20, 400]) {
      const { sessions } = told(mergeSessions(encoded(cutLog(log, size).cuts, { ...framingOf(), ...framing, sessions: [{ kind: 'after', mark: 'order' }] })))
      expect(sessions.map(({ first, last }) => last - first)).toEqual(sessions.map(() => 1))
      expect(sessions).toHaveLength(150)
    }
  })

  it('merge in any order and grouping to the same as in one chunk', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 6 })), { minLength: 1, maxLength: 200 }), fc.integer({ min: 60, max: 3000 }), (lines, size) => {
      const log = bytesOf(textOf(lines))
      const framing = framingOf()
      const whole = told(mergeSessions(encoded(cutLog(log, 1 << 20).cuts, framing)))
      const parts = encoded(cutLog(log, size).cuts, framing)
      expect(told(mergeSessions(parts))).toEqual(whole)
      expect(told(parts.reduceRight((merged, part) => mergeSessions([part, merged]), mergeSessions([])))).toEqual(whole)
    }), { numRuns: draws(60) })
  })

  it('are the same for any cut of random lines, whichever key finds them', () => {
    const keys: SessionKey[] = [{ kind: 'after', mark: 'order' }, { kind: 'after', mark: 'user' }, { kind: 'shape', mark: 'x8' }, { kind: 'after', mark: 'GET' }]
    fc.assert(fc.property(arbitraryLog, fc.constantFrom(80, 700, 5000), (log, size) => {
      const { cuts, framing } = cutLog(log, 1 << 20)
      if (!framing) return
      const keyed = { ...framing, sessions: keys }
      expect(told(mergeSessions(encoded(cutLog(log, size).cuts, keyed)))).toEqual(told(mergeSessions(encoded(cuts, keyed))))
    }), { numRuns: draws(60) })
  })

  it('of which there are too many are sampled, the same by any grouping', () => {
    const lines = Array.from({ length: 160_000 }, (_, i) => [i % 72_000, Math.floor(i / 72_000)] as const)
    const log = bytesOf(textOf(lines))
    const framing = framingOf()
    const whole = told(mergeSessions(encoded(cutLog(log, 1 << 23).cuts, framing)))
    expect(whole.shift).toBe(1)
    expect(whole.sessions.length).toBeGreaterThan(34_000)
    expect(whole.sessions.length).toBeLessThan(38_000)
    const parts = encoded(cutLog(log, 1 << 20).cuts, framing)
    expect(told(mergeSessions(parts))).toEqual(whole)
    expect(told(mergeSessions([mergeSessions(parts.slice(4)), mergeSessions(parts.slice(0, 4))]))).toEqual(whole)
  })

  it('that are left out early, by what one thread has seen of them, change nothing in the end', () => {
    const lines = Array.from({ length: 180_000 }, (_, i) => [i % 150_000, i % 3 + (i > 150_000 ? 3 : 0)] as const)
    const { cuts } = cutLog(bytesOf(textOf(lines)), 1 << 19)
    const framing = framingOf()
    const whole = told(mergeSessions(encoded(cuts, framing)))
    expect(whole.shift).toBe(2)
    for (const threads of [1, 2]) {
      const censuses = Array.from({ length: threads }, () => new SessionCensus())
      const parts = cuts.map(({ data, place }, i) => new SummaryReader(learn(data, place, framing, censuses[i % threads]).summary).sessions)
      for (const { shift } of censuses) {
        expect(shift).toBeGreaterThan(0)
        expect(shift).toBeLessThanOrEqual(whole.shift)
      }
      expect(told(mergeSessions(parts))).toEqual(whole)
      expect(bytesIn(parts)).toBeLessThan(0.9 * bytesIn(encoded(cuts, framing)))
    }
  })

  it('that have too many different steps in all are sampled', () => {
    const lines = Array.from({ length: 2100 * 140 }, (_, i) => `2026-01-02 03:04:05 INFO ${wordOf(Math.floor(i / 2100))} of req_${i % 2100 + 10_000}`)
    const framing = framingOf()
    const parts = encoded(cutLog(bytesOf(lines.join('\n')), 1 << 22).cuts, framing)
    const whole = told(mergeSessions(parts))
    expect(whole.shift).toBe(1)
    expect(told(parts.reduceRight((merged, part) => mergeSessions([merged, part]), mergeSessions([])))).toEqual(whole)
  })

  it('with too many different signatures are given up', () => {
    const lines = Array.from({ length: 17_000 }, (_, i) => `2026-01-02 03:04:05 INFO ${wordOf(i)} of req_${i % 50 + 10_000}`)
    const parts = encoded(cutLog(bytesOf(lines.join('\n')), 1 << 18).cuts, framingOf())
    expect(told(parts[0]).isOff).toBe(false)
    expect(told(mergeSessions(parts))).toEqual({ isOff: true, shift: 0, sessions: [] })
    expect(told(mergeSessions([mergeSessions(parts), parts[0]])).isOff).toBe(true)
  })
})

function wordOf(n: number): string {
  let text = ''
  for (let i = 0; i < 5; i++, n = Math.floor(n / 19)) text += String.fromCharCode(103 + n % 19)
  return text
}
