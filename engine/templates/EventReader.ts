import type { Framing } from '../reading/layout/framing'
import type { HeaderReader } from '../reading/layout/header'
import type { RecordReader } from '../reading/structured/RecordReader'
import { grow, int32, uint8 } from '../summary/grow'
import { Tokens } from '../tokens/Tokens'
import { NO_QUANTITY } from '../tokens/units'
import { WordHash } from '../tokens/WordHash'
import { readField, storedOf } from '../tokens/wordQuantity'
import { FIELDS } from '../tokens/words'
import type { EventLines } from './EventLines'
import { KeyOrder, type OrderedKeys } from './keyOrder'
import { phrasesOf, recordText } from './recordText'
import { signatureText } from './signature'

const LF = 10, BLANK = 32

/** What an event is: a line of text, a record with fields, a line that names fields, several lines of text. */
const TEXT = 0, RECORD = 1, DESCRIPTION = 2, LINES = 3

/** Reads what events say: the hash and the text of their signatures, and their values. An instance is used for event after event. */
export class EventReader {
  readonly tokens: Tokens
  /** Places that the values are of. */
  places = 0
  /** Where the first line of what was read last ends. */
  lineEnd = 0
  /** Per signature: what its first event is, and where in the text it is. */
  private kinds = new Uint8Array(1 << 12)
  private from = new Int32Array(1 << 12)
  private to = new Int32Array(1 << 12)
  private kind = TEXT
  private readonly word = new WordHash()
  private readonly keyOrder: KeyOrder | null
  private readonly isBlock: boolean

  constructor({ structured, digits, block }: Framing, private readonly header: HeaderReader, private readonly lines: EventLines) {
    this.tokens = new Tokens(digits)
    this.keyOrder = structured && new KeyOrder(structured)
    this.isBlock = block !== null
  }

  /** Reads the text from `p` to the line's end. */
  readText(buf: Uint8Array, p: number): void {
    this.tokens.clear()
    this.tokens.read(buf, p)
    this.lineEnd = this.tokens.end
    this.places = this.tokens.values.size
  }

  /** Reads the event that the header has read last, whose message begins at `p`. */
  readEvent(buf: Uint8Array, p: number): void {
    const { isRecord, isDescription, records, textFrom, timeFrom, timeTo } = this.header
    this.kind = isRecord ? RECORD : isDescription ? DESCRIPTION : this.lines.size > 1 ? LINES : TEXT
    if (isRecord && records && this.keyOrder) {
      this.readRecord(buf, records, textFrom, this.keyOrder.of(records.fields))
      this.lineEnd = this.isBlock ? buf.indexOf(LF, p) : this.header.textTo
    }
    else {
      if (timeFrom >= 0) buf.fill(BLANK, timeFrom, timeTo) // a time is no part of what the line says
      if (this.lines.size > 1) this.readLines(buf)
      else this.readText(buf, p)
    }
    if (isDescription) this.tokens.mix(FIELDS)
  }

  /** Keeps where the event read last is, whose message begins at `p`: the text of the signature in this row is made from it. */
  keep(row: number, p: number): void {
    while (row >= this.kinds.length) {
      this.kinds = grow(this.kinds, uint8)
      this.from = grow(this.from, int32)
      this.to = grow(this.to, int32)
    }
    const { isRecord, textFrom, textTo } = this.header
    this.kinds[row] = this.kind
    this.from[row] = isRecord ? textFrom : p
    this.to[row] = isRecord ? textTo : this.kind === LINES ? this.lines.to : this.lineEnd
  }

  /** Text of the signature in this row. */
  textOf(buf: Uint8Array, row: number): Uint8Array<ArrayBuffer> {
    const { records } = this.header
    const from = this.from[row], to = this.to[row]
    const kind = this.kinds[row]
    if (kind === LINES) return this.textOfLines(buf, from, to)
    if (kind !== RECORD || !records || !this.keyOrder) {
      const text = signatureText(buf, from, this.tokens)
      return kind === DESCRIPTION ? Uint8Array.of(...text, FIELDS) : text
    }
    records.read(buf, from, to, true)
    return recordText(records, buf, from, this.keyOrder.of(records.fields), this.tokens)
  }

  private textOfLines(buf: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
    const texts: number[] = []
    for (let p = from; p < to;) {
      const text = signatureText(buf, p, this.tokens)
      if (texts.length > 0 && text.length > 0) texts.push(BLANK)
      for (const byte of text) texts.push(byte)
      const next = buf.indexOf(LF, p) + 1
      p = next >= to ? to : this.header.read(buf, next)
    }
    return Uint8Array.from(texts)
  }

  private readLines(buf: Uint8Array): void {
    const { from, size } = this.lines
    this.tokens.clear()
    for (let line = 0; line < size; line++) this.tokens.read(buf, from[line])
    this.lineEnd = buf.indexOf(LF, from[0])
    this.places = this.tokens.values.size
  }

  /** Reads a record: its phrase as text, then its fields, one place for each key. */
  private readRecord(buf: Uint8Array, records: RecordReader, textFrom: number, keys: OrderedKeys): void {
    const { tokens, word } = this
    const { values, words: { quantity } } = tokens
    const { fields } = records
    this.tokens.clear()
    phrasesOf(records, buf, textFrom, from => this.tokens.read(buf, from))
    const base = values.size
    for (let row = 0; row < fields.count; row++) {
      const ordinal = keys.ordinals[row]
      if (ordinal < 0) continue
      const from = fields.valueFrom[row], to = fields.valueTo[row]
      const dimension = readField(buf, from, to, quantity)
      word.read(buf, from, to)
      const value = values.add(base + ordinal, from, to, word)
      if (dimension === NO_QUANTITY) continue
      values.dimension[value] = dimension
      values.number[value] = storedOf({ value: quantity.value, dimension })
    }
    tokens.mix(keys.sum1, keys.sum2)
    this.places = base + keys.size
  }
}
