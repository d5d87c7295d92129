import { isDigit, isLetter } from '../../text/scan'
import { hintOfKey, type KeyHint } from './keys'
import { PIECES, Span, wideMarkLength, type Piece } from './pieces'
import { MARK_SCALES, numberAt } from './scales'
import { isCompanionWord, isInCapitals, MARK_COLUMN, severityOfMarkedWord } from './words'

/** A place with more distinct values of one kind is no level. Chosen: several times what a scale has. */
const DISTINCT_MAX = 40
const VALUE_MAX_BYTES = 40 // chosen: longer than any word of the lists
const TOKEN_MAX_BYTES = 300 // chosen: longer than a group of a header
const UNKNOWN_MAX_BYTES = 12 // chosen: longer words in capitals are no names of levels

/** How often a value was there, and how often with what around it. */
export interface Tally {
  count: number
  /** In brackets, between bars, or behind `=` and a key of levels. */
  enclosed: number
  /** Before a colon. */
  colon: number
  /** Behind `=` and a key of levels. */
  keyed: number
  /** In angle brackets. */
  angled: number
}

/** Distinct values, one character a byte, with their tallies; null once there were more than DISTINCT_MAX. */
export type Tallies = Map<string, Tally>

/** What one piece of the tokens was, by the scales it may be in. */
export interface PieceValues {
  piece: Piece
  words: Tallies | null
  /** Words in capitals that no list knows. */
  unknown: Tallies | null
  letters: Tallies | null
  numbers: Tallies | null
}

/**
 * Collects what is in one place over the sample: a column of header tokens, or the values of a key. The order of
 * lines does not matter. Memory is bounded, each token costs O(its length).
 */
export class LevelEvidence {
  /** Lines that were looked at, with and without the place. */
  lines = 0
  readonly pieces: PieceValues[] = PIECES.map(piece => (
    { piece, words: new Map(), unknown: new Map(), letters: new Map(), numbers: new Map() }))
  /** How often each mark of MARK_SCALES was the whole token. */
  readonly marks: Map<string, number> = new Map()
  private readonly span = new Span()
  private readonly decoder = new TextDecoder()

  /** @param hint what the key of the place says (`hintOfKey`); `none` for columns of a header. */
  constructor(readonly hint: KeyHint = 'none') {}

  /** Adds the token of one line, brackets, thread and colon included; empty where the line does not have the place. */
  add(buf: Uint8Array, from: number, to: number): void {
    this.lines++
    if (to <= from || to - from > TOKEN_MAX_BYTES) return
    this.addMark(buf, from, to)
    for (const values of this.pieces)
      if (this.span.find(buf, from, to, values.piece)) this.addPiece(buf, from, to, values)
  }

  private addMark(buf: Uint8Array, from: number, to: number): void {
    if (to - from > 8) return
    const text = this.decoder.decode(buf.subarray(from, to))
    const isMark = MARK_SCALES.some(({ marks }) => Object.hasOwn(marks, text))
    if (isMark) this.marks.set(text, (this.marks.get(text) ?? 0) + 1)
  }

  private addPiece(buf: Uint8Array, from: number, to: number, values: PieceValues): void {
    const { span } = this
    const { from: start, to: end } = span
    const kind = end - start > VALUE_MAX_BYTES ? null : kindOf(buf, start, end)
    if (kind === null || values[kind] === null) return
    const tally = surroundingsOf(buf, from, to, span)
    if (tally === null) return
    switch (kind) {
      case 'letters':
        if (isJoint(buf, from, to, span)) return
        break
      case 'numbers':
        if (values.piece !== 'whole' && tally.keyed === 0) return
        break
      case 'words': {
        const isOfPath = (start > from && buf[start - 1] === SLASH) || (start > from && end < to && buf[end] === SLASH)
        if (isOfPath && tally.enclosed === 0 && !isInCapitals(buf, start, end)) return
      }
    }
    values[kind] = counted(values[kind], textOf(buf, start, end), tally)
  }
}

