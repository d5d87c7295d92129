import type { Severity } from '#shared/anomaly'
import { isoTime } from '../reading/times/isoTime'
import type { Place } from '../text/chunker'
import type { Framing } from '../reading/layout/framing'
import { severityName } from '../reading/levels/severity'
import type { SignatureKeys } from './summary'
import type { ChunkLearner } from '../templates/ChunkLearner'
import { CONTINUATION } from '../templates/LineTable'

/** Bytes of a line that are ever read again for showing it. */
export const SHOWN_MAX_BYTES = 64 * 1024
const HEADER_BYTES = 32
const VERSION = 3
/** Times always narrow, so that those far apart were drawn together; the first without severities. */
const VERSIONS_BEFORE = [1, 2]
/** Bytes of a line's time: as whole milliseconds after the chunk's first where all of them fit 32 bits, else as they are. */
const NARROW = 4, WIDE = 8
/** In narrow times: the line has none. */
const NO_TIME = -0x80000000

/**
 * A chunk's lines as numbers. Layout, little-endian: version, lines, signatures, bytes of a time (uint32 each), first time,
 * first line (float64); per signature key0, key1, key2 (float64); per line its time (float64, where wide), length in bytes with its
 * end (uint32), time (int32, where narrow), signature (uint32); per signature its group (uint8); per line its event's severity (uint8).
 */
export interface Columns {
  lines: number
  /** Number of the chunk's first line. */
  firstLine: number
  /** What narrow times are counted from. */
  firstTimeMs: number
  key0: Float64Array
  key1: Float64Array
  key2: Float64Array
  group: Uint8Array
  lengths: Uint32Array
  /** Narrow, or wide: see timeOfLine. */
  times: Int32Array | Float64Array
  /** Row of the keys, or CONTINUATION. */
  signatures: Uint32Array
  /** Severity numbers, SEVERITY_NONE throughout where an earlier version wrote the columns. */
  severities: Uint8Array
}

export function encodeColumns(learner: ChunkLearner, keys: readonly SignatureKeys[], place: Place): Uint8Array<ArrayBuffer> {
  const { size: lines, firstTimeMs, lastTimeMs } = learner.lines
  const width = lastTimeMs - firstTimeMs > 0x7FFFFFFF ? WIDE : NARROW
  const bytes = new Uint8Array(HEADER_BYTES + keys.length * 25 + lines * (9 + width))
  const head = new DataView(bytes.buffer)
  head.setUint32(0, VERSION, true)
  head.setUint32(4, lines, true)
  head.setUint32(8, keys.length, true)
  head.setUint32(12, width, true)
  head.setFloat64(16, firstTimeMs, true)
  head.setFloat64(24, place.firstLine, true)
  const columns = decodeColumns(bytes)
  keys.forEach((signature, row) => {
    columns.key0[row] = signature.key0
    columns.key1[row] = signature.key1
    columns.key2[row] = signature.key2
    columns.group[row] = signature.group
  })
  columns.lengths.set(learner.lines.length.subarray(0, lines))
  writeTimes(columns.times, learner.lines.time, firstTimeMs)
  columns.signatures.set(learner.lines.signature.subarray(0, lines))
  columns.severities.set(learner.lines.severity.subarray(0, lines))
  return bytes
}

function writeTimes(into: Columns['times'], timeOfLine: Float64Array, firstTimeMs: number): void {
  if (into instanceof Float64Array) return into.set(timeOfLine.subarray(0, into.length))
  for (let line = 0; line < into.length; line++) {
    const ms = timeOfLine[line]
    into[line] = Number.isNaN(ms) ? NO_TIME : ms - firstTimeMs
  }
}

/** Views into encoded columns. Machines that are not little-endian are not supported. */
export function decodeColumns(bytes: Uint8Array): Columns {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const head = new DataView(aligned.buffer, aligned.byteOffset, HEADER_BYTES)
  const version = head.getUint32(0, true)
  if (version !== VERSION && !VERSIONS_BEFORE.includes(version)) throw new RangeError('not columns of this engine version')
  const lines = head.getUint32(4, true)
  const signatures = head.getUint32(8, true)
  const isWide = version === VERSION && head.getUint32(12, true) === WIDE
  let at = aligned.byteOffset + HEADER_BYTES
  const { buffer } = aligned
  const take = <T>(make: new (buffer: ArrayBufferLike, at: number, length: number) => T, size: number, length: number): T => {
    const view = new make(buffer, at, length)
    at += size * length
    return view
  }
  const [key0, key1, key2] = [take(Float64Array, 8, signatures), take(Float64Array, 8, signatures), take(Float64Array, 8, signatures)]
  const wide = take(Float64Array, 8, isWide ? lines : 0)
  const lengths = take(Uint32Array, 4, lines)
  const narrow = take(Int32Array, 4, isWide ? 0 : lines)
  const rows = take(Uint32Array, 4, lines)
  const group = take(Uint8Array, 1, signatures)
  const severities = version === 1 ? new Uint8Array(lines) : take(Uint8Array, 1, lines)
  return { lines, firstLine: head.getFloat64(24, true), firstTimeMs: head.getFloat64(16, true), key0, key1, key2, group, lengths, times: isWide ? wide : narrow, signatures: rows, severities }
}

/** Time of a line in epoch milliseconds, null without one. */
export function timeOfLine({ times, firstTimeMs }: Columns, index: number): number | null {
  const time = times[index]
  if (times instanceof Float64Array) return Number.isNaN(time) ? null : time
  return time === NO_TIME ? null : firstTimeMs + time
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

/** Time and severity of each of the lines `firstLine` … `lastLine` as they were learnt, null for those that go on with an event. */
export function statedOf(bytes: Uint8Array, place: Place, { isClock }: Framing, firstLine: number, lastLine: number): ({ timestamp: string | null, severity: Severity | null } | null)[] {
  const columns = decodeColumns(bytes)
  const hasSeverities = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) > 1
  return Array.from({ length: lastLine - firstLine + 1 }, (_, i) => {
    const index = firstLine - place.firstLine + i
    if (columns.signatures[index] === CONTINUATION || !hasSeverities) return null
    const time = isClock ? null : timeOfLine(columns, index)
    return { timestamp: time === null ? null : isoTime(time), severity: severityName(columns.severities[index]) }
  })
}

/** Lines of the event that begins at `index`. */
export function eventLines(columns: Columns, index: number): number {
  let next = index + 1
  while (next < columns.lines && columns.signatures[next] === CONTINUATION) next++
  return next - index
}
