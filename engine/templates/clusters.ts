import type { SignatureRecord } from '../summary'
import { emptyBuckets, mergeBuckets, type Buckets } from './buckets'
import { endpointsOf, requestTokens } from './endpoints'
import { gathered, joinPhrases, type Draft } from './joinPhrases'
import { isFixed, isLanguage, isMarks, isSaid, isValueByClass, phraseOf, type Element } from './phrase'
import { ANY, FIELD_TOKENS, isWord, PARAMETER, partsOf, phraseTokens, tokensOf, withFields } from './tokens'
import { FIELDS } from './words'
import { emptySlot, mergeLines, mergeSlots, VALUES_MAX, type Slot, type SlotValue, type ValueCount } from './slots'

/** A place of a template that varies. */
export interface VariedPlace {
  /** Index among the tokens. */
  token: number
  /** What stood there; null when there were too many values. */
  values: Map<SlotValue, ValueCount> | null
  /** The parameter's slot; null where words vary. */
  slot: Slot | null
  /** Words of a place in which parameters stand as well, where its values are too many to be kept. */
  words: ReadonlyMap<string, ValueCount> | null
}

/** Signatures that say the same, as one template. */
export interface Cluster {
  tokens: string[]
  /** How many of them are the phrase; those of fields follow. */
  phrase: number
  records: SignatureRecord[]
  events: number
  linesCovered: number
  lines: number[]
  lastLine: number
  severities: Map<number, ValueCount>
  times: Buckets
  places: VariedPlace[]
  isCoarse: boolean
  /** Lines that say what fields there are, rather than what happened. */
  isDescription: boolean
}

/** A signature while clusters are being made. */
interface Member {
  record: SignatureRecord
  /** Of its phrase, without fields. */
  tokens: readonly string[]
  elements: readonly Element[]
  /** What stood in the parameters of its phrase, in order. */
  parameters: readonly Slot[]
  fields: ReadonlyMap<string, Slot>
}

