import { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { textOf } from './names'
import { MOST, type Sample } from './sample'

const HASH = 35, TAB = 9, SPACE = 32
const DIRECTIVE = 'fields'
const DIRECTIVES_TRIED = 4 // chosen: a server that starts anew may change its columns

/** The extended log format, if a `#Fields:` line names the columns of rows below. Source: W3C WD-logfile-960323. */
export function w3cForm(sample: Sample): StructuredForm | null {
  const { buf, from, to } = sample
  let tries = 0
  for (let line = 0; line < from.length; line++) {
    const names = namesOf(buf, from[line], to[line])
    if (names.length < 2) continue
    if (tries++ === DIRECTIVES_TRIED) return null
    const named = { columns: names, columnCount: names.length, headerLine: sample.index[line] }
    for (const delimiter of [TAB, SPACE]) {
      const tried: StructuredForm = { kind: 'w3c', place: 'line', delimiter, quote: 34, ...named }
      if (isReadBy(sample, line + 1, tried)) return tried
    }
  }
  return null
}

function isReadBy(sample: Sample, first: number, form: StructuredForm): boolean {
  const reader = new FieldReader()
  let rows = 0
  let read = 0
  for (let line = first; line < sample.from.length; line++) {
    if (sample.buf[sample.from[line]] === HASH) continue
    rows++
    if (reader.read(sample.buf, sample.from[line], sample.to[line], form)) read++
  }
  return rows > 0 && read >= rows * MOST
}

/** The names on the line, none where it is not that directive. */
function namesOf(buf: Uint8Array, from: number, to: number): string[] {
  if (buf[from] !== HASH) return []
  let p = from + 1
  if (buf[p] === SPACE) p++
  for (let i = 0; i < DIRECTIVE.length; i++, p++) if ((buf[p] | 32) !== DIRECTIVE.charCodeAt(i)) return []
  if (buf[p] === 58) p++
  const names: string[] = []
  while (p < to) {
    while (p < to && buf[p] <= SPACE) p++
    const start = p
    while (p < to && buf[p] > SPACE) p++
    if (p > start) names.push(textOf(buf, start, p))
  }
  return names
}
