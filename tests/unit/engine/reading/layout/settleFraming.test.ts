import { describe, expect, it } from 'vitest'
import { learn, mergeSummaries, settledFraming, understoodOf, type Framing } from '#engine'
import { SummaryReader } from '../../../../../engine/summary/summary'
import { cutLog, inOneGo, inPairsBackwards, oneByOne, SETTINGS, summaryOf } from '../../logs'
import { bytesOf } from '../../padded'

const DAY_MS = 86_400_000
const pad = (value: number) => String(value).padStart(2, '0')

/** So many lines a day, from a day on; long enough lines that the first day alone is more than a sample. */
function datedLog(from: number, days: number, write: (day: string, month: string, year: number) => string, perDay = 3000): Uint8Array {
  const lines: string[] = []
  for (let day = 0; day < days; day++) {
    const date = new Date(from + day * DAY_MS)
    const [d, m] = [pad(date.getUTCDate()), pad(date.getUTCMonth() + 1)]
    for (let i = 0; i < perDay; i++) lines.push(`${write(d, m, date.getUTCFullYear())} ${pad(Math.floor(i / 150))}:${pad(i % 60)}:07 INFO request ${i} was served from the cache of the region in ${i % 90} ms, nothing else was to be done\n`)
  }
  return bytesOf(lines.join(''))
}

function settledOf(log: Uint8Array, chunkSize = 1 << 20, merge = inOneGo) {
  const cut = cutLog(log, chunkSize)
  if (!cut.framing) throw new Error('the log is empty')
  const summary = summaryOf(cut, merge)
  return { begun: cut.framing, summary, ...settledFraming(cut.framing, summary), cut }
}

const orderOf = (framing: Framing) => framing.time.orders[0]

describe('settledFraming', () => {
  const FEBRUARY = Date.UTC(2025, 1, 3)

  it('a day above 12 that comes late decides for the whole file', () => {
    const log = datedLog(FEBRUARY, 12, (d, m, y) => `${d}/${m}/${y}`)
    const { begun, framing, isOther } = settledOf(log)
    expect(orderOf(begun)).toBe('mdy')
    expect([orderOf(framing), isOther]).toEqual(['dmy', true])
    expect(understoodOf(framing)).toMatchObject({ date_order: 'dmy', is_order_open: false })
  })

  it('days that follow each other decide where no part is above 12', () => {
    const { begun, framing, isOther } = settledOf(datedLog(FEBRUARY, 4, (d, m, y) => `${d}/${m}/${y}`))
    expect(orderOf(begun)).toBe('mdy')
    expect([orderOf(framing), isOther]).toEqual(['dmy', true])
  })

  it('learnt again, its times are right from the first line on', () => {
    const { cut, framing } = settledOf(datedLog(FEBRUARY, 12, (d, m, y) => `${d}/${m}/${y}`))
    const { totals } = new SummaryReader(mergeSummaries(cut.cuts.map(({ data, place }) => learn(data, place, framing).summary)))
    expect(new Date(totals.firstTimeMs).toISOString().slice(0, 10)).toBe('2025-02-03')
    expect(new Date(totals.lastTimeMs).toISOString().slice(0, 10)).toBe('2025-02-14')
    expect(settledFraming(framing, mergeSummaries(cut.cuts.map(({ data, place }) => learn(data, place, framing).summary))).isOther).toBe(false)
  })

  it('what the start had right stays, and is known then', () => {
    const { framing, isOther } = settledOf(datedLog(FEBRUARY, 12, (d, m, y) => `${m}/${d}/${y}`))
    expect([orderOf(framing), isOther]).toEqual(['mdy', false])
    expect(understoodOf(framing)?.is_order_open).toBe(false)
  })

  it('where nothing tells, the order stays open', () => {
    const { framing, isOther } = settledOf(datedLog(FEBRUARY, 1, (d, m, y) => `${d}/${m}/${y}`))
    expect(isOther).toBe(false)
    expect(understoodOf(framing)?.is_order_open).toBe(true)
  })

  it('the place of a two-digit year is decided by all dates, too', () => {
    const { framing } = settledOf(datedLog(Date.UTC(2025, 1, 3), 20, (d, m, y) => `${d}.${m}.${y - 2000}`))
    expect(orderOf(framing)).toBe('dmy')
  })

  it('does not depend on chunks and their merging', () => {
    const log = datedLog(FEBRUARY, 12, (d, m, y) => `${d}/${m}/${y}`, 600)
    const whole = settledOf(log)
    for (const [chunkSize, merge] of [[4096, oneByOne], [100_000, inPairsBackwards]] as const) {
      const { framing, summary } = settledOf(log, chunkSize, merge)
      expect(framing).toEqual(whole.framing)
      expect(new SummaryReader(summary).totals.dates).toEqual(new SummaryReader(whole.summary).totals.dates)
    }
  })

  it('what a person says is not decided again', () => {
    const cut = cutLog(datedLog(FEBRUARY, 12, (d, m, y) => `${d}/${m}/${y}`, 600), 1 << 20, [1 << 16], { ...SETTINGS, options: { dateOrder: 'mdy' } })
    if (!cut.framing) throw new Error('the log is empty')
    expect(settledFraming(cut.framing, summaryOf(cut))).toEqual({ framing: cut.framing, isOther: false })
    expect(cut.framing.time.orders).toEqual(['mdy'])
  })
})
