import { fieldName } from '../reading/structured/names'
import type { RecordReader } from '../reading/structured/RecordReader'
import type { OrderedKeys } from './keyOrder'
import { signatureText } from './signature'
import type { WordEnds } from '../tokens/wordEnd'
import { FIELDS, MASK } from '../tokens/words'

const LF = 10, BLANK = 32

/**
 * Calls `take` for each piece of the text of the record read last that says what happened: what stands before it, its message, what
 * is of no field. Each ends as a line does while it is looked at: what stands behind it, a closing quote, is no part of what it says.
 */
export function phrasesOf({ fields, from, reading }: RecordReader, buf: Uint8Array, textFrom: number, take: (from: number, to: number) => void): void {
  const takeLine = (start: number, end: number) => {
    const behind = buf[end]
    buf[end] = LF
    take(start, end)
    buf[end] = behind
  }
  if (from > textFrom) takeLine(textFrom, from)
  const { message } = reading
  if (message !== 0)
    for (let row = 0; row < fields.count; row++) if (fields.path[row] === message) takeLine(fields.valueFrom[row], fields.valueTo[row])
  for (let gap = 0; gap < fields.gaps; gap++) takeLine(fields.gapFrom[gap], fields.gapTo[gap])
}

/**
 * Text of the signature of the record read last: its phrase, then FIELDS and the name of each key that is a place, with MASK for
 * its value. Does not depend on the order of its keys.
 */
export function recordText(records: RecordReader, buf: Uint8Array, textFrom: number, keys: OrderedKeys, ends: WordEnds): Uint8Array<ArrayBuffer> {
  const out: number[] = []
  phrasesOf(records, buf, textFrom, (from, to) => {
    const text = signatureText(buf, from, to, ends)
    if (text.length > 0 && out.length > 0) out.push(BLANK)
    for (const byte of text) out.push(byte)
  })
  if (keys.size > 0) out.push(FIELDS)
  for (const name of namesOf(records, buf, keys)) out.push(...name, MASK)
  return Uint8Array.from(out)
}

function namesOf({ fields, reading }: RecordReader, buf: Uint8Array, { size, ordinals }: OrderedKeys): Uint8Array[] {
  const names = new Array<Uint8Array>(size)
  const encoder = new TextEncoder()
  ordinals.forEach((ordinal, row) => {
    if (ordinal >= 0) names[ordinal] ??= encoder.encode(fieldName(fields, buf, row, reading.form))
  })
  return names
}
