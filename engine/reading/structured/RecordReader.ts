import { tokenEnd } from '../../text/scan'
import { SEVERITY_NONE } from '../levels/severity'
import { LevelReader } from '../levels/scales'
import { bodyOffset } from './bodyOffset'
import { FieldReader } from './fieldReader'
import { FieldRows } from './fieldRows'
import { objectStart } from './json'
import { isArrayEdge } from './jsonForm'
import { copyFields, type StructuredReading } from './reading'
import { PADDING } from '../../text/padding'

const HASH = 35
const TIME_MAX_BYTES = 256 // chosen: longer than any time, its fields together

/** Reads records of a log by the fields that were decided to say what; holds what the last one said. */
export class RecordReader {
  readonly fields = new FieldReader()
  /** Where the body stood. */
  from = 0
  /** The text of the record's time, an LF behind it, in `timeText`; whether there is one. */
  readonly timeText = new Uint8Array(TIME_MAX_BYTES + PADDING)
  hasTime = false
  /**
   * Whether what was no record says what the fields are (names of columns, a comment), or is a bracket around the
   * records.
   */
  isDescription = false
  severity = SEVERITY_NONE

  private readonly levels: LevelReader | null
  private readonly scratch = new FieldRows()

  constructor(readonly reading: StructuredReading) {
    this.levels = reading.scale && new LevelReader(reading.scale)
  }

  /** Whether records stand behind a header or a prefix. */
  get isBehindHeader(): boolean {
    return this.reading.form.place === 'body'
  }

  /**
   * Reads the record in the text from … to, behind whatever else stands there.
   * @param isHeaded whether a header stands before the text. @returns whether it is one.
   */
  read(buf: Uint8Array, from: number, to: number, isHeaded: boolean): boolean {
    this.hasTime = this.isDescription = false
    this.severity = SEVERITY_NONE
    this.from = from
    const { form, time, level, isLevelFirst } = this.reading
    if (form.place === 'body' && (form.kind !== 'json' || objectStart(buf, from, to) < 0)) {
      const at = form.kind === 'logfmt' ? from : bodyOffset(buf, from, to, this.scratch)
      if (at < 0) return false
      this.from = at
    }
    const { fields } = this
    if (!fields.read(buf, this.from, to, form)) {
      this.isDescription = this.describes(buf, from, to)
      return false
    }
    if (level !== 0 && this.levels) {
      const row = fields.find(level)
      if (row >= 0) {
        const start = fields.valueFrom[row], end = fields.valueTo[row]
        this.severity = this.levels.severityIn(buf, start, isLevelFirst ? Math.min(end, tokenEnd(buf, start)) : end)
      }
    }
    if (time.length > 0) this.hasTime = copyFields(fields, buf, time, this.timeText, 0, TIME_MAX_BYTES) > 0
    // what has pairs of key and value may be text all the same
    return form.kind !== 'logfmt' || isHeaded || (time.length > 0 ? this.hasTime : this.isMostlyPairs(this.from, to))
  }

  /** Whether the line from … to says what the fields are, or is a bracket around the records. */
  describes(buf: Uint8Array, from: number, to: number): boolean {
    const { kind, columns } = this.reading.form
    if (kind === 'w3c' && buf[from] === HASH) return true
    if (columns) return this.fields.count >= columns.length // a row that was not read though it is whole repeats the names
    return kind === 'json' && to > from && isArrayEdge(buf, from, to)
  }

  private isMostlyPairs(from: number, to: number): boolean {
    const { gaps, gapFrom, gapTo } = this.fields
    let text = 0
    for (let gap = 0; gap < gaps; gap++) text += gapTo[gap] - gapFrom[gap]
    return text * 2 <= to - from
  }
}
