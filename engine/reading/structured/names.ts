import { headerName } from './cef'
import { columnName, type FieldReader } from './fieldReader'
import type { StructuredForm } from './form'

const NAME_MAX = 120 // chosen: longer names help nobody

/** The name of a field as shown: its keys joined by dots, `[]` behind that of an array; the column's for a table. */
export function fieldName(reader: FieldReader, buf: Uint8Array, row: number, form: StructuredForm): string {
  if (reader.keyFrom[row] < 0) {
    return form.kind === 'cef' || form.kind === 'leef' ? headerName(form.kind, row) : columnName(form, row)
  }
  const container = reader.container[row]
  const key = textOf(buf, reader.keyFrom[row], reader.keyTo[row])
  if (container < 0) return key
  const around = containerName(reader, buf, container)
  return reader.containerIsArray[container] === 1 ? around : `${around}.${key}`
}

function containerName(reader: FieldReader, buf: Uint8Array, container: number): string {
  const parent = reader.containerParent[container]
  const key = textOf(buf, reader.containerKeyFrom[container], reader.containerKeyTo[container])
  const around = parent < 0 ? '' : containerName(reader, buf, parent)
  const name = parent < 0 ? key : reader.containerIsArray[parent] === 1 ? around : `${around}.${key}`
  return reader.containerIsArray[container] === 1 ? `${name}[]` : name
}

/** The text from … to without control characters, cut where it is long. */
export function textOf(buf: Uint8Array, from: number, to: number): string {
  const text = new TextDecoder().decode(buf.subarray(from, Math.min(to, from + 4 * NAME_MAX)))
  return text.replace(/\p{Cc}/gu, '').trim().slice(0, NAME_MAX)
}
