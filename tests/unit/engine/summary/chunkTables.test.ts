import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RowTable, SecondRows, SessionRows, SlotTable } from '../../../../engine/summary/chunkTables'
import { EXTREMES_MAX, LINES_KEPT, VALUES_MAX } from '../../../../engine/summary/slots'

const lane = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))

describe('RowTable', () => {
  it('gives each key a row of its own, in order, and the same one again', () => {
    fc.assert(fc.property(fc.array(fc.tuple(lane, lane), { maxLength: 300, size: 'max' }), (keys) => {
      const table = new RowTable()
      const rows = new Map<string, number>()
      for (const [a, b] of keys) {
        const expected = rows.get(`${a},${b}`) ?? rows.size
        rows.set(`${a},${b}`, expected)
        expect(table.row(a, b)).toBe(expected)
      }
      expect(table.size).toBe(rows.size)
      table.clear()
      expect(table.size).toBe(0)
      if (keys.length > 0) expect(table.row(...keys[0])).toBe(0)
    }))
  })

  it('grows', () => {
    const table = new RowTable()
    for (let i = 0; i < 300_000; i++) table.row(i, i * 7)
    for (let i = 0; i < 300_000; i += 997) expect(table.row(i, i * 7)).toBe(i)
    expect(table.size).toBe(300_000)
    expect([table.lane1[12_345], table.lane2[12_345]]).toEqual([12_345, 86_415])
    table.clear()
    expect(table.row(5, 35)).toBe(0)
  })
})

describe('SlotTable', () => {
  const valuesOf = (table: SlotTable, slot: number) => {
    const values: { number: number, count: number, line: number }[] = []
    for (let row = table.firstValue[slot]; row >= 0; row = table.nextValue[row]) values.push({ number: table.valueNumber[row], count: table.valueCount[row], line: table.valueLines[row * 3] })
    return values.reverse()
  }

  it('counts values by slot, equal numbers as one', () => {
    const table = new SlotTable()
    const first = table.open(2)
    table.add(first, 7000, 1, 1, 1, 0, 1, 10)
    table.add(first, 7000, 1, 2, 2, 5, 8, 11) // 007
    table.add(first + 1, 7000, 1, 1, 1, 0, 1, 12)
    table.add(first, -7000, 1, 3, 3, 0, 2, 13)
    table.add(first, Number.NaN, 1, 4, 4, 0, 2, 14)
    table.add(first, Number.NaN, 1, 4, 5, 0, 2, 15)
    expect(valuesOf(table, first)).toEqual([{ number: 7000, count: 2, line: 10 }, { number: -7000, count: 1, line: 13 }, { number: Number.NaN, count: 1, line: 14 }, { number: Number.NaN, count: 1, line: 15 }])
    expect(valuesOf(table, first + 1)).toEqual([{ number: 7000, count: 1, line: 12 }])
    expect([table.observations[first], table.observations[first + 1]]).toEqual([5, 1])
    expect([table.distinctOf(first), table.distinctOf(first + 1)]).toEqual([4, 1])
  })

  it('keeps numbers apart whatever they are', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -1e15, max: 1e15 }), { maxLength: VALUES_MAX, size: 'max' }), (numbers) => {
      const table = new SlotTable()
      const slot = table.open(1)
      for (const number of numbers) table.add(slot, number, 1, 0, 0, 0, 0, 1)
      expect(table.distinctOf(slot)).toBe(numbers.length)
      expect(valuesOf(table, slot).map(({ number }) => number)).toEqual(numbers)
    }))
  })

  it('gives values up for extremes and a histogram', () => {
    const table = new SlotTable()
    const slot = table.open(1)
    for (let i = 0; i < 200; i++) table.add(slot, (i * 37 % 200) * 1000, 1, 0, 0, 0, 0, 500 + i)
    const many = table.manyRow[slot]
    expect(many).toBe(0)
    const { many: rows } = table
    expect(rows.numbers[many]).toBe(200)
    expect([...rows.lowValue.subarray(0, EXTREMES_MAX)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(n => n * 1000))
    expect([...rows.highValue.subarray(0, EXTREMES_MAX)]).toEqual([199, 198, 197, 196, 195, 194, 193, 192].map(n => n * 1000))
    expect(rows.lowLines[0]).toBe(500)
    let total = 0
    for (let bin = rows.firstBin[many]; bin >= 0; bin = rows.nextBin[bin]) total += rows.counts[bin]
    expect(total).toBe(200)
    table.clear()
    expect(table.manyRow[table.open(1)]).toBe(-1)
  })

  it('keeps the lowest lines of equal extremes, whether they came before or after values were given up', () => {
    const table = new SlotTable()
    const slot = table.open(1)
    for (let i = 0; i < 400; i++) table.add(slot, i % 100 === 30 ? 9_000_000 : (i * 37 % 200) * 1000, 1, 0, 0, 0, 0, 500 + i)
    const rows = table.many
    expect([...rows.highTimes.subarray(0, 2)]).toEqual([4, 2])
    expect([...rows.highLines.subarray(0, LINES_KEPT + 2)]).toEqual([530, 630, 730, 527, 727])
  })
})

describe('SessionRows', () => {
  it('counts the signatures of each session, and keeps where each begins', () => {
    const rows = new SessionRows()
    for (const [key, signature, line] of [[1, 5, 10], [2, 5, 11], [1, 5, 12], [1, 6, 13]]) rows.add(key, 0, signature, line)
    expect([rows.keys.size, rows.firstLine[0], rows.lastLine[0], rows.firstLine[1], rows.lastLine[1]]).toEqual([2, 10, 13, 11, 11])
    const pairs = []
    for (let pair = rows.firstPair[0]; pair >= 0; pair = rows.nextPair[pair]) pairs.push([rows.signature[pair], rows.count[pair], rows.line[pair]])
    expect(pairs).toEqual([[5, 2, 10], [6, 1, 13]])
  })

  it('counts those of a session with many of them as well, and is empty again', () => {
    const rows = new SessionRows()
    for (let round = 0; round < 2; round++) {
      rows.clear()
      for (let line = 0; line < 6000; line++) rows.add(line % 3, 0, line % 100, line)
      for (let session = 0; session < 3; session++) {
        const pairs = new Map<number, readonly [number, number]>()
        for (let pair = rows.firstPair[session]; pair >= 0; pair = rows.nextPair[pair]) pairs.set(rows.signature[pair], [rows.count[pair], rows.line[pair]])
        const firstOf = (signature: number) => [0, 1, 2].map(n => n * 100 + signature).find(line => line % 3 === session)
        expect(pairs).toEqual(new Map(Array.from({ length: 100 }, (_, signature) => [signature, [20, firstOf(signature)]])))
      }
    }
  })
})

describe('SecondRows', () => {
  it('counts by second, also beyond 2^31 and out of order', () => {
    const rows = new SecondRows()
    rows.open(0)
    for (const [second, line] of [[100, 1], [100, 2], [4_000_000_000, 3], [100, 4]]) rows.add(0, second, line)
    const seen = []
    for (let at = rows.first[0]; at >= 0; at = rows.next[at]) seen.push([rows.secondOf(at), rows.count[at], rows.line[at]])
    expect(seen).toEqual([[4_000_000_000, 1, 3], [100, 3, 1]])
  })
})
