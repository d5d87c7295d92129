import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../../stores'
import { LANGUAGE_NAMES } from '../../../../../engine/reading/times/monthNames'
import type { TimeSettings } from '../../../../../engine/reading/times/settings'
import { TimeReader } from '../../../../../engine/reading/times/TimeReader'
import { padded } from '../../padded'
import { TIME_PATTERNS } from './timePatterns'

const REFERENCE = Date.UTC(2025, 2, 30, 12)
const SETTINGS: TimeSettings = { orders: ['ymd', 'mdy', 'dmy'], referenceTimeMs: REFERENCE, language: null }
const EXAMPLE = fc.constantFrom(...TIME_PATTERNS.map(({ example }) => example))
const pad = (value: number, width = 2) => String(value).padStart(width, '0')
const READER = new TimeReader(SETTINGS)

/** What is read at the text's start; null where no time begins. */
function read(text: string, reader = READER) {
  const { buf, end } = padded(text)
  const q = reader.read(buf, 0)
  if (q < 0) return null
  const iso = reader.kind === 'clock'
    ? new Date(reader.clockMs).toISOString().slice(11, 23)
    : new Date(reader.ms).toISOString()
  return { iso, zoned: reader.zoned, rest: new TextDecoder().decode(buf.subarray(q, end)) }
}

const isoOf = (text: string, settings: Partial<TimeSettings> = {}) =>
  read(text, new TimeReader({ ...SETTINGS, ...settings }))?.iso ?? null

