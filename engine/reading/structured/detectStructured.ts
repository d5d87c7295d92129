import type { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { objectStart } from './json'
import { jsonForm } from './jsonForm'
import { isCef, isLeef } from './cef'
import { eventForm, journalForm, pairsForm } from './pairsForm'
import { sampleOf } from './sample'
import { tableForm } from './tableForm'
import { w3cForm } from './w3c'

const PAIRS_MIN = 3 // chosen: fewer in a record alone may be a text with an equals sign

/**
 * Decides in which structured form the lines of a sample are, by what most of them show.
 * @param starts where each line begins; blank lines and comments may be among them.
 * @param bodyAt where the body of each line begins, behind a prefix; the same as `starts` where none has one.
 * @returns null where they are in none.
 */
export function detectStructured(
  buf: Uint8Array, starts: readonly number[], bodyAt: readonly number[],
): StructuredForm | null {
  const sample = sampleOf(buf, starts, bodyAt)
  if (sample.from.length === 0) return null
  return w3cForm(sample) ?? eventForm(sample) ?? jsonForm(sample) ?? journalForm(sample)
    ?? pairsForm(sample) ?? tableForm(sample)
}

/** The form that one record shows on its own, for records unlike those of the sample; null for text. */
export function formOfRecord(buf: Uint8Array, from: number, to: number, reader: FieldReader): StructuredForm | null {
  if (isCef(buf, from, to)) return CEF
  if (isLeef(buf, from, to)) return LEEF
  if (objectStart(buf, from, to) >= 0) return reader.read(buf, from, to, JSON_OBJECT) ? JSON_OBJECT : null
  if (!reader.read(buf, from, to, PAIRS) || reader.count < PAIRS_MIN) return null
  let gaps = 0
  for (let gap = 0; gap < reader.gaps; gap++) gaps += reader.gapTo[gap] - reader.gapFrom[gap]
  return gaps * 2 <= to - from ? PAIRS : null
}

const CEF: StructuredForm = { kind: 'cef', place: 'line' }
const LEEF: StructuredForm = { kind: 'leef', place: 'line' }
const JSON_OBJECT: StructuredForm = { kind: 'json', place: 'line' }
const PAIRS: StructuredForm = { kind: 'logfmt', place: 'line' }
