import { mergeLines, mergeSlots, textOfBytes, type Slot, type ValueCount } from './slots'
import type { SignatureRecord } from '../summary'
import { ANY_WORD, BYTE_CLASS, MASK, mixed, SPACE } from './words'

/** Distinct words in one place that make the place a slot. Source: measured on 16 systems with headers cut off. */
const WORDS_MIN = 3

/** A word place of a template whose words vary. */
export interface WordSlot {
  /** Index among the tokens. */
  token: number
  words: Map<string, ValueCount>
}

/** Signatures that say the same, as one. */
export interface Cluster {
  /** Words and marks, one character a byte; ANY_WORD where words vary, MASK for a parameter. */
  tokens: string[]
  records: SignatureRecord[]
  events: number
  linesCovered: number
  lines: number[]
  lastLine: number
  severities: Map<number, ValueCount>
  /** One for each of the first parameters, in order. */
  slots: Slot[]
  words: WordSlot[]
  isCoarse: boolean
}

const ANY = String.fromCharCode(ANY_WORD)
const PARAMETER = String.fromCharCode(MASK)

/** Splits a signature's text into words, marks and spaces. */
export function tokensOf(text: Uint8Array): string[] {
  const whole = textOfBytes(text)
  const tokens: string[] = []
  for (let p = 0; p < whole.length;) {
    let q = p + 1
    if (isWord(text[p])) while (q < whole.length && isWord(text[q])) q++
    tokens.push(whole.slice(p, q))
    p = q
  }
  return tokens
}

function isWord(byte: number): boolean {
  return byte > ANY_WORD && BYTE_CLASS[byte] < SPACE
}

