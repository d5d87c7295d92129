import type { ByteReader, ByteWriter } from '../bytes'
import { binOf } from './numbers'

/** Distinct values of a slot that are kept exactly; with more it is `many`. Chosen: more would be summed up for ids only. */
export const VALUES_MAX = 64
/** Extreme values kept on each side of a slot with many numbers. */
export const EXTREMES_MAX = 8
/** Bins of a histogram; with more its resolution halves. */
export const BINS_MAX = 256
/** Lowest line numbers that a count keeps. */
export const LINES_KEPT = 3

/** A number in thousandths, or the bytes of an id, one a character (so that invalid UTF-8 stays distinct). */
export type SlotValue = number | string

export interface ValueCount {
  count: number
  /** The lowest lines, ascending, at most LINES_KEPT. */
  lines: number[]
}

export interface Extreme {
  value: number
  count: number
  /** The lowest line with it. */
  line: number
}

/** What was seen in one masked place of a signature. */
export interface Slot {
  observations: number
  /** Null once there were more than VALUES_MAX distinct ones. */
  values: Map<SlotValue, ValueCount> | null
  /** The rest describes the numbers of a slot with many values; empty while `values` is there. */
  numbers: number
  shift: number
  /** Bin at resolution `shift` to count. */
  bins: Map<number, number>
  /** Distinct values, most extreme first. */
  lowest: Extreme[]
  highest: Extreme[]
}

export function emptySlot(): Slot {
  return { observations: 0, values: new Map(), numbers: 0, shift: 0, bins: new Map(), lowest: [], highest: [] }
}

/** Puts ascending lines into ascending lines, keeping the lowest LINES_KEPT. */
export function mergeLines(into: number[], lines: readonly number[]): void {
  for (const line of lines) {
    let at = into.length
    while (at > 0 && into[at - 1] > line) at--
    if (at < LINES_KEPT) into.splice(at, 0, line)
  }
  if (into.length > LINES_KEPT) into.length = LINES_KEPT
}

function addExtreme(list: Extreme[], extreme: Extreme, sign: 1 | -1): void {
  let at = list.length
  while (at > 0 && (list[at - 1].value - extreme.value) * sign < 0) at--
  const equal = at > 0 ? list[at - 1] : undefined
  if (equal && equal.value === extreme.value) {
    equal.count += extreme.count
    equal.line = Math.min(equal.line, extreme.line)
    return
  }
  if (at >= EXTREMES_MAX) return
  list.splice(at, 0, { ...extreme })
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

/** Gives up exact values for a histogram and extremes. The result depends on the values only, not on when it happens. */
function giveUpValues(slot: Slot): void {
  const values = slot.values
  if (!values) return
  slot.values = null
  for (const [value, { count, lines }] of values) {
    if (typeof value === 'string') continue
    slot.numbers += count
    const bin = binOf(value) >> slot.shift
    slot.bins.set(bin, (slot.bins.get(bin) ?? 0) + count)
    const extreme = { value, count, line: lines[0] }
    addExtreme(slot.lowest, extreme, -1)
    addExtreme(slot.highest, extreme, 1)
  }
  limitBins(slot)
}

function limitBins(slot: Slot): void {
  while (slot.bins.size > BINS_MAX) coarsenBins(slot, slot.shift + 1)
}

/** Adds `from` to `into`. Commutative and associative; `from` stays as it is. */
export function mergeSlots(into: Slot, from: Slot): void {
  into.observations += from.observations
  if (into.values && from.values) {
    for (const [value, counted] of from.values) {
      const known = into.values.get(value)
      if (known) {
        known.count += counted.count
        mergeLines(known.lines, counted.lines)
      }
      else into.values.set(value, { count: counted.count, lines: [...counted.lines] })
    }
    if (into.values.size > VALUES_MAX) giveUpValues(into)
    return
  }
  giveUpValues(into)
  let many = from
  if (from.values) {
    many = { ...emptySlot(), values: from.values }
    giveUpValues(many)
  }
  const shift = Math.max(into.shift, many.shift)
  coarsenBins(into, shift)
  for (const [bin, count] of many.bins) {
    const key = bin >> (shift - many.shift)
    into.bins.set(key, (into.bins.get(key) ?? 0) + count)
  }
  limitBins(into)
  into.numbers += many.numbers
  for (const extreme of many.lowest) addExtreme(into.lowest, extreme, -1)
  for (const extreme of many.highest) addExtreme(into.highest, extreme, 1)
}

/** Bytes as a string of as many characters, and back. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i])
  return text
}

export function bytesOfText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

function writeExtremes(out: ByteWriter, list: Extreme[], baseLine: number): void {
  out.uint(list.length)
  for (const { value, count, line } of list) {
    out.int(value)
    out.uint(count)
    out.uint(line - baseLine)
  }
}

/** Layout: observations; then 0, values; or 1, numbers, shift, bins (ascending, as differences), lowest, highest. */
export function writeSlot(out: ByteWriter, slot: Slot, baseLine: number): void {
  out.uint(slot.observations)
  if (slot.values) {
    out.byte(0)
    out.uint(slot.values.size)
    for (const [value, { count, lines }] of slot.values) {
      if (typeof value === 'number') writeNumber(out, value)
      else writeText(out, bytesOfText(value))
      out.uint(count)
      let last = baseLine
      for (const line of lines) {
        out.uint(line - last)
        last = line
      }
    }
    return
  }
  out.byte(1)
  out.uint(slot.numbers)
  out.byte(slot.shift)
  out.uint(slot.bins.size)
  let last = 0
  for (const [bin, count] of [...slot.bins].sort((a, b) => a[0] - b[0])) {
    out.int(bin - last)
    out.uint(count)
    last = bin
  }
  writeExtremes(out, slot.lowest, baseLine)
  writeExtremes(out, slot.highest, baseLine)
}

export function writeNumber(out: ByteWriter, value: number): void {
  out.uint((value < 0 ? -value * 2 - 1 : value * 2) * 2)
}

export function writeText(out: ByteWriter, text: Uint8Array): void {
  out.uint(text.length * 2 + 1)
  out.bytes(text)
}

function readExtremes(reader: ByteReader, baseLine: number): Extreme[] {
  const list: Extreme[] = []
  for (let n = reader.uint(); n > 0; n--) list.push({ value: reader.int(), count: reader.uint(), line: baseLine + reader.uint() })
  return list
}

export function readSlot(reader: ByteReader, baseLine: number): Slot {
  const slot = emptySlot()
  slot.observations = reader.uint()
  if (reader.byte() === 0) {
    const values = new Map<SlotValue, ValueCount>()
    for (let n = reader.uint(); n > 0; n--) {
      const head = reader.uint()
      let value: SlotValue
      if (head % 2 === 1) value = textOfBytes(reader.bytes((head - 1) / 2))
      else {
        const zigzag = head / 2
        value = zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2
      }
      const count = reader.uint()
      const lines: number[] = []
      let line = baseLine
      for (let i = Math.min(count, LINES_KEPT); i > 0; i--) lines.push(line += reader.uint())
      values.set(value, { count, lines })
    }
    slot.values = values
    return slot
  }
  slot.values = null
  slot.numbers = reader.uint()
  slot.shift = reader.byte()
  let bin = 0
  for (let n = reader.uint(); n > 0; n--) slot.bins.set(bin += reader.int(), reader.uint())
  slot.lowest = readExtremes(reader, baseLine)
  slot.highest = readExtremes(reader, baseLine)
  return slot
}

