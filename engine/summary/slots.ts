import type { ByteReader, ByteWriter } from './bytes'
import { emptyLevels, readLevels, type Levels } from './levels'

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
  /** Of a value in merged good runs: originOf the only run that has it, or SEVERAL_RUNS. None, or UNKNOWN_ORIGIN, where runs are not told apart. */
  origin?: number
}

export const UNKNOWN_ORIGIN = 0
export const SEVERAL_RUNS = 255

/** The origin of what comes from one good run. */
export function originOf(run: number): number {
  return run + 1
}

/** The origin of what has both. Commutative and associative. */
export function mergeOrigins<Origin extends number | undefined>(a: Origin, b: Origin): Origin | typeof SEVERAL_RUNS {
  if (a === b || !b) return a
  return a ? SEVERAL_RUNS : b
}

/** How an encoded slot keeps its values: exactly, as numbers of many, or exactly and with origins. */
export const FEW = 0, MANY = 1, FROM_RUNS = 2

export interface Extreme extends ValueCount {
  value: number
}

/** What was seen in one masked place of a signature. */
export interface Slot {
  observations: number
  /** What its numbers measure, a bit for each dimension. */
  dimensions: number
  /** How its numbers run through the log. */
  levels: Levels
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
  return { observations: 0, dimensions: 0, levels: emptyLevels(), values: new Map(), numbers: 0, shift: 0, bins: new Map(), lowest: [], highest: [] }
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

/** Layout of a value: a number as an even head, a text as an odd one with its length. */
export function writeNumber(out: ByteWriter, value: number): void {
  out.uint((value < 0 ? -value * 2 - 1 : value * 2) * 2)
}

export function writeText(out: ByteWriter, text: Uint8Array): void {
  out.uint(text.length * 2 + 1)
  out.bytes(text)
}

function readLines(reader: ByteReader, count: number, baseLine: number): number[] {
  const lines: number[] = []
  let line = baseLine
  for (let n = Math.min(count, LINES_KEPT); n > 0; n--) lines.push(line += reader.uint())
  return lines
}

function readExtremes(reader: ByteReader, baseLine: number): Extreme[] {
  return Array.from({ length: reader.uint() }, () => {
    const value = reader.int()
    const count = reader.uint()
    return { value, count, lines: readLines(reader, count, baseLine) }
  })
}

function readValue(reader: ByteReader): SlotValue {
  const head = reader.uint()
  if (head % 2 === 1) return textOfBytes(reader.bytes((head - 1) / 2))
  const zigzag = head / 2
  return zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2
}

/**
 * Reads a slot. Layout: observations; dimensions; levels; then FEW, size, values with count and lines, or FROM_RUNS and the same with
 * the origin behind the count; or MANY, numbers, shift, size, bins (ascending, as
 * differences) with count, lowest, highest, each with count and lines. Lines are differences, the first from the base.
 */
export function readSlot(reader: ByteReader, baseLine: number): Slot {
  const slot = emptySlot()
  slot.observations = reader.uint()
  slot.dimensions = reader.uint()
  slot.levels = readLevels(reader, baseLine)
  const form = reader.byte()
  if (form !== MANY) {
    const values = slot.values = new Map<SlotValue, ValueCount>()
    for (let n = reader.uint(); n > 0; n--) {
      const value = readValue(reader)
      const count = reader.uint()
      const origin = form === FROM_RUNS ? { origin: reader.byte() } : {}
      values.set(value, { count, lines: readLines(reader, count, baseLine), ...origin })
    }
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
