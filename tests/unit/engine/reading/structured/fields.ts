import { bodyOffset } from '../../../../../engine/reading/structured/bodyOffset'
import { FieldReader } from '../../../../../engine/reading/structured/fieldReader'
import type { StructuredForm } from '../../../../../engine/reading/structured/form'
import { fieldName } from '../../../../../engine/reading/structured/names'
import { padded } from '../../padded'

const decoder = new TextDecoder()

export interface Found {
  fields: [name: string, value: string][]
  gaps: string[]
  kinds: number[]
  paths: number[]
  isCut: boolean
  isOpen: boolean
  inner: string | null
}

/** Everything the reader says of one record, null where it is not in that form. */
export function fieldsOf(text: string, form: StructuredForm, reader = new FieldReader()): Found | null {
  const { buf, end: to } = padded(text)
  if (!reader.read(buf, 0, to, form)) return null
  const rows = Array.from({ length: reader.count }, (_, row) => row)
  return {
    fields: rows.map(row => [fieldName(reader, buf, row, form), valueOf(reader, buf, row)]),
    gaps: Array.from({ length: reader.gaps }, (_, gap) => decoder.decode(buf.subarray(reader.gapFrom[gap], reader.gapTo[gap]))),
    kinds: rows.map(row => reader.kind[row]),
    paths: rows.map(row => reader.path[row]),
    isCut: reader.isCut,
    isOpen: reader.isOpen,
    inner: reader.innerFrom < 0 ? null : decoder.decode(buf.subarray(reader.innerFrom, reader.innerTo)),
  }
}

export function valueOf(reader: FieldReader, buf: Uint8Array, row: number): string {
  const out = new Uint8Array(reader.valueTo[row] - reader.valueFrom[row])
  return decoder.decode(out.subarray(0, reader.copyValue(buf, row, out, 0)))
}

/** The lines of a text as `detectStructured` takes them, bodies found behind whatever prefix. */
export function linesOf(text: string): { buf: Uint8Array, starts: number[], ends: number[], bodyAt: number[] } {
  const { buf, end: to } = padded(text)
  const starts: number[] = [], ends: number[] = [], bodyAt: number[] = []
  const rows = new FieldReader()
  for (let p = 0; p < to;) {
    const end = buf.indexOf(10, p)
    const body = bodyOffset(buf, p, end, rows)
    starts.push(p)
    ends.push(end)
    bodyAt.push(body < 0 ? p : body)
    p = end + 1
  }
  return { buf, starts, ends, bodyAt }
}
