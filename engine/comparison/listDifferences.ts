import type { LogsTemplate, PartsValue } from '#shared/comparison'
import { shownTemplate } from '../templates/tokens'
import { firstLineOf, goneTemplates, knownShare, linesOf, pairLogs, type Comparison, type Pair } from './comparison'
import { findChangedFrequencies } from './frequency'
import { findNewTemplates, isOtherKind } from './newTemplate'
import { valueRows } from './valueRows'

/** All in which a log differs from another one, listed by how. Counts are events; those of `added`, lines. */
export interface LogDifferences {
  events: number
  usualEvents: number
  /** Share of the log's lines whose template the other one has too, 0..1. */
  knownShare: number
  /** Whether so much of the log is new that the two seem to be of different kinds; what is new is then not listed. */
  isOtherKind: boolean
  /** The most surprising first. */
  added: LogsTemplate[]
  /** The most frequent first; `first_line` is one of the other log. */
  gone: LogsTemplate[]
  /** The most surprising first. */
  changed: LogsTemplate[]
  /** The most surprising first. */
  values: PartsValue[]
}

/**
 * Lists the differences of a log from another one, by what usualOf left of their merged summaries, and by the same rules as a comparison
 * with a known-good log. Depends on the sets of signatures and counts only.
 */
export function listDifferences(log: Uint8Array, usual: Uint8Array): LogDifferences {
  const comparison = pairLogs(log, usual)
  const { pairs, events, usualEvents } = comparison
  const share = knownShare(pairs)
  return {
    events,
    usualEvents,
    knownShare: share,
    isOtherKind: isOtherKind(share),
    added: added(comparison),
    gone: goneTemplates(comparison).map(({ count, ...template }) => ({ ...template, count: 0, usual_count: count, expected: 0 })),
    changed: changed(comparison),
    values: valueRows(comparison),
  }
}

function added(comparison: Comparison): LogsTemplate[] {
  // one candidate for each block of lines; all of a template are as strong
  const strengths = new Map<Pair, number>(findNewTemplates(comparison).map(({ cluster, signal }) => [comparison.pairs[cluster], signal.strength]))
  return strongestFirst(Array.from(strengths, ([pair, strength]) => ({ strength, row: rowOf(pair, linesOf(pair), 0, 0) })))
}

function changed(comparison: Comparison): LogsTemplate[] {
  return strongestFirst(findChangedFrequencies(comparison).flatMap(({ cluster, margin, signal }) => margin >= 0 && signal.kind === 'frequency'
    ? [{ strength: signal.strength, row: { ...rowOf(comparison.pairs[cluster], signal.detail.count, signal.detail.baseline_count, signal.detail.expected), runs: signal.detail.runs } }]
    : []))
}

function rowOf(pair: Pair, count: number, usualCount: number, expected: number): LogsTemplate {
  return { template: shownTemplate(pair.tokens), count, usual_count: usualCount, expected, first_line: firstLineOf(pair) }
}

function strongestFirst(rows: { strength: number, row: LogsTemplate }[]): LogsTemplate[] {
  return rows.sort((a, b) => b.strength - a.strength || a.row.first_line - b.row.first_line || (a.row.template < b.row.template ? -1 : 1)).map(({ row }) => row)
}
