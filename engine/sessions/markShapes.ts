import { skipSpaces, tokenEnd } from '../text/scan'
import { BYTE_CLASS, DIGIT, HEX_LETTER, SPACE } from '../tokens/words'
import type { SessionKey } from './sessionKey'

export const MARK_MAX_BYTES = 24
/** Bytes of an id in the header. Chosen. */
const HEADER_ID_MAX_BYTES = 48
/** Punctuation between a word and its id, as in `"id":"7`. */
const MARKS_BETWEEN_MAX = 3
/** Fewest digits of an id that is known by its shape alone: shorter ones are mostly numbers. Chosen. */
const SHAPE_MIN = 7
const BLANK = 32, HASH = 35, DASH = 45, DOT = 46, OPEN = 91, CLOSE = 93, OFTEN_HEX = HEX_LETTER | DIGIT

const isDigit = (byte: number) => byte >= 48 && byte <= 57
export const isLetter = (byte: number) => ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 95
const isHex = (byte: number) => (BYTE_CLASS[byte] & ~OFTEN_HEX) === 0

export function isUuid(buf: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false
  for (let i = 0; i < 36; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23
    if (isDash ? buf[from + i] !== DASH : !isHex(buf[from + i])) return false
  }
  return true
}

/** The shape of an id: `d8` for eight digits, `x8` and `X8` for hexadecimal ones, `#d8` with that mark before; empty for others. */
export function shapeOf(buf: Uint8Array, from: number, to: number): string {
  const lead = buf[from] === HASH ? '#' : ''
  const size = to - from - lead.length
  if (size < SHAPE_MIN || size > 64) return ''
  let kind = 'd'
  for (let p = from + lead.length; p < to; p++) {
    const byte = buf[p]
    if (isDigit(byte)) continue
    const own = byte < 97 ? 'X' : 'x'
    if (!isHex(byte) || (kind !== 'd' && kind !== own)) return ''
    kind = own
  }
  return `${lead}${kind}${size}`
}

/** Whether an id has the shape. One of digits only has the hexadecimal ones of its length too. */
function hasShape(buf: Uint8Array, from: number, to: number, shape: string): boolean {
  if (shape.charCodeAt(0) === HASH) {
    if (buf[from++] !== HASH) return false
    shape = shape.slice(1)
  }
  if (to - from !== Number(shape.slice(1))) return false
  const kind = shape.charCodeAt(0)
  for (let p = from; p < to; p++) if (!isDigit(buf[p]) && (kind === 100 || !isHex(buf[p]) || (buf[p] < 97) !== (kind === 88))) return false
  return true
}

/** Scratch of the searches below. */
export const found = { from: 0, to: 0 }

/**
 * Finds the word before a parameter, all of it letters and signs, with white space and one to three other marks between. What is
 * found follows from the line's signature alone.
 * @param lastEnd where the parameter before ends; that one is no word.
 */
export function findWordBefore(buf: Uint8Array, from: number, start: number, lastEnd: number): boolean {
  let to = from
  let marks = 0
  while (to > start && BYTE_CLASS[buf[to - 1]] >= SPACE) if (buf[--to] > BLANK && ++marks > MARKS_BETWEEN_MAX) return false
  if (to === from || to === lastEnd) return false
  let p = to
  while (p > start && BYTE_CLASS[buf[p - 1]] < SPACE) if (!isLetter(buf[--p]) && buf[p] !== DASH && buf[p] !== DOT) return false
  found.from = p
  found.to = to
  return p < to && to - p <= MARK_MAX_BYTES && p >= lastEnd
}

/** Whether the word that findWordBefore finds may be this one, by its last letter: before most parameters stands another one. */
function mayStandBehind(buf: Uint8Array, from: number, start: number, word: string): boolean {
  let to = from
  while (to > start && BYTE_CLASS[buf[to - 1]] >= SPACE) to--
  return to > start && buf[to - 1] === word.charCodeAt(word.length - 1)
}

/** Finds what stands in a bracket of the header (the message begins at `message`) and has a digit. */
export function findBracket(buf: Uint8Array, start: number, message: number, number: number): boolean {
  let left = number
  for (let p = start; p < message; p++) {
    if (buf[p] !== OPEN || left-- > 0) continue
    let digits = 0
    let q = p + 1
    while (q < message && buf[q] !== CLOSE) if (isDigit(buf[q++])) digits++
    found.from = p + 1
    found.to = q
    return digits > 0 && q < message && q - p <= HEADER_ID_MAX_BYTES
  }
  return false
}

