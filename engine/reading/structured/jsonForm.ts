import { InnerFinder } from './docker'
import { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { nestedEnd, objectStart } from './json'
import { MOST, placeOf, type Sample } from './sample'

const COMMA = 44, OPEN_ARRAY = 91, CLOSE_ARRAY = 93, LF = 10

/** JSON, if most bodies are whole objects, or if objects over several lines make up most of the lines. */
export function jsonForm(sample: Sample): StructuredForm | null {
  const form: StructuredForm = { kind: 'json', place: placeOf(sample) }
  const reader = new FieldReader()
  const inner = new InnerFinder()
  const { buf, body, to } = sample
  let lines = 0
  let read = 0
  for (let line = 0; line < body.length; line++) {
    if (isArrayEdge(buf, body[line], to[line])) continue
    lines++
    if (!reader.read(buf, body[line], to[line], form) || reader.gaps > (reader.isCut ? 1 : 0)) continue
    if (reader.isOpen && line + 1 < body.length && reader.count < 2) continue
    read++
    inner.add(reader, buf, form)
  }
  if (read > 0 && read >= lines * MOST) return inner.decide(form)
  return overLines(sample, reader)
}

/** Whether the line only opens or closes the array around the records. */
export function isArrayEdge(buf: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) {
    if (buf[p] !== OPEN_ARRAY && buf[p] !== CLOSE_ARRAY && buf[p] !== COMMA && buf[p] > 32) return false
  }
  return true
}

function overLines(sample: Sample, reader: FieldReader): StructuredForm | null {
  const { buf, from, to, end } = sample
  const form: StructuredForm = { kind: 'json', place: 'line', isOverLines: true }
  const inner = new InnerFinder()
  let lines = 0
  let covered = 0
  let indent = -1
  for (let line = 0; line < from.length;) {
    if (isArrayEdge(buf, from[line], to[line])) {
      line++
      continue
    }
    const brace = objectStart(buf, from[line], to[line])
    if (brace < 0 || !reader.read(buf, from[line], end, form) || reader.count === 0) {
      lines++
      line++
      continue
    }
    const close = nestedEnd(buf, brace, end) // linear only because what came before was read as an object
    const recordTo = close < 0 ? end : close
    if (indent < 0) indent = brace - lineStart(buf, brace)
    inner.add(reader, buf, form)
    for (; line < from.length && from[line] < recordTo; line++) {
      lines++
      covered++
    }
  }
  return covered > 1 && covered >= lines * MOST ? { ...inner.decide(form), indent } : null
}

function lineStart(buf: Uint8Array, p: number): number {
  while (p > 0 && buf[p - 1] !== LF) p--
  return p
}
