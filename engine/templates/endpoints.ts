import { isStatusClass, isWord, PARAMETER } from './tokens'

/**
 * Entries of one folder that are kept apart; of more, only those that come often. Chosen: as many as a slot keeps
 * values.
 */
const ENTRIES_MAX = 64
const OTHER = '*'

/** Indices of the tokens that say what was asked and how it went, in a signature of an access log. */
export interface RequestTokens {
  /** -1 where what was asked is no path. */
  path: number
  /** Method, path, first digit of the status, as far as there are. */
  fixed: readonly number[]
}

export function requestTokens(tokens: readonly string[]): RequestTokens | null {
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
 * The endpoint of each path: itself, with `*` for parts of folders that have many entries and in which this one comes
 * seldom. So the pages of a site stay apart, and the titles of its articles do not. Depends on the paths and their
 * events only, not on their order.
 */
export function endpointsOf(paths: ReadonlyMap<string, number>): Map<string, string> {
  const names = new Map<string, string>()
  const entries = Array.from(paths, ([path, events]): Entry => ({ path, events, parts: path.split('/') }))
  if (entries.length > 0) nameEntries(entries, '', names)
  return names
}
