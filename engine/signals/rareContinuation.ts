import type { Cluster } from '../templates/clusters'
import { findRareTemplates } from './rareTemplate'
import type { Candidate } from './signal'

/** No template of the events: the candidate is about a line within one. */
export const WITHIN_EVENT = -1

/**
 * Lines that go on with an event and say what few of them say: a rare cause inside a usual trace. Judged among themselves as
 * findRareTemplates judges events; said where the event is not odd itself.
 * @param continued templates of the lines that go on with an event.
 */
export function findRareContinuations(continued: readonly Cluster[]): Candidate[] {
  const lines = continued.reduce((sum, { events }) => sum + events, 0)
  return findRareTemplates({ clusters: continued, events: lines, sessions: [] }).map(candidate => ({
    ...candidate, cluster: WITHIN_EVENT, slot: `line ${continued[candidate.cluster].lines[0]}`, lines: continued[candidate.cluster].lines,
  }))
}
