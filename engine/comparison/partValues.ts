import type { PartsValue } from '#shared/comparison'
import { decodeColumns, positionsOf } from '../summary/columns'
import { pairLogs } from './comparison'
import { valueRows } from './valueRows'
import { learn } from '../templates/learn'
import type { LogPart, LogParts } from './parts'
import { SummaryReader } from '../summary/summary'
import type { Place } from '../text/chunker'
import type { Framing } from '../reading/layout/framing'

const LF = 10

/** How much of a chunk a part of a log takes. */
export type Coverage = 'none' | 'some' | 'all'

/** How much of a chunk with this summary lies in a part; `some` also where only a look at each line could tell. */
export function coverageOf(summary: Uint8Array, { firstLine, lines }: Place, by: LogParts['by'], { from, to }: LogPart): Coverage {
  const { firstTimeMs, lastTimeMs } = by === 'line' ? { firstTimeMs: firstLine, lastTimeMs: firstLine + lines - 1 } : new SummaryReader(summary).totals
  if (lines === 0 || Number.isNaN(firstTimeMs) || firstTimeMs >= to || lastTimeMs < from) return 'none'
  return firstTimeMs >= from && lastTimeMs < to ? 'all' : 'some'
}

/**
 * Summary of those lines of a chunk that lie in a part, where positionsOf says that they stand. Their numbers stay as they are: each
 * other line is taken for an empty one.
 */
export function learnPart(data: Uint8Array, place: Place, columns: Uint8Array, framing: Framing, by: LogParts['by'], { from, to }: LogPart): Uint8Array<ArrayBuffer> {
  const decoded = decodeColumns(columns)
  const positions = positionsOf(decoded, by)
  const kept = new Uint8Array(data.length + decoded.lines)
  let length = 0
  let at = 0
  for (let index = 0; index < decoded.lines; index++) {
    const end = Math.min(data.length, at + decoded.lengths[index])
    if (positions[index] >= from && positions[index] < to) {
      kept.set(data.subarray(at, end), length)
      length += end - at
    }
    else kept[length++] = LF
    at = end
  }
  return learn(kept.subarray(0, length), { ...place, sizeBytes: length }, framing).summary
}

/**
 * Values and numbers that the places of a template hold in one part of a log and never in the usual one, by their merged summaries: the most
 * surprising first. What is told and what is left to chance is as with a known-good log. Events without a word are left out: the
 * empty lines of learnPart are some, as many as the chunks that were cut there.
 */
export function compareValues(part: Uint8Array, usual: Uint8Array): PartsValue[] {
  const comparison = pairLogs(part, usual)
  const pairs = comparison.pairs.filter(({ tokens }) => tokens.length > 0).map((pair, cluster) => ({ ...pair, cluster }))
  return valueRows({ ...comparison, pairs })
}
