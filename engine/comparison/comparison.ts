import type { GoneTemplate } from '#shared/comparison'
import { levelGroups } from '../summary/mergeSummaries'
import type { Candidate } from '../signals/signal'
import { GroupReader, SummaryReader } from '../summary/summary'
import { clusterTogether, type Cluster, type VariedPlace } from '../templates/clusters'
import type { LevelledRecord } from '../templates/members'
import { shownTemplate } from '../templates/tokens'
import { readRecords } from '../summary/readRecords'
import { goodRunsWith, type RunTotals } from './runShares'

/** A template of a log and of the known-good one, each null where it has nothing of it. */
export interface Pair {
  tokens: readonly string[]
  /** What the log has: events, and lines that continue an event. */
  log: Cluster | null
  logLines: Cluster | null
  usual: Cluster | null
  usualLines: Cluster | null
  /** What candidates name it by: its index among the pairs, until it is the index of `log` among the log's templates, -1 if it has no events of it. */
  cluster: number
}

/** A log beside a known-good one. */
export interface Comparison {
  pairs: Pair[]
  lines: number
  events: number
  usualEvents: number
  /** Where several good runs are taken together. */
  runs: RunTotals
}

/** One kind of difference. Pure; candidates as the signals give them. */
export type FindDifferences = (comparison: Comparison) => Candidate[]

/** The place of the other log's template that is its i-th in this one; the columns of their headers may differ. */
export function placeBeside({ places }: Cluster, name: string, i: number): VariedPlace | undefined {
  return places[i]?.name === name ? places[i] : places.find(place => place.name === name)
}

/** Whether the known-good log has the template. */
export function isKnown({ usual, usualLines }: Pair): boolean {
  return usual !== null || usualLines !== null
}

/** How many lines of the log have the template: its events, and lines that continue one. */
export function linesOf({ log, logLines }: Pair): number {
  return (log?.events ?? 0) + (logLines?.events ?? 0)
}

/**
 * Templates that only the known-good log has, the most frequent first, with its counts and lines. Coarse ones say nothing: what they stand
 * for may be in the log in another shape.
 */
export function goneTemplates({ pairs, runs }: Pick<Comparison, 'pairs' | 'runs'>): GoneTemplate[] {
  return pairs.flatMap((pair) => {
    const { tokens, log, logLines, usual } = pair
    return usual && !usual.isCoarse && tokens.length > 0 && !log && !logLines
      ? [{ template: shownTemplate(tokens), count: usual.events, first_line: usual.lines[0] ?? 1, runs: goodRunsWith(pair, runs) }]
      : []
  }).sort((a, b) => b.count - a.count || a.first_line - b.first_line || (a.template < b.template ? -1 : 1))
}

/** Share of the log's lines whose template the known-good log has, 0..1, rounded to 1e-4; 1 where the log has none. */
export function knownShare(pairs: readonly Pair[]): number {
  const all = pairs.reduce((sum, pair) => sum + linesOf(pair), 0)
  const known = pairs.filter(isKnown).reduce((sum, pair) => sum + linesOf(pair), 0)
  return all === 0 ? 1 : Math.round(known / all * 1e4) / 1e4
}

/** The first line of the log with the template. */
export function firstLineOf({ log, logLines }: Pair): number {
  return Math.min(log?.lines[0] ?? Number.POSITIVE_INFINITY, logLines?.lines[0] ?? Number.POSITIVE_INFINITY)
}

/**
 * The encoded groups of a log's summary and of a known-good one's, as coarse in each as in the other.
 * @returns groups of: the log's events, its continuations, and the same of the known-good log.
 */
function groupsOf(log: SummaryReader, usual: SummaryReader): Uint8Array[] {
  return levelGroups([log.groups, log.continuations, usual.groups, usual.continuations])
}

/**
 * Clusters the signatures of both logs together, so that their templates are the same.
 * @returns the pairs in no order of their own, the events' records of both as they are there, and their groups' levels.
 */
export function pairLogs(logSummary: Uint8Array, usualSummary: Uint8Array): Comparison & { records: LevelledRecord[], usualRecords: LevelledRecord[], levels: Uint8Array } {
  const [log, usual] = [new SummaryReader(logSummary), new SummaryReader(usualSummary)]
  const sources = groupsOf(log, usual).map(groups => readRecords(GroupReader.of(groups)))
  const pairs = clusterTogether(sources.map(({ records }) => records)).map(([log, logLines, usual, usualLines], cluster) =>
    ({ tokens: (log ?? logLines ?? usual ?? usualLines)?.tokens ?? [], log, logLines, usual, usualLines, cluster }))
  return { pairs, lines: log.totals.lines, events: log.totals.events, usualEvents: usual.totals.events, runs: usual.runs, records: sources[0].records, usualRecords: sources[2].records, levels: sources[0].levels }
}