/** Further spellings of the forms, read in January 2026. */
const VARIANTS: [string, string][] = [
  ['2026-01-02 03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04:05.1', '2026-01-02T03:04:05.100Z'],
  ['2026-01-02 03:04:05,12', '2026-01-02T03:04:05.120Z'],
  ['2026-01-02 03:04:05.123', '2026-01-02T03:04:05.123Z'],
  ['2026-01-02 03:04:05.123456', '2026-01-02T03:04:05.123Z'],
  ['2026-01-02 03:04:05.999999999', '2026-01-02T03:04:05.999Z'],
  ['2026/01/02 03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026.01.02 03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2005-06-03-15.42.50.675872', '2005-06-03T15:42:50.675Z'],
  ['2026-01-02_03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02, 03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02  03:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 3:04:05', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04', '2026-01-02T03:04:00.000Z'],
  ['20171223-22:15:29:606', '2017-12-23T22:15:29.606Z'],
  ['20171224-0:7:20:444', '2017-12-24T00:07:20.444Z'],
  ['20260102 030405', '2026-01-02T03:04:05.000Z'],
  ['20260102T030405', '2026-01-02T03:04:05.000Z'],
  ['20260102030405', '2026-01-02T03:04:05.000Z'],
  ['20260102030405678', '2026-01-02T03:04:05.678Z'],
  ['17/06/09 20:10:40', '2017-06-09T20:10:40.000Z'],
  ['17-06-09 20:10:40', '2017-06-09T20:10:40.000Z'],
  ['081109 203615', '2008-11-09T20:36:15.000Z'],
  ['081109 20:36:15', '2008-11-09T20:36:15.000Z'],
  ['160310  9:00:00', '2016-03-10T09:00:00.000Z'],
  ['03/04/2025 05:06:07', '2025-03-04T05:06:07.000Z'],
  ['25/04/2025 05:06:07', '2025-04-25T05:06:07.000Z'],
  ['03.04.2025 05:06:07', '2025-04-03T05:06:07.000Z'],
  ['03-04-2025 05:06:07', '2025-03-04T05:06:07.000Z'],
  ['3/4/2025 5:06:07', '2025-03-04T05:06:07.000Z'],
  ['12/4/2025 5:06:07', '2025-12-04T05:06:07.000Z'],
  ['Jun 14 15:16:01', '2025-06-14T15:16:01.000Z'],
  ['Jun  4 15:16:01', '2025-06-04T15:16:01.000Z'],
  ['Jun 4 15:16:01.250', '2025-06-04T15:16:01.250Z'],
  ['JAN 04 15:16:01', '2026-01-04T15:16:01.000Z'],
  ['Sun Dec 04 04:47:44 2005', '2005-12-04T04:47:44.000Z'],
  ['Sun Dec  4 04:47:44 2005', '2005-12-04T04:47:44.000Z'],
  ['Sun Dec 04 04:47:44.123456 2005', '2005-12-04T04:47:44.123Z'],
  ['Dec 4 2005 04:47:44', '2005-12-04T04:47:44.000Z'],
  ['Dec 4, 2005 04:47:44', '2005-12-04T04:47:44.000Z'],
  ['Dec 4, 2005 4:47:44 PM', '2005-12-04T16:47:44.000Z'],
  ['10/Oct/2000:13:55:36', '2000-10-10T13:55:36.000Z'],
  ['10-Oct-2000 13:55:36', '2000-10-10T13:55:36.000Z'],
  ['10 Oct 2000 13:55:36.123', '2000-10-10T13:55:36.123Z'],
  ['1 Oct 2000 13:55:36', '2000-10-01T13:55:36.000Z'],
  ['10 Oct 13:55:36.123', '2025-10-10T13:55:36.123Z'],
  ['03-17 16:13:38.811', '2025-03-17T16:13:38.811Z'],
  ['I0310 12:00:00.123456', '2025-03-10T12:00:00.123Z'],
  ['E20240310 12:00:00.123456', '2024-03-10T12:00:00.123Z'],
  ['01/02/2026 12:00:00 AM', '2026-01-02T00:00:00.000Z'],
  ['01/02/2026 12:00:00 PM', '2026-01-02T12:00:00.000Z'],
  ['01/02/2026 11:59:59 pm', '2026-01-02T23:59:59.000Z'],
  ['01/02/2026 01:00:00 AM', '2026-01-02T01:00:00.000Z'],
  ['2026-01-02 24:00:00', '2026-01-03T00:00:00.000Z'],
  ['2016-12-31 23:59:60', '2017-01-01T00:00:00.000Z'],
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02T03:04:05.250Z', '2026-01-02T03:04:05.250Z'],
  ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02T03:04:05+0200', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02T03:04:05+02', '2026-01-02T01:04:05.000Z'],
  ['2026-01-02 03:04:05 -0730', '2026-01-02T10:34:05.000Z'],
  ['2026-01-02 03:04:05 +14:00', '2026-01-01T13:04:05.000Z'],
  ['2026-01-02T01:04:05+02:00', '2026-01-01T23:04:05.000Z'],
  ['2026-01-02 03:04:05 UTC', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04:05 GMT', '2026-01-02T03:04:05.000Z'],
  ['20260102T030405Z', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04:05 CET', '2026-01-02T02:04:05.000Z'],
  ['2026-07-02 03:04:05.250 CEST', '2026-07-02T01:04:05.250Z'],
  ['2026-01-02 03:04:05 PST', '2026-01-02T11:04:05.000Z'],
  ['2026-07-02 03:04:05 EDT', '2026-07-02T07:04:05.000Z'],
  ['10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36.000Z'],
  ['Tue, 10 Oct 2000 13:55:36 GMT', '2000-10-10T13:55:36.000Z'],
  ['Tue, 10 Oct 2000 13:55:36 +0200', '2000-10-10T11:55:36.000Z'],
  ['Thu Mar 10 12:00:00 UTC 2022', '2022-03-10T12:00:00.000Z'],
  ['Thu Mar 10 12:00:00 PST 2022', '2022-03-10T20:00:00.000Z'],
  ['1767323045', '2026-01-02T03:04:05.000Z'],
  ['1767323045.5', '2026-01-02T03:04:05.500Z'],
  ['1767323045.123456', '2026-01-02T03:04:05.123Z'],
  ['1767323045678', '2026-01-02T03:04:05.678Z'],
  ['1767323045678901', '2026-01-02T03:04:05.678Z'],
  ['1767323045678901234', '2026-01-02T03:04:05.678Z'],
  ['Jan 15 00:00:00', '2026-01-15T00:00:00.000Z'],
  ['Jan 16 23:59:59', '2026-01-16T23:59:59.000Z'],
  ['Jan 17 00:00:00', '2025-01-17T00:00:00.000Z'],
  ['Dec 31 23:59:59', '2025-12-31T23:59:59.000Z'],
  ['Feb 29 12:00:00', '2024-02-29T12:00:00.000Z'],
  ['02-29 12:00:00.000', '2024-02-29T12:00:00.000Z'],
]
const DAY_FIRST = new Set(['03.04.2025 05:06:07'])

describe('TimeReader reads', () => {
  it.each(TIME_PATTERNS)('$name: $example', ({ example, iso, zoned = false, order, ...settings }) => {
    const reader = new TimeReader({ ...SETTINGS, ...settings, orders: order ? [order] : SETTINGS.orders })
    for (const rest of ['', ' rest', '|rest', ']: rest', ' | 200 |', ' ERROR of 3', '\t7', ' - x', ';18;24']) {
      expect(read(example + rest, reader)).toEqual({ iso, zoned, rest })
    }
  })

  it.each(VARIANTS)('%s', (text, iso) => {
    const settings = { ...SETTINGS, orders: DAY_FIRST.has(text) ? ['dmy'] as const : SETTINGS.orders }
    const reader = new TimeReader({ ...settings, referenceTimeMs: Date.UTC(2026, 0, 15, 12) })
    for (const rest of ['', ' rest']) {
      expect(read(text + rest, reader)).toMatchObject({ iso, rest })
    }
  })

  it('stops before what is no zone, no half of the day and no fraction', () => {
    const iso = '2026-01-02T03:04:05.000Z'
    for (const rest of [
      ' INFO Z', ' -1 left', ' - name', ' -9999 left', ' +0260 left', ' UTCTIME', ' ESTABLISHED', '[main] x',
      '[Worker/Pool] x',
      ' (main) x', ' amber', ' pmd', ' [INFO] x', ' a.b', ',18,24,3', ':18:24', '.', ', x', ' IST x',
    ]) expect(read(`2026-01-02 03:04:05${rest}`)).toEqual({ iso, zoned: false, rest })
  })

  it('takes a number behind the clock for a year only where one is written', () => {
    expect(read('I0310 09:00:02.123456 2024 server.go:7] x')?.rest).toBe(' 2024 server.go:7] x')
    expect(read('10 Mar 09:00:02 2024 x')?.rest).toBe(' 2024 x')
    expect(read('03-10 09:00:02.123 2024 2031 I x')?.rest).toBe(' 2024 2031 I x')
    expect(read('Mo 10. Mär 10:00:02 CET 2025')).toEqual({ iso: '2025-03-10T09:00:02.000Z', zoned: true, rest: '' })
  })

  it('reads digits behind a comma as the file does', () => {
    expect(read('2025-03-10 09:00:02,123,x', new TimeReader({ ...SETTINGS, commaFraction: 'no' }))?.rest).toBe(',123,x')
    expect(read('2025-03-10 09:00:02,18,x', new TimeReader({ ...SETTINGS, commaFraction: 'yes' }))?.rest).toBe(',x')
    expect(read('2025-03-10 09:00:02,123,x')?.rest).toBe(',x')
    expect(read('2025-03-10 09:00:02,12 x')?.rest).toBe(' x')
  })

  it('reads a date under each open order', () => {
    const reader = new TimeReader({ ...SETTINGS, orders: ['mdy', 'dmy'] })
    reader.read(padded('03/04/2025 05:06:07').buf, 0)
    expect([reader.ms, reader.msBy(0), reader.msBy(1)])
      .toEqual([Date.UTC(2025, 2, 4, 5, 6, 7), Date.UTC(2025, 2, 4, 5, 6, 7), Date.UTC(2025, 3, 3, 5, 6, 7)])
    reader.read(padded('25/04/2025 05:06:07').buf, 0)
    expect([reader.ms, reader.msBy(0), reader.msBy(1)])
      .toEqual([Date.UTC(2025, 3, 25, 5, 6, 7), Number.NaN, Date.UTC(2025, 3, 25, 5, 6, 7)])
    expect(reader.isOpen).toBe(true)
    reader.read(padded('2025-04-25 05:06:07').buf, 0)
    expect([reader.isOpen, reader.msBy(0), reader.msBy(1)]).toEqual([false, reader.ms, reader.ms])
    reader.read(padded('1741597202').buf, 0)
    expect([reader.isOpen, reader.msBy(1)]).toEqual([false, 1741597202000])
  })

  it.each([
    ['1741597202.1', 1741597202100, 0, 1], ['1741597202.123456', 1741597202123, 456_000, 6],
    ['1741597202123.4567', 1741597202123, 456_700, 7], ['1741597202123456.789', 1741597202123, 456_789, 9],
    ['1741597202123456', 1741597202123, 456_000, 6], ['1741597202123456.78901', 1741597202123, 456_789, 9],
  ])('keeps the fraction of %s', (text, ms, subMsNs, fractionDigits) => {
    expect(READER.read(padded(text).buf, 0)).toBe(text.length)
    expect([READER.ms, READER.subMsNs, READER.fractionDigits]).toEqual([ms, subMsNs, fractionDigits])
  })

  it('says what it read', () => {
    const reader = new TimeReader({ ...SETTINGS, zone: { fromLocalMs: [0], offsetMs: [3_600_000] }, datesAlone: true })
    reader.read(padded('2025-03-10 09:00:02.1234567').buf, 0)
    expect([reader.kind, reader.ms, reader.zoned, reader.hasYear])
      .toEqual(['instant', Date.UTC(2025, 2, 10, 8, 0, 2, 123), false, true])
    expect([reader.fractionDigits, reader.subMsNs, reader.clockMs]).toEqual([7, 456_700, 32_402_123])
    reader.read(padded('Mar 10 09:00:02').buf, 0)
    expect([reader.hasYear, reader.fractionDigits, reader.subMsNs]).toEqual([false, 0, 0])
    reader.read(padded('09:00:02+02:00').buf, 0)
    expect([reader.kind, reader.ms, reader.clockMs, reader.zoned, reader.offsetMs])
      .toEqual(['clock', Number.NaN, 32_402_000, true, 7_200_000])
    reader.read(padded('2025-03-10').buf, 0)
    expect([reader.kind, reader.ms, reader.clockMs, reader.zoned])
      .toEqual(['date', Date.UTC(2025, 2, 9, 23), Number.NaN, false])
    reader.read(padded('1741597202123456789').buf, 0)
    expect([reader.fractionDigits, reader.subMsNs, reader.clockMs]).toEqual([9, 456_789, Number.NaN])
  })

  it.each([
    ['Mar 31 12:00:00', '2025-03-31T12:00:00.000Z'], // a day after the reference
    ['Apr  1 00:00:00', '2024-04-01T00:00:00.000Z'],
    ['Feb 29 12:00:00', '2024-02-29T12:00:00.000Z'], // the latest year that has it
    ['Feb 29. 12:00:00', null],
  ])('guesses the year of %s', (text, iso) => {
    expect(isoOf(text)).toBe(iso)
  })

  it('knows what no calendar has', () => {
    for (const date of [
      '2025-02-29', '2100-02-29', '2024-02-30', '2025-04-31', '2025-01-32', '2025-13-01', '2025-00-10', '2025-01-00',
      '31.02.2025',
      '32/13/2025', '31/Apr/2025', '30 Feb 2025', '2025-366', '2025-000', '2025-W54-1', '2025-W53-1', '13-17',
      '99-99', '00/00/00',
    ]) expect(read(`${date} 00:00:00`), date).toBeNull()
    for (const clock of ['25:00:00', '12:60:00', '12:30:61', '24:00:01']) {
      expect(read(`2025-01-02 ${clock}`), clock).toBeNull()
    }
    expect(isoOf('2024-366 00:00:00')).toBe('2024-12-31T00:00:00.000Z')
    expect(isoOf('2020-W53-7 00:00:00')).toBe('2021-01-03T00:00:00.000Z')
  })

  it.each([
    '', ' ', 'hello', 'Monday', 'Mon', 'Mar', 'May the 4th', 'Mar 10 files were copied', 'Mar 10, 2026 is a day',
    'Dec 2005', '1', '12',
    '123', '12345', '12:30', '12:30.5', '00:00.123', '12:34 left', '9:00:02', '1:02:03 elapsed', '25:00:00',
    '24:30:00', '1.2.3',
    '1.2.3.4', '10.0.0.1', '10.0.0.1 - - x', '192.168.0.1', '10.20.30.40:8080', '10.0.0.1 09:00:02',
    '12:34:56:78:9a:bc',
    '00:1a:2b:3c:4d:5e', '12:34:56ab', '2026', '2026-01', '2026-01-02', '2026-01-02 x', '2026-01-02T', '20250310',
    '2026-1-2',
    '123456 789012', '12345 09:00:02', '12345678', '0123456789', '9999999999', '1700000000x', '1700000000.1.2',
    '1700000000.',
    '1.7.2026', '1/2', '3/4 of all', '10-20', '10-20 left', '20261301000000', 'I0310', 'I0332 12:00:00',
    'X0310 12:00:00.123456',
    'E5 12:00:00', '03-17', '1e10', '1.5e+09', '0x1234', '67cea9d2', 'deadbeef', '-5', '+5', '٣', '日本 12:00:00',
    '\u0000', '10 Oct',
    '10 Oct 2000', '10 items of 12:00:00', '1,234,567', '3m12.5s', '0.123 12:00:00', '@4000000067cea9', '@user',
    '@40000000ffffffffffffffff',
    '01/02/2026 13:00:00 PM', '"2025-03-10 09:00:02', '"', '""1741597202', '2001:db8::1', 'fe80::1', '10:20:30:40',
    '12:34:56::1',
    '::1', '1:22:33:44', '5 May', 'second', 'sat', 'deciding 5', 'mark 10 09:00', 'Marathon 10 09:00:02', '下午', '下午好',
  ])('takes %j for no time', (text) => {
    expect(read(text)).toBeNull()
  })

  it('does not read a clock of the line behind as the date\'s', () => {
    expect(read('09:00:02 2025-03-10 10:00:00'))
      .toEqual({ iso: '09:00:02.000', zoned: false, rest: ' 2025-03-10 10:00:00' })
    expect(read('09:00:02 10.20.30.40 x')?.rest).toBe(' 10.20.30.40 x')
    expect(read('09:00:02 May 5 files')?.rest).toBe(' May 5 files')
  })

  it('answers the same whatever was read before', () => {
    const date = fc.tuple(fc.nat({ max: 9999 }), fc.nat({ max: 99 }), fc.nat({ max: 99 }))
      .map(([y, m, d]) => `${pad(y, 4)}-${pad(m)}-${pad(d)} 01:02:03`)
    const text = fc.oneof(date, fc.stringMatching(/^[0-9:./ -]{0,24}$/), EXAMPLE)
    fc.assert(fc.property(text, text, (before, own) => {
      read('1999-09-09 09:09:09')
      const expected = read(own)
      read(before)
      expect(read(own)).toEqual(expected)
    }), { numRuns: draws(1000) })
  })

  it('never reads beyond the line, whatever stands there', () => {
    const part = fc.oneof(EXAMPLE, fc.string({ maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 4 }))
    fc.assert(fc.property(fc.array(part, { maxLength: 3 }), fc.nat({ max: 8 }), (parts, cut) => {
      const { buf, end } = padded(parts.join('').slice(cut).replaceAll('\n', ' '))
      expect(READER.read(buf, 0)).toBeLessThanOrEqual(end)
    }), { numRuns: draws(2000) })
  })
})

const INSTANT = fc.integer({ min: Date.UTC(1970, 0, 3), max: Date.UTC(2199, 11, 29) }).map(ms => new Date(ms))

/** The parts of an instant as people write them. */
function partsOf(date: Date) {
  const iso = date.toISOString(), h = date.getUTCHours()
  return {
    y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate(),
    h, H: (h + 11) % 12 + 1, half: h >= 12 ? 'PM' : 'AM', chinese: h >= 12 ? '下午' : '上午',
    clock: iso.slice(11, 19), rest: iso.slice(13, 19), ms: iso.slice(19, 23),
  }
}

describe('a time that is written is read back', () => {
  type Parts = ReturnType<typeof partsOf>
  const written: [string, 'ymd' | 'dmy' | 'mdy', (parts: Parts) => string][] = [
    ['ISO', 'ymd', ({ y, m, d, clock, ms }) => `${y}-${pad(m)}-${pad(d)}T${clock}${ms}`],
    ['slashes', 'ymd', ({ y, m, d, clock, ms }) => `${y}/${pad(m)}/${pad(d)} ${clock}${ms}`],
    ['unpadded', 'ymd', ({ y, m, d, h, rest, ms }) => `${y}.${m}.${d} ${h}${rest}${ms}`],
    ['compact', 'ymd', ({ y, m, d, clock, ms }) => `${y}${pad(m)}${pad(d)} ${clock.replaceAll(':', '')}${ms}`],
    ['day first', 'dmy', ({ y, m, d, clock, ms }) => `${pad(d)}.${pad(m)}.${y} ${clock}${ms}`],
    ['day first, unpadded', 'dmy', ({ y, m, d, h, rest, ms }) => `${d}-${m}-${y}, ${h}${rest}${ms}`],
    ['month first, 12 hours', 'mdy',
      ({ y, m, d, H, rest, ms, half }) => `${m}/${d}/${y}, ${H}${rest}${ms}\u202F${half}`],
    ['Chinese halves', 'ymd', ({ y, m, d, H, rest, ms, chinese }) => `${y}/${m}/${d} ${chinese}${H}${rest}${ms}`],
    ['clock first', 'dmy', ({ y, m, d, clock, ms }) => `${clock}${ms} ${d}/${m}/${y}`],
  ]
  it.each(written)('%s', (_, order, write) => {
    const reader = new TimeReader({ ...SETTINGS, orders: [order] })
    fc.assert(fc.property(INSTANT, (date) => {
      expect(read(`${write(partsOf(date))} x`, reader)).toEqual({ iso: date.toISOString(), zoned: false, rest: ' x' })
    }))
  })

  it('with any zone', () => {
    fc.assert(fc.property(INSTANT, fc.integer({ min: -840, max: 840 }), (date, offset) => {
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23)
      const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
      expect(read(`${local}${zone} x`)).toEqual({ iso: date.toISOString(), zoned: true, rest: ' x' })
      expect(read(`${local.replace('T', ' ')} ${zone.replace(':', '')}`))
        .toEqual({ iso: date.toISOString(), zoned: true, rest: '' })
    }))
  })

  const named = LANGUAGE_NAMES.filter(({ months }) => months[0] !== '')
  it.each(named)('with the names of $language', ({ language, months, weekdays, am, pm }) => {
    const reader = new TimeReader({ ...SETTINGS, language })
    const upper = (name: string) => name.replace(/^./u, first => first.toUpperCase())
    const spelling = fc.nat({ max: 20 })
    fc.assert(fc.property(INSTANT, spelling, spelling, fc.boolean(), (date, i, j, isUpper) => {
      const { y, m, d, clock, ms } = partsOf(date)
      const pick = (names: string, k: number) => {
        const all = names.split('|')
        return isUpper ? upper(all[k % all.length]) : all[k % all.length]
      }
      const month = pick(months[m - 1], i), weekday = pick(weekdays[(date.getUTCDay() + 6) % 7], j)
      const expected = { iso: date.toISOString(), zoned: false, rest: ' x' }
      for (const text of [`${pad(d)}-${month}-${y}`, `${d}. ${month} ${y}`, `${weekday}, ${d} ${month}. ${y}`]) {
        expect(read(`${text} ${clock}${ms} x`, reader), text).toEqual(expected)
      }
    }), { numRuns: draws(60) })
    const [before, after] = [am, pm].map(names => names.split('|')[0])
    if (before) expect(read(`2025-03-10 12:00:02 ${before} x`, reader)?.iso).toBe('2025-03-10T00:00:02.000Z')
    if (after) expect(read(`2025-03-10 1:00:02 ${after} x`, reader)?.iso).toBe('2025-03-10T13:00:02.000Z')
  })
})
