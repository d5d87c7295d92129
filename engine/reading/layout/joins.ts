import { roughMessage } from '../../sessions/sessionKeys'
import { indentOf, isTraceLike } from './continuation'
import type { Framing } from './framing'
import { HeaderReader } from './header'

const NEARLY_ALL = 0.9
/** Events that a kind of line must follow before it can be said to belong to none of them. Chosen. */
const FOLLOWED_MIN = 12
/**
 * It belongs to none if it follows them about as often as they come: what its events share with all, at least. Chosen.
 */
const OVERLAP_MIN = 0.6
/** And if it follows fewer than this share of events of their kinds. Chosen. */
const FOLLOWING_MAX = 0.5

/**
 * Surprise, in nats, that lines follow certain events only, from which on they belong to them. Chosen: one in a
 * thousand.
 */
const BOUND_NATS = Math.log(1000)

interface Loose { indent: number, lines: number, followed: Map<string, number> }

/**
 * How often lines of a kind follow events, of how many of their kinds, and what share of it those events would have by
 * chance.
 */
function followingOf(
  { followed }: Loose, events: ReadonlyMap<string, number>, total: number,
): { all: number, could: number, overlap: number } {
  let all = 0
  let could = 0
  for (const [event, count] of followed) {
    all += count
    could += events.get(event) ?? 0
  }
  let overlap = 0
  for (const [event, count] of followed) overlap += Math.min(count / all, (events.get(event) ?? 0) / total)
  return { all, could, overlap }
}

/** Whether lines of a kind come after events as any line would, rather than after those that they belong to. */
function isFree(kind: Loose, events: ReadonlyMap<string, number>, total: number): boolean {
  const { all, could, overlap } = followingOf(kind, events, total)
  return all >= FOLLOWED_MIN && all < could * FOLLOWING_MAX && overlap >= OVERLAP_MIN
}

/**
 * Whether lines of a kind come after certain events only, more surely than chance would have it, and after most of
 * them.
 */
function isBound(kind: Loose, events: ReadonlyMap<string, number>, total: number): boolean {
  const { all, could } = followingOf(kind, events, total)
  return all >= could * FOLLOWING_MAX && all * Math.log(total / could) >= BOUND_NATS
}

/**
 * Counts the sample's lines without a header that look like no trace, by what they say and how far they are indented.
 */
function looseLines(
  buf: Uint8Array, starts: readonly number[], header: HeaderReader,
): { events: Map<string, number>, loose: Map<string, Loose> } {
  const events = new Map<string, number>()
  const loose = new Map<string, Loose>()
  let event: string | null = null
  let seen = new Set<string>()
  for (const start of starts) {
    const message = header.read(buf, start)
    if (header.found) {
      event = roughMessage(buf, message)
      events.set(event, (events.get(event) ?? 0) + 1)
      seen = new Set()
      continue
    }
    const indent = indentOf(buf, start)
    if (event === null || isTraceLike(buf, start + indent)) continue
    const kind = `${indent} ${roughMessage(buf, start)}`
    const known = loose.get(kind) ?? { indent, lines: 0, followed: new Map<string, number>() }
    loose.set(kind, known)
    known.lines++
    if (!seen.has(kind)) known.followed.set(event, (known.followed.get(event) ?? 0) + 1)
    seen.add(kind)
  }
  return { events, loose }
}

/**
 * How the lines without a header of the sample are to be joined to those with one. Where most of them come after any
 * event alike, as the steps of a build do, they belong to none: then only what is indented further (`indent` bytes are
 * no sign), or looks like a trace, is joined.
 */
export function joinsOf(buf: Uint8Array, starts: readonly number[], framing: Framing): Pick<Framing, 'joins' | 'indent'> {
  const header = new HeaderReader(framing)
  let headed = 0
  let unindented = 0
  for (const start of starts) {
    header.read(buf, start)
    if (header.found) headed++
    else if (!header.isContinuation(buf, start)) unindented++
  }
  if (headed < 2) return { joins: 'none', indent: 0 }
  const { events, loose } = looseLines(buf, starts, header)
  const kinds = [...loose.values()]
  const free = kinds.filter(kind => isFree(kind, events, headed))
  const linesOf = (some: readonly Loose[]) => some.reduce((sum, { lines }) => sum + lines, 0)
  const areMost = (some: readonly Loose[]) => some.length > 0 && 2 * linesOf(some) >= linesOf(kinds)
  if (areMost(free)) return { joins: 'indented', indent: Math.max(...free.map(({ indent }) => indent)) }
  const isAll = headed / (headed + unindented) >= NEARLY_ALL || areMost(kinds.filter(kind => isBound(kind, events, headed)))
  return { joins: isAll ? 'all' : 'indented', indent: 0 }
}
