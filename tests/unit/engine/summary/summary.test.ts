import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learn, mergeSummaries, withoutSessions } from '#engine'
import { draws } from '../../../stores'
import { levelGroups } from '../../../../engine/summary/mergeSummaries'
import { GROUP_MAX, GroupReader, SummaryReader, usualSeverity, type SignatureRecord } from '../../../../engine/summary/summary'
import { GROUPS } from '../../../../engine/templates/signature'
import type { Slot } from '../../../../engine/summary/slots'
import { roleName } from '../../../../engine/reading/layout/sources'
import { arbitraryLog, arbitrarySourcedLog, cutLog, inPairsBackwards, oneByOne } from '../logs'
import { bytesOf } from '../padded'

interface Groups { levels: number[], records: SignatureRecord[] }
interface Read extends Groups { totals: SummaryReader['totals'], continuations: Groups }

function readGroups(reader: GroupReader): Groups {
  const levels: number[] = []
  const records: SignatureRecord[] = []
  for (let number = 0; number < GROUPS; number++) {
    const group = reader.open(number)
    if (!group) continue
    levels.push(group.level)
    for (let n = group.records; n > 0; n--) records.push(reader.next())
    reader.close()
  }
  return { levels, records: records.sort((a, b) => a.key - b.key) }
}

/** All of a summary, records by key, what has no order in one. */
function read(bytes: Uint8Array): Read {
  const reader = new SummaryReader(bytes)
  return { totals: reader.totals, ...readGroups(reader), continuations: readGroups(GroupReader.of(reader.continuations)) }
}

function summariesOf(log: Uint8Array, chunkSize: number): Uint8Array[] {
  const { cuts, framing } = cutLog(log, chunkSize)
  return framing ? cuts.map(({ data, place }) => learn(data, place, framing).summary) : []
}

const textOf = ({ text }: SignatureRecord) => new TextDecoder().decode(text).replaceAll('\u0001', '#').replaceAll('\u0002', '*')

