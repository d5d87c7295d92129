import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '../../../../engine/summary/bytes'
import { LevelFold } from '../../../../engine/summary/levelFold'
import { LevelRows } from '../../../../engine/summary/levelRows'
import { cellOf, emptyLevels, LEVELS_MAX, readLevels, type Levels } from '../../../../engine/summary/levels'
import { mergedLevels } from './oracle'

const BASE = 3 * 2 ** 30 + 1000

const one = ({ line, bin }: { line: number, bin: number }): Levels => ({ shift: 0, cells: [{ line, count: 1, sum: bin }] })
const levelsOf = (seen: readonly { line: number, bin: number }[]) => seen.reduce((levels, each) => mergedLevels(levels, one(each)), emptyLevels())

const seen = fc.array(fc.record({ line: fc.integer({ min: BASE, max: BASE + 100_000 }), bin: fc.integer({ min: -1400, max: 1400 }) }), { maxLength: 300, size: 'max' })
const levels = seen.map(levelsOf)

function encoded({ shift, cells }: Levels): Uint8Array {
  const out = new ByteWriter()
  out.uint(cells.length)
  if (cells.length > 0) out.byte(shift)
  cells.forEach(({ line, count, sum }, i) => {
    out.uint(line - (cells[i - 1]?.line ?? BASE))
    out.uint(count)
    out.int(sum)
  })
  return out.finish()
}

describe('mergedLevels', () => {
  it('is commutative and associative, and empty levels are neutral', () => {
    fc.assert(fc.property(levels, levels, levels, (a, b, c) => {
      expect(mergedLevels(a, b)).toEqual(mergedLevels(b, a))
      expect(mergedLevels(mergedLevels(a, b), c)).toEqual(mergedLevels(a, mergedLevels(b, c)))
      expect(mergedLevels(a, emptyLevels())).toEqual(a)
    }))
  })

  it('changes neither argument', () => {
    fc.assert(fc.property(levels, levels, (a, b) => {
      const before = JSON.stringify([a, b])
      mergedLevels(a, b)
      expect(JSON.stringify([a, b])).toBe(before)
    }))
  })

  it('keeps every number in cells that are as short as LEVELS_MAX allows', () => {
    fc.assert(fc.property(seen, (all) => {
      const { shift, cells } = levelsOf(all)
      const sizeAt = (at: number) => new Set(all.map(({ line }) => cellOf(line, at))).size
      expect(cells).toHaveLength(sizeAt(shift))
      expect(cells.length).toBeLessThanOrEqual(LEVELS_MAX)
      if (shift > 0) expect(sizeAt(shift - 1)).toBeGreaterThan(LEVELS_MAX)
      const numbers = new Map<number, { line: number, count: number, sum: number }>()
      for (const { line, bin } of all) {
        const known = numbers.get(cellOf(line, shift)) ?? { line, count: 0, sum: 0 }
        numbers.set(cellOf(line, shift), { line: Math.min(known.line, line), count: known.count + 1, sum: known.sum + bin })
      }
      expect(cells).toEqual([...numbers.values()].sort((a, b) => a.line - b.line))
    }))
  })
})

describe('LevelFold', () => {
  const fold = new LevelFold() // used again and again, as the merge does

  it('gives of encoded and of built levels what mergedLevels makes of them', () => {
    fc.assert(fc.property(fc.array(levels, { maxLength: 5 }), (all) => {
      fold.clear()
      for (const each of all) {
        const reader = new ByteReader(encoded(each))
        fold.read(reader, BASE)
        expect(reader.atEnd).toBe(true)
      }
      const out = new ByteWriter()
      fold.write(out, BASE)
      const expected = all.reduce(mergedLevels, emptyLevels())
      expect(readLevels(new ByteReader(out.finish()), BASE)).toEqual(expected)
      fold.clear()
      for (const each of all) fold.addAll(each)
      expect(fold.levels()).toEqual(expected)
    }))
  })
})

describe('LevelRows', () => {
  const rows = new LevelRows()

  it('gives of the numbers of slots, line after line, what mergedLevels makes of them', () => {
    fc.assert(fc.property(seen, seen, fc.integer({ min: 0, max: 2 ** 31 }), (a, b, firstLine) => {
      rows.clear(firstLine)
      rows.open(0, 2)
      const inOrder = [a, b].flatMap((all, slot) => all.map(({ line, bin }) => ({ line: line - BASE, bin, slot }))).sort((one, other) => one.line - other.line)
      for (const { line, bin, slot } of inOrder) rows.add(slot, bin, line)
      for (const slot of [0, 1]) {
        const out = new ByteWriter()
        rows.write(out, slot, 0)
        expect(readLevels(new ByteReader(out.finish()), firstLine)).toEqual(levelsOf(inOrder.filter(each => each.slot === slot).map(({ line, bin }) => ({ line: firstLine + line, bin }))))
      }
    }))
  })

  it('has room for more slots than at first', () => {
    rows.clear(0)
    rows.open(0, 5000)
    for (let slot = 0; slot < 5000; slot++) rows.add(slot, slot, slot)
    const out = new ByteWriter()
    rows.write(out, 4999, 0)
    expect(readLevels(new ByteReader(out.finish()), 0)).toEqual({ shift: 0, cells: [{ line: 4999, count: 1, sum: 4999 }] })
  })
})
