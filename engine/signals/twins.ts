import type { Cluster } from '../templates/clusters'
import { ANY, isWord, PARAMETER } from '../templates/tokens'

/** What stands in one place of a template, or in a row of them that is taken as one. */
interface Value {
  /** Whether it varies. */
  isPlace: boolean
  isList: boolean
  /** Words that stand there, but for those that read as an id. */
  words: readonly string[]
  /** Words that are known to stand there in other events. */
  known: ReadonlySet<string>
}

/** A template as marks and values. */
type Skeleton = readonly (string | Value)[]

const isOpen = (token: string | undefined) => token === ANY || token === PARAMETER

/** An id of hexadecimal letters, alone or as a part of a name: one in a thousand has no digit by chance, and reads as a word. The length is chosen: English has hardly any such words. */
const LETTERED_ID = /(?:^|[-./_])(?:[A-F]{5,}|[a-f]{5,})(?:$|[-./_])/

/** Whether the token may be one of a list. */
function isItem(token: string | undefined): boolean {
  return token !== undefined && (isOpen(token) || isWord(token))
}

/** Where the row of words and places ends that begins at `from`, with commas between them; at `from + 1` if there is only one, at `from` if none. */
function rowEnd(tokens: readonly string[], from: number): number {
  if (!isItem(tokens[from])) return from
  let end = from + 1
  while (tokens[end] === ',') {
    const next = tokens[end + 1] === ' ' ? end + 2 : end + 1
    if (!isItem(tokens[next])) break
    end = next + 1
  }
  return end
}

/** Parts of the skeleton of a template, and whether one is a list. */
function outlineOf({ tokens }: Cluster): { parts: number, hasList: boolean } {
  let parts = 0
  let hasList = false
  for (let at = 0; at < tokens.length; parts++) {
    const end = Math.max(rowEnd(tokens, at), at + 1)
    if (end > at + 1) hasList = true
    at = end
  }
  return { parts, hasList }
}

const NOTHING: ReadonlySet<string> = new Set<string>()
const NO_WORDS: readonly string[] = []

/** The words that stood in places `[from, to)` of a template. */
function knownIn(places: Cluster['places'], from: number, to: number): ReadonlySet<string> {
  const known = places.filter(({ token, values }) => values && token >= from && token < to).flatMap(({ values }) => [...values?.keys() ?? []])
  return known.length === 0 ? NOTHING : new Set(known.filter(value => typeof value === 'string'))
}

function skeletonOf({ tokens, places }: Cluster): Skeleton {
  const parts: (string | Value)[] = []
  for (let at = 0; at < tokens.length;) {
    const list = rowEnd(tokens, at)
    const end = Math.max(list, at + 1)
    if (list === at) parts.push(tokens[at])
    else if (list === at + 1) {
      const isPlace = isOpen(tokens[at])
      parts.push({ isPlace, isList: false, words: isPlace || LETTERED_ID.test(tokens[at]) ? NO_WORDS : [tokens[at]], known: isPlace ? knownIn(places, at, end) : NOTHING })
    }
    else {
      const items = tokens.slice(at, end)
      parts.push({ isPlace: items.some(isOpen), isList: true, words: items.filter(token => isWord(token) && !LETTERED_ID.test(token)), known: knownIn(places, at, end) })
    }
    at = end
  }
  return parts
}

/** Whether a template says what a usual one says, with values that are known in its places. */
function isLike(rare: Skeleton, usual: Skeleton): boolean {
  return usual.every((part, i) => {
    const other = rare[i]
    if (typeof part === 'string' || typeof other === 'string') return part === other
    if (!part.isPlace) return !other.isPlace && part.words.join() === other.words.join()
    return other.words.every(word => part.known.has(word) || part.words.includes(word))
  })
}

/** Rare templates that differ in a list only and are more than `limit` events together: those with words that others of them have too. */
function families(rare: readonly { cluster: Cluster, skeleton: Skeleton }[], limit: number): Cluster[] {
  const byRest = new Map<string, { cluster: Cluster, words: Set<string> }[]>()
  for (const { cluster, skeleton } of rare) {
    const lists = skeleton.flatMap(part => typeof part !== 'string' && part.isList ? [part] : [])
    if (lists.length === 0) continue
    const rest = skeleton.map(part => typeof part === 'string' ? part : part.isList ? ANY : part.isPlace ? PARAMETER : part.words.join()).join('\n')
    const member = { cluster, words: new Set(lists.flatMap(({ words }) => words)) }
    const family = byRest.get(rest)
    if (family) family.push(member)
    else byRest.set(rest, [member])
  }
  return [...byRest.values()].filter(family => family.reduce((sum, { cluster }) => sum + cluster.events, 0) > limit).flatMap((family) => {
    const members = new Map<string, number>()
    for (const { words } of family) for (const word of words) members.set(word, (members.get(word) ?? 0) + 1)
    return family.filter(({ words }) => [...words].every(word => (members.get(word) ?? 0) > 1)).map(({ cluster }) => cluster)
  })
}

/**
 * Those templates with at most `limit` events that say what usual ones say, though they do not read the same: lists of another length,
 * ids that happen to have no digit. Where a usual template has a place, they have a value that is known to stand there, or such an id.
 */
export function twinsOf(clusters: readonly Cluster[], limit: number): Set<Cluster> {
  const usual = new Map<number, Skeleton[]>()
  for (const cluster of clusters) {
    if (cluster.events <= limit || !cluster.tokens.some(isOpen)) continue
    const skeleton = skeletonOf(cluster)
    const same = usual.get(skeleton.length)
    if (same) same.push(skeleton)
    else usual.set(skeleton.length, [skeleton])
  }
  const rare = clusters.flatMap((cluster) => {
    if (cluster.events > limit) return []
    const { parts, hasList } = outlineOf(cluster)
    return hasList || usual.has(parts) ? [{ cluster, skeleton: skeletonOf(cluster) }] : []
  })
  const like = rare.filter(({ skeleton }) => usual.get(skeleton.length)?.some(other => isLike(skeleton, other)))
  return new Set([...like.map(({ cluster }) => cluster), ...families(rare, limit)])
}
