import { HeaderReader } from './header'
import { idsOfLine, SESSION_KEYS_MAX, textAt, type LineId, type SessionKey } from './session'
import type { Framing } from './framing'
import { BYTE_CLASS, SPACE } from '../templates/words'

/** Ids of several lines that a key must have in the sample, and the share of its lines that they must cover. Chosen. */
const IDS_MIN = 12
const COVERED_MIN = 0.03
/** An id of more lines than this share of the sample is no session: a process that runs on, a host. Chosen. */
const LONG_MIN = 0.1
/** Ids that mostly have one line only join nothing. Chosen. */
const SEVERAL_MIN = 0.15
/** Half of the ids come within this share of the sample: a number that is no id comes again anywhere. Chosen. */
const SPAN_MAX = 0.2
/** So many ids with a message say what is usual with it; a companion is had by so many of them; so many ids have a message with one. Chosen. */
const ALIKE_MIN = 5
const COMPANION_MIN = 0.8
const RULED_MIN = 0.25
/** How far the most telling kinds of key are preferred to those that find about the same lines. Chosen. */
const WEIGHTS: Record<SessionKey['kind'], number> = { after: 1, prefix: 1, uuid: 1, shape: 0.95, bracket: 0.95, source: 0.9 }
const LF = 10, QUOTE = 34, COLON = 58, EQUALS = 61

interface SampleLine { number: number, ids: LineId[], message: string }

/** Words of a message by which it is told from others: so many at its start, and at its end. Chosen. */
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
interface Family { key: SessionKey, ids: Map<string, Id> }

function familiesOf(lines: readonly SampleLine[]): Map<string, Family> {
  const families = new Map<string, Family>()
  lines.forEach(({ ids, message, number }) => {
    for (const { key, id } of ids) {
      const name = nameOf(key)
      const family = families.get(name) ?? { key, ids: new Map() }
      families.set(name, family)
      const known = family.ids.get(id) ?? { lines: 0, first: number, last: 0, messages: new Set<string>() }
      known.lines++
      known.last = number
      known.messages.add(message)
      family.ids.set(id, known)
    }
  })
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

/** Lines that a key joins to sessions, 0 if it is none. */
function coveredBy({ ids }: Family, lines: number): number {
  const short = [...ids.values()].filter(id => id.lines <= lines * LONG_MIN)
  const several = short.filter(id => id.messages.size > 1)
  const ruled = ruledOf(several)
  const spans = several.map(({ first, last }) => last - first).sort((a, b) => a - b)
  const covered = ruled.reduce((sum, id) => sum + id.lines, 0)
  const isKey = several.length >= IDS_MIN && several.length >= short.length * SEVERAL_MIN && ruled.length >= several.length * RULED_MIN
    && spans[spans.length >> 1] <= lines * SPAN_MAX && covered >= lines * COVERED_MIN
  return isKey ? covered : 0
}

/**
 * Finds the keys by which the sample's lines are best joined to sessions: many ids, each in several lines with different messages,
 * and not each with messages of its own. The best comes first, each further one by the lines that those before leave.
 * @param starts where lines begin; the buffer is padded as a HeaderReader wants it.
 */
export function detectSessionKeys(buf: Uint8Array, starts: readonly number[], framing: Framing): SessionKey[] {
  const header = new HeaderReader(framing)
  const keys: SessionKey[] = []
  let left: SampleLine[] = []
  starts.forEach((start, number) => {
    const message = header.read(buf, start)
    if (header.found) left.push({ number, ids: idsOfLine(buf, start, message), message: roughMessage(buf, message) })
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
