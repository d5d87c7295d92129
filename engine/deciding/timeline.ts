import { decodeColumns, positionsOf } from '../summary/columns'
import { decodeCandidates } from './candidates'
import { SEVERITY_ERROR, SEVERITY_WARNING } from '../reading/levels/severity'

/** Buckets of a timeline at most; chosen: more than a screen has room for. */
const BUCKETS_MAX = 240
/** Lengths of a bucket that people count in, in seconds, up to a day; beyond that whole days. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]
const DAY_MS = 86_400_000

/** Equal buckets from `from` on: epoch milliseconds or line numbers. */
export interface TimelineGrid {
  by: 'time' | 'line'
  from: number
  step: number
  buckets: number
}

/** Lines, odd lines, and lines of warnings and of anything more severe by bucket; and the lines that no time could be told for. */
export interface TimelineCounts {
  lines: Uint32Array<ArrayBuffer>
  anomalies: Uint32Array<ArrayBuffer>
  warnings: Uint32Array<ArrayBuffer>
  errors: Uint32Array<ArrayBuffer>
  untimed: number
}

/** A grid over all lines of a log. */
export function lineGrid(lines: number): TimelineGrid {
  const step = Math.max(1, Math.ceil(lines / BUCKETS_MAX))
  return { by: 'line', from: 1, step, buckets: Math.ceil(lines / step) }
}

/** A grid over all times of a log, its buckets beginning at full steps. */
export function timeGrid(firstMs: number, lastMs: number): TimelineGrid {
  const least = (lastMs - firstMs) / (BUCKETS_MAX - 1)
  const known = STEPS.find(seconds => seconds * 1000 >= least)
  const step = known === undefined ? Math.ceil(least / DAY_MS) * DAY_MS : known * 1000
  const from = Math.floor(firstMs / step) * step
  return { by: 'time', from, step, buckets: Math.floor((lastMs - from) / step) + 1 }
}

export function emptyCounts(grid: TimelineGrid): TimelineCounts {
  return { lines: new Uint32Array(grid.buckets), anomalies: new Uint32Array(grid.buckets), warnings: new Uint32Array(grid.buckets), errors: new Uint32Array(grid.buckets), untimed: 0 }
}

/** Adds the lines of a chunk, where positionsOf says that they stand. @param candidates null where nothing has been scored. */
export function countTimeline(counts: TimelineCounts, grid: TimelineGrid, columns: Uint8Array, candidates: Uint8Array | null): void {
  const decoded = decodeColumns(columns)
  const isOdd = new Uint8Array(decoded.lines)
  for (const row of candidates ? decodeCandidates(candidates).rows : [])
    if (row.isOdd) isOdd.fill(1, row.lineIndex, row.lineIndex + row.lineCount)
  const positions = positionsOf(decoded, grid.by)
  for (let index = 0; index < decoded.lines; index++) {
    if (Number.isNaN(positions[index])) {
      counts.untimed++
      continue
    }
    const bucket = Math.floor((positions[index] - grid.from) / grid.step)
    if (bucket < 0 || bucket >= grid.buckets) { // far from the times of the log
      counts.untimed++
      continue
    }
    counts.lines[bucket]++
    counts.anomalies[bucket] += isOdd[index]
    const severity = decoded.severities[index]
    if (severity >= SEVERITY_ERROR) counts.errors[bucket]++
    else if (severity === SEVERITY_WARNING) counts.warnings[bucket]++
  }
}

/** Adds `from` to `into`, of the same grid. */
export function addCounts(into: TimelineCounts, from: TimelineCounts): void {
  for (let i = 0; i < into.lines.length; i++) {
    into.lines[i] += from.lines[i]
    into.anomalies[i] += from.anomalies[i]
    into.warnings[i] += from.warnings[i]
    into.errors[i] += from.errors[i]
  }
  into.untimed += from.untimed
}
