import { readCef, readLeef } from './cef'
import { FieldRows } from './fieldRows'
import { FIELDS_MAX, type StructuredForm } from './form'
import { readJournal } from './journal'
import { readJson } from './json'
import { readPairs } from './pairs'
import { pathOfName } from './path'
import { undouble, unescape } from './plainText'
import { type PairSigns, readSegments } from './segments'
import { readRow, type RowShape } from './table'

const BACKSLASH = 92, EQUALS = 61, QUOTE = 34

/** Reads one record after the other; what `read` found is in the rows until the next call. */
export class FieldReader extends FieldRows {
  /** Span of the record that the record holds, as it is written there, without the line end; -1 where there is none. */
  innerFrom = -1
  innerTo = -1

  private form: StructuredForm | null = null
  private innerPath = 0
  private signs: PairSigns = { delimiter: 0, assign: EQUALS }
  private shape: RowShape = { delimiter: 0, quote: 0, columnCount: 0, isDashMissing: false, paths: new Int32Array(0) }

  /**
   * Reads the record from … to. Linear in its length, and nothing is made anew as long as the form is the same.
   * @returns false where the record is not in that form; the rows mean nothing then.
   */
  read(buf: Uint8Array, from: number, to: number, form: StructuredForm): boolean {
    if (form !== this.form) this.adopt(form)
    this.clear()
    this.innerFrom = this.innerTo = -1
    if (!this.readForm(buf, from, to, form)) return false
    if (form.inner !== undefined) this.findInner(buf)
    return true
  }

  /** Copies the text of a field as it is meant, at most as long as its span. @returns the end of what was written. */
  copyValue(buf: Uint8Array, row: number, out: Uint8Array, at: number): number {
    const from = this.valueFrom[row], to = this.valueTo[row]
    if (this.hasEscapes[row] === 0) {
      for (let p = from; p < to; p++) out[at++] = buf[p]
      return at
    }
    const kind = this.form?.kind
    if (kind === 'csv' || kind === 'w3c') return undouble(buf, from, to, this.shape.quote, out, at)
    return unescape(buf, from, to, out, at)
  }

  private readForm(buf: Uint8Array, from: number, to: number, form: StructuredForm): boolean {
    switch (form.kind) {
      case 'json':
      case 'docker':
        return readJson(this, buf, from, to)
      case 'logfmt':
        if (form.delimiter === undefined) return readPairs(this, buf, from, to)
        return readSegments(this, buf, from, to, this.signs)
      case 'cef':
        return readCef(this, buf, from, to)
      case 'leef':
        return readLeef(this, buf, from, to)
      case 'journal':
        return readJournal(this, buf, from, to)
      default:
        return readRow(this, buf, from, to, this.shape)
    }
  }

  private adopt(form: StructuredForm): void {
    this.form = form
    this.innerPath = form.inner === undefined ? 0 : pathOfName(form.inner)
    this.signs = { delimiter: form.delimiter ?? 0, assign: form.assign ?? EQUALS }
    if (form.kind !== 'csv' && form.kind !== 'w3c') return
    const names = form.columns ?? []
    const count = Math.min(FIELDS_MAX, names.length > 0 ? names.length : form.columnCount || FIELDS_MAX)
    const paths = Int32Array.from({ length: count }, (_, column) => pathOfName(columnName(form, column)))
    this.shape = {
      delimiter: form.delimiter ?? 44,
      quote: form.quote ?? QUOTE,
      columnCount: Math.min(form.columnCount ?? names.length, FIELDS_MAX),
      isDashMissing: form.kind === 'w3c',
      paths,
    }
  }

  private findInner(buf: Uint8Array): void {
    const row = this.find(this.innerPath)
    if (row < 0 || (this.isQuoted[row] === 0 && this.form?.kind !== 'journal')) return
    const from = this.valueFrom[row]
    let to = this.valueTo[row]
    while (to - 2 >= from && buf[to - 2] === BACKSLASH && (buf[to - 1] === 110 || buf[to - 1] === 114)) to -= 2
    this.innerFrom = from
    this.innerTo = to
  }
}

/** What a column is called. */
export function columnName(form: StructuredForm, column: number): string {
  return form.columns?.[column] ?? `column ${column + 1}`
}

