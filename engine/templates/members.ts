import type { SignatureRecord } from '../summary/summary'
import { requestTokens } from './endpoints'
import { isSaid, phraseOf, type Element } from './phrase'
import { emptySlot, type Slot } from '../summary/slots'
import { PARAMETER, partsOf, phraseTokens } from './tokens'
import { FIELDS } from '../tokens/words'

/** A record with the level of its group; `key` tells coarse ones apart. */
export interface LevelledRecord {
  record: SignatureRecord
  level: number
  key: number
}

/** A signature while clusters are being made. */
export interface Member {
  record: SignatureRecord
  /** Of its phrase, without fields. */
  tokens: readonly string[]
  elements: readonly Element[]
  /** What stood in the parameters of its phrase, in order. */
  parameters: readonly Slot[]
  fields: ReadonlyMap<string, Slot>
}

/** Whether the record says what fields there are. */
export const isDescription = ({ text }: SignatureRecord) => text.at(-1) === FIELDS

/** A value of a member: a parameter with its slot, or a word. */
export interface Value { token: number, slot: Slot | null, word: string }

/**
 * The values of a member in each place of a phrase that holds values: tokens that are parameters or words that the
 * phrase leaves open.
 */
export function valuesOf({ tokens, elements, parameters }: Member, phrase: readonly string[]): Value[][] {
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

/** A record taken apart. */
export function memberOf(record: SignatureRecord, endpoints: ReadonlyMap<string, string>): Member {
  const { phrase, names } = partsOf(record.text)
  const own = phraseTokens(phrase)
  const request = requestTokens(own)
  const tokens = request && request.path >= 0 ? own.with(request.path, endpoints.get(own[request.path]) ?? own[request.path]) : own
  const before = record.slots.length - names.length
  const fields = new Map(names.map((name, i) => [name, record.slots[before + i] ?? emptySlot()]))
  return { record, tokens, elements: phraseOf(tokens, request?.fixed ?? []), parameters: names.length === 0 ? record.slots : record.slots.slice(0, Math.max(0, before)), fields }
}