describe('a summary', () => {
  it('holds what is known of each signature', () => {
    const log = bytesOf('2026-01-02T03:04:05Z INFO user 1 came\n2026-01-02T03:04:06Z WARN user 1 came\n\tat b\n2026-01-02T03:04:09Z INFO user 2.5 came\n2026-01-02T03:04:07Z INFO gone\n')
    const { totals, records } = read(summariesOf(log, 1 << 20)[0])
    expect(totals).toEqual({ lines: 5, events: 4, firstTimeMs: Date.UTC(2026, 0, 2, 3, 4, 5), lastTimeMs: Date.UTC(2026, 0, 2, 3, 4, 9), zonedTimes: 4, zonelessTimes: 0, openLine: 0, lastLine: 5, dates: null, fittingLines: 5 })
    const [came, gone] = records.sort((a, b) => a.lines[0] - b.lines[0])
    expect([came, gone].map(textOf)).toEqual(['user # came', 'gone'])
    expect(came).toMatchObject({ events: 3, linesCovered: 4, lastLine: 4, lines: [1, 2, 4] })
    expect(came.severities).toEqual(new Map([[3, { count: 2, lines: [1, 4] }], [5, { count: 1, lines: [2] }]]))
    expect(came.slots).toMatchObject([{ observations: 3, values: new Map([[1000, { count: 2, lines: [1, 2] }], [2500, { count: 1, lines: [4] }]]) }])
    expect(came.sources).toEqual(new Map())
    expect([...came.times.counts.values()]).toHaveLength(3)
    expect(gone).toMatchObject({ events: 1, linesCovered: 1, lines: [5], lastLine: 5, slots: [] })
  })

  it('holds the lines that continue an event apart', () => {
    const log = bytesOf('2026-01-02T03:04:05Z ERROR lost\n\tat b 1\n\tat b 2\n\n  \n\r\n2026-01-02T03:04:06Z ERROR lost\n\tat b 3\n\tat c\n')
    const { records, continuations } = read(mergeSummaries(summariesOf(log, 30)))
    expect(records.map(textOf)).toEqual(['lost'])
    const [b, c] = continuations.records.sort((one, other) => one.lines[0] - other.lines[0])
    expect([b, c].map(textOf)).toEqual(['at b #', 'at c'])
    expect(b).toMatchObject({ events: 3, lines: [2, 3, 8], lastLine: 8 })
    expect(c).toMatchObject({ events: 1, lines: [9], lastLine: 9 })
    expect(continuations.records).toHaveLength(2)
  })

  it('is the same without its sessions, but for them', () => {
    const lines = Array.from({ length: 400 }, (_, i) => `2026-01-02T03:04:05Z INFO req_${10_000 + Math.floor(i / 4)} was ${['opened', 'read', 'written', 'closed'][i % 4]}\n`)
    const summary = mergeSummaries(summariesOf(bytesOf(lines.join('')), 5000))
    expect(new SummaryReader(summary).sessions.length).toBeGreaterThan(100)
    const without = withoutSessions(summary)
    expect(new SummaryReader(without).sessions).toEqual(new SummaryReader(mergeSummaries([])).sessions)
    expect(read(without)).toEqual(read(summary))
    expect(read(mergeSummaries([without, without])).totals.events).toBe(800)
  })

  it('holds who wrote the events', () => {
    const log = bytesOf(['web1', 'web2', 'web1'].map((host, i) => `Mar 10 12:00:0${i} ${host} sshd[${i}]: user ${i} came\n`).join(''))
    const [{ slots, sources }] = read(mergeSummaries(summariesOf(log, 50))).records
    expect(slots).toHaveLength(1)
    expect([...sources.keys()].map(roleName)).toEqual(['host', 'program'])
    expect([...sources.values()].map(({ values }) => values)).toEqual([new Map([['web1', { count: 2, lines: [1, 3] }], ['web2', { count: 1, lines: [2] }]]), new Map([['sshd', { count: 3, lines: [1, 2, 3] }]])])
  })

  it('merges in any grouping and order, and by chunks of any size, to the same', () => {
    const inOrder = (slot: Slot): Slot => ({ ...slot, values: slot.values && new Map([...slot.values].sort()), bins: new Map([...slot.bins].sort((a, b) => a[0] - b[0])) })
    const canonical = (bytes: Uint8Array) => {
      const { totals, levels, records, continuations } = read(bytes)
      return { totals, levels, continuations, records: records.map(record => ({ ...record, severities: new Map([...record.severities].sort((a, b) => a[0] - b[0])), times: { shift: record.times.shift, counts: new Map([...record.times.counts].sort((a, b) => a[0] - b[0])) }, slots: record.slots.map(inOrder), sources: new Map([...record.sources].sort((a, b) => a[0] - b[0]).map(([role, slot]) => [role, inOrder(slot)])) })) }
    }
    fc.assert(fc.property(fc.oneof(arbitraryLog, arbitrarySourcedLog), (log) => {
      const parts = summariesOf(log, 700)
      const expected = canonical(mergeSummaries(parts))
      expect(canonical(oneByOne(parts))).toEqual(expected)
      expect(canonical(inPairsBackwards(parts))).toEqual(expected)
      expect(canonical(mergeSummaries([mergeSummaries([]), mergeSummaries(summariesOf(log, 1 << 20)), mergeSummaries([])]))).toEqual(expected)
    }), { numRuns: draws(30) })
  })

  it('of nothing is neutral', () => {
    const { totals, records } = read(mergeSummaries([]))
    expect(records).toEqual([])
    expect(totals).toEqual({ lines: 0, events: 0, firstTimeMs: Number.NaN, lastTimeMs: Number.NaN, zonedTimes: 0, zonelessTimes: 0, openLine: 0, lastLine: 0, dates: null, fittingLines: 0 })
  })

  it('coarsens a group with too many signatures and loses no event', () => {
    const letters = (n: number) => Array.from({ length: 4 }, (_, i) => 'ghjklmnp'[Math.floor(n / 8 ** i) % 8]).join('')
    const log = bytesOf(Array.from({ length: 3000 }, (_, i) => `${letters(i)} met ${letters(i * 7)} at noon\n`).join(''))
    const { totals, levels, records } = read(mergeSummaries(summariesOf(log, 5000)))
    expect(totals.events).toBe(3000)
    expect(levels).toEqual([2])
    expect(records.map(textOf)).toEqual(['* * * * *'])
    expect(records.reduce((sum, { events }) => sum + events, 0)).toBe(3000)
    expect(records.length).toBeLessThanOrEqual(GROUP_MAX)
  })

  it('of another version is refused', () => {
    expect(() => new SummaryReader(new Uint8Array([99, 0, 0]))).toThrow(RangeError)
  })
})

describe('levelGroups', () => {
  it('makes each log as coarse as the coarsest, group by group', () => {
    const letters = (n: number) => Array.from({ length: 4 }, (_, i) => 'ghjklmnp'[Math.floor(n / 8 ** i) % 8]).join('')
    const coarse = mergeSummaries(summariesOf(bytesOf(Array.from({ length: 3000 }, (_, i) => `${letters(i)} met ${letters(i * 7)} at noon\n`).join('')), 5000))
    const fine = mergeSummaries(summariesOf(bytesOf('kg met gk at noon\nanother shape: of it\n'), 5000))
    const [one, other] = levelGroups([new SummaryReader(coarse).groups, new SummaryReader(fine).groups]).map(groups => readGroups(GroupReader.of(groups)))
    expect(one.records.map(textOf)).toEqual(['* * * * *'])
    expect(other.records.map(textOf).sort()).toEqual(['* * * * *', 'another shape: of it'])
    expect(other.records.map(({ key }) => key)).toContain(one.records[0].key)
  })

  it('leaves fine ones as they are', () => {
    const groups = new SummaryReader(mergeSummaries(summariesOf(bytesOf('a met b\nanother shape\n'), 5000))).groups
    expect(levelGroups([groups, groups])).toEqual([groups, groups])
  })
})

describe('usualSeverity', () => {
  it('is that of most events, the lower one on a tie', () => {
    const [record] = read(summariesOf(bytesOf('a\n'), 100)[0]).records
    const withCounts = (...counts: [number, number][]) => ({ ...record, severities: new Map(counts.map(([severity, count]) => [severity, { count, lines: [1] }])) })
    expect(usualSeverity(withCounts([6, 5], [3, 9]))).toBe(3)
    expect(usualSeverity(withCounts([6, 5], [3, 5]))).toBe(3)
    expect(usualSeverity(withCounts([0, 2], [8, 3]))).toBe(8)
  })
})