/** Order that does not depend on how records came: by text, bytewise. */
function compareTexts(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

function addCounted<K>(into: Map<K, ValueCount>, key: K, count: number, lines: readonly number[]): void {
  const known = into.get(key)
  if (known) {
    known.count += count
    mergeLines(known.lines, lines)
  }
  else into.set(key, { count, lines: [...lines] })
}

/** What the place of a field holds where a record lacks it: nothing, in all its events. */
function absentSlot({ events, lines }: SignatureRecord): Slot {
  return { ...emptySlot(), observations: events, values: new Map([['', { count: events, lines: [...lines] }]]) }
}

const isDescription = ({ text }: SignatureRecord) => text.at(-1) === FIELDS

/** A value of a member: a parameter with its slot, or a word. */
interface Value { token: number, slot: Slot | null, word: string }

/** The values of a member in each place of a phrase that holds values: tokens that are parameters or words that the phrase leaves open. */
function valuesOf({ tokens, elements, parameters }: Member, phrase: readonly string[]): Value[][] {
  const places: Value[][] = []
  let at = 0
  const take = (to: number, values: Value[]) => {
    for (; at < to; at++)
      for (let token = elements[at].from; token < elements[at].to; token++) {
        if (tokens[token] === PARAMETER) values.push({ token, slot: parameters[parameterAt(tokens, token)] ?? emptySlot(), word: '' })
        else if (isSaid(tokens[token])) values.push({ token, slot: null, word: tokens[token] })
      }
  }
  phrase.forEach((text, i) => {
    if (text !== PARAMETER) {
      at++
      return
    }
    const values: Value[] = []
    // words behind it that are not of the phrase have been joined to it
    let end = at
    const next = phrase[i + 1]
    const rest = phrase.length - i - 1
    while (end < elements.length - rest && (next === undefined || elements[end].text !== next)) end++
    if (next === undefined) end = elements.length
    take(Math.max(end, at), values)
    places.push(values)
  })
  return places
}

function parameterAt(tokens: readonly string[], token: number): number {
  let nth = 0
  for (let i = 0; i < token; i++) if (tokens[i] === PARAMETER) nth++
  return nth
}

/** What stood at a token of the template: the values there of those members that have as many in that place. */
function placeOf(token: number, values: readonly { value: Value, record: SignatureRecord }[]): VariedPlace {
  if (values.every(({ value }) => value.slot)) {
    const slot = emptySlot()
    for (const { value } of values) if (value.slot) mergeSlots(slot, value.slot)
    return { token, values: slot.values, slot, words: null }
  }
  const counted = new Map<SlotValue, ValueCount>()
  const words = new Map<string, ValueCount>()
  let isMany = false
  for (const { value: { slot, word }, record } of values) {
    if (!slot) addCounted(words, word, record.events, record.lines)
    else if (slot.values) for (const [value, { count, lines }] of slot.values) addCounted(counted, value, count, lines)
    else isMany = true
  }
  if (isMany || counted.size + words.size > VALUES_MAX) return { token, values: null, slot: null, words }
  for (const [word, { count, lines }] of words) addCounted(counted, word, count, lines)
  return { token, values: counted, slot: null, words: null }
}

/** The values of a member that belong to the n-th of `size` in a place. Where it has another number of them, words count for the nearest, numbers for none. */
function at(values: readonly Value[], n: number, size: number): Value[] {
  if (values.length === size) return [values[n]]
  return values.filter(({ slot }, i) => slot === null && Math.min(i, size - 1) === n)
}

/** The member whose form the template is shown in: of the form that most events have, the first one. */
function leadingMember(members: readonly Member[]): Member {
  const events = new Map<string, number>()
  const formOf = ({ tokens }: Member) => tokens.map(token => isWord(token) ? ANY : token).join('')
  for (const member of members) events.set(formOf(member), (events.get(formOf(member)) ?? 0) + member.record.events)
  return members.reduce((best, member) => (events.get(formOf(member)) ?? 0) > (events.get(formOf(best)) ?? 0) ? member : best)
}

/** The places of a phrase, as its leading member has them, and its tokens with those open. */
function placesOf(elements: readonly string[], members: readonly Member[]): { tokens: string[], places: VariedPlace[] } {
  const leading = leadingMember(members)
  const tokens = [...leading.tokens]
  const all = members.map(member => ({ record: member.record, places: valuesOf(member, elements) }))
  const places: VariedPlace[] = []
  valuesOf(leading, elements).forEach((own, place) => {
    own.forEach(({ token, slot }, n) => {
      if (!slot) tokens[token] = ANY
      places.push(placeOf(token, all.flatMap(({ record, places: { [place]: values } }) => at(values, n, own.length).map(value => ({ value, record })))))
    })
  })
  return { tokens, places: places.sort((a, b) => a.token - b.token) }
}

/** The places of fields, in order of their names; one that a record lacks holds nothing. */
function fieldPlaces(members: readonly Member[], from: number): { names: string[], places: VariedPlace[] } {
  const names = [...new Set(members.flatMap(({ fields }) => [...fields.keys()]))].sort()
  const places = names.map((name, i) => {
    const slot = emptySlot()
    for (const { fields, record } of members) mergeSlots(slot, fields.get(name) ?? absentSlot(record))
    return { token: from + (i + 1) * FIELD_TOKENS - 1, values: slot.values, slot, words: null }
  })
  return { names, places }
}

function clusterOf({ elements, members }: Draft<Member>, isCoarse: boolean): Cluster {
  const { tokens: phrase, places } = isCoarse ? { tokens: tokensOf(members[0].record.text), places: [] } : placesOf(elements, members)
  const fields = isCoarse ? { names: [], places: [] } : fieldPlaces(members, phrase.length)
  const cluster: Cluster = { tokens: withFields(phrase, fields.names), phrase: phrase.length, records: members.map(({ record }) => record), events: 0, linesCovered: 0, lines: [], lastLine: 0, severities: new Map(), times: emptyBuckets(), places: [...places, ...fields.places], isCoarse, isDescription: members.some(({ record }) => isDescription(record)) }
  for (const record of cluster.records) {
    cluster.events += record.events
    cluster.linesCovered += record.linesCovered
    cluster.lastLine = Math.max(cluster.lastLine, record.lastLine)
    mergeLines(cluster.lines, record.lines)
    mergeBuckets(cluster.times, record.times)
    for (const [severity, { count, lines }] of record.severities) addCounted(cluster.severities, severity, count, lines)
  }
  return cluster
}

/** A record with the level of its group; `key` tells coarse ones apart. */
export interface LevelledRecord {
  record: SignatureRecord
  level: number
  key: number
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

/** A record taken apart. */
function memberOf(record: SignatureRecord, endpoints: ReadonlyMap<string, string>): Member {
  const { phrase, names } = partsOf(record.text)
  const own = phraseTokens(phrase)
  const request = requestTokens(own)
  const tokens = request && request.path >= 0 ? own.with(request.path, endpoints.get(own[request.path]) ?? own[request.path]) : own
  const before = record.slots.length - names.length
  const fields = new Map(names.map((name, i) => [name, record.slots[before + i] ?? emptySlot()]))
  return { record, tokens, elements: phraseOf(tokens, request?.fixed ?? []), parameters: names.length === 0 ? record.slots : record.slots.slice(0, Math.max(0, before)), fields }
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
      if (rest.filter(other => isLanguage({ text: other })).length > 1 && phrases.has(rest.join('\n'))) return { ...draft, elements: rest }
    }
    return draft
  }))
}

