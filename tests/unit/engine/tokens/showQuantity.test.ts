import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { QuantityReader } from '../../../../engine/tokens/quantities'
import { showQuantity, showRange } from '../../../../engine/tokens/showQuantity'
import * as units from '../../../../engine/tokens/units'
import { padded } from '../padded'

const { NUMBER, SECONDS, BYTES, PERCENT, HERTZ, CELSIUS, PER_SECOND, BYTES_PER_SECOND, VOLTS } = units
const { PASCALS, OTHER_UNIT, FAHRENHEIT, DECIBELS } = units

describe('showQuantity', () => {
  it.each([
    [184.3, SECONDS, '184.3 s'], [0.9, SECONDS, '900 ms'], [15e-6, SECONDS, '15 µs'], [1.5e-8, SECONDS, '15 ns'],
    [1e-10, SECONDS, '0.1 ns'], [0, SECONDS, '0 s'], [0.99999, SECONDS, '1 s'], [1200, SECONDS, '20 min'],
    [7200, SECONDS, '2 h'], [93_600, SECONDS, '26 h'],
    [864_000, SECONDS, '10 d'], [-3, SECONDS, '-3 s'], [61_204_771, NUMBER, '61,204,771'],
    [1234.5678, NUMBER, '1,235'], [123_456.7, NUMBER, '123,457'], [0.12345, NUMBER, '0.1235'],
    [-1234, NUMBER, '-1,234'], [0, NUMBER, '0'], [1e-9, NUMBER, '1e-9'], [1.5e24, NUMBER, '1.5e+24'],
    [2 ** 53 - 1, NUMBER, '9,007,199,254,740,991'], [1_610_612_736, BYTES, '1.611 GB'], [512, BYTES, '512 B'],
    [999_999, BYTES, '1 MB'], [5e15, BYTES, '5,000 TB'], [1.2e6, BYTES_PER_SECOND, '1.2 MB/s'],
    [23, PERCENT, '23 %'], [3.2e9, HERTZ, '3.2 GHz'],
    [21.5, CELSIUS, '21.5 °C'], [70, FAHRENHEIT, '70 °F'], [-61, DECIBELS, '-61 dB'], [120, PER_SECOND, '120/s'],
    [0.015, VOLTS, '15 mV'], [101_300, PASCALS, '1,013 hPa'], [12, OTHER_UNIT, '12'],
  ])('%d', (value, dimension, text) => {
    expect(showQuantity(value, dimension)).toBe(text)
  })

  it('writes what can be read again', () => {
    const reader = new QuantityReader()
    const exponents = fc.integer({ min: -5, max: 14 })
    const mantissas = fc.double({ min: 1, max: 9.9999, noNaN: true })
    const dimensions = fc.constantFrom(
      NUMBER, SECONDS, BYTES, PERCENT, HERTZ, CELSIUS, PER_SECOND, BYTES_PER_SECOND, VOLTS, DECIBELS,
    )
    fc.assert(fc.property(mantissas, exponents, dimensions, (mantissa, exponent, dimension) => {
      const value = mantissa * 10 ** exponent
      const text = showQuantity(value, dimension)
      const { buf, end } = padded(text)
      expect(reader.read(buf, 0, end), text).toBe(true)
      expect([reader.end, reader.dimension], text).toEqual([end, dimension])
      expect(Math.abs(reader.value - value), text).toBeLessThanOrEqual(value * 6e-4)
    }), { numRuns: draws(2000) })
  })
})

describe('showRange', () => {
  it.each([
    [0.006, 0.064, SECONDS, '6–64 ms'], [0.0009, 48.2, SECONDS, '900 µs–48.2 s'], [0.5, 12, SECONDS, '0.5–12 s'],
    [0, 0.02, SECONDS, '0–20 ms'], [5, 5, SECONDS, '5 s'], [1000.1, 1000.2, NUMBER, '1,000'],
    [40_000, 95_000, NUMBER, '40,000–95,000'], [-5, 3, CELSIUS, '-5 … 3 °C'],
    [20, 90, PERCENT, '20–90 %'], [100, 120, PER_SECOND, '100–120/s'], [512, 1.5e9, BYTES, '512 B–1.5 GB'],
  ])('%d to %d', (low, high, dimension, text) => {
    expect(showRange(low, high, dimension)).toBe(text)
  })
})
