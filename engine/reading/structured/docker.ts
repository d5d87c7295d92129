import type { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { fieldName } from './names'
import { MOST } from './sample'

const BACKSLASH = 92

interface TextFacts {
  name: string
  records: number
  /** Texts that end in an escaped line end, as a log driver writes them. */
  lines: number
  /** Texts that are objects themselves. */
  objects: number
}

/** Finds which field of JSON records holds a record of its own. */
export class InnerFinder {
  private readonly texts = new Map<number, TextFacts>()
  private records = 0

  /** Counts the record that was just read. */
  add(reader: FieldReader, buf: Uint8Array, form: StructuredForm): void {
    this.records++
    for (let row = 0; row < reader.count; row++) {
      if (reader.isQuoted[row] === 0 || reader.hasEscapes[row] === 0) continue
      const from = reader.valueFrom[row], to = reader.valueTo[row]
      const path = reader.path[row]
      let facts = this.texts.get(path)
      if (!facts) {
        if (this.texts.size === 64) continue
        facts = { name: fieldName(reader, buf, row, form), records: 0, lines: 0, objects: 0 }
        this.texts.set(path, facts)
      }
      facts.records++
      if (isLine(buf, from, to)) facts.lines++
      if (isObject(buf, from, to)) facts.objects++
    }
  }

  /** The form with its inner field, if one holds records in most of the log; `docker` where these keep line ends. */
  decide(form: StructuredForm): StructuredForm {
    const all = [...this.texts.values()].sort((a, b) => b.lines + b.objects - a.lines - a.objects)
    const best = all[0]
    if (!best) return form
    if (best.lines >= this.records * MOST) return { ...form, kind: 'docker', inner: best.name }
    return best.objects >= this.records * MOST ? { ...form, inner: best.name } : form
  }
}

/** Whether it ends in an escaped line end. */
function isLine(buf: Uint8Array, from: number, to: number): boolean {
  return to - 2 >= from && buf[to - 2] === BACKSLASH && buf[to - 1] === 110
}

/** Whether the text is an object with an escaped key. */
function isObject(buf: Uint8Array, from: number, to: number): boolean {
  while (to - 2 >= from && buf[to - 2] === BACKSLASH && buf[to - 1] === 110) to -= 2
  return to - from > 4 && buf[from] === 123 && buf[to - 1] === 125 && buf[from + 1] === BACKSLASH
}
