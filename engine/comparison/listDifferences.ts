import type { LogsTemplate, PartsValue } from '#shared/comparison'
import { FALSE_SHARE_NATS } from '../signals/signal'
import { shownTemplate } from '../templates/tokens'
import { firstLineOf, isGone, knownShare, pairLogs, type Comparison, type Pair } from './comparison'
import { findNewTemplates, NEW_SHARE_MAX } from './newTemplate'
import { ratesOf } from './rates'
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
    isOtherKind: 1 - share > NEW_SHARE_MAX,
    added: added(comparison),
    gone: pairs.filter(isGone).map(({ tokens, usual }) => ({ template: shownTemplate(tokens), count: 0, usual_count: usual?.events ?? 0, expected: 0, first_line: usual?.lines[0] ?? 1 }))
      .sort((a, b) => b.usual_count - a.usual_count || inOrder(a, b)),
    changed: changed(comparison),
    values: valueRows(comparison),
  }
}

function added(comparison: Comparison): LogsTemplate[] {
  // one candidate for each block of lines; all of a template are as strong
  const strengths = new Map<Pair, number>(findNewTemplates(comparison).map(({ cluster, signal }) => [comparison.pairs[cluster], signal.strength]))
  return strongestFirst(Array.from(strengths, ([pair, strength]) => ({ strength, row: rowOf(pair, (pair.log?.events ?? 0) + (pair.logLines?.events ?? 0), 0, 0) })))
}

function changed(comparison: Comparison): LogsTemplate[] {
  const rates = ratesOf(comparison)
  const threshold = Math.log(rates.length) + FALSE_SHARE_NATS
  return strongestFirst(rates.filter(({ pair, surprise }) => pair.log && surprise >= threshold)
    .map(({ pair, count, usualCount, expected, surprise }) => ({ strength: surprise, row: rowOf(pair, count, usualCount, expected) })))
}

function rowOf(pair: Pair, count: number, usualCount: number, expected: number): LogsTemplate {
  return { template: shownTemplate(pair.tokens), count, usual_count: usualCount, expected: Math.round(expected * 10) / 10, first_line: firstLineOf(pair) }
}

function strongestFirst(rows: { strength: number, row: LogsTemplate }[]): LogsTemplate[] {
  return rows.sort((a, b) => b.strength - a.strength || inOrder(a.row, b.row)).map(({ row }) => row)
}

function inOrder(a: LogsTemplate, b: LogsTemplate): number {
  return a.first_line - b.first_line || (a.template < b.template ? -1 : 1)
}