/** In which kind of scale the value `[from, to)` may be, null for none. */
function kindOf(buf: Uint8Array, from: number, to: number): 'words' | 'unknown' | 'letters' | 'numbers' | null {
  const length = to - from
  if (isLetter(buf[from]) && (length === 1 || (length === 2 && isStepOfDebug(buf, from)))) return 'letters'
  if (isDigit(buf[from])) return numberAt(buf, from, to) >= 0 ? 'numbers' : null
  if (severityOfMarkedWord(buf, from, to, MARK_COLUMN) > 0 || isCompanionWord(buf, from, to)) return 'words'
  if (length > UNKNOWN_MAX_BYTES) return null
  for (let p = from; p < to; p++) if (buf[p] < 65 || buf[p] > 90) return null
  return 'unknown'
}

/** MongoDB's `D1` … `D5`. */
function isStepOfDebug(buf: Uint8Array, p: number): boolean {
  return (buf[p] | 32) === 100 && buf[p + 1] >= 49 && buf[p + 1] <= 53
}

const SLASH = 47, EQUALS = 61, BAR = 124, COLON = 58

function counted(tallies: Tallies | null, text: string, one: Tally): Tallies | null {
  if (tallies === null) return null
  const tally = tallies.get(text)
  if (tally) {
    tally.count++
    tally.enclosed += one.enclosed
    tally.colon += one.colon
    tally.keyed += one.keyed
    tally.angled += one.angled
    return tallies
  }
  if (tallies.size === DISTINCT_MAX) return null
  return tallies.set(text, one)
}

function textOf(buf: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let p = from; p < to; p++) text += String.fromCharCode(buf[p])
  return text
}

/** Whether the letter belongs to what a hyphen, dot or apostrophe joins it to: `I-95`, `e.g`, `I'm`. */
function isJoint(buf: Uint8Array, from: number, to: number, { from: start, to: end }: Span): boolean {
  const joins = (byte: number) => byte === 45 || byte === 46 || byte === 39
  return (start > from && joins(buf[start - 1])) || (end < to - 1 && joins(buf[end]))
}

/** The tally of one piece; null where it is a key, or behind a key that is none of a level. */
function surroundingsOf(buf: Uint8Array, from: number, to: number, { from: start, to: end }: Span): Tally | null {
  const isQuoted = start > from && isQuote(buf[start - 1])
  if (end < to && (buf[end] === EQUALS || (isQuote(buf[end]) && buf[end + 1] === COLON))) return null
  const key = keyEnd(buf, from, isQuoted ? start - 1 : start)
  if (key > 0) {
    const hint = hintOfKey(buf, keyStart(buf, from, key), key)
    if (hint === 'none' || hint === 'weak') return null
  }
  const opening = buf[from]
  const isAlone = start === from + 1 && (opening === 123 || isQuote(opening))
  const isWide = opening > 127 && wideMarkLength(buf, from) > 0
  const isBracketed = opening === 91 || opening === 60 || opening === 40 || isWide || isAlone
  const isBarred = start > from && buf[start - 1] === BAR && buf[end] === BAR
  const colon = end < to && (buf[end] === COLON || wideMarkLength(buf, end) > 0) ? 1 : 0
  const keyed = key > 0 ? 1 : 0
  const enclosed = isBracketed || isBarred || keyed > 0 ? 1 : 0
  return { count: 1, enclosed, colon, keyed, angled: opening === 60 && buf[end] === 62 ? 1 : 0 }
}

const isQuote = (byte: number) => byte === 34 || byte === 39

/** Where the key of the value at p ends: before `=`, or before `":`; 0 without one. */
function keyEnd(buf: Uint8Array, from: number, p: number): number {
  if (p - 1 > from && buf[p - 1] === EQUALS) return p - 1
  return p - 2 > from && buf[p - 1] === COLON && isQuote(buf[p - 2]) ? p - 2 : 0
}

function keyStart(buf: Uint8Array, from: number, end: number): number {
  let p = end
  while (p > from && (isLetter(buf[p - 1]) || isDigit(buf[p - 1]) || [45, 46, 64, 95].includes(buf[p - 1]))) p--
  return p
}
