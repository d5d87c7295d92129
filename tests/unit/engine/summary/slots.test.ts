import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyLevels } from '../../../../engine/summary/levels'
import { binOf } from '../../../../engine/tokens/numbers'
import { BINS_MAX, bytesOfText, emptySlot, EXTREMES_MAX, LINES_KEPT, mergeLines, textOfBytes, VALUES_MAX, type Slot, type SlotValue } from '../../../../engine/summary/slots'
import { mergeSlots } from './oracle'

const BASE = 100

interface Seen { value: SlotValue, line: number }

/** A slot that saw one value. */
function one({ value, line }: Seen): Slot {
  const levels = typeof value === 'number' ? { shift: 0, cells: [{ line, count: 1, sum: binOf(value) }] } : emptyLevels()
  return { ...emptySlot(), observations: 1, levels, values: new Map([[value, { count: 1, lines: [line] }]]) }
}

function slotOf(seen: readonly Seen[]): Slot {
  const slot = emptySlot()
  for (const each of seen) mergeSlots(slot, one(each))
  return slot
}

function merged(...slots: Slot[]): Slot {
  const into = emptySlot()
  for (const slot of slots) mergeSlots(into, slot)
  return into
}

/** A slot with what has no order in one. */
const canonical = (slot: Slot) => ({ ...slot, values: slot.values && [...slot.values].sort(([a], [b]) => String(a) < String(b) ? -1 : 1), bins: [...slot.bins].sort((a, b) => a[0] - b[0]) })

const value = fc.oneof(fc.integer({ min: -50, max: 50 }).map(n => n * 1000), fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('alpha', 'beta', 'k\u00E9'), fc.stringMatching(/^[a-z]{1,3}$/))
const seen = fc.record({ value, line: fc.integer({ min: BASE, max: BASE + 5000 }) })
/** Few values or so many that the slot gives them up. */
const slot = fc.oneof(fc.array(seen, { maxLength: 20 }), fc.array(seen, { minLength: 60, maxLength: 150, size: 'max' }), fc.array(fc.record({ value: fc.integer({ min: -1e9, max: 1e9 }), line: fc.integer({ min: BASE, max: BASE + 5000 }) }), { minLength: 250, maxLength: 400, size: 'max' })).map(slotOf)

describe('mergeSlots', () => {
  it('is commutative, and an empty slot is neutral', () => {
    fc.assert(fc.property(slot, slot, (a, b) => {
      expect(canonical(merged(a, b))).toEqual(canonical(merged(b, a)))
      expect(canonical(merged(a, emptySlot()))).toEqual(canonical(a))
    }))
  })

  it('is associative, whenever it turns to many', () => {
    fc.assert(fc.property(slot, slot, slot, (a, b, c) => {
      expect(canonical(merged(merged(a, b), c))).toEqual(canonical(merged(a, merged(b, c))))
    }))
  })

  it('changes its second argument never', () => {
    fc.assert(fc.property(slot, slot, (a, b) => {
      const before = JSON.stringify(canonical(b))
      mergeSlots(a, b)
      expect(JSON.stringify(canonical(b))).toBe(before)
    }))
  })

  it('keeps up to VALUES_MAX exact values with their lowest lines', () => {
    const few = slotOf(Array.from({ length: VALUES_MAX * 5 }, (_, i) => ({ value: (i % VALUES_MAX) * 1000, line: 1000 - i })))
    expect(few).toMatchObject({ observations: VALUES_MAX * 5, numbers: 0, lowest: [], highest: [] })
    expect(few.values?.get(0)).toEqual({ count: 5, lines: [1000 - 256, 1000 - 192, 1000 - 128] })
    mergeSlots(few, one({ value: 'one more', line: 1 }))
    expect(few).toMatchObject({ observations: VALUES_MAX * 5 + 1, values: null, numbers: VALUES_MAX * 5, shift: 0 })
    expect(few.lowest).toHaveLength(EXTREMES_MAX)
    expect(few.highest.map(extreme => extreme.value)).toEqual([63, 62, 61, 60, 59, 58, 57, 56].map(n => n * 1000))
    expect(few.highest[0]).toEqual({ value: 63_000, count: 5, lines: [1000 - 63 - 256, 1000 - 63 - 192, 1000 - 63 - 128] })
  })

  it('knows the true extremes, their count and lowest lines, and loses no number', () => {
    fc.assert(fc.property(fc.array(fc.record({ value: fc.integer({ min: -300, max: 300 }).map(n => n * 1000), line: fc.integer({ min: BASE, max: BASE + 5000 }) }), { minLength: 150, maxLength: 300, size: 'max' }), (all) => {
      const many = merged(slotOf(all.slice(0, 40)), slotOf(all.slice(40, 130)), slotOf(all.slice(130)))
      fc.pre(many.values === null)
      const linesOf = new Map<number, number[]>()
      for (const { value, line } of all) linesOf.set(value, [...linesOf.get(value) ?? [], line].sort((a, b) => a - b))
      const sorted = Array.from(linesOf, ([value, lines]) => ({ value, count: lines.length, lines: lines.slice(0, LINES_KEPT) })).sort((a, b) => a.value - b.value)
      expect(many.lowest).toEqual(sorted.slice(0, EXTREMES_MAX))
      expect(many.highest).toEqual(sorted.slice(-EXTREMES_MAX).reverse())
      expect(many.numbers).toBe(all.length)
      expect([...many.bins.values()].reduce((sum, count) => sum + count, 0)).toBe(all.length)
      expect(many.bins.size).toBeLessThanOrEqual(BINS_MAX)
      const bins = new Map<number, number>()
      for (const { value } of all) bins.set(binOf(value) >> many.shift, (bins.get(binOf(value) >> many.shift) ?? 0) + 1)
      expect(canonical(many).bins).toEqual([...bins].sort((a, b) => a[0] - b[0]))
    }))
  })
})

describe('mergeLines', () => {
  it('keeps the lowest in order', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 50 })), (lines) => {
      const into: number[] = []
      for (const line of lines) mergeLines(into, [line])
      expect(into).toEqual([...lines].sort((a, b) => a - b).slice(0, LINES_KEPT))
    }))
  })
})

describe('textOfBytes', () => {
  it('is undone by bytesOfText, for bytes that are no UTF-8 too', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOfText(textOfBytes(bytes))).toEqual(bytes)
    }))
  })
})
