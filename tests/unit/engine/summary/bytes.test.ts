import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { ByteReader, ByteWriter } from '../../../../engine/summary/bytes'

const uint = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.maxSafeInteger().map(Math.abs), fc.integer({ min: 0, max: 53 }).chain(power => fc.integer({ min: -2, max: 2 }).map(off => Math.min(Math.max(0, 2 ** power + off), 2 ** 53))))
const int = fc.integer({ min: -(2 ** 51), max: 2 ** 51 })

describe('ByteWriter and ByteReader', () => {
  it('give back any unsigned integer up to 2^53', () => {
    fc.assert(fc.property(fc.array(uint), (values) => {
      const out = new ByteWriter(1)
      for (const value of values) out.uint(value)
      const reader = new ByteReader(out.finish())
      expect(values.map(() => reader.uint())).toEqual(values)
      expect(reader.atEnd).toBe(true)
      const skipping = new ByteReader(out.finish())
      for (const _ of values) skipping.skipUint()
      expect(skipping.atEnd).toBe(true)
    }), { numRuns: draws(300) })
  })

  it.each([[0, 1], [127, 1], [128, 2], [16_383, 2], [16_384, 3], [0x7FFFFFFF, 5], [0x80000000, 5], [2 ** 35 - 1, 5], [2 ** 35, 6], [2 ** 53 - 1, 8], [2 ** 53, 8]])('%d takes %d bytes', (value, size) => {
    const out = new ByteWriter(1)
    out.uint(value)
    expect(out.finish()).toHaveLength(size)
    expect(new ByteReader(out.finish()).uint()).toBe(value)
  })

  it('give back signed integers, floats, bytes, and mixtures of them', () => {
    const item = fc.oneof(int.map(value => ({ kind: 'int' as const, value })), uint.map(value => ({ kind: 'uint' as const, value })), fc.double().map(value => ({ kind: 'float' as const, value })), fc.integer({ min: 0, max: 255 }).map(value => ({ kind: 'byte' as const, value })))
    fc.assert(fc.property(fc.array(item), fc.uint8Array(), (items, tail) => {
      const out = new ByteWriter(1)
      for (const { kind, value } of items) out[kind](value)
      out.bytes(tail)
      expect(out.length).toBe(out.finish().length)
      const reader = new ByteReader(out.finish())
      for (const { kind, value } of items) expect(reader[kind]()).toBe(value === 0 && kind === 'int' ? 0 : value)
      expect(reader.bytes(tail.length)).toEqual(tail)
      expect(reader.atEnd).toBe(true)
    }))
  })

  it('reads from a position, and in a view that does not begin at 0', () => {
    const whole = new Uint8Array([9, 9, 9, 5, 200, 1])
    expect(new ByteReader(whole.subarray(3), 1).uint()).toBe(200)
  })

  it('starts over after reset, and finish copies', () => {
    const out = new ByteWriter()
    out.uint(5)
    const first = out.finish()
    out.reset()
    expect(out.length).toBe(0)
    out.uint(300)
    expect([...first]).toEqual([5])
    expect([...out.finish()]).toEqual([172, 2])
  })
})
