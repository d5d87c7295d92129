import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { ByteReader, ByteWriter } from '../../../../engine/summary/bytes'
import { emptyLevels, type Levels } from '../../../../engine/summary/levels'
import { binOf } from '../../../../engine/tokens/numbers'
import { BinFold } from '../../../../engine/summary/BinFold'
import { KeptLines } from '../../../../engine/summary/KeptLines'
import { SlotFold } from '../../../../engine/summary/slotFold'
import { BINS_MAX, bytesOfText, emptySlot, mergeLines, readSlot, VALUES_MAX, writeNumber, writeText, type Extreme, type Slot, type SlotValue } from '../../../../engine/summary/slots'
import { mergeSlots } from './oracle'

const BASE = 100

/** A slot that saw these values, built by the object's own law. */
function slotOf(seen: readonly { value: SlotValue, line: number }[]): Slot {
  const slot = emptySlot()
  for (const { value, line } of seen) mergeSlots(slot, { ...emptySlot(), observations: 1, levels: typeof value === 'number' ? { shift: 0, cells: [{ line, count: 1, sum: binOf(value) }] } : emptyLevels(), values: new Map([[value, { count: 1, lines: [line] }]]) })
  return slot
}

function writeLines(out: ByteWriter, lines: readonly number[]): void {
  lines.forEach((line, i) => out.uint(line - (lines[i - 1] ?? BASE)))
}

function writeExtremes(out: ByteWriter, list: readonly Extreme[]): void {
  out.uint(list.length)
  for (const { value, count, lines } of list) {
    out.int(value)
    out.uint(count)
    writeLines(out, lines)
  }
}

function writeLevels(out: ByteWriter, { shift, cells }: Levels): void {
  out.uint(cells.length)
  if (cells.length > 0) out.byte(shift)
  cells.forEach(({ line, count, sum }, i) => {
    out.uint(line - (cells[i - 1]?.line ?? BASE))
    out.uint(count)
    out.int(sum)
  })
}

function encoded(slot: Slot): Uint8Array {
  const out = new ByteWriter()
  out.uint(slot.observations)
  out.uint(slot.dimensions)
  writeLevels(out, slot.levels)
  out.byte(slot.values ? 0 : 1)
  if (slot.values) {
    out.uint(slot.values.size)
    for (const [value, { count, lines }] of slot.values) {
      if (typeof value === 'number') writeNumber(out, value)
      else writeText(out, bytesOfText(value))
      out.uint(count)
      writeLines(out, lines)
    }
    return out.finish()
  }
  out.uint(slot.numbers)
  out.byte(slot.shift)
  out.uint(slot.bins.size)
  let last = 0
  for (const [bin, count] of [...slot.bins].sort((a, b) => a[0] - b[0])) {
    out.int(bin - last)
    out.uint(count)
    last = bin
  }
  writeExtremes(out, slot.lowest)
  writeExtremes(out, slot.highest)
  return out.finish()
}

function folded(fold: SlotFold, slots: readonly Slot[]): Slot {
  fold.clear()
  for (const slot of slots) {
    const reader = new ByteReader(encoded(slot))
    fold.read(reader, BASE)
    expect(reader.atEnd).toBe(true)
  }
  const out = new ByteWriter()
  fold.write(out, BASE)
  return readSlot(new ByteReader(out.finish()), BASE)
}

/** A slot with what has no order in one. */
const canonical = (slot: Slot) => ({ ...slot, values: slot.values && [...slot.values].sort(([a], [b]) => String(a) < String(b) ? -1 : 1), bins: [...slot.bins].sort((a, b) => a[0] - b[0]) })

const line = fc.integer({ min: BASE, max: BASE + 5000 })
const value = fc.oneof(fc.integer({ min: -50, max: 50 }).map(n => n * 1000), fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('alpha', 'beta', 'k\u00E9'), fc.stringMatching(/^[a-z]{1,3}$/))
const seen = fc.record({ value, line })
/** Few values, or so many that the slot gives them up, or more bins than are kept. */
const slot = fc.oneof(fc.array(seen, { maxLength: 20 }), fc.array(seen, { minLength: 60, maxLength: 150, size: 'max' }), fc.array(fc.record({ value: fc.integer({ min: -1e9, max: 1e9 }), line }), { minLength: 250, maxLength: 400, size: 'max' })).map(slotOf)

describe('SlotFold', () => {
  const fold = new SlotFold() // used again and again, as the merge does

  it('gives of encoded slots what mergeSlots makes of them', () => {
    fc.assert(fc.property(fc.array(slot, { minLength: 1, maxLength: 5 }), (slots) => {
      const expected = emptySlot()
      for (const each of slots) mergeSlots(expected, each)
      expect(canonical(folded(fold, slots))).toEqual(canonical(expected))
    }), { numRuns: draws(200) })
  })

  it('gives of built slots the same, and changes none', () => {
    fc.assert(fc.property(fc.array(slot, { minLength: 1, maxLength: 5 }), (slots) => {
      const before = structuredClone(slots)
      fold.clear()
      for (const each of slots) fold.add(each)
      const built = fold.slot()
      expect(canonical(built)).toEqual(canonical(folded(fold, slots)))
      expect(slots).toEqual(before)
    }), { numRuns: draws(100) })
  })

  it('keeps VALUES_MAX values and gives them up at one more', () => {
    const full = slotOf(Array.from({ length: VALUES_MAX }, (_, i) => ({ value: i * 1000, line: BASE + i })))
    expect(folded(fold, [full, full]).values?.size).toBe(VALUES_MAX)
    expect(folded(fold, [full, slotOf([{ value: 'one more', line: BASE }])])).toMatchObject({ values: null, numbers: VALUES_MAX })
  })
})

describe('BinFold', () => {
  it('halves its resolution until BINS_MAX bins are left, whatever the order', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -1400, max: 1400 }), fc.integer({ min: 0, max: 3 })), { maxLength: 900, size: 'max' }), (bins) => {
      const write = (all: readonly [number, number][]) => {
        const fold = new BinFold()
        for (const [bin, shift] of all) fold.add(bin >> shift, shift, 1)
        const out = new ByteWriter()
        fold.write(out)
        return out.finish()
      }
      const bytes = write(bins)
      expect(write([...bins].reverse())).toEqual(bytes)
      const reader = new ByteReader(bytes)
      reader.byte()
      const size = reader.uint()
      expect(size).toBeLessThanOrEqual(BINS_MAX)
      let total = 0
      for (let i = 0; i < size; i++) {
        reader.int()
        total += reader.uint()
      }
      expect(total).toBe(bins.length)
    }))
  })
})

describe('KeptLines', () => {
  it('keeps the lowest in order, as mergeLines does', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 50 })), (lines) => {
      const into: number[] = []
      const kept = new KeptLines(2)
      for (const each of lines) {
        mergeLines(into, [each])
        kept.keep(1, each)
      }
      expect(kept.listOf(1)).toEqual(into)
      expect(kept.listOf(0)).toEqual([])
    }))
  })
})