/** Finds a word of the header (the message begins at `message`), counted from the line's start on, that has a digit; what is in a bracket is one word. */
function findColumn(buf: Uint8Array, start: number, message: number, number: number): boolean {
  let p = start
  for (; number > 0 && p < message; number--) p = skipSpaces(buf, tokenEnd(buf, p))
  return p < message && isColumnId(buf, p, tokenEnd(buf, p), message)
}

/** Whether the header's word `[from, to)` may be an id: it has a digit, and is in no bracket, which is a key of its own. */
export function isColumnId(buf: Uint8Array, from: number, to: number, message: number): boolean {
  found.from = from
  found.to = to
  let digits = 0
  for (let p = from; p < to; p++) {
    if (buf[p] === OPEN) return false
    if (isDigit(buf[p])) digits++
  }
  return digits > 0 && to < message && to - from <= HEADER_ID_MAX_BYTES
}

function isMark(buf: Uint8Array, from: number, to: number, mark: string): boolean {
  if (to - from !== mark.length) return false
  for (let i = 0; i < mark.length; i++) if (buf[from + i] !== mark.charCodeAt(i)) return false
  return true
}

function hasPrefix(buf: Uint8Array, from: number, to: number, mark: string): boolean {
  if (to - from < mark.length + 2 || !isMark(buf, from, from + mark.length, mark)) return false
  return isDigit(buf[from + mark.length]) || buf[from + mark.length] === DASH
}

/** Where the parameters of a line stand. */
export interface Parameters { size: number, from: Int32Array, to: Int32Array }

/** Finds the session that a line names. Keeps by signature which parameter is the id where the signature tells. */
export class SessionFinder {
  /** Per signature and key: the parameter behind the key's word, -1 for none. */
  private behind = new Int8Array(1 << 11)
  /** Number of the key by which the last id was found. */
  key = 0

  constructor(private readonly keys: readonly SessionKey[]) {}

  /** Looks at a signature that is new in this chunk, by its first line; at each line of a record, whose fields no signature tells. */
  open(signature: number, buf: Uint8Array, message: number, params: Parameters): void {
    const base = signature * this.keys.length
    if (base + this.keys.length > this.behind.length) {
      const grown = new Int8Array(this.behind.length * 2)
      grown.set(this.behind)
      this.behind = grown
    }
    this.keys.forEach(({ kind, mark }, key) => {
      let place = -1
      for (let i = 0; kind === 'after' && place < 0 && i < params.size; i++) {
        const lastEnd = i > 0 && params.to[i - 1] <= params.from[i] ? params.to[i - 1] : -1 // fields are sorted
        if (mayStandBehind(buf, params.from[i], message, mark) && findWordBefore(buf, params.from[i], message, lastEnd) && isMark(buf, found.from, found.to, mark)) place = i
      }
      this.behind[base + key] = place
    })
  }

  /** Finds the id of the line's session: `found` says where it stands, `key` by which key. @returns false where there is none. */
  find(signature: number, buf: Uint8Array, start: number, message: number, params: Parameters): boolean {
    for (this.key = 0; this.key < this.keys.length; this.key++)
      if (this.findBy(this.keys[this.key], signature, buf, start, message, params)) return true
    return false
  }

  private findBy(key: SessionKey, signature: number, buf: Uint8Array, start: number, message: number, params: Parameters): boolean {
    if (key.kind === 'bracket') return findBracket(buf, start, message, Number(key.mark))
    if (key.kind === 'column') return findColumn(buf, start, message, Number(key.mark))
    const place = key.kind === 'after' ? this.behind[signature * this.keys.length + this.key] : findId(buf, params, key)
    if (place < 0) return false
    found.from = params.from[place]
    found.to = idEnd(buf, found.from, params.to[place])
    return true
  }
}

/** End of an id without the full stop of its sentence. */
export function idEnd(buf: Uint8Array, from: number, to: number): number {
  return buf[to - 1] === DOT && to - from > 1 ? to - 1 : to
}

function findId(buf: Uint8Array, params: Parameters, key: SessionKey): number {
  for (let i = 0; i < params.size; i++) if (isId(buf, params.from[i], idEnd(buf, params.from[i], params.to[i]), key)) return i
  return -1
}

function isId(buf: Uint8Array, from: number, to: number, { kind, mark }: SessionKey): boolean {
  return kind === 'prefix' ? hasPrefix(buf, from, to, mark) : kind === 'uuid' ? isUuid(buf, from, to) : hasShape(buf, from, to, mark)
}
