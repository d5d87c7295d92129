import type { SignatureRecord } from '../summary'
import { emptyBuckets, mergeBuckets, type Buckets } from './buckets'
import { endpointsOf, requestTokens } from './endpoints'
import { ANY, EMPTY, FIELD_TOKENS, hashOfToken, isCalendarWord, isPlace, isWord, looksLikeParameter, PARAMETER, partsOf, phraseTokens, tokensOf, withFields } from './tokens'
import { FIELDS } from './words'
import { withoutWordLists } from './wordLists'
import { emptySlot, mergeLines, mergeSlots, type Slot, type SlotValue, type ValueCount } from './slots'

/** Distinct words in one place that make the place a slot. Source: measured on 16 systems with headers cut off. */
const WORDS_MIN = 3

/** A place of a template that varies. */
export interface VariedPlace {
  /** Index among the tokens. */
  token: number
  /** What stood there; null when there were too many values. */
  values: Map<SlotValue, ValueCount> | null
  /** The parameter's slot; null where words vary. */
  slot: Slot | null
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

/** A signature or several, while clusters are being made. */
interface Draft {
  tokens: string[]
  hashes: number[]
  members: Member[]
  /** Tokens that are no slots whatever stands there: those of a request. */
  fixed: readonly number[]
  /** Tokens of the phrase; those of fields follow. */
  phrase: number
}

interface Member {
  record: SignatureRecord
  tokens: string[]
  /** What stood in its parameters, in order: null for a field that it lacks. */
  slots: readonly (Slot | null)[]
}

/** Order that does not depend on how records came: by text, bytewise. */
function compareTexts(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

const shapeOf = (tokens: readonly string[]) => tokens.map(token => isPlace(token) ? ANY : token).join('')

/** Whether what stands in one place of several signatures, else equal, is a value rather than part of the message. */
function isSlot(distinct: ReadonlySet<string>): boolean {
  if (distinct.size < 2) return false
  if (distinct.size >= WORDS_MIN || distinct.has(ANY)) return true
  const words = [...distinct].filter(isWord)
  if (words.length === distinct.size) return words.every(looksLikeParameter)
  return words.length === 0 || words.every(looksLikeParameter)
}

/** Whether a word that is not in `place` stands in the tokens: without one, nothing says that the messages are the same. */
function hasOtherWord({ tokens, phrase }: Draft, place: number): boolean {
  return tokens.some((token, i) => i < phrase && i !== place && isWord(token) && /[a-z\x80-\xFF]{2}/i.test(token))
}

/** Makes one draft of those that differ in `place` only, where that place is a slot. */
function mergePlace(drafts: Draft[], place: number): Draft[] {
  const families = new Map<string, Draft[]>()
  for (const draft of drafts) {
    let sum = 0, mix = 0
    for (let i = 0; i < draft.hashes.length; i++) {
      if (i === place) continue
      sum = Math.imul(sum ^ draft.hashes[i], 0x9E3779B1) + i | 0
      mix = Math.imul(mix + draft.hashes[i], 0x85EBCA6B) ^ (mix >>> 15)
    }
    const key = `${sum},${mix}`
    const family = families.get(key)
    if (family) family.push(draft)
    else families.set(key, [draft])
  }
  if (families.size === drafts.length) return drafts
  const merged: Draft[] = []
  for (const family of families.values()) {
    const [first] = family
    if (!isSlot(new Set(family.map(draft => draft.tokens[place]))) || !hasOtherWord(first, place)) {
      merged.push(...family)
      continue
    }
    const tokens = first.tokens.with(place, ANY)
    merged.push({ tokens, hashes: first.hashes.with(place, hashOfToken(ANY)), members: family.flatMap(draft => draft.members), fixed: first.fixed, phrase: first.phrase })
  }
  return merged
}

/** Clusters drafts of one shape, in canonical order, to a fixpoint. */
function clusterShape(drafts: Draft[]): Draft[] {
  for (let before = -1; before !== drafts.length && drafts.length > 1;) {
    before = drafts.length
    for (let place = 0; place < drafts[0].phrase && drafts.length > 1; place++)
      if (isPlace(drafts[0].tokens[place]) && !drafts[0].fixed.includes(place)) drafts = mergePlace(drafts, place)
  }
  return drafts
}

/** The words that stood at `place` in the draft's members. */
function knownAt(draft: Draft, place: number): Set<string> {
  return new Set(draft.members.map(({ tokens }) => tokens[place]))
}

/**
 * The place of `wide` that must vary too so that it covers `draft`, of the same shape: -1 if none must, null if it does not cover it.
 * Where `wide` varies, the draft's words must have been seen, all or all but one; elsewhere one place that is empty may be filled.
 */
function gapToCover(wide: Draft, draft: Draft, known: Map<number, Set<string>>): number | null {
  let gap = -1
  let alike = 0
  let unseen = 0
  for (let i = 0; i < wide.tokens.length; i++) {
    const token = wide.tokens[i]
    if (token === draft.tokens[i]) continue
    if (token === ANY) {
      const words = known.get(i) ?? knownAt(wide, i)
      known.set(i, words)
      if (words.has(draft.tokens[i])) alike++
      else unseen++
    }
    else if (token === EMPTY && gap < 0) gap = i
    else return null
  }
  return unseen === 0 || (unseen === 1 && alike > 0 && gap < 0) ? gap : null
}

/** Puts drafts of one shape, in canonical order, into those that vary in more places where their words are known ones. */
function absorbKnown(drafts: Draft[]): Draft[] {
  const wide = drafts.filter(draft => draft.members.length >= WORDS_MIN && draft.tokens.includes(ANY)).map(draft => ({ draft, known: new Map<number, Set<string>>() }))
  if (wide.length === 0) return drafts
  const absorbed = new Set<Draft>()
  for (const draft of drafts)
    for (const { draft: into, known } of wide) {
      if (into === draft || absorbed.has(into) || into.members.length < draft.members.length) continue
      const gap = gapToCover(into, draft, known)
      if (gap === null) continue
      if (gap >= 0) {
        into.tokens = into.tokens.with(gap, ANY)
        known.delete(gap)
      }
      into.members.push(...draft.members)
      absorbed.add(draft)
      break
    }
  return drafts.filter(draft => !absorbed.has(draft))
}

/** Drafts that differ in lists of the same words only are one, and those of one shape that are left then are clustered. */
function mergeWordLists(drafts: Draft[]): Draft[] {
  const rests = withoutWordLists(drafts.map(({ tokens, fixed }) => fixed.length > 0 ? [] : tokens))
  if (rests.size === 0) return drafts
  const shapes = new Map<string, Map<string, Draft>>()
  drafts.forEach(({ members, fixed, tokens: whole, phrase }, index) => {
    const tokens = rests.get(index)
    if (!tokens) return
    const family = shapes.get(shapeOf(tokens)) ?? new Map<string, Draft>()
    shapes.set(shapeOf(tokens), family)
    const twin = family.get(tokens.join('\n'))
    if (twin) twin.members.push(...members)
    else family.set(tokens.join('\n'), { tokens, hashes: tokens.map(hashOfToken), members: [...members], fixed, phrase: phrase + tokens.length - whole.length })
  })
  return [...drafts.filter((_, index) => !rests.has(index)), ...Array.from(shapes.values(), family => clusterShape([...family.values()])).flat()]
}

/** Varying places in a row, the same marks between them. */
const LIST = new RegExp(`${ANY}([ ,;:/]{1,2})${ANY}(?:\\1${ANY})*`, 'g')

/** Drafts that differ only in how many parameters stand in a row are one. */
function mergeLists(drafts: Draft[]): Draft[] {
  const families = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const key = (isDescription(draft.members[0].record) ? String(FIELDS) : '') + draft.tokens.join('').replaceAll(PARAMETER, ANY).replace(LIST, ANY)
    const family = families.get(key)
    if (family) family.push(draft)
    else families.set(key, [draft])
  }
  return Array.from(families.values(), (family) => {
    if (family.length === 1 || !hasOtherWord(family[0], -1)) return family
    const shortest = family.reduce((least, draft) => draft.tokens.length < least.tokens.length ? draft : least)
    return [{ ...shortest, members: family.flatMap(draft => draft.members) }]
  }).flat()
}

function addCounted<K>(into: Map<K, ValueCount>, key: K, count: number, lines: readonly number[]): void {
  const known = into.get(key)
  if (known) {
    known.count += count
    mergeLines(known.lines, lines)
  }
  else into.set(key, { count, lines: [...lines] })
}

/** The slot of the parameter that stands at `token`, if that is one of those looked into; null for a field that is not there. */
function slotAt({ slots, tokens }: Member, token: number): Slot | null | undefined {
  if (tokens[token] !== PARAMETER) return undefined
  let nth = 0
  for (let i = 0; i < token; i++) if (tokens[i] === PARAMETER) nth++
  return slots[nth]
}

/** What the place of a field holds where a record lacks it: nothing, in all its events. */
function absentSlot({ events, lines }: SignatureRecord): Slot {
  return { ...emptySlot(), observations: events, values: new Map([['', { count: events, lines: [...lines] }]]) }
}

const isDescription = ({ text }: SignatureRecord) => text.at(-1) === FIELDS

/** What stood at `token` in the members. */
function placeOf(members: readonly Member[], token: number): VariedPlace {
  if (members.every(member => member.tokens[token] === PARAMETER)) {
    const slot = emptySlot()
    for (const member of members) {
      const own = slotAt(member, token)
      if (own !== undefined) mergeSlots(slot, own ?? absentSlot(member.record))
    }
    return { token, values: slot.values, slot }
  }
  const values = new Map<SlotValue, ValueCount>()
  let isMany = false
  for (const member of members) {
    if (member.tokens[token] !== PARAMETER) {
      addCounted(values, member.tokens[token], member.record.events, member.record.lines)
      continue
    }
    const own = slotAt(member, token)?.values
    if (own) for (const [value, { count, lines }] of own) addCounted(values, value, count, lines)
    else isMany = true
  }
  return { token, values: isMany ? null : values, slot: null }
}

function clusterOf(draft: Draft, isCoarse: boolean): Cluster {
  const cluster: Cluster = { tokens: draft.tokens, phrase: draft.phrase, records: draft.members.map(({ record }) => record), events: 0, linesCovered: 0, lines: [], lastLine: 0, severities: new Map(), times: emptyBuckets(), places: [], isCoarse, isDescription: draft.members.some(({ record }) => isDescription(record)) }
  for (const record of cluster.records) {
    cluster.events += record.events
    cluster.linesCovered += record.linesCovered
    cluster.lastLine = Math.max(cluster.lastLine, record.lastLine)
    mergeLines(cluster.lines, record.lines)
    mergeBuckets(cluster.times, record.times)
    for (const [severity, { count, lines }] of record.severities) addCounted(cluster.severities, severity, count, lines)
  }
  if (isCoarse) return cluster
  const alike = draft.members.filter(({ tokens }) => tokens.length === draft.tokens.length)
  draft.tokens.forEach((token, i) => {
    if (token === ANY || token === PARAMETER) cluster.places.push(placeOf(alike, i))
  })
  return cluster
}

/** Names of days and months beside another varying place are parameters: a date inside the message. */
function withoutCalendar(tokens: string[]): string[] {
  return !tokens.some(isCalendarWord) ? tokens : tokens.map((token, i) => isCalendarWord(token) && [i - 2, i + 2].some(j => tokens[j] === PARAMETER || (tokens[j] !== undefined && isCalendarWord(tokens[j]))) ? ANY : token)
}

/** A key without a value is that key with one. */
function withoutGaps(tokens: string[]): string[] {
  return !tokens.includes(EMPTY) ? tokens : tokens.map((token, i) => token === EMPTY && tokens[i - 1] === '=' ? PARAMETER : token)
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

/** Of the records whose phrases have one shape, the fields of any: so that records that say the same are one whatever fields they lack. */
function fieldsByShape(records: readonly LevelledRecord[]) {
  const fields = new Map<string, Set<string>>()
  for (const { record, level } of records) {
    const { phrase, names } = partsOf(record.text)
    if (level > 0 || names.length === 0) continue
    const shape = shapeOf(phraseTokens(phrase))
    const known = fields.get(shape) ?? new Set<string>()
    fields.set(shape, known)
    for (const name of names) known.add(name)
  }
  const sorted = new Map(Array.from(fields, ([shape, names]) => [shape, [...names].sort()]))
  return { read: (record: SignatureRecord) => readFields(record, sorted) }
}

function readFields({ text, slots }: SignatureRecord, fields: ReadonlyMap<string, string[]>): { own: string[], slots: readonly (Slot | null)[], phrase: number } {
  const { phrase, names } = partsOf(text)
  const tokens = phraseTokens(phrase)
  if (names.length === 0) return { own: tokens, slots, phrase: tokens.length }
  const all = fields.get(shapeOf(tokens)) ?? names
  const before = slots.length - names.length
  const parameters = tokens.filter(token => token === PARAMETER).length
  const padded = Array.from({ length: parameters }, (_, i) => i < before ? slots[i] : emptySlot())
  return { own: withFields(tokens, all), slots: [...padded, ...all.map(name => names.includes(name) ? slots[before + names.indexOf(name)] : null)], phrase: tokens.length }
}

/** A draft without the fields that none of its members has. */
function withoutAbsent(draft: Draft): Draft {
  const { tokens, members, phrase } = draft
  if (tokens.length === phrase || members.length === 0) return draft
  const count = (tokens.length - phrase) / FIELD_TOKENS
  const isThere = Array.from({ length: count }, (_, field) => members.some(({ slots }) => slots[slots.length - count + field] !== null))
  const kept = <T>(all: readonly T[], size: number) => all.filter((_, i) => i < all.length - count * size || isThere[Math.floor((i - all.length + count * size) / size)])
  return { ...draft, tokens: kept(tokens, FIELD_TOKENS), hashes: [], members: members.map(member => ({ ...member, tokens: kept(member.tokens, FIELD_TOKENS), slots: kept(member.slots, 1) })) }
}

/** Makes templates of the records in canonical order, and says which are coarse. */
function draftTemplates(records: readonly LevelledRecord[]): { draft: Draft, isCoarse: boolean }[] {
  const sorted = [...records].sort((a, b) => compareTexts(a.record.text, b.record.text) || a.record.key - b.record.key)
  const shapes = new Map<string, Map<string, Draft>>()
  const coarse = new Map<number, Draft>()
  const endpoints = endpointsOf(pathsOf(records))
  const fields = fieldsByShape(records)
  for (const { record, level, key } of sorted) {
    const { own, slots, phrase } = level > 0 ? { own: tokensOf(record.text), slots: record.slots, phrase: 0 } : fields.read(record)
    const request = requestTokens(own)
    const asked = request && request.path >= 0 ? own.with(request.path, endpoints.get(own[request.path]) ?? own[request.path]) : own
    const tokens = withoutGaps(withoutCalendar(asked))
    const draft: Draft = { tokens, hashes: tokens.map(hashOfToken), members: [{ record, tokens: own, slots }], fixed: request?.fixed ?? [], phrase }
    const shape = `${draft.fixed.join()} ${isDescription(record) ? FIELDS : ''} ${shapeOf(tokens)}`
    const text = tokens.join('\n')
    const family = shapes.get(shape) ?? new Map<string, Draft>()
    const twin = level > 0 ? coarse.get(key) : family.get(text)
    if (twin) twin.members.push(...draft.members)
    else if (level > 0) coarse.set(key, draft)
    else {
      shapes.set(shape, family)
      family.set(text, draft)
    }
  }
  const drafts = Array.from(shapes.values(), family => absorbKnown(clusterShape([...family.values()]))).flat()
  return [...Array.from(coarse.values(), draft => ({ draft, isCoarse: true })), ...mergeLists(mergeWordLists(drafts)).map(draft => ({ draft: withoutAbsent(draft), isCoarse: false }))]
}

/**
 * Makes templates of signatures: those of one shape (the same marks, anything in the places) that differ in one place only become
 * one where that place holds values, as often as that goes. Depends on the set of records only. Coarse ones stay alone.
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
