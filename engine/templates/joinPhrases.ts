import { isFixed, isLanguage, isMarks } from './phrase'
import { hashOfToken, PARAMETER } from './tokens'

/**
 * Messages that are one template: their phrase, in which places of values are parameters, and what has been joined to
 * it.
 */
export interface Draft<Member> {
  elements: readonly string[]
  members: Member[]
}

/** Other words that must stand in a message before anything says that two are the same but for a value. */
const OTHER_WORDS_MIN = 2
/**
 * So many words in one place are values; in the first place, which mostly has a verb, twice as many. Chosen: nothing
 * changes from 4 to 8.
 */
const WORDS_MIN = 5
const FIRST_WORDS_MIN = 10
/** Words are values where some are known as values of this log: at least this many words, and this share. Chosen. */
const KNOWN_WORDS_MIN = 3
const KNOWN_SHARE = 1 / 3
/** Words that must alternate in another place as well. */
const RECURRING_MIN = 2
/** Places in which a word alternates that are looked at. Chosen: words of more places are found by their neighbours. */
const PLACES_LOOKED_AT = 64

/** Drafts that are equal but for one place. */
interface Family<Member> {
  place: number
  drafts: Draft<Member>[]
  words: string[]
}

/** Families of two drafts or more at one place, of drafts of one length. */
function familiesAt<Member>(drafts: readonly Draft<Member>[], place: number): Family<Member>[] {
  const families = new Map<string, Draft<Member>[]>()
  for (const draft of drafts) {
    const { elements } = draft
    if (isFixed(elements[place])) continue
    let sum = 0, mix = 0
    for (let i = 0; i < elements.length; i++) {
      if (i === place) continue
      const hash = hashOfToken(elements[i])
      sum = Math.imul(sum ^ hash, 0x9E3779B1) + i | 0
      mix = Math.imul(mix + hash, 0x85EBCA6B) ^ (mix >>> 15)
    }
    const key = `${sum},${mix}`
    const family = families.get(key)
    if (family) family.push(draft)
    else families.set(key, [draft])
  }
  return [...families.values()].filter(family => family.length > 1).map(family =>
    ({ place, drafts: family, words: family.map(({ elements }) => elements[place]).filter(text => text !== PARAMETER) }))
}

function byLength<Member>(drafts: readonly Draft<Member>[]): Draft<Member>[][] {
  const lengths: Draft<Member>[][] = []
  for (const draft of drafts) (lengths[draft.elements.length] ??= []).push(draft)
  return lengths.filter(alike => alike?.length > 1)
}

/** Which words alternate in which places. */
class Alternations<Member> {
  private readonly places = new Map<string, Set<string>[]>()

  constructor(drafts: readonly Draft<Member>[]) {
    for (const alike of byLength(drafts))
      for (let place = 0; place < alike[0].elements.length; place++) for (const { words } of familiesAt(alike, place)) this.add(words)
  }

  private add(words: readonly string[]): void {
    const place = new Set(words)
    if (place.size < RECURRING_MIN) return
    for (const word of place) {
      const known = this.places.get(word)
      if (!known) this.places.set(word, [place])
      else if (known.length < PLACES_LOOKED_AT) known.push(place)
    }
  }

  /** Whether some of the words alternate in another place, too. */
  recur(words: readonly string[]): boolean {
    const shared = new Map<Set<string>, number>()
    for (const word of words)
      for (const place of this.places.get(word) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1)
    let places = 0
    for (const count of shared.values()) if (count >= RECURRING_MIN) places++
    return places > 1 // the first is their own
  }
}

/** Whether enough words of language are beside those elements to say that messages are the same. */
function isSure(elements: readonly string[], from: number, to = from + 1): boolean {
  return elements.filter((text, i) => (i < from || i >= to) && isLanguage(text)).length >= OTHER_WORDS_MIN
}

/** Whether what differs in the family is a value by itself. */
function isValue<Member>({ place, drafts: [{ elements }, ...others], words }: Family<Member>, known: ReadonlySet<string>): boolean {
  const isFirst = elements.slice(0, place).every(text => !isLanguage(text)) && words.some(isLanguage)
  if (isFirst) return words.length >= FIRST_WORDS_MIN
  if (words.length <= others.length || words.length >= WORDS_MIN) return true
  return words.length >= KNOWN_WORDS_MIN && words.filter(word => known.has(word)).length >= words.length * KNOWN_SHARE
}

/** The elements with a parameter in place of those, as a phrase has it: it takes parameters and marks beside it in. */
function opened(elements: readonly string[], first: number, end = first + 1): string[] {
  let from = first, to = end
  const isTaken = (text: string | undefined) => text !== undefined && (text === PARAMETER || isMarks(text))
  while (isTaken(elements[from - 1])) from--
  while (isTaken(elements[to])) to++
  return [...elements.slice(0, from), PARAMETER, ...elements.slice(to)]
}

