// The algebra of summaries on objects, as plain as can be: what the folds of engine/summary are compared with.
import { BUCKETS_MAX, type Bucket, type Buckets } from '../../../../engine/summary/buckets'
import { cellOf, LEVELS_MAX, type Level, type Levels } from '../../../../engine/summary/levels'
import {
  BINS_MAX, EXTREMES_MAX, mergeLines, mergeOrigins, VALUES_MAX, type Extreme, type Slot, type SlotValue, type ValueCount,
} from '../../../../engine/summary/slots'
import { binOf } from '../../../../engine/tokens/numbers'

function addBucket(counts: Map<number, Bucket>, number: number, count: number, line: number): void {
  const known = counts.get(number)
  if (known) {
    known.count += count
    known.line = Math.min(known.line, line)
  }
  else counts.set(number, { count, line })
}

/** Makes buckets longer. */
function coarsenBuckets(buckets: Buckets, shift: number): void {
  if (shift <= buckets.shift) return
  const counts = new Map<number, Bucket>()
  for (const [number, { count, line }] of buckets.counts) addBucket(counts, Math.floor(number / 2 ** (shift - buckets.shift)), count, line)
  buckets.shift = shift
  buckets.counts = counts
}

function limitBuckets(buckets: Buckets): void {
  while (buckets.counts.size > BUCKETS_MAX) coarsenBuckets(buckets, buckets.shift + 1)
}

/** Adds `from` to `into`: commutative and associative. */
export function mergeBuckets(into: Buckets, from: Buckets): void {
  coarsenBuckets(into, from.shift)
  for (const [number, { count, line }] of from.counts) addBucket(into.counts, Math.floor(number / 2 ** (into.shift - from.shift)), count, line)
  limitBuckets(into)
}

/** Joins cells, ascending by line, that are one at this length. */
function joined(cells: readonly Level[], shift: number): Level[] {
  const kept: Level[] = []
  for (const { line, count, sum } of cells) {
    const last = kept.at(-1)
    if (last && cellOf(last.line, shift) === cellOf(line, shift)) {
      last.count += count
      last.sum += sum
    }
    else kept.push({ line, count, sum })
  }
  return kept
}

/** The levels of both: commutative and associative, as how long cells are depends only on which lines have numbers. */
export function mergedLevels(a: Levels, b: Levels): Levels {
  let shift = Math.max(a.shift, b.shift)
  let cells = joined([...a.cells, ...b.cells].sort((one, other) => one.line - other.line), shift)
  while (cells.length > LEVELS_MAX) cells = joined(cells, ++shift)
  return { shift, cells }
}

function addExtreme(list: Extreme[], value: number, count: number, lines: readonly number[], sign: 1 | -1): void {
  let at = list.length
  if (at === EXTREMES_MAX && (list[at - 1].value - value) * sign > 0) return
  while (at > 0 && (list[at - 1].value - value) * sign < 0) at--
  const equal = at > 0 ? list[at - 1] : undefined
  if (equal && equal.value === value) {
    equal.count += count
    mergeLines(equal.lines, lines)
    return
  }
  if (at >= EXTREMES_MAX) return
  list.splice(at, 0, { value, count, lines: [...lines] })
  if (list.length > EXTREMES_MAX) list.length = EXTREMES_MAX
}

function coarsenBins(slot: Slot, shift: number): void {
  if (shift <= slot.shift) return
  const coarse = new Map<number, number>()
  for (const [bin, count] of slot.bins) {
    const key = bin >> (shift - slot.shift)
    coarse.set(key, (coarse.get(key) ?? 0) + count)
  }
  slot.bins = coarse
  slot.shift = shift
}

function addBin(slot: Slot, bin: number, count: number): void {
  slot.bins.set(bin, (slot.bins.get(bin) ?? 0) + count)
}

/** Counts a number in a slot with many values. */
function addNumber(slot: Slot, value: number, count: number, lines: readonly number[]): void {
  slot.numbers += count
  addBin(slot, binOf(value) >> slot.shift, count)
  addExtreme(slot.lowest, value, count, lines, -1)
  addExtreme(slot.highest, value, count, lines, 1)
}

/** Gives up exact values for a histogram and extremes. The result depends on the values only, not on when it happens. */
function giveUpValues(slot: Slot): void {
  const values = slot.values
  if (!values) return
  slot.values = null
  for (const [value, { count, lines }] of values) if (typeof value === 'number') addNumber(slot, value, count, lines)
  limitBins(slot)
}

function limitBins(slot: Slot): void {
  while (slot.bins.size > BINS_MAX) coarsenBins(slot, slot.shift + 1)
}

function addValue(slot: Slot, values: Map<SlotValue, ValueCount>, value: SlotValue, { count, lines, origin }: ValueCount): void {
  const known = values.get(value)
  if (known) {
    known.count += count
    known.origin = mergeOrigins(known.origin, origin)
    mergeLines(known.lines, lines)
  }
  else {
    values.set(value, { count, lines: [...lines], origin })
    if (values.size > VALUES_MAX) giveUpValues(slot)
  }
}

/** Adds `from` to `into`. Commutative and associative; `from` stays as it is. */
export function mergeSlots(into: Slot, from: Slot): void {
  into.observations += from.observations
  into.dimensions |= from.dimensions
  into.levels = mergedLevels(into.levels, from.levels)
  if (from.values) {
    for (const [value, counted] of from.values) {
      if (into.values) addValue(into, into.values, value, counted)
      else if (typeof value === 'number') addNumber(into, value, counted.count, counted.lines)
    }
    limitBins(into)
    return
  }
  giveUpValues(into)
  const shift = Math.max(into.shift, from.shift)
  coarsenBins(into, shift)
  for (const [bin, count] of from.bins) addBin(into, bin >> (shift - from.shift), count)
  limitBins(into)
  into.numbers += from.numbers
  for (const { value, count, lines } of from.lowest) addExtreme(into.lowest, value, count, lines, -1)
  for (const { value, count, lines } of from.highest) addExtreme(into.highest, value, count, lines, 1)
}
