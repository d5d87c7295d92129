import type { ByteReader } from './bytes'

/** Cells of one place's lines that are not empty; with more, they double in length. Chosen. */
export const LEVELS_MAX = 64

/** The numbers of a place in some lines. */
export interface Level {
  /** The lowest line. */
  line: number
  count: number
  /** Of their bins at the finest resolution (binOf): whole, so that any order gives the same. */
  sum: number
}

/** How a place's numbers run through the log: cells of 2^shift lines, aligned to line 0, ascending. */
export interface Levels {
  shift: number
  cells: Level[]
}

export function emptyLevels(): Levels {
  return { shift: 0, cells: [] }
}

/** The number of a line's cell. */
export const cellOf = (line: number, shift: number) => Math.floor(line / 2 ** shift)

/** Reads levels. Layout: size, and unless it is 0 shift, cells with line (as differences, the first from the base), count and sum. */
export function readLevels(reader: ByteReader, baseLine: number): Levels {
  const levels = emptyLevels()
  const size = reader.uint()
  if (size > 0) levels.shift = reader.byte()
  for (let line = baseLine; levels.cells.length < size;) levels.cells.push({ line: line += reader.uint(), count: reader.uint(), sum: reader.int() })
  return levels
}
