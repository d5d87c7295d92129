import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '../../../../engine/summary/bytes'
import { BucketFold } from '../../../../engine/summary/bucketFold'
import { BUCKETS_MAX, emptyBuckets, readBuckets, type Buckets } from '../../../../engine/summary/buckets'
import { mergeBuckets } from './oracle'

const BASE = 7

const event = fc.record({ shift: fc.integer({ min: 0, max: 4 }), second: fc.integer({ min: 1_700_000_000, max: 1_700_003_000 }), count: fc.integer({ min: 1, max: 9 }), line: fc.integer({ min: BASE, max: 9000 }) })

function written(fold: BucketFold): Buckets {
  const out = new ByteWriter()
  fold.write(out, BASE)
  const reader = new ByteReader(out.finish())
  const buckets = readBuckets(reader, BASE)
  expect(reader.atEnd).toBe(true)
  return buckets
}

const fold = new BucketFold()

it('gives what mergeBuckets gives, for events in any order and of any length of bucket', () => {
  fc.assert(fc.property(fc.array(event, { maxLength: 900, size: 'max' }), (events) => {
    const expected = emptyBuckets()
    fold.clear()
    for (const { shift, second, count, line } of events) {
      const number = Math.floor(second / 2 ** shift)
      mergeBuckets(expected, { shift, counts: new Map([[number, { count, line }]]) })
      fold.add(number, shift, count, line)
    }
    const buckets = written(fold)
    expect(buckets.shift).toBe(expected.shift)
    expect([...buckets.counts]).toEqual([...expected.counts].sort((a, b) => a[0] - b[0]))
  }))
})

it('gives of built buckets what mergeBuckets gives, as coarse as is wanted', () => {
  fc.assert(fc.property(fc.array(event, { maxLength: 400, size: 'max' }), fc.integer({ min: 0, max: 6 }), (events, shift) => {
    const all = events.map(({ shift, second, count, line }) => (
      { shift, counts: new Map([[Math.floor(second / 2 ** shift), { count, line }]]) }
    ))
    const expected = emptyBuckets()
    for (const each of [...all, { shift, counts: new Map() }]) mergeBuckets(expected, each)
    fold.clear()
    for (const each of all) fold.addAll(each)
    const buckets = fold.buckets(shift)
    expect(buckets.shift).toBe(expected.shift)
    expect([...buckets.counts]).toEqual([...expected.counts].sort((a, b) => a[0] - b[0]))
  }))
})

it('takes in more than it holds at once', () => {
  fold.clear()
  for (let i = 0; i < 20_000; i++) fold.add(1_700_000_000 + (i * 7919) % 20_000, 0, 1, BASE + i)
  const { shift, counts } = written(fold)
  expect(shift).toBe(7)
  expect(counts.size).toBeLessThanOrEqual(BUCKETS_MAX)
  expect([...counts.values()].reduce((sum, { count }) => sum + count, 0)).toBe(20_000)
})

it('adds what is written', () => {
  fold.clear()
  for (let i = 0; i < 600; i++) fold.add(5000 + i, 0, 2, BASE + i)
  const out = new ByteWriter()
  fold.write(out, BASE)
  fold.clear()
  fold.read(new ByteReader(out.finish()), BASE)
  fold.add(5000, 0, 3, BASE)
  expect([...written(fold).counts][0]).toEqual([1250, { count: 11, line: BASE }])
})
