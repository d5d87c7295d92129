import { HeaderReader } from '../reading/layout/header'
import { LineIds, textAt, type LineId } from './lineIds'
import { SESSION_KEYS_MAX, type SessionKey } from './sessionKey'
import type { Framing } from '../reading/layout/framing'
import { BYTE_CLASS, SPACE } from '../tokens/words'

/** Ids of several lines that a key must have in the sample, and the share of its lines that they must cover. Chosen. */
const IDS_MIN = 12
const COVERED_MIN = 0.03
/** An id of more lines than this share of the sample is no session: a process that runs on, a host. Chosen. */
const LONG_MIN = 0.1
/** Ids that mostly have one line only join nothing. Chosen. */
const SEVERAL_MIN = 0.15
/**
 * Half of the ids have their lines within this share of what as many lines anywhere would span: a number that is no id
 * comes again anywhere. Chosen.
 */
const SPAN_MAX = 0.5
/** Ids with a message that say what is usual with it, at least. Chosen. */
const ALIKE_MIN = 5
/** A companion of a message comes with this share of its ids, at least. Chosen. */
const COMPANION_MIN = 0.8
/** Share of the ids that have a message with a companion, at least. Chosen. */
const RULED_MIN = 0.25
/** How far the most telling kinds of key are preferred to those that find about the same lines. Chosen. */
const WEIGHTS: Record<SessionKey['kind'], number> = { after: 1, prefix: 1, uuid: 1, shape: 0.95, bracket: 0.95, column: 0.9 }
const LF = 10, QUOTE = 34, COLON = 58, EQUALS = 61

interface SampleLine { number: number, ids: LineId[], message: string }

/** Words at the start and at the end of a message by which it is known from others. Chosen. */
const FIRST_WORDS = 3
const LAST_WORDS = 2

/** What a message says, roughly: its first and last words, without those that have digits or are keys of a value. */
export function roughMessage(buf: Uint8Array, from: number): string {
  const words: string[] = []
  for (let p = from; buf[p] !== LF;) {
    const start = p
    let digits = 0
    for (; BYTE_CLASS[buf[p]] < SPACE; p++) if (buf[p] >= 48 && buf[p] <= 57) digits++
    if (p === start) p++
    else if (digits === 0 && buf[p] !== EQUALS && (buf[p] !== QUOTE || buf[p + 1] !== COLON)) words.push(textAt(buf, start, p))
  }
  return (words.length > FIRST_WORDS + LAST_WORDS ? [...words.slice(0, FIRST_WORDS), ...words.slice(-LAST_WORDS)] : words).join(' ')
}

const nameOf = ({ kind, mark }: SessionKey) => `${kind} ${mark}`

interface Id { lines: number, first: number, last: number, messages: Set<string> }
/** The ids of a key: all, and those of each owner where they have one. */
interface Family { key: SessionKey, ids: Map<string, Id>, owned: Map<string, Map<string, Id>> }

function noteId(ids: Map<string, Id>, id: string, { number, message }: SampleLine): void {
  const known = ids.get(id) ?? { lines: 0, first: number, last: 0, messages: new Set<string>() }
  known.lines++
  known.last = number
  known.messages.add(message)
  ids.set(id, known)
}

function familiesOf(lines: readonly SampleLine[]): Map<string, Family> {
  const families = new Map<string, Family>()
  for (const line of lines)
    for (const { key, id, owner } of line.ids) {
      const name = nameOf(key)
      const family = families.get(name) ?? { key, ids: new Map(), owned: new Map() }
      families.set(name, family)
      noteId(family.ids, id, line)
      if (owner === '') continue
      const own = family.owned.get(owner) ?? new Map<string, Id>()
      family.owned.set(owner, own)
      noteId(own, id, line)
    }
  return families
}

/** Ids with a message that has a companion: another one that nearly all ids with the first have too. */
function ruledOf(ids: readonly Id[]): Id[] {
  const having = new Map<string, Id[]>()
  for (const id of ids)
    for (const message of id.messages) {
      const known = having.get(message)
      if (known) known.push(id)
      else having.set(message, [id])
    }
  const ruled = new Set<Id>()
  for (const [message, own] of having) {
    if (own.length < ALIKE_MIN) continue
    const others = new Map<string, number>()
    for (const { messages } of own) for (const other of messages) if (other !== message) others.set(other, (others.get(other) ?? 0) + 1)
    if (Math.max(0, ...others.values()) >= own.length * COMPANION_MIN) for (const id of own) ruled.add(id)
  }
  return [...ruled]
}

/**
 * Lines that a key joins to sessions, 0 if it is none: by the ids of all owners, or of those that have sessions (of the
 * programs of a machine most have none).
 */
function coveredBy({ ids, owned }: Family, lines: number): number {
  let apart = 0
  for (const own of owned.values()) apart += joinedBy(own, lines)
  return Math.max(joinedBy(ids, lines), apart)
}

/**
 * Expected distance of the first and the last of `own` lines anywhere among `lines`; the range of a uniform
 * sample.
 * @param own at least 2.
 */
function spanOfChance(own: number, lines: number): number {
  return (lines - 1) * (own - 1) / (own + 1)
}

/** Lines that the ids join to sessions, 0 if they are none. */
function joinedBy(ids: ReadonlyMap<string, Id>, lines: number): number {
  const short = [...ids.values()].filter(id => id.lines <= lines * LONG_MIN)
  const several = short.filter(id => id.messages.size > 1)
  const ruled = ruledOf(several)
  const spans = several.map(id => (id.last - id.first) / spanOfChance(id.lines, lines)).sort((a, b) => a - b)
  const covered = ruled.reduce((sum, id) => sum + id.lines, 0)
  const isKey = several.length >= IDS_MIN && several.length >= short.length * SEVERAL_MIN && ruled.length >= several.length * RULED_MIN
    && spans[spans.length >> 1] <= SPAN_MAX && covered >= lines * COVERED_MIN
  return isKey ? covered : 0
}

/**
 * Finds the keys by which the sample's lines are best joined to sessions: many ids, each in several lines with
 * different messages, and not each with messages of its own. The best comes first, each further one by the lines that
 * those before leave.
 * @param starts where lines begin; the buffer is padded as a HeaderReader wants it.
 */
export function detectSessionKeys(buf: Uint8Array, starts: readonly number[], framing: Framing): SessionKey[] {
  const header = new HeaderReader(framing)
  const ids = new LineIds(framing.time)
  const keys: SessionKey[] = []
  let left: SampleLine[] = []
  starts.forEach((start, number) => {
    const message = header.read(buf, start)
    if (header.found) left.push({ number, ids: ids.of(buf, start, message, header.timeMs), message: roughMessage(buf, message) })
  })
  while (keys.length < SESSION_KEYS_MAX) {
    const ranked = Array.from(familiesOf(left), ([name, family]) => ({ name, key: family.key, covered: coveredBy(family, starts.length) * WEIGHTS[family.key.kind] }))
      .filter(({ covered }) => covered > 0).sort((a, b) => b.covered - a.covered || (a.name < b.name ? -1 : 1))
    if (ranked.length === 0) break
    const { name, key } = ranked[0]
    keys.push(key)
    left = left.filter(({ ids }) => !ids.some(id => nameOf(id.key) === name))
  }
  return keys
}