/** Drafts of one phrase are one. */
export function gathered<Member>(drafts: readonly Draft<Member>[]): Draft<Member>[] {
  const phrases = new Map<string, Draft<Member>>()
  for (const draft of drafts) {
    const key = draft.elements.join('\n')
    const twin = phrases.get(key)
    if (twin) for (const member of draft.members) twin.members.push(member)
    else phrases.set(key, { elements: draft.elements, members: [...draft.members] })
  }
  return [...phrases.values()]
}

/** The longest row of words with commas between them, two at least: elements `[from, to)`; null without one. */
function rowOf(elements: readonly string[]): { from: number, to: number } | null {
  let row: { from: number, to: number } | null = null
  for (let from = 0; from < elements.length; from++) {
    let to = from
    while (to < elements.length - 1 && elements[to].endsWith(',') && !isFixed(elements[to]) && !isFixed(elements[to + 1]) && !isMarks(elements[to + 1])) to++
    if (to > from && to - from >= (row ? row.to - row.from : 1)) row = { from, to: to + 1 }
    from = to
  }
  return row
}

const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+$/u, '')

/** Rows of words are lists of values where a message has many of them, and words that stand in several. */
function withoutLists<Member>(drafts: readonly Draft<Member>[]): Draft<Member>[] {
  const families = new Map<string, { drafts: Draft<Member>[], words: Map<string, number> }>()
  const rests = drafts.map((draft) => {
    const row = rowOf(draft.elements)
    if (!row || !isSure(draft.elements, row.from, row.to)) return null
    const rest = opened(draft.elements, row.from, row.to)
    const key = rest.join('\n')
    const family = families.get(key) ?? { drafts: [], words: new Map<string, number>() }
    families.set(key, family)
    family.drafts.push(draft)
    for (const word of new Set(draft.elements.slice(row.from, row.to).map(bare))) family.words.set(word, (family.words.get(word) ?? 0) + 1)
    return { rest, family }
  })
  const isList = ({ drafts: own, words }: { drafts: Draft<Member>[], words: Map<string, number> }) =>
    own.length >= WORDS_MIN && [...words.values()].filter(count => count > 1).length >= RECURRING_MIN
  return gathered(drafts.map((draft, i) => {
    const known = rests[i]
    return known && isList(known.family) ? { ...draft, elements: known.rest } : draft
  }))
}

/**
 * Joins phrases that differ in one place only where that place holds values, as often as that goes. Evidence is any of:
 * a parameter is there in one of them; many words; words known as values of this log; the same words alternate in
 * another place. That comes last: as long as values are in the phrases, two messages would be in many places. Depends
 * on the set of drafts only, which come in canonical order.
 * @param known words that are values elsewhere.
 */
export function joinPhrases<Member>(drafts: readonly Draft<Member>[], known: ReadonlySet<string>): Draft<Member>[] {
  const byThemselves = (family: Family<Member>) => isValue(family, known)
  let all = joinedBy(withoutLists(gathered(drafts)), byThemselves)
  for (let before = -1; before !== all.length;) {
    before = all.length
    const alternations = new Alternations(all)
    all = joinedBy(all, family => byThemselves(family) || alternations.recur(family.words))
  }
  return all
}

function joinedBy<Member>(drafts: Draft<Member>[], isOpen: (family: Family<Member>) => boolean): Draft<Member>[] {
  let all = drafts
  for (let before = -1; before !== all.length;) {
    before = all.length
    const joined = new Map(byLength(all).map(alike => [alike[0].elements.length, joinedAlike(alike, isOpen)]))
    const rest = all.filter(({ elements }) => !joined.has(elements.length))
    all = gathered([...rest, ...[...joined.values()].flat()])
  }
  return all
}

/** Joins drafts of one length, place by place. */
function joinedAlike<Member>(drafts: Draft<Member>[], isOpen: (family: Family<Member>) => boolean): Draft<Member>[] {
  const places = drafts[0].elements.length
  const shorter: Draft<Member>[] = []
  let left = drafts
  for (let place = 0; place < places && left.length > 1; place++) {
    const joined = new Set<Draft<Member>>()
    const merged: Draft<Member>[] = []
    for (const family of familiesAt(left, place)) {
      if (!isSure(family.drafts[0].elements, place) || !isOpen(family)) continue
      const draft = { elements: opened(family.drafts[0].elements, place), members: family.drafts.flatMap(({ members }) => members) }
      for (const member of family.drafts) joined.add(member)
      ;(draft.elements.length === places ? merged : shorter).push(draft)
    }
    if (joined.size > 0) left = [...left.filter(draft => !joined.has(draft)), ...merged]
  }
  return [...left, ...shorter]
}
