import type { SignatureRecord } from '../summary/summary'
import { BucketFold } from '../summary/bucketFold'
import type { Buckets } from '../summary/buckets'
import { SlotFold } from '../summary/slotFold'
import { draftTemplates } from './draftTemplates'
import type { Draft } from './joinPhrases'
import { isDescription, valuesOf, type LevelledRecord, type Member, type Value } from './members'
import { emptySlot, mergeLines, mergeOrigins, originOf, VALUES_MAX, type Slot, type SlotValue, type ValueCount } from '../summary/slots'
import { ANY, FIELD_TOKENS, isWord, placeName, tokensOf, withFields } from './tokens'
import { roleName } from '../reading/layout/sources'

/** A place of a template that varies. */
export interface VariedPlace {
  /** Index among the tokens; behind all of them where it is of the header. */
  token: number
  /** What it is called. */
  name: string
  /** What was there; null when there were too many values. */
  values: Map<SlotValue, ValueCount> | null
  /** The parameter's slot; null where words vary. */
  slot: Slot | null
  /** Words of a place that has parameters as well, where its values are too many to be kept. */
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
  /** Events by good run, where these are kept apart. */
  runs: Map<number, number>
  times: Buckets
  places: VariedPlace[]
  isCoarse: boolean
  /** Lines that say what fields there are, rather than what happened. */
  isDescription: boolean
}

function addCounted<K>(into: Map<K, ValueCount>, key: K, { count, lines, origin }: Readonly<ValueCount>): void {
  const known = into.get(key)
  if (known) {
    known.count += count
    known.origin = mergeOrigins(known.origin, origin)
    mergeLines(known.lines, lines)
  }
  else into.set(key, { count, lines: [...lines], origin })
}

/** A word of a record, as often and where the record comes. */
function countedOf({ events, lines, runs }: SignatureRecord): ValueCount {
  return { count: events, lines, origin: [...runs.keys()].map(originOf).reduce<number | undefined>(mergeOrigins, undefined) }
}

/** What the place of a field holds where a record lacks it: nothing, in all its events. */
function absentSlot(record: SignatureRecord): Slot {
  return { ...emptySlot(), observations: record.events, values: new Map([['', countedOf(record)]]) }
}

/** Joins what the records of a template hold; its folds are used again for each. */
class Joiner {
  private readonly slots = new SlotFold()
  private readonly buckets = new BucketFold()

  slot(slots: readonly Slot[]): Slot {
    if (slots.length === 1) return slots[0]
    this.slots.clear()
    for (const slot of slots) this.slots.add(slot)
    return this.slots.slot()
  }

  times(all: readonly Buckets[]): Buckets {
    if (all.length === 1) return all[0]
    this.buckets.clear()
    for (const times of all) this.buckets.addAll(times)
    return this.buckets.buckets()
  }
}

/** What was at a token of the template: the values there of those members that have as many in that place. */
function valuesAt(token: number, values: readonly { value: Value, record: SignatureRecord }[], joiner: Joiner): Omit<VariedPlace, 'name'> {
  const slots = values.flatMap(({ value }) => value.slot ?? [])
  if (slots.length === values.length) {
    const slot = joiner.slot(slots)
    return { token, values: slot.values, slot, words: null }
  }
  const counted = new Map<SlotValue, ValueCount>()
  const words = new Map<string, ValueCount>()
  let isMany = false
  for (const { value: { slot, word }, record } of values) {
    if (!slot) addCounted(words, word, countedOf(record))
    else if (slot.values) for (const [value, counts] of slot.values) addCounted(counted, value, counts)
    else isMany = true
  }
  if (isMany || counted.size + words.size > VALUES_MAX) return { token, values: null, slot: null, words }
  for (const [word, counts] of words) addCounted(counted, word, counts)
  return { token, values: counted, slot: null, words: null }
}

/**
 * The values of a member that belong to the n-th of `size` in a place. Where it has another number of them, words count
 * for the nearest, numbers for none.
 */
function at(values: readonly Value[], n: number, size: number): Value[] {
  if (values.length === size) return [values[n]]
  return values.filter(({ slot }, i) => slot === null && Math.min(i, size - 1) === n)
}

/** The member whose form the template is shown in: of the form that most events have, the first one. */
function leadingMember(members: readonly Member[]): Member {
  const forms = new Map<string, { first: Member, events: number }>()
  for (const member of members) {
    const form = member.tokens.map(token => isWord(token) ? ANY : token).join('')
    const known = forms.get(form)
    if (known) known.events += member.record.events
    else forms.set(form, { first: member, events: member.record.events })
  }
  return [...forms.values()].reduce((best, form) => form.events > best.events ? form : best).first
}

