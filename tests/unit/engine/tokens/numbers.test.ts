import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { binOf, binStart, decimalOf, thousandthsOf } from '../../../../engine/tokens/numbers'
import { padded } from '../padded'

function read(text: string): number {
  const { buf, end } = padded(text)
  return thousandthsOf(buf, 0, end)
}

const LIMIT = 999_999_999_999_999
const thousandths = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -LIMIT, max: LIMIT }), fc.integer({ min: 0, max: 49 }).chain(power => fc.tuple(fc.integer({ min: -2, max: 2 }), fc.constantFrom(1, -1)).map(([off, sign]) => sign * (2 ** power + off))))

describe('thousandthsOf', () => {
  it.each([
    ['0', 0], ['7', 7000], ['007', 7000], ['-3', -3000], ['+3', 3000], ['1.5', 1500], ['1.25', 1250], ['1.2345', 1234], ['-1.2345', -1234], ['-0', 0], ['-0.0004', 0], ['0.001', 1],
    ['12ms', 12_000], ['3.5s', 3500], ['50%', 50_000], ['10kib', 10_000], ['10µs', 10_000], ['999999999999', 999_999_999_999_000], ['999999999999.999', LIMIT], ['1.', 1000], ['5.5.', 5500],
  ])('%s is %d', (text, value) => {
    expect(read(text)).toBe(value)
  })

  it.each(['', '-', '+', '.', '.5', 'abc', '1e10', '0x1f', '1.2.3', '10.0.0.1', '1234567890123', '12items', '5.sec', '1_000', '1-2', '--1', '12ms3', 'blk_12', '1/2'])('%j is no number', (text) => {
    expect(read(text)).toBeNaN()
  })

  it('reads what decimalOf writes', () => {
    fc.assert(fc.property(thousandths, (value) => {
      fc.pre(!decimalOf(value).includes('e'))
      expect(read(decimalOf(value))).toBe(value === 0 ? 0 : value)
    }))
  })
})

describe('binOf and binStart', () => {
  it('a bin holds exactly the values from its start to the next one', () => {
    fc.assert(fc.property(thousandths, (value) => {
      const bin = binOf(value)
      expect(Number.isInteger(bin)).toBe(true)
      const [low, high] = value >= 0 ? [binStart(bin, 0), binStart(bin + 1, 0)] : [-binStart(-bin, 0) + 1, -binStart(-1 - bin, 0) + 1]
      expect(low <= value && value < high, `${low} <= ${value} < ${high}`).toBe(true)
    }), { numRuns: draws(2000) })
  })

  it('is the inverse of binStart for every bin, negative ones too', () => {
    for (let bin = 0; bin <= binOf(LIMIT); bin++) {
      expect(binOf(binStart(bin, 0))).toBe(bin)
      if (bin > 0) expect(binOf(binStart(-1 - bin, 0))).toBe(-1 - bin)
    }
    expect(binOf(0)).toBe(0)
    expect(binOf(-1)).toBe(-2)
  })

  it('is monotone', () => {
    fc.assert(fc.property(thousandths, thousandths, (a, b) => {
      expect(Math.sign(binOf(a) - binOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
    }), { numRuns: draws(2000) })
    for (let bin = -1600; bin < 1600; bin++) for (const shift of [0, 1, 3]) expect(binStart(bin, shift)).toBeLessThanOrEqual(binStart(bin + 1, shift))
  })

  it('is exact below 64 and within 1/32 above', () => {
    for (let value = 0; value < 64; value++) expect(binStart(binOf(value), 0)).toBe(value)
    fc.assert(fc.property(fc.integer({ min: 64, max: LIMIT }), (value) => {
      expect(value - binStart(binOf(value), 0)).toBeLessThan(value / 32)
    }))
  })

  it('of coarser bins each begins where its first fine bin does', () => {
    fc.assert(fc.property(thousandths, fc.integer({ min: 0, max: 6 }), (value, shift) => {
      fc.pre(value >= 0)
      const coarse = binOf(value) >> shift
      expect(binStart(coarse, shift)).toBe(binStart(coarse * 2 ** shift, 0))
      expect(binStart(coarse, shift)).toBeLessThanOrEqual(value)
    }))
  })
})
