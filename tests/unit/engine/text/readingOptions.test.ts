import { describe, expect, it } from 'vitest'
import { createIntake, faultOfPattern, learn, lineDescriber, type ReadingOptions } from '#engine'
import { decodeColumns } from '../../../../engine/summary/columns'
import { CONTINUATION } from '../../../../engine/templates/LineTable'
import { SETTINGS } from '../logs'

function read(lines: string[], options: ReadingOptions) {
  const intake = createIntake({ ...SETTINGS, options }, 1 << 20)
  const cuts = [...intake.push(new TextEncoder().encode(lines.join('\n') + '\n')), ...intake.end()]
  const { framing, notes } = intake
  if (!framing) throw new Error('the text is empty')
  const describeLine = lineDescriber(framing)
  const isStart = cuts.flatMap(({ data, place }) => [...decodeColumns(learn(data, place, framing).columns).signatures].map(signature => signature !== CONTINUATION))
  return { framing, notes, isStart, times: lines.map(line => describeLine(new TextEncoder().encode(line)).timestamp) }
}

const repeated = <T>(lines: readonly T[], times = 30): T[] => Array.from({ length: times }, () => lines).flat()

describe('time_zone', () => {
  const TOKYO = { fromLocalMs: [0], offsetMs: [9 * 3_600_000] }
  /** From an hour of 10 July on clocks are an hour further. */
  const CHANGED = { fromLocalMs: [0, Date.UTC(2025, 6, 10, 3)], offsetMs: [3_600_000, 7_200_000] }

  it.each([
    [TOKYO, '2025-07-10 12:00:00', '2025-07-10T03:00:00.000Z'],
    [CHANGED, '2025-07-10 02:59:59', '2025-07-10T01:59:59.000Z'],
    [CHANGED, '2025-07-10 03:00:00', '2025-07-10T01:00:00.000Z'],
    [CHANGED, '1985-07-10 03:00:00', '1985-07-10T02:00:00.000Z'],
  ])('%o: %s is %s', (timeZone, shown, time) => {
    expect(read(repeated([`${shown} INFO started`]), { timeZone }).times[0]).toBe(time)
  })

  it('does not depend on the line before', () => {
    const lines = repeated(['2025-07-10 02:59:59 INFO a', '2025-07-10 03:00:00 INFO b'])
    expect(read(lines, { timeZone: CHANGED }).times.slice(-2)).toEqual(['2025-07-10T01:59:59.000Z', '2025-07-10T01:00:00.000Z'])
  })

  it('a zone that stands in the line counts more', () => {
    expect(read(repeated(['2025-07-10T12:00:00+02:00 INFO started']), { timeZone: TOKYO }).times[0]).toBe('2025-07-10T10:00:00.000Z')
  })

  it('of records with fields, too', () => {
    const lines = repeated(['{"time":"2025-07-10 12:00:00","level":"info","msg":"started"}'])
    expect(read(lines, { timeZone: TOKYO }).times[0]).toBe('2025-07-10T03:00:00.000Z')
  })
})

describe('date_order', () => {
  it.each([['dmy', '2025-04-03'], ['mdy', '2025-03-04']] as const)('%s', (dateOrder, day) => {
    const { framing, times } = read(repeated(['03/04/2025 12:00:00 INFO started']), { dateOrder })
    expect(times[0]).toBe(`${day}T12:00:00.000Z`)
    expect(framing.time.orders).toEqual([dateOrder])
  })

  it('a date that it cannot be is read as it can', () => {
    expect(read([...repeated(['03/04/2025 12:00:00 INFO started']), '25/04/2025 12:00:00 INFO started'], { dateOrder: 'mdy' }).times.at(-1)).toBe('2025-04-25T12:00:00.000Z')
  })
})

describe('first_line', () => {
  const record = ['### job 17 began', 'host alpha', '2025-01-02 10:00:00 step one', '2025-01-02 10:00:01 step two']

  it('says what begins a record, and nothing else does', () => {
    const { isStart, framing, notes } = read(repeated(record), { firstLine: '^### job \\d+' })
    expect(isStart).toEqual(repeated([true, false, false, false]))
    expect(framing.firstLine).toBe('^### job \\d+')
    expect(notes).toEqual([])
  })

  it('without it, times do', () => {
    expect(read(repeated(record), {}).isStart.filter(Boolean).length).toBeGreaterThan(30)
  })

  it('a pattern that nothing has is left aside, and that is said', () => {
    const { isStart, notes } = read(repeated(record), { firstLine: '^@@' })
    expect(isStart).toEqual(read(repeated(record), {}).isStart)
    expect(notes).toEqual([{ code: 'first_line_left', args: {} }])
  })

  it('cuts chunks only where a record begins', () => {
    const intake = createIntake({ ...SETTINGS, options: { firstLine: '^### ' } }, 200)
    const cuts = [...intake.push(new TextEncoder().encode(repeated(record).join('\n') + '\n')), ...intake.end()]
    expect(cuts.length).toBeGreaterThan(5)
    for (const { data } of cuts) expect(new TextDecoder().decode(data)).toMatch(/^### job/)
  })

  it('a hostile pattern takes no longer than the text is long', () => {
    const lines = repeated(['a'.repeat(1000)], 200)
    expect(read(['b', ...lines], { firstLine: '^(a+)+b|b$' }).isStart.filter(Boolean)).toHaveLength(1)
  })

  it('tells what is wrong with one that cannot be read', () => {
    expect(faultOfPattern('^(')).not.toBeNull()
    expect(faultOfPattern('(?=x)')).not.toBeNull()
    expect(faultOfPattern('^\\d{4}-')).toBeNull()
  })
})
