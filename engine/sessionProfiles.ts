import { groupKey } from './readRecords'
import type { SessionTable } from './sessions'
import { sessionSteps } from './sessionSteps'
import type { SessionProfile, SessionStep } from './signals/signal'
import type { Cluster } from './templates/clusters'
import type { LevelledRecord } from './templates/members'

/** A session has more of one template in no log that is read in a day. */
const COUNT_MAX = 0x7FFFFFFF

/** Gives equal lists of whole numbers as one array: most sessions of a log are alike. */
function openLists(): (list: Int32Array) => readonly number[] {
  const known = new Map<number, (readonly number[])[]>()
  return (list) => {
    let hash = list.length
    for (let i = 0; i < list.length; i++) hash = Math.imul(hash ^ list[i], 0x01000193)
    const alike = known.get(hash)
    const same = alike?.find(one => one.length === list.length && one.every((value, i) => value === list[i]))
    if (same) return same
    const own = Array.from(list)
    if (alike) alike.push(own)
    else known.set(hash, [own])
    return own
  }
}

/**
 * The sessions with their signatures turned into steps, in order of their last lines.
 * @param levels how coarse each group of signatures is; `records` are those of the log, `clusters` the templates made of them.
 */
export function profilesOf({ sessions, levels, records }: { sessions: SessionTable, levels: Uint8Array, records: readonly LevelledRecord[] }, clusters: readonly Cluster[]): { steps: SessionStep[], sessions: SessionProfile[] } {
  const clusterOf = new Map(clusters.flatMap((cluster, index) => cluster.records.map(record => [record, index] as const)))
  const recordOfKey = new Map(records.map(({ key, record }) => [key, record]))
  const recordOf = sessions.signatures.map(({ group, key0, key1, key2 }) => recordOfKey.get([key0, key1, key2, groupKey(group)][levels[group]]))
  const { steps: allSteps, stepOf } = sessionSteps(sessions, clusters, recordOf.map(record => (record && clusterOf.get(record)) ?? 0), recordOf)
  const oneOf = openLists()
  const events = new Float64Array(allSteps.length)
  const lines = new Float64Array(allSteps.length)
  const scratch = new Int32Array(allSteps.length)
  const profiles: SessionProfile[] = []
  for (let session = 0; session < sessions.lastLine.length; session++) {
    let size = 0
    for (let pair = sessions.pairFrom[session]; pair < sessions.pairFrom[session + 1]; pair++) {
      const step = stepOf[sessions.signature[pair]]
      if (events[step] === 0) {
        scratch[size++] = step
        lines[step] = Number.POSITIVE_INFINITY
      }
      events[step] += sessions.count[pair]
      lines[step] = Math.min(lines[step], sessions.line[pair])
    }
    const list = scratch.subarray(0, size)
    const steps = oneOf(size > 1 ? list.sort() : list)
    const order = oneOf(size > 1 ? list.sort((a, b) => lines[a] - lines[b]) : list)
    for (let i = 0; i < size; i++) {
      list[i] = Math.min(events[steps[i]], COUNT_MAX)
      events[steps[i]] = 0
    }
    profiles.push({ steps, counts: oneOf(list), order, firstLine: sessions.firstLine[session], lastLine: sessions.lastLine[session] })
  }
  return { steps: allSteps, sessions: profiles.sort((a, b) => a.lastLine - b.lastLine) }
}
