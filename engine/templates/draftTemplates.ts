import { endpointsOf, requestTokens } from './endpoints'
import { gathered, joinPhrases, type Draft } from './joinPhrases'
import { isDescription, memberOf, valuesOf, type LevelledRecord, type Member } from './members'
import { isFixed, isLanguage, isMarks, isSaid, isValueByClass, type Element } from './phrase'
import { isWord, PARAMETER, tokensOf } from './tokens'

/** Order that does not depend on how records came: by text, bytewise. */
function compareTexts(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

/** The paths that requests ask for, with their events. */
function pathsOf(records: readonly LevelledRecord[]): Map<string, number> {
  const paths = new Map<string, number>()
  for (const { record, level } of records) {
    const tokens = level === 0 ? tokensOf(record.text) : []
    const path = requestTokens(tokens)?.path ?? -1
    if (path >= 0) paths.set(tokens[path], (paths.get(tokens[path]) ?? 0) + record.events)
  }
  return paths
}

/** Words that are values somewhere in the log: kept in a place, or of a class of values. */
function knownValues(members: readonly Member[]): Set<string> {
  const known = new Set<string>()
  for (const { record, tokens } of members) {
    for (const { values } of record.slots)
      for (const value of values?.keys() ?? []) if (typeof value === 'string') known.add(value)
    tokens.forEach((token, i) => isWord(token) && isValueByClass(token, i === 0) && known.add(token))
  }
  return known
}

/** A word that a value is glued to (`host:12`) is a part of the value where the same message has the value alone. */
function unglued(drafts: readonly Draft<Member>[]): Draft<Member>[] {
  const phrases = new Map(drafts.map(draft => [draft.elements.join('\n'), draft]))
  return gathered(drafts.map((draft) => {
    const [{ elements: own }] = draft.members
    for (const [i, text] of draft.elements.entries()) {
      if (draft.elements[i + 1] !== PARAMETER || draft.elements[i - 1] === PARAMETER || isFixed(text) || !own.some(element => element.isGlued && element.text === text)) continue
      const rest = draft.elements.filter((_, k) => k !== i)
      if (rest.filter(isLanguage).length > 1 && phrases.has(rest.join('\n'))) return { ...draft, elements: rest }
    }
    return draft
  }))
}

/** The words in each place of values of a template. */
function wordsIn({ elements, members }: Draft<Member>): Set<string>[] {
  const words = elements.filter(text => text === PARAMETER).map(() => new Set<string>())
  for (const member of members) valuesOf(member, elements).forEach((values, place) => values.forEach(({ word }) => word !== '' && words[place].add(word)))
  return words
}

/** The elements of a message that are no values, by which templates of the same message are found. */
function fixedOf({ elements, tokens }: Member, known: ReadonlySet<string>): Element[] {
  return elements.filter(({ text, from }) => text !== PARAMETER && !isMarks(text) && !known.has(tokens[from]))
}

const textOf = (elements: readonly Element[]) => elements.map(({ text }) => text).join('\n')

/**
 * Messages that read as a template with words that are known in its places, however many there are, are of that
 * template: lists of words.
 */
function absorbed(drafts: readonly Draft<Member>[]): Draft<Member>[] {
  const wide = drafts.filter(({ elements, members }) => members.length > 1 && elements.includes(PARAMETER)).map(draft => ({ draft, words: wordsIn(draft) }))
  const known = new Set(wide.flatMap(({ words }) => words.flatMap(own => [...own])))
  if (known.size === 0) return [...drafts]
  const byRest = new Map<string, { draft: Draft<Member>, words: Set<string>[] }>()
  for (const one of wide) {
    const rest = one.draft.elements.filter(text => text !== PARAMETER)
    const key = rest.join('\n')
    if (one.words.some(({ size }) => size > 0) && rest.filter(isLanguage).length > 1 && !byRest.has(key)) byRest.set(key, one)
  }
  return gathered(drafts.map((draft) => {
    const rest = textOf(fixedOf(draft.members[0], known))
    const into = byRest.get(rest)
    if (!into || into.draft === draft) return draft
    const isAlike = draft.members.every((member) => {
      const fixed = fixedOf(member, known)
      if (textOf(fixed) !== rest) return false
      const values = valuesOf(member, into.draft.elements)
      const held = values.reduce((sum, own) => sum + own.filter(({ word }) => word !== '').length, 0)
      const extra = member.elements.filter(element => !fixed.includes(element) && isSaid(member.tokens[element.from])).length
      return held === extra && values.every((own, place) => own.every(({ word }) => word === '' || into.words[place].has(word)))
    })
    return isAlike ? { ...draft, elements: into.draft.elements } : draft
  }))
}

/** Makes templates of the records in canonical order, and says which are coarse. */
export function draftTemplates(records: readonly LevelledRecord[]): { draft: Draft<Member>, isCoarse: boolean }[] {
  const sorted = [...records].sort((a, b) => compareTexts(a.record.text, b.record.text) || a.record.key - b.record.key)
  const endpoints = endpointsOf(pathsOf(records))
  const coarse = new Map<number, Draft<Member>>()
  const events: Draft<Member>[] = []
  const descriptions: Draft<Member>[] = []
  for (const { record, level, key } of sorted) {
    if (level > 0) {
      const draft = coarse.get(key) ?? { elements: [], members: [] }
      coarse.set(key, draft)
      draft.members.push({ record, tokens: [], elements: [], parameters: record.slots, fields: new Map() })
      continue
    }
    const member = memberOf(record, endpoints)
    ;(isDescription(record) ? descriptions : events).push({ elements: member.elements.map(({ text }) => text), members: [member] })
  }
  const known = knownValues(events.flatMap(({ members }) => members))
  const templates = absorbed(unglued(joinPhrases(unglued(gathered(events)), known)))
  return [
    ...Array.from(coarse.values(), draft => ({ draft, isCoarse: true })),
    ...[...templates, ...gathered(descriptions)].map(draft => ({ draft, isCoarse: false })),
  ]
}

