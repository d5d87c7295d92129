import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { APOSTROPHE_GROUPS, OPEN_STYLE } from '../../../../engine/tokens/digits'
import { QuantityReader, type QuantityOptions } from '../../../../engine/tokens/quantities'
import * as units from '../../../../engine/tokens/units'
import { padded } from '../padded'

const { NUMBER, SECONDS, BYTES, BITS, BYTES_PER_SECOND, BITS_PER_SECOND, PER_SECOND, PERCENT } = units
const { HERTZ, WATTS, VOLTS, AMPERES, CELSIUS, OTHER_UNIT } = units
const COMMA_STYLE = { digits: { ...OPEN_STYLE, decimalComma: true } }

function read(text: string, options?: QuantityOptions, from = 0) {
  const reader = new QuantityReader(options)
  const { buf, end } = padded(text)
  if (!reader.read(buf, from, end)) return null
  const { value, dimension } = reader
  return { value, dimension, rest: new TextDecoder().decode(buf.subarray(reader.end, end)) }
}

describe('QuantityReader', () => {
  it.each<[string, number, number]>([
    ['0', 0, NUMBER], ['7', 7, NUMBER], ['42', 42, NUMBER], ['+5', 5, NUMBER], ['-3', -3, NUMBER],
    ['−3', -3, NUMBER], ['-0', 0, NUMBER], ['3.25', 3.25, NUMBER], ['0.001', 0.001, NUMBER],
    ['1e-3', 0.001, NUMBER], ['1.5e10', 1.5e10, NUMBER], ['1E+05', 1e5, NUMBER], ['2.5e-7', 2.5e-7, NUMBER],
    ['65535', 65535, NUMBER], ['1741597200123', 1_741_597_200_123, NUMBER],
    ['1,234', 1234, NUMBER], ['1,234,567', 1_234_567, NUMBER], ['61,204,771', 61_204_771, NUMBER],
    ['1,234.5', 1234.5, NUMBER], ['1.234.567,89', 1_234_567.89, NUMBER], ['1.234,56', 1234.56, NUMBER],
    ['12\'345', 12_345, NUMBER], ['1’234’567.5', 1_234_567.5, NUMBER], ['1\u00A0234\u00A0567', 1_234_567, NUMBER],
    ['1\u202F234,5', 1234.5, NUMBER],
    ['48.21s', 48.21, SECONDS], ['900ms', 0.9, SECONDS], ['15µs', 15e-6, SECONDS], ['15μs', 15e-6, SECONDS],
    ['15 us', 15e-6, SECONDS], ['12ns', 12e-9, SECONDS], ['98,000 ms', 98, SECONDS], ['250\u202Fms', 0.25, SECONDS],
    ['3m12.5s', 192.5, SECONDS], ['1h2m3s', 3723, SECONDS], ['2d3h', 183_600, SECONDS], ['1h02m03s', 3723, SECONDS],
    ['1h 2m 3s', 3723, SECONDS], ['2 hours 5 minutes', 7500, SECONDS], ['1m0.000000001s', 60.000000001, SECONDS],
    ['3 days', 259_200, SECONDS], ['5 Min', 300, SECONDS], ['5 min', 300, SECONDS], ['12 SEC', 12, SECONDS],
    ['98000毫秒', 98, SECONDS], ['3秒', 3, SECONDS], ['5 分钟', 300, SECONDS], ['90 мс', 0.09, SECONDS],
    ['30 Sekunden', 30, SECONDS],
    ['PT1M2.5S', 62.5, SECONDS], ['PT0S', 0, SECONDS], ['P1DT2H', 93_600, SECONDS], ['P2W', 1_209_600, SECONDS],
    ['-PT5S', -5, SECONDS],
    ['1.5 GiB', 1.5 * 2 ** 30, BYTES], ['12kB', 12_000, BYTES], ['512 bytes', 512, BYTES], ['10kb', 10_000, BYTES],
    ['10KB', 10_000, BYTES], ['512Mi', 2 ** 29, BYTES], ['0B', 0, BYTES], ['3,5 MB', 3, NUMBER],
    ['64 kbit', 64_000, BITS],
    ['1.2 MB/s', 1.2e6, BYTES_PER_SECOND], ['10 MiB/s', 10 * 2 ** 20, BYTES_PER_SECOND],
    ['900 kb/s', 900_000, BYTES_PER_SECOND], ['100Mb/s', 1e8, BITS_PER_SECOND],
    ['2.5 Gbit/s', 2.5e9, BITS_PER_SECOND], ['64kbps', 64_000, BITS_PER_SECOND],
    ['120 req/s', 120, PER_SECOND], ['12/s', 12, PER_SECOND], ['600 ops/min', 10, PER_SECOND],
    ['50 rps', 50, PER_SECOND],
    ['23 %', 23, PERCENT], ['23%', 23, PERCENT], ['99.95%', 99.95, PERCENT], ['5‰', 0.5, PERCENT],
    ['23 ％', 23, PERCENT],
    ['3.2GHz', 3.2e9, HERTZ], ['50 Hz', 50, HERTZ], ['12 W', 12, WATTS], ['15mW', 0.015, WATTS],
    ['2 MW', 2e6, WATTS], ['2 MV', 2e6, VOLTS], ['230 V', 230, VOLTS], ['5A', 5, AMPERES],
    ['21.5 °C', 21.5, CELSIUS], ['-4°C', -4, CELSIUS], ['20℃', 20, CELSIUS],
    ['1200rpm', 1200, OTHER_UNIT], ['2x', 2, OTHER_UNIT], ['1.2M', 1.2, OTHER_UNIT], ['15k', 15, OTHER_UNIT],
    ['88 km/h', 88, OTHER_UNIT],
  ])('%s', (text, value, dimension) => {
    const found = read(text)
    expect(found).toMatchObject({ dimension })
    expect(found?.value).toBe(value)
    if (text !== '3,5 MB') expect(found?.rest).toBe('')
  })

  it.each([
    '', '-', '+', '.', '.5', 'abc', '--1', '0x1f', '1f', '1.2.3', '10.0.0.1', '10.0.0.1:80', '192.168.100.200',
    '2025-03-10', '2025/03/10', '12:30', '09:00:01.5', '12/34', '1/2', '007', '00', '0012345', '1_000', '1e10',
    '12e45678',
    '550e8400-e29b-41d4-a716-446655440000', '12345678-1234', '4f3a', '12ab', '5items',
    '123456789012345678901234567890', '12ms3', '3m12', 'P', 'PT', 'P1Y', 'P1', 'PS1', 'PT1', 'PT1S2', 'PT1S2M',
    'P1DT', '3..4', '5=x', '5-6', '12@x',
    '1.5.2s', '5:a1', '01:02:03', '5s3m',
  ])('%s is none', (text) => {
    expect(read(text)).toBeNull()
  })

  it('gives nothing where there is nothing, also after something', () => {
    const reader = new QuantityReader()
    const { buf, end } = padded('5 ms abc')
    expect(reader.read(buf, 0, end)).toBe(true)
    expect([reader.hasUnit, reader.unitFrom, reader.unitTo]).toEqual([true, 2, 4])
    expect(reader.read(buf, 5, end)).toBe(false)
    const nothing = { end: 5, value: Number.NaN, dimension: units.NO_QUANTITY, hasUnit: false, isExact: true }
    expect(reader).toMatchObject(nothing)
  })

  it.each([
    ['12, 13', ', 13'], ['12. Next', '. Next'], ['12.', '.'], ['12?!', '?!'], ['12)', ')'], ['12"', '"'],
    ['12: failed', ': failed'], ['12K->5K', '->5K'], ['12->5', '->5'], ['12 failed', ' failed'],
    ['12 Assertions', ' Assertions'], ['12 V8 isolates', ' V8 isolates'],
    ['12 A record', ' A record'], ['5 min 3 max 9', ' min 3 max 9'], ['5 min: 3', ' min: 3'],
    ['12 ms 15 ms', ' 15 ms'], ['3 ms, 4 s', ', 4 s'], ['18,990,45', ',990,45'], ['1,2', ',2'],
    ['98000毫秒内完成', '内完成'], ['123支付成功', '支付成功'],
    ['12，然后', '，然后'], ['5 %d', ' %d'], ['6–64 ms', '–64 ms'], ['3.14,5', ',5'], ['1.234,5.678', ',5.678'],
    ['0,123', ',123'], ['5 s…', '…'], ['2 h later', ' later'], ['3 m ago', ' m ago'],
  ])('%s ends before %s', (text, rest) => {
    expect(read(text)?.rest).toBe(rest)
  })

  it('reads from where it is told to, not beyond the end', () => {
    expect(read('took 5 ms', undefined, 5)).toMatchObject({ value: 0.005, rest: '' })
    const { buf } = padded('123,456ms')
    const reader = new QuantityReader()
    for (const [to, value] of [[2, 12], [3, 123], [4, 123], [6, 123], [7, 123_456], [9, 123.456]]) {
      expect(reader.read(buf, 0, to)).toBe(true)
      expect(reader.value).toBe(value)
      expect(reader.end).toBeLessThanOrEqual(to)
    }
  })

  it('reads by the style of the log', () => {
    expect(read('1,234', COMMA_STYLE)?.value).toBe(1.234)
    expect(read('1,5 s', COMMA_STYLE)).toEqual({ value: 1.5, dimension: SECONDS, rest: '' })
    expect(read('1.234', COMMA_STYLE)?.value).toBe(1234)
    expect(read('1.234.567', COMMA_STYLE)?.value).toBe(1_234_567)
    expect(read('3.14', COMMA_STYLE)?.value).toBe(3.14)
    expect(read('1,234.5', COMMA_STYLE)?.value).toBe(1234.5)
    expect(read('192.168.100.200', COMMA_STYLE)).toBeNull()
    expect(read('1.2.3', COMMA_STYLE)).toBeNull()
    expect(read('1,5,2', COMMA_STYLE)).toMatchObject({ value: 1, rest: ',5,2' })
    const lists = { digits: { decimalComma: false, groups: APOSTROPHE_GROUPS } }
    expect(read('990,120', lists)).toMatchObject({ value: 990, rest: ',120' })
  })

  it('scales and reads clocks only where it is told to', () => {
    const options = { hasScales: true, hasClockDurations: true }
    expect(read('1.2M', options)).toEqual({ value: 1.2e6, dimension: NUMBER, rest: '' })
    expect(read('15k/s', options)).toEqual({ value: 15_000, dimension: PER_SECOND, rest: '' })
    expect(read('00:00:12.345', options)).toEqual({ value: 12.345, dimension: SECONDS, rest: '' })
    expect(read('26:03:04', options)?.value).toBe(93_784)
    for (const text of ['00:61:00', '00:00', '00:00:1', '1:2:3:4', '00:00:12:5'])
      expect(read(text, options), text).toBeNull()
  })

  it('tells whole numbers that a double holds from those it does not', () => {
    const isExact = (text: string) => {
      const reader = new QuantityReader()
      const { buf, end } = padded(text)
      expect(reader.read(buf, 0, end)).toBe(true)
      return [reader.value, reader.isExact]
    }
    expect(isExact('9007199254740991')).toEqual([9_007_199_254_740_991, true])
    expect(isExact('9007199254740993')[1]).toBe(false)
    expect(isExact('18446744073709551615')[1]).toBe(false)
    expect(isExact('18,446,744,073,709,551,615')[1]).toBe(false)
    expect(isExact('0.1234567890123456789')).toEqual([expect.closeTo(0.1234567890123456, 15), true])
  })

  it('reads each number that is written in the grouping of a locale', () => {
    const styles = fc.constantFrom<[string, string, QuantityOptions]>(
      [',', '.', {}], ['.', ',', COMMA_STYLE], ['\'', '.', {}], ['’', '.', {}],
      ['\u00A0', ',', COMMA_STYLE], ['\u202F', ',', {}],
    )
    const wholes = fc.integer({ min: 0, max: 10 ** 13 })
    const cents = fc.integer({ min: 0, max: 99 })
    fc.assert(fc.property(wholes, cents, styles, (whole, hundredths, [group, mark, options]) => {
      fc.pre(whole >= 1000 || mark === '.' || options === COMMA_STYLE)
      const fraction = hundredths > 0 ? mark + String(hundredths).padStart(2, '0') : ''
      const text = String(whole).replace(/\B(?=(?:\d{3})+$)/g, group) + fraction
      fc.pre(!(group === '.' && fraction === '' && whole < 256_256_256_256 && whole >= 1e9)) // may be an address
      const found = read(text, options)
      expect(found?.rest, text).toBe('')
      expect(found?.value, text).toBe(Number(`${whole}${fraction.replace(',', '.')}`))
    }), { numRuns: draws(3000) })
  })

  it('gives one duration the same value in any unit', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 14 }), (nanoseconds) => {
      const written = (power: number) => {
        const digits = String(nanoseconds).padStart(power + 1, '0')
        return power === 0 ? digits : `${digits.slice(0, -power)}.${digits.slice(-power)}`
      }
      const minutes = Math.floor(nanoseconds / 6e10)
      const rest = String(nanoseconds % 6e10).padStart(10, '0')
      const expected = Number(written(9))
      const compound = `${minutes}m${rest.slice(0, -9)}.${rest.slice(-9)}s`
      const seconds = written(9)
      const short = [`${seconds}s`, `${written(6)}ms`, `${written(3)} µs`, `${nanoseconds}ns`]
      const texts = [...short, `PT${seconds}S`, compound]
      for (const text of texts) {
        const found = read(text)
        expect(found?.rest, text).toBe('')
        expect(Math.abs((found?.value ?? Number.NaN) - expected), text).toBeLessThanOrEqual(expected * Number.EPSILON)
      }
    }), { numRuns: draws(1000) })
  })

  it('is as any language reads plain numbers', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      const text = String(value)
      fc.pre(value === 0 || Math.abs(value) > 1e-270)
      const found = read(text)?.value ?? Number.NaN
      expect(Math.abs(found - value), text).toBeLessThanOrEqual(Math.abs(value) * Number.EPSILON * 8)
    }), { numRuns: draws(2000) })
  })

  it('takes any bytes, and what it reads lies within them', () => {
    const reader = new QuantityReader({ hasScales: true, hasClockDurations: true })
    const part = fc.constantFrom(...'0123456789.,\'-+eEPTshm /%:°µ秒x'.split(''), '\u00A0', '\u202F', '毫', ' ms', 'min')
    const soup = fc.array(part, { maxLength: 24 }).map(parts => parts.join(''))
    fc.assert(fc.property(soup, (text) => {
      const { buf, end } = padded(text)
      const found = reader.read(buf, 0, end)
      expect(reader.end).toBeLessThanOrEqual(end)
      expect(Number.isFinite(reader.value)).toBe(found)
      expect(reader.dimension !== units.NO_QUANTITY).toBe(found)
      if (found) expect(reader.end).toBeGreaterThan(0)
    }), { numRuns: draws(5000) })
  })

  it('takes time in proportion to the text', () => {
    const reader = new QuantityReader()
    for (const part of ['1,234,', ',234', '1s ', '1h1m', '5.', '1', '.', '1 min ']) {
      const text = `5${part.repeat(300_000 / part.length)}5`
      const { buf, end } = padded(text)
      const startedAt = performance.now()
      for (let p = 0; p < end;) {
        p = reader.read(buf, p, end) ? reader.end : p + 1
        while (p < end && reader.dimension === units.NO_QUANTITY && buf[p] >= 48 && buf[p] <= 57) p++
      }
      expect(performance.now() - startedAt, text.slice(0, 10)).toBeLessThan(2000)
    }
  })
})
