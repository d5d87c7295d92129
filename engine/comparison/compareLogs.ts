import type { ComparisonSummary } from '#shared/comparison'
import type { NewNote } from '#shared/note'
import { readSessions, type SessionTable } from '../sessions/sessionTable'
import type { Candidate } from '../signals/signal'
import { SummaryReader } from '../summary/summary'
import type { Cluster } from '../templates/clusters'
import type { LevelledRecord } from '../templates/members'
import { DIFFERENCES } from './all'
import { goneTemplates, knownShare, pairLogs, type Comparison } from './comparison'
import { isAnswered } from './isAnswered'
import { isOtherKind } from './newTemplate'

/** Templates that are gone and listed; the others are counted. Chosen. */
const GONE_LISTED = 200

/** A log held against a known-good one. */
export interface Compared {
  /** The log's records and levels, as coarse as the known-good log has them. */
  records: LevelledRecord[]
  levels: Uint8Array
  /** Templates of the log's events. */
  clusters: Cluster[]
  /** Sessions and records of the known-good log, and what it has of each of these templates. */
  usual: { sessions: SessionTable, records: LevelledRecord[], beside: ReadonlyMap<Cluster, Cluster> }
  /**
   * What differs, and of what was found in the log alone what the known-good log does not explain.
   * @param clusters the same templates in the model's order.
   */
  candidates: (clusters: readonly Cluster[], alone: readonly Candidate[]) => Candidate[]
  summary: Omit<ComparisonSummary, 'baseline' | 'baselines'>
  notes: NewNote[]
}

function summaryOf({ pairs, usualEvents, runs }: Comparison): Compared['summary'] {
  const gone = goneTemplates({ pairs, runs })
  return { baseline_events: usualEvents, known_share: knownShare(pairs), gone: gone.slice(0, GONE_LISTED), gone_total: gone.length }
}

/** Compares a log with a known-good one by their merged summaries. Depends on the sets of signatures and counts only. */
export function compareLogs(logSummary: Uint8Array, usualSummary: Uint8Array): Compared {
  const { records, usualRecords, levels, ...comparison } = pairLogs(logSummary, usualSummary)
  const { pairs } = comparison
  const summary = summaryOf(comparison)
  return {
    records,
    levels,
    summary,
    clusters: pairs.flatMap(({ log }) => log ?? []),
    usual: {
      sessions: readSessions(new SummaryReader(usualSummary).sessions),
      records: usualRecords,
      beside: new Map(pairs.flatMap(({ log, usual }) => log && usual ? [[log, usual]] : [])),
    },
    candidates: (clusters, alone) => {
      const indexOf = new Map(clusters.map((cluster, index) => [cluster, index]))
      for (const pair of pairs) pair.cluster = pair.log ? indexOf.get(pair.log) ?? -1 : -1
      const pairOf = new Map(pairs.map(pair => [pair.cluster, pair]))
      // what came in a burst came more often: the burst says it better
      const inBurst = new Set(alone.filter(({ signal, margin }) => signal.kind === 'burst' && margin >= 0).map(({ cluster }) => cluster))
      const differences = DIFFERENCES.flatMap(find => find(comparison)).filter(({ signal, cluster }) => signal.kind !== 'frequency' || !inBurst.has(cluster))
      const isNew = new Set(differences.filter(({ signal }) => signal.kind === 'new_template').map(({ cluster }) => cluster))
      const open = alone.filter((candidate) => {
        const pair = pairOf.get(candidate.cluster)
        return !pair || !isAnswered(candidate, pair, isNew.has(candidate.cluster))
      })
      return [...open, ...differences]
    },
    notes: isOtherKind(summary.known_share) ? [{ code: 'other_kind', args: {} }] : [],
  }
}
