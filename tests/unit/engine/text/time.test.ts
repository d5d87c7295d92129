import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilFromDays, daysFromCivil, isoTime, parsedTime, parseTime, type TimeContext } from '../../../../engine/text/time'
import { padded } from '../padded'

const REFERENCE = Date.UTC(2026, 0, 15, 12)
const CONTEXT: TimeContext = { dayFirst: false, referenceTimeMs: REFERENCE }

/** The time as ISO, whether it had a zone, and what of the text comes after it; null where no time begins. */
function read(text: string, context = CONTEXT) {
  const { buf, end } = padded(text)
  const q = parseTime(buf, 0, context)
  return q < 0 ? null : { iso: isoTime(parsedTime.ms), zoned: parsedTime.zoned, rest: new TextDecoder().decode(buf.subarray(q, end)) }
}

const isoOf = (text: string, context = CONTEXT) => read(text, context)?.iso ?? null

describe('parseTime reads', () => {
  it.each([
    // ISO 8601 and its relatives
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
    // two-digit years
    ['17/06/09 20:10:40', '2017-06-09T20:10:40.000Z'],
    ['17-06-09 20:10:40', '2017-06-09T20:10:40.000Z'],
    ['081109 203615', '2008-11-09T20:36:15.000Z'],
    ['081109 20:36:15', '2008-11-09T20:36:15.000Z'],
    ['160310  9:00:00', '2016-03-10T09:00:00.000Z'],
    // day or month first
    ['03/04/2025 05:06:07', '2025-03-04T05:06:07.000Z'],
    ['25/04/2025 05:06:07', '2025-04-25T05:06:07.000Z'],
    ['03.04.2025 05:06:07', '2025-04-03T05:06:07.000Z'],
    ['03-04-2025 05:06:07', '2025-03-04T05:06:07.000Z'],
    ['3/4/2025 5:06:07', '2025-03-04T05:06:07.000Z'],
    ['12/4/2025 5:06:07', '2025-12-04T05:06:07.000Z'],
    // names of months
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
    // logcat, glog
    ['03-17 16:13:38.811', '2025-03-17T16:13:38.811Z'],
    ['I0310 12:00:00.123456', '2025-03-10T12:00:00.123Z'],
    ['E20240310 12:00:00.123456', '2024-03-10T12:00:00.123Z'],
    // a time of day belongs to the reference's day
    ['12:30:01', '2026-01-15T12:30:01.000Z'],
    ['12:30:01.5', '2026-01-15T12:30:01.500Z'],
    // AM and PM
    ['01/02/2026 12:00:00 AM', '2026-01-02T00:00:00.000Z'],
    ['01/02/2026 12:00:00 PM', '2026-01-02T12:00:00.000Z'],
    ['01/02/2026 11:59:59 pm', '2026-01-02T23:59:59.000Z'],
    ['01/02/2026 01:00:00 AM', '2026-01-02T01:00:00.000Z'],
    // the end of a day, a leap second
    ['2026-01-02 24:00:00', '2026-01-03T00:00:00.000Z'],
    ['2016-12-31 23:59:60', '2017-01-01T00:00:00.000Z'],
  ])('%s', (text, iso) => {
    expect(read(text)).toEqual({ iso, zoned: false, rest: '' })
    expect(read(`${text} rest`)).toEqual({ iso, zoned: false, rest: ' rest' })
  })

  it.each([
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
  ])('%s with its zone', (text, iso) => {
    expect(read(text)).toEqual({ iso, zoned: true, rest: '' })
    expect(read(`${text} rest`)).toEqual({ iso, zoned: true, rest: ' rest' })
  })

  it('stops before what is no zone', () => {
    expect(read('2026-01-02 03:04:05 INFO Z')).toEqual({ iso: '2026-01-02T03:04:05.000Z', zoned: false, rest: ' INFO Z' })
    expect(read('2026-01-02 03:04:05 -1 left')?.rest).toBe(' -1 left')
    expect(read('2026-01-02 03:04:05 - name')?.rest).toBe(' - name')
    expect(read('2026-01-02 03:04:05 -9999 left')).toEqual({ iso: '2026-01-02T03:04:05.000Z', zoned: false, rest: ' -9999 left' })
    expect(read('2026-01-02 03:04:05 +0260 left')).toEqual({ iso: '2026-01-02T03:04:05.000Z', zoned: false, rest: ' +0260 left' })
    expect(read('2026-01-02 03:04:05 UTCTIME')?.zoned).toBe(false)
    expect(read('2026-01-02 03:04:05 ESTABLISHED')?.rest).toBe(' ESTABLISHED')
    expect(read('2026-01-02 03:04:05|x')?.rest).toBe('|x')
  })

  it('reads day or month first as the file does', () => {
    expect(isoOf('03/04/2025 05:06:07', { ...CONTEXT, dayFirst: true })).toBe('2025-04-03T05:06:07.000Z')
    expect(isoOf('03/25/2025 05:06:07', { ...CONTEXT, dayFirst: true })).toBe('2025-03-25T05:06:07.000Z')
    expect(isoOf('3/4/2025 5:06:07', { ...CONTEXT, dayFirst: true })).toBe('2025-04-03T05:06:07.000Z')
  })

  it.each([
    ['Jan 15 00:00:00', '2026-01-15T00:00:00.000Z'], // the reference's day
    ['Jan 16 23:59:59', '2026-01-16T23:59:59.000Z'], // a day after it
    ['Jan 17 00:00:00', '2025-01-17T00:00:00.000Z'],
    ['Dec 31 23:59:59', '2025-12-31T23:59:59.000Z'],
    ['Feb 29 12:00:00', '2024-02-29T12:00:00.000Z'], // the latest year that has it
    ['02-29 12:00:00.000', '2024-02-29T12:00:00.000Z'],
  ])('guesses the year of %s', (text, iso) => {
    expect(isoOf(text)).toBe(iso)
  })

  it('guesses a year across New Year by the reference', () => {
    expect(isoOf('Dec 31 23:59:59', { ...CONTEXT, referenceTimeMs: Date.UTC(2025, 11, 31) })).toBe('2025-12-31T23:59:59.000Z')
    expect(isoOf('Jan  1 00:00:01', { ...CONTEXT, referenceTimeMs: Date.UTC(2025, 11, 31) })).toBe('2026-01-01T00:00:01.000Z')
    expect(isoOf('Jan  2 00:00:01', { ...CONTEXT, referenceTimeMs: Date.UTC(2025, 11, 31) })).toBe('2025-01-02T00:00:01.000Z')
  })

  it('knows leap years', () => {
    expect(isoOf('2024-02-29 00:00:00')).toBe('2024-02-29T00:00:00.000Z')
    expect(isoOf('2000-02-29 00:00:00')).toBe('2000-02-29T00:00:00.000Z')
    for (const date of ['2025-02-29', '2100-02-29', '2024-02-30', '2024-02-31', '2025-04-31', '2025-06-31', '2025-09-31', '2025-11-31', '2025-01-32', '2025-13-01', '2025-00-10', '2025-01-00'])
      expect(read(`${date} 00:00:00`), date).toBeNull()
    for (const text of ['Feb 30 12:00:00', '02-30 12:00:00.000', '31/Apr/2025:00:00:00 +0000', '31.02.2025 00:00:00']) expect(read(text), text).toBeNull()
  })

  it('does not let the line before decide about an impossible date', () => {
    expect(isoOf('2025-02-01 00:00:00')).toBe('2025-02-01T00:00:00.000Z')
    expect(read('2025-01-33 00:00:00')).toBeNull()
    expect(read('0000-00-00 00:00:00')).toBeNull()
  })

  it.each([
    '', ' ', 'hello', 'Monday', 'Mon', 'Mar', 'May the 4th', 'Mar 10 files were copied', 'Mar 10, 2026 is a day', 'Dec 2005', 'march 10 12:00:00',
    '1', '12', '123', '12345', '1234567', '12:30', '12:30.5', '00:00.123', '12:30 left', '12:30:', '25:00:00', '12:60:00', '12:30:61', '24:00:01', '24:30:00',
    '1.2.3.4', '10.20.30.40', '192.168.0.1', '10.20.30.40:8080', '127.0.0.1 - -', '12:34:56:78:9a:bc', '00:1a:2b:3c:4d:5e', '12:34:56ab', '2026', '2026-01', '2026-01-02', '2026-01-02 x', '2026-01-02T', '2026-01-02 25:00:00', '2026-01-02 12:61:00',
    '2026-01-02 24:00:01', '1234-01-02 03:04:05', '2026-1-2', '99/99/9999 00:00:00', '123456 789', '123456 789012', '991331 101112', '20261301 101112', '12345678', '0123456789', '1234567890123456789012', '9999999999', '1700000000x', '1700000000.1.2', '1700000000.', '1.7.2026', '1/2', '3/4 of all',
    '20261301000000', '20260102250000', '12345678901234', 'I0310', 'I0332 12:00:00', 'X0310 12:00:00.123456', 'E5 12:00:00', '03-17', '99-99 10:11:12', '13-17 16:13:38.811', '01/02/2026 13:00:00 PM', '1e10', '0x1234', '-5', '+5', '٣', '日本 12:00:00', '\u0000', '10 Oct', '10 Oct 2000', '10 items of 12:00:00',
  ])('takes %j for no time', (text) => {
    expect(read(text)).toBeNull()
  })

  it('agrees with the calendar of the platform, for any time and zone', () => {
    fc.assert(fc.property(fc.date({ min: new Date(Date.UTC(1970, 0, 2)), max: new Date(Date.UTC(2199, 11, 30)), noInvalidDate: true }), fc.integer({ min: -840, max: 840 }), (date, offset) => {
      const pad = (value: number) => String(value).padStart(2, '0')
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23)
      const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
      expect(read(`${local}${zone} x`)).toEqual({ iso: date.toISOString(), zoned: true, rest: ' x' })
      expect(read(`${local.replace('T', ' ')} ${zone.replace(':', '')}`)).toEqual({ iso: date.toISOString(), zoned: true, rest: '' })
    }))
  })

  it('answers the same whatever was read before', () => {
    const text = fc.oneof(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })).map(([y, m, d]) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')} 01:02:03`), fc.stringMatching(/^[0-9:./ -]{0,24}$/))
    fc.assert(fc.property(text, text, (before, own) => {
      read('1999-09-09 09:09:09')
      const expected = read(own)
      read(before)
      expect(read(own)).toEqual(expected)
    }), { numRuns: 1000 })
  })
})

describe('dates', () => {
  it('daysFromCivil and civilFromDays are inverse and agree with the platform', () => {
    fc.assert(fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
      const { year, month, day } = civilFromDays(days)
      expect(daysFromCivil(year, month, day)).toBe(days)
      const date = new Date(days * 86_400_000)
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
    }))
  })

  it('isoTime writes what the platform writes, for years 0 to 9999', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
      expect(isoTime(date.getTime())).toBe(date.toISOString())
    }))
    expect(isoTime(Date.UTC(10_000, 0, 1))).toBeNull()
    expect(isoTime(Number.NaN)).toBeNull()
    expect(isoTime(new Date('-000001-12-31T23:59:59.999Z').getTime())).toBeNull()
  })
})
