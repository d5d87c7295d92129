import type { Cluster } from './clusters'
import { isStatusClass, isWord, PARAMETER } from './tokens'

/** Entries of one folder that are told apart; where there are more, only those that come often. Chosen: as many as a slot keeps values. */
const ENTRIES_MAX = 64
const OTHER = '*'

/** Indices of the tokens that say what was asked and how it went, in a signature of an access log: method, path, first digit of the status. */
export function requestTokens(tokens: readonly string[]): { path: number, fixed: readonly number[] } | null {
  const status = tokens.findIndex((_, token) => isStatusClass(tokens, token))
  if (status < 0) return null
  const path = status - 5
  const hasPath = tokens[status - 2] === '"' && tokens[status - 3] === PARAMETER && path >= 2 && isWord(tokens[path])
  return hasPath ? { path, fixed: [path - 2, path, status] } : { path: -1, fixed: [status] }
}

/** A path, how many events have it, and its parts from some depth on. */
interface Entry { path: string, events: number, parts: readonly string[] }

function nameEntries(entries: readonly Entry[], folder: string, names: Map<string, string>): void {
  const byPart = new Map<string, { events: number, entries: Entry[] }>()
  let events = 0
  for (const { path, events: own, parts: [part, ...parts] } of entries) {
    events += own
    const known = byPart.get(part) ?? { events: 0, entries: [] }
    byPart.set(part, known)
    known.events += own
    known.entries.push({ path, events: own, parts })
  }
  const others: Entry[] = []
  const descend = (own: readonly Entry[], name: string) => {
    for (const { path, parts } of own) if (parts.length === 0) names.set(path, name)
    const below = own.filter(({ parts }) => parts.length > 0)
    if (below.length > 0) nameEntries(below, `${name}/`, names)
  }
  for (const [part, { events: own, entries: below }] of byPart)
    if (byPart.size <= ENTRIES_MAX || own * ENTRIES_MAX >= events) descend(below, folder + part)
    else others.push(...below)
  descend(others, folder + OTHER)
}

/**
 * The endpoint of each path: itself, with `*` for parts of folders that have many entries and in which this one comes seldom. So the
 * pages of a site are told apart, and the titles of its articles are not. Depends on the paths and their events only, not on their order.
 */
export function endpointsOf(paths: ReadonlyMap<string, number>): Map<string, string> {
  const names = new Map<string, string>()
  const entries = Array.from(paths, ([path, events]): Entry => ({ path, events, parts: path.split('/') }))
  if (entries.length > 0) nameEntries(entries, '', names)
  return names
}

/** A path that few asked for is news where the rarest usual one beside it comes so many times as often, and few others are as rare. As in rareValue. */
const GAP_MIN = 5
const RARE_MAX = 3

/** Endpoints with at most `limit` events that are no news: other entries of their folder, asked for in the same way, come about as seldom. */
export function usualEndpoints(clusters: readonly Cluster[], limit: number): Set<Cluster> {
  const folders = new Map<string, Cluster[]>()
  for (const cluster of clusters) {
    const request = requestTokens(cluster.tokens)
    if (!request || request.path < 0) continue
    const path = cluster.tokens[request.path]
    const name = cluster.tokens.with(request.path, path.slice(0, path.lastIndexOf('/') + 1)).join('')
    const folder = folders.get(name)
    if (folder) folder.push(cluster)
    else folders.set(name, [cluster])
  }
  const usual = new Set<Cluster>()
  for (const folder of folders.values()) {
    const rare = folder.filter(({ events }) => events <= limit)
    const least = Math.min(...folder.map(({ events }) => events > limit ? events : Number.POSITIVE_INFINITY))
    const isCrowd = rare.length > Math.max(RARE_MAX, folder.length / 2)
    for (const cluster of rare) if (isCrowd || least < cluster.events * GAP_MIN) usual.add(cluster)
  }
  return usual
}