function hashOf(text: string): number {
  let hash = 0x811C9DC5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

const isWordToken = (token: string) => isWord(token.charCodeAt(0))

/** A signature or several, while clusters are being made. */
interface Draft {
  tokens: string[]
  hashes: number[]
  members: SignatureRecord[]
}

function shapeOf(tokens: string[]): string {
  return tokens.map(token => isWordToken(token) || token === ANY ? ANY : token).join('')
}

/** Order that does not depend on how records came: by text, bytewise. */
export function compareTexts(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

/** Makes one draft of those that differ in the word at `place` only, where at least WORDS_MIN words stand. */
function mergePlace(drafts: Draft[], place: number): Draft[] {
  const families = new Map<string, Draft[]>()
  for (const draft of drafts) {
    let sum = 0, mix = 0
    draft.hashes.forEach((hash, i) => {
      if (i === place) return
      sum = Math.imul(sum ^ hash, 0x9E3779B1) + i | 0
      mix = Math.imul(mix + hash, 0x85EBCA6B) ^ (mix >>> 15)
    })
    const key = `${sum},${mix}`
    const family = families.get(key)
    if (family) family.push(draft)
    else families.set(key, [draft])
  }
  const merged: Draft[] = []
  for (const family of families.values()) {
    const distinct = new Set(family.map(draft => draft.tokens[place]))
    if (distinct.size < WORDS_MIN && !(distinct.has(ANY) && distinct.size > 1)) {
      merged.push(...family)
      continue
    }
    const tokens = [...family[0].tokens]
    const hashes = [...family[0].hashes]
    tokens[place] = ANY
    hashes[place] = hashOf(ANY)
    merged.push({ tokens, hashes, members: family.flatMap(draft => draft.members) })
  }
  return merged
}

/** Clusters drafts of one shape, in canonical order, to a fixpoint. */
function clusterShape(drafts: Draft[]): Draft[] {
  for (let before = -1; before !== drafts.length;) {
    before = drafts.length
    for (let place = 0; place < drafts[0].tokens.length && drafts.length > 1; place++)
      if (isWordToken(drafts[0].tokens[place]) || drafts[0].tokens[place] === ANY) drafts = mergePlace(drafts, place)
  }
  return drafts
}

function addCounts(into: Map<number, ValueCount>, from: ReadonlyMap<number, ValueCount>): void {
  for (const [key, { count, lines }] of from) {
    const known = into.get(key)
    if (known) {
      known.count += count
      mergeLines(known.lines, lines)
    }
    else into.set(key, { count, lines: [...lines] })
  }
}

function wordsAt(members: readonly SignatureRecord[], token: number): WordSlot {
  const words = new Map<string, ValueCount>()
  for (const record of members) {
    const word = tokensOf(record.text)[token] ?? ''
    const known = words.get(word)
    if (known) {
      known.count += record.events
      mergeLines(known.lines, record.lines)
    }
    else words.set(word, { count: record.events, lines: [...record.lines] })
  }
  return { token, words }
}

function clusterOf(draft: Draft, isCoarse: boolean): Cluster {
  const cluster: Cluster = { tokens: draft.tokens, records: draft.members, events: 0, linesCovered: 0, lines: [], lastLine: 0, severities: new Map(), slots: [], words: [], isCoarse }
  for (const record of draft.members) {
    cluster.events += record.events
    cluster.linesCovered += record.linesCovered
    cluster.lastLine = Math.max(cluster.lastLine, record.lastLine)
    mergeLines(cluster.lines, record.lines)
    addCounts(cluster.severities, record.severities)
    record.slots.forEach((slot, i) => {
      const known = cluster.slots[i]
      if (known) mergeSlots(known, slot)
      else cluster.slots[i] = slot
    })
  }
  if (!isCoarse)
    draft.tokens.forEach((token, i) => {
      if (token === ANY) cluster.words.push(wordsAt(draft.members, i))
    })
  return cluster
}

/**
 * Makes templates of signatures: those of one shape (the same marks and parameters, words anywhere) that differ in one place
 * only become one, as often as that goes. Depends on the set of records only. Takes the records' slots over.
 * @param levels of each record's group; those above 0 stay alone.
 */
export function clusterSignatures(records: { record: SignatureRecord, level: number }[]): Cluster[] {
  const sorted = [...records].sort((a, b) => compareTexts(a.record.text, b.record.text) || a.record.key - b.record.key)
  const shapes = new Map<string, Draft[]>()
  const clusters: Cluster[] = []
  for (const { record, level } of sorted) {
    const tokens = tokensOf(record.text)
    const draft = { tokens, hashes: tokens.map(hashOf), members: [record] }
    if (level > 0) {
      clusters.push(clusterOf(draft, true))
      continue
    }
    const shape = shapeOf(tokens)
    const family = shapes.get(shape)
    const last = family?.at(-1)
    if (last && last.tokens.join('') === tokens.join('')) last.members.push(record)
    else if (family) family.push(draft)
    else shapes.set(shape, [draft])
  }
  for (const family of shapes.values()) for (const draft of clusterShape(family)) clusters.push(clusterOf(draft, false))
  return clusters
}

/** A template as it is shown: `<*>` where words or parameters vary. */
export function shownTemplate(tokens: readonly string[]): string {
  const bytes: number[] = []
  for (const token of tokens)
    for (const letter of token === ANY || token === PARAMETER ? '<*>' : token) bytes.push(letter.charCodeAt(0))
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** What a parameter is called: the word before it, or its number (from 1). Parameters and word slots are told apart by token. */
export function slotName(tokens: readonly string[], token: number): string {
  for (let i = token - 1; i >= 0 && i >= token - 3; i--) {
    if (isWordToken(tokens[i])) return new TextDecoder().decode(Uint8Array.from(tokens[i], letter => letter.charCodeAt(0)))
    if (tokens[i] === ANY || tokens[i] === PARAMETER) break
  }
  const places = tokens.slice(0, token + 1).filter(other => other === ANY || other === PARAMETER).length
  return `parameter ${places}`
}

/** Token index of the nth parameter (from 0). */
export function parameterToken(tokens: readonly string[], nth: number): number {
  let seen = -1
  return tokens.findIndex(token => token === PARAMETER && ++seen === nth)
}
