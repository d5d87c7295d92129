import { groupKey } from '../summary/readRecords'
import type { SessionTable } from './sessionTable'
import { sessionSteps } from './steps'
import type { SessionProfile, SessionStep } from './profile'
import type { SignatureRecord } from '../summary/summary'
import type { Cluster } from '../templates/clusters'
import type { LevelledRecord } from '../templates/members'

/** A session has more of one template in no log that is read in a day. */
const COUNT_MAX = 0x7FFFFFFF
/** Stands for a step that is not looked at. */
const NO_STEP = -1

function isEqual(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}

/** Beyond this many steps, those of a session are sorted by the runtime. */
const SHORT_MAX = 32

/** Sorts steps by their lines, in place. */
function sortBy(steps: Int32Array, lines: Float64Array): Int32Array {
  if (steps.length > SHORT_MAX) return steps.sort((a, b) => lines[a] - lines[b])
  for (let i = 1; i < steps.length; i++) {
    const step = steps[i]
    let at = i
    for (; at > 0 && lines[steps[at - 1]] > lines[step]; at--) steps[at] = steps[at - 1]
    steps[at] = step
  }
  return steps
}

/** Gives equal lists of whole numbers as one array: most sessions of a log are alike. */
function openLists(): (list: Int32Array) => readonly number[] {
  const known = new Map<number, (readonly number[])[]>()
  return (list) => {
    let hash = list.length
    for (let i = 0; i < list.length; i++) hash = Math.imul(hash ^ list[i], 0x01000193)
    const alike = known.get(hash)
    const same = alike?.find(one => one.length === list.length && isEqual(one, list))
    if (same) return same
    const own = Array.from(list)
    if (alike) alike.push(own)
    else known.set(hash, [own])
    return own
  }
}

/** Sessions of a log, and its records by key. */
interface SessionLog { sessions: SessionTable, records: readonly LevelledRecord[] }

/** The record of each signature of the sessions. @param levels how coarse each group of signatures is. */
function recordsOf({ sessions, records }: SessionLog, levels: Uint8Array): (SignatureRecord | undefined)[] {
  const recordOfKey = new Map(records.map(({ key, record }) => [key, record]))
  return sessions.signatures.map(({ group, key0, key1, key2 }) => recordOfKey.get([key0, key1, key2, groupKey(group)][levels[group]]))
}

const indexOfRecords = (clusters: readonly (Cluster | null | undefined)[]) =>
  new Map(clusters.flatMap((cluster, index) => (cluster?.records ?? []).map(record => [record, index] as const)))

/**
 * The sessions with their signatures turned into steps, in order of their last lines, and those of a known-good log
 * with the same steps: what it alone has is left out.
 * @param levels how coarse each group of signatures is, in both; `clusters` are the templates made of the log's
 * records.
 * @param usual the known-good log, with what it has of each of the templates.
 */
export function profilesOf({ levels, ...log }: SessionLog & { levels: Uint8Array }, clusters: readonly Cluster[], usual?: SessionLog & { beside: ReadonlyMap<Cluster, Cluster> }): { steps: SessionStep[], sessions: SessionProfile[], usualSessions: SessionProfile[] } {
  const clusterOf = indexOfRecords(clusters)
  const recordOf = recordsOf(log, levels)
  const { steps, stepOf, stepOfRecord } = sessionSteps(log.sessions, clusters, recordOf.map(record => (record && clusterOf.get(record)) ?? 0), recordOf)
  const sessions = profilesIn(log.sessions, stepOf, steps.length)
  if (!usual) return { steps, sessions, usualSessions: [] }
  const besideOf = indexOfRecords(clusters.map(cluster => usual.beside.get(cluster)))
  const usualSteps = recordsOf(usual, levels).map((record) => {
    const cluster = record && besideOf.get(record)
    return !record || cluster === undefined ? NO_STEP : stepOfRecord(cluster, record)
  })
  return { steps, sessions, usualSessions: profilesIn(usual.sessions, usualSteps, steps.length) }
}

/** @param stepOf the step of each signature, NO_STEP for one that is left out. */
function profilesIn(sessions: SessionTable, stepOf: readonly number[], steps: number): SessionProfile[] {
  const oneOf = openLists()
  const events = new Float64Array(steps)
  const lines = new Float64Array(steps)
  const scratch = new Int32Array(steps)
  const profiles: SessionProfile[] = []
  for (let session = 0; session < sessions.lastLine.length; session++) {
    let size = 0
    for (let pair = sessions.pairFrom[session]; pair < sessions.pairFrom[session + 1]; pair++) {
      const step = stepOf[sessions.signature[pair]]
      if (step === NO_STEP) continue
      if (events[step] === 0) {
        scratch[size++] = step
        lines[step] = Number.POSITIVE_INFINITY
      }
      events[step] += sessions.count[pair]
      lines[step] = Math.min(lines[step], sessions.line[pair])
    }
    const list = scratch.subarray(0, size)
    const own = oneOf(size > 1 ? list.sort() : list)
    const order = oneOf(size > 1 ? sortBy(list, lines) : list)
    for (let i = 0; i < size; i++) {
      list[i] = Math.min(events[own[i]], COUNT_MAX)
      events[own[i]] = 0
    }
    profiles.push({ steps: own, counts: oneOf(list), order, firstLine: sessions.firstLine[session], lastLine: sessions.lastLine[session] })
  }
  return profiles.sort((a, b) => a.lastLine - b.lastLine)
}