/** The places of a phrase, as its leading member has them, and its tokens with those open. */
function placesOf({ elements, members }: Draft<Member>, joiner: Joiner): { tokens: string[], places: Omit<VariedPlace, 'name'>[] } {
  const leading = leadingMember(members)
  const tokens = [...leading.tokens]
  const all = members.map(member => ({ member, record: member.record, places: valuesOf(member, elements) }))
  const places: Omit<VariedPlace, 'name'>[] = []
  all.find(({ member }) => member === leading)?.places.forEach((own, place) => {
    own.forEach(({ token, slot }, n) => {
      if (!slot) tokens[token] = ANY
      places.push(valuesAt(token, all.flatMap(({ record, places: { [place]: values } }) => at(values, n, own.length).map(value => ({ value, record }))), joiner))
    })
  })
  return { tokens, places: places.sort((a, b) => a.token - b.token) }
}

/** The places of fields, in order of their names; one that a record lacks holds nothing. */
function fieldPlaces(members: readonly Member[], from: number, joiner: Joiner): { names: string[], places: Omit<VariedPlace, 'name'>[] } {
  const names = [...new Set(members.flatMap(({ fields }) => [...fields.keys()]))].sort()
  const places = names.map((name, i) => {
    const slot = joiner.slot(members.map(({ fields, record }) => fields.get(name) ?? absentSlot(record)))
    return { token: from + (i + 1) * FIELD_TOKENS - 1, values: slot.values, slot, words: null }
  })
  return { names, places }
}

/** The places of the header, in order of their names. */
function sourcePlaces(members: readonly Member[], token: number, joiner: Joiner): VariedPlace[] {
  const roles = [...new Set(members.flatMap(({ record }) => [...record.sources.keys()]))].sort((a, b) => a - b)
  return roles.map((role) => {
    const slot = joiner.slot(members.flatMap(({ record }) => record.sources.get(role) ?? []))
    return { token, name: roleName(role), values: slot.values, slot, words: null }
  })
}

function clusterOf(draft: Draft<Member>, isCoarse: boolean, joiner: Joiner): Cluster {
  const { members } = draft
  const { tokens: phrase, places } = isCoarse ? { tokens: tokensOf(members[0].record.text), places: [] } : placesOf(draft, joiner)
  const fields = isCoarse ? { names: [], places: [] } : fieldPlaces(members, phrase.length, joiner)
  const tokens = withFields(phrase, fields.names)
  const own = [...places, ...fields.places].map(place => ({ ...place, name: placeName(tokens, place.token) }))
  const sources = isCoarse ? [] : sourcePlaces(members, tokens.length, joiner)
  const cluster: Cluster = { tokens, phrase: phrase.length, records: members.map(({ record }) => record), events: 0, linesCovered: 0, lines: [], lastLine: 0, severities: new Map(), runs: new Map(), times: joiner.times(members.map(({ record }) => record.times)), places: [...own, ...sources], isCoarse, isDescription: members.some(({ record }) => isDescription(record)) }
  for (const record of cluster.records) {
    cluster.events += record.events
    cluster.linesCovered += record.linesCovered
    cluster.lastLine = Math.max(cluster.lastLine, record.lastLine)
    mergeLines(cluster.lines, record.lines)
    for (const [severity, counts] of record.severities) addCounted(cluster.severities, severity, counts)
    for (const [run, events] of record.runs) cluster.runs.set(run, (cluster.runs.get(run) ?? 0) + events)
  }
  return cluster
}

/**
 * Makes templates of signatures: those of one phrase are one, and phrases that differ in one place only where that
 * place holds values (joinPhrases). Depends on the set of records only. Coarse ones stay alone.
 */
export function clusterSignatures(records: readonly LevelledRecord[]): Cluster[] {
  const joiner = new Joiner()
  return draftTemplates(records).map(({ draft, isCoarse }) => clusterOf(draft, isCoarse, joiner))
}

/**
 * Makes templates of the signatures of several sources together, so that they are the same for all.
 * @returns for each template what every source has of it, in the order of the sources, null where it has nothing; their
 * places are the same.
 */
export function clusterTogether(sources: readonly (readonly LevelledRecord[])[]): (Cluster | null)[][] {
  const sourceOf = new Map(sources.flatMap((records, source) => records.map(({ record }) => [record, source] as const)))
  const joiner = new Joiner()
  return draftTemplates(sources.flat()).map(({ draft, isCoarse }) => sources.map((_, source) => {
    const members = draft.members.filter(({ record }) => sourceOf.get(record) === source)
    return members.length === 0 ? null : clusterOf({ ...draft, members }, isCoarse, joiner)
  }))
}
