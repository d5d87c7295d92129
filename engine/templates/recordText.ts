import { fieldName } from '../reading/structured/names'
import type { RecordReader } from '../reading/structured/RecordReader'
import type { OrderedKeys } from './keyOrder'
import { signatureText } from './signature'
import type { Tokens } from '../tokens/Tokens'
import { FIELDS, MASK } from '../tokens/words'

const LF = 10, BLANK = 32

/** Calls `take` while the piece `[from, to)` ends as a line does: what follows it, a closing quote, is no part of what it says. */
function takePiece(buf: Uint8Array, from: number, to: number, take: (from: number) => void): void {
  const behind = buf[to]
  buf[to] = LF
  take(from)
  buf[to] = behind
}

/**
 * Calls `take` for each piece of the text of the record read last that says what happened: what is before it, its message, what is of
 * no field. Each ends as a line does while it is looked at.
 */
export function phrasesOf({ fields, from, reading }: RecordReader, buf: Uint8Array, textFrom: number, take: (from: number) => void): void {
  const { message } = reading
  if (from > textFrom) takePiece(buf, textFrom, from, take)
  if (message !== 0)
    for (let row = 0; row < fields.count; row++)
      if (fields.path[row] === message) takePiece(buf, fields.valueFrom[row], fields.valueTo[row], take)
  for (let gap = 0; gap < fields.gaps; gap++) takePiece(buf, fields.gapFrom[gap], fields.gapTo[gap], take)
}

/**
 * Text of the signature of the record read last: its phrase, then FIELDS and the name of each key that is a place, with MASK for
 * its value. Does not depend on the order of its keys.
 */
export function recordText(records: RecordReader, buf: Uint8Array, textFrom: number, keys: OrderedKeys, tokens: Tokens): Uint8Array<ArrayBuffer> {
  const out: number[] = []
  phrasesOf(records, buf, textFrom, (from) => {
    const text = signatureText(buf, from, tokens)
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
