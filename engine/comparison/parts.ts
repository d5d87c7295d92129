import { decodeColumns, positionsOf } from '../summary/columns'
import { surprisesOf } from './rates'
import { templateId } from '../summary/model'
import { decodeCandidates } from '../deciding/candidates'
import { FALSE_SHARE_NATS } from '../signals/signal'
import { CONTINUATION } from '../templates/LineTable'

/** A part of a log, from `from` up to and without `to`: epoch milliseconds or line numbers. */
export interface LogPart { from: number, to: number }

/** Two parts of a log that are compared. They may overlap. */
export interface LogParts { by: 'time' | 'line', usual: LogPart, part: LogPart }

/** Lines of one template in a part, and the number of the first one, Infinity where there is none. */
interface TemplateLines { lines: number, firstLine: number }
interface PartsCount { usual: TemplateLines, part: TemplateLines }

/** By the template's key. */
export type PartsCounts = Map<number, PartsCount>

/** A template in both parts. `expected` is what its share of the usual part leads to; `firstLine` is in the part, or in the usual one. */
interface PartsRow { templateId: string, count: number, usualCount: number, expected: number, firstLine: number }

/** How a part of a log differs from the usual one. */
export interface PartsDifference {
  usualLines: number
  partLines: number
  /** Lines of the part whose template the usual one has too. */
  knownLines: number
  /** By count. */
  added: PartsRow[]
  gone: PartsRow[]
  /** The most surprising first. */
  changed: PartsRow[]
}

/** Adds the lines of a scored chunk, where positionsOf says that they stand. A line that continues an event counts for the event's template. */
export function countParts(counts: PartsCounts, { by, usual, part }: LogParts, columns: Uint8Array, candidates: Uint8Array): void {
  const decoded = decodeColumns(columns)
  const { templateKeys } = decodeCandidates(candidates)
  const positions = positionsOf(decoded, by)
  let signature = 0
  for (let index = 0; index < decoded.lines; index++) {
    if (decoded.signatures[index] !== CONTINUATION) signature = decoded.signatures[index]
    const at = positions[index]
    const isUsual = at >= usual.from && at < usual.to
    const isPart = at >= part.from && at < part.to
    if (!isUsual && !isPart) continue
    const key = templateKeys[signature]
    const count = counts.get(key) ?? noCount()
    counts.set(key, count)
    const line = decoded.firstLine + index
    if (isUsual) addLine(count.usual, line)
    if (isPart) addLine(count.part, line)
  }
}

/** Adds `from` to `into`. */
export function addParts(into: PartsCounts, from: PartsCounts): void {
  for (const [key, { usual, part }] of from) {
    const count = into.get(key) ?? noCount()
    into.set(key, count)
    for (const [own, more] of [[count.usual, usual], [count.part, part]] as const) {
      own.lines += more.lines
      own.firstLine = Math.min(own.firstLine, more.firstLine)
    }
  }
}

/** What is new in the part, gone from it, and far more or less frequent (see surprisesOf) than in the usual part. */
export function comparePartCounts(counts: PartsCounts): PartsDifference {
  const rows = [...counts].map(([key, count]) => ({ ...count, templateId: templateId(key) }))
  const usualLines = rows.reduce((sum, { usual }) => sum + usual.lines, 0)
  const partLines = rows.reduce((sum, { part }) => sum + part.lines, 0)
  const rates = surprisesOf(rows.map(({ usual, part }) => ({ count: part.lines, usualCount: usual.lines })), partLines, Math.max(1, usualLines))
  const threshold = Math.log(Math.max(1, rates.length)) + FALSE_SHARE_NATS
  const told = rows.map(({ templateId: id, usual, part }, i) => ({
    templateId: id, count: part.lines, usualCount: usual.lines, expected: Math.round(rates[i].expected * 10) / 10,
    firstLine: part.lines > 0 ? part.firstLine : usual.firstLine, surprise: rates[i].surprise,
  }))
  const isBoth = ({ count, usualCount }: PartsRow) => count > 0 && usualCount > 0
  return {
    usualLines,
    partLines,
    knownLines: told.reduce((sum, row) => sum + (isBoth(row) ? row.count : 0), 0),
    added: told.filter(({ usualCount }) => usualCount === 0).sort((a, b) => b.count - a.count || a.firstLine - b.firstLine),
    gone: told.filter(({ count }) => count === 0).sort((a, b) => b.usualCount - a.usualCount || a.firstLine - b.firstLine),
    changed: told.filter(row => isBoth(row) && row.surprise >= threshold).sort((a, b) => b.surprise - a.surprise || a.firstLine - b.firstLine),
  }
}

function noCount(): PartsCount {
  return { usual: { lines: 0, firstLine: Number.POSITIVE_INFINITY }, part: { lines: 0, firstLine: Number.POSITIVE_INFINITY } }
}

function addLine(count: TemplateLines, line: number): void {
  count.lines++
  count.firstLine = Math.min(count.firstLine, line)
}