/** The words that stand in each place of values of a template. */
function wordsIn({ elements, members }: Draft<Member>): Set<string>[] {
  const words = elements.filter(text => text === PARAMETER).map(() => new Set<string>())
  for (const member of members) valuesOf(member, elements).forEach((values, place) => values.forEach(({ word }) => word !== '' && words[place].add(word)))
  return words
}

/** What of a phrase is left without its values, by which templates of the same message are found. */
const withoutValues = (elements: readonly Element[] | readonly { text: string, from: number }[], tokens: readonly string[], known: ReadonlySet<string>) =>
  elements.filter(({ text, from }) => text !== PARAMETER && !isMarks(text) && !known.has(tokens[from])).map(({ text }) => text)

/** Messages that read as a template with words that are known to stand in its places, however many there are, are of that template: lists of words. */
function absorbed(drafts: readonly Draft<Member>[]): Draft<Member>[] {
  const wide = drafts.filter(({ elements, members }) => members.length > 1 && elements.includes(PARAMETER)).map(draft => ({ draft, words: wordsIn(draft) }))
  const known = new Set(wide.flatMap(({ words }) => words.flatMap(own => [...own])))
  if (known.size === 0) return [...drafts]
  const byRest = new Map<string, { draft: Draft<Member>, words: Set<string>[] }>()
  for (const one of wide) {
    const rest = one.draft.elements.filter(text => text !== PARAMETER)
    const key = rest.join('\n')
    if (one.words.some(({ size }) => size > 0) && rest.filter(text => isLanguage({ text })).length > 1 && !byRest.has(key)) byRest.set(key, one)
  }
  return gathered(drafts.map((draft) => {
    const [{ elements, tokens }] = draft.members
    const into = byRest.get(withoutValues(elements, tokens, known).join('\n'))
    if (!into || into.draft === draft) return draft
    const isAlike = draft.members.every((member) => {
      const fixed = member.elements.filter(({ text, from }) => text !== PARAMETER && !isMarks(text) && !known.has(member.tokens[from]))
      if (fixed.map(({ text }) => text).join('\n') !== into.draft.elements.filter(text => text !== PARAMETER).join('\n')) return false
      const values = valuesOf(member, into.draft.elements)
      const held = values.reduce((sum, own) => sum + own.filter(({ word }) => word !== '').length, 0)
      const extra = member.elements.filter(element => !fixed.includes(element) && isSaid(member.tokens[element.from])).length
      return held === extra && values.every((own, place) => own.every(({ word }) => word === '' || into.words[place].has(word)))
    })
    return isAlike ? { ...draft, elements: into.draft.elements } : draft
  }))
}

/** Makes templates of the records in canonical order, and says which are coarse. */
function draftTemplates(records: readonly LevelledRecord[]): { draft: Draft<Member>, isCoarse: boolean }[] {
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

/**
 * Makes templates of signatures: those of one phrase are one, and phrases that differ in one place only where that place holds values
 * (joinPhrases). Depends on the set of records only. Coarse ones stay alone.
 */
export function clusterSignatures(records: readonly LevelledRecord[]): Cluster[] {
  return draftTemplates(records).map(({ draft, isCoarse }) => clusterOf(draft, isCoarse))
}

/**
 * Makes templates of the signatures of several sources together, so that they are the same for all. @returns for each template what
 * every source has of it, in the order of the sources, null where it has nothing; their places are the same.
 */
export function clusterTogether(sources: readonly (readonly LevelledRecord[])[]): (Cluster | null)[][] {
  const sourceOf = new Map(sources.flatMap((records, source) => records.map(({ record }) => [record, source] as const)))
  return draftTemplates(sources.flat()).map(({ draft, isCoarse }) => sources.map((_, source) => {
    const members = draft.members.filter(({ record }) => sourceOf.get(record) === source)
    return members.length === 0 ? null : clusterOf({ ...draft, members }, isCoarse)
  }))
}
