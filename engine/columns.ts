import type { Place } from './text/chunker'
import type { SignatureKeys } from './summary'
import { CONTINUATION, NO_TIME, type ChunkLearner } from './templates/learner'

/** Bytes of a line that are ever read again for showing it. */
export const SHOWN_MAX_BYTES = 64 * 1024
const HEADER_BYTES = 32
const VERSION = 2
/** Without severities. */
const VERSION_BEFORE = 1

/**
 * A chunk's lines as numbers. Layout, little-endian: version, lines, signatures (uint32 each, one spare), base time,
 * first line (float64); per signature key0, key1, key2 (float64); per line length in bytes with its end (uint32), ms after the base time
 * (int32), signature (uint32); per signature its group (uint8); per line its event's severity (uint8).
 */
export interface Columns {
  lines: number
  /** Number of the chunk's first line. */
  firstLine: number
  baseTimeMs: number
  key0: Float64Array
  key1: Float64Array
  key2: Float64Array
  group: Uint8Array
  lengths: Uint32Array
  times: Int32Array
  /** Row of the keys, or CONTINUATION. */
  signatures: Uint32Array
  /** Severity numbers, SEVERITY_NONE throughout where an earlier version wrote the columns. */
  severities: Uint8Array
}

export function encodeColumns(learner: ChunkLearner, keys: readonly SignatureKeys[], place: Place): Uint8Array<ArrayBuffer> {
  const { lines } = learner
  const bytes = new Uint8Array(HEADER_BYTES + keys.length * 25 + lines * 13)
  const head = new DataView(bytes.buffer)
  head.setUint32(0, VERSION, true)
  head.setUint32(4, lines, true)
  head.setUint32(8, keys.length, true)
  head.setFloat64(16, learner.baseTimeMs, true)
  head.setFloat64(24, place.firstLine, true)
  const columns = decodeColumns(bytes)
  keys.forEach((signature, row) => {
    columns.key0[row] = signature.key0
    columns.key1[row] = signature.key1
    columns.key2[row] = signature.key2
    columns.group[row] = signature.group
  })
  columns.lengths.set(learner.lengthOfLine.subarray(0, lines))
  columns.times.set(learner.timeOfLine.subarray(0, lines))
  columns.signatures.set(learner.signatureOfLine.subarray(0, lines))
  columns.severities.set(learner.severityOfLine.subarray(0, lines))
  return bytes
}

/** Views into encoded columns. Machines that are not little-endian are not supported. */
export function decodeColumns(bytes: Uint8Array): Columns {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const head = new DataView(aligned.buffer, aligned.byteOffset, HEADER_BYTES)
  const version = head.getUint32(0, true)
  if (version !== VERSION && version !== VERSION_BEFORE) throw new RangeError('not columns of this engine version')
  const lines = head.getUint32(4, true)
  const signatures = head.getUint32(8, true)
  let at = aligned.byteOffset + HEADER_BYTES
  const { buffer } = aligned
  const float64 = () => {
    const view = new Float64Array(buffer, at, signatures)
    at += signatures * 8
    return view
  }
  const [key0, key1, key2] = [float64(), float64(), float64()]
  const lengths = new Uint32Array(buffer, at, lines)
  const times = new Int32Array(buffer, at + lines * 4, lines)
  const rows = new Uint32Array(buffer, at + lines * 8, lines)
  const group = new Uint8Array(buffer, at + lines * 12, signatures)
  const severities = version === VERSION ? new Uint8Array(buffer, at + lines * 12 + signatures, lines) : new Uint8Array(lines)
  return { lines, firstLine: head.getFloat64(24, true), baseTimeMs: head.getFloat64(16, true), key0, key1, key2, group, lengths, times, signatures: rows, severities }
}

/** Time of a line in epoch milliseconds, null without one. */
export function timeOfLine(columns: Columns, index: number): number | null {
  const delta = columns.times[index]
  return delta === NO_TIME ? null : columns.baseTimeMs + delta
}

/**
 * Where each line stands: its number, or its time in epoch milliseconds. A line without a time has that of the line before it, in the
 * chunk; the first ones have that of the first line with one; NaN where no line has any.
 */
export function positionsOf(columns: Columns, by: 'time' | 'line'): Float64Array {
  const positions = new Float64Array(columns.lines)
  let last = Number.NaN
  for (let index = 0; index < columns.lines; index++) {
    const own = by === 'line' ? columns.firstLine + index : timeOfLine(columns, index)
    if (own !== null) {
      if (Number.isNaN(last)) positions.fill(own, 0, index)
      last = own
    }
    positions[index] = last
  }
  return positions
}

/**
 * Byte ranges `[from, to)` in the chunk of lines `firstLine` … `lastLine` (absolute numbers of lines that begin in it), each at
 * most SHOWN_MAX_BYTES, line ends mostly included.
 */
export function lineRanges(bytes: Uint8Array, place: Place, firstLine: number, lastLine: number): [number, number][] {
  const { lengths } = decodeColumns(bytes)
  const ranges: [number, number][] = []
  let at = 0
  for (let index = 0; index <= lastLine - place.firstLine; index++) {
    if (index >= firstLine - place.firstLine) ranges.push([at, Math.min(at + Math.min(lengths[index], SHOWN_MAX_BYTES), place.sizeBytes)])
    at += lengths[index]
  }
  return ranges
}

/** Lines of the event that begins at `index`. */
export function eventLines(columns: Columns, index: number): number {
  let next = index + 1
  while (next < columns.lines && columns.signatures[next] === CONTINUATION) next++
  return next - index
}
