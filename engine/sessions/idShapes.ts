import { isDigit } from '../text/scan'
import { BYTE_CLASS, DIGIT, HEX_LETTER } from '../tokens/words'
import type { SessionKey } from './sessionKey'

/** Fewest digits of an id that is known by its shape alone: shorter ones are mostly numbers. Chosen. */
const SHAPE_MIN = 7
const HASH = 35, DASH = 45, DOT = 46, OFTEN_HEX = HEX_LETTER | DIGIT
const LETTER_X = 88, LETTER_D = 100

/** A letter or an underscore, of which names are made. */
export const isNameLetter = (byte: number) => ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 95
const isHex = (byte: number) => (BYTE_CLASS[byte] & ~OFTEN_HEX) === 0

export function isUuid(buf: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false
  for (let i = 0; i < 36; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23
    if (isDash ? buf[from + i] !== DASH : !isHex(buf[from + i])) return false
  }
  return true
}

/**
 * The shape of an id: `d8` for eight digits, `x8` and `X8` for hexadecimal ones, `#d8` with that mark before; empty for
 * others.
 */
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
  for (let p = from; p < to; p++) {
    if (isDigit(buf[p])) continue
    if (kind === LETTER_D || !isHex(buf[p]) || (buf[p] < 97) !== (kind === LETTER_X)) return false
  }
  return true
}

/** Whether the bytes are those of the mark. */
export function isMark(buf: Uint8Array, from: number, to: number, mark: string): boolean {
  if (to - from !== mark.length) return false
  for (let i = 0; i < mark.length; i++) if (buf[from + i] !== mark.charCodeAt(i)) return false
  return true
}

function hasPrefix(buf: Uint8Array, from: number, to: number, mark: string): boolean {
  if (to - from < mark.length + 2 || !isMark(buf, from, from + mark.length, mark)) return false
  return isDigit(buf[from + mark.length]) || buf[from + mark.length] === DASH
}

/** Whether `[from, to)` is an id by a key of kind `prefix`, `uuid` or `shape`. */
export function isId(buf: Uint8Array, from: number, to: number, { kind, mark }: SessionKey): boolean {
  if (kind === 'prefix') return hasPrefix(buf, from, to, mark)
  return kind === 'uuid' ? isUuid(buf, from, to) : hasShape(buf, from, to, mark)
}

/** End of an id without the full stop of its sentence. */
export function idEnd(buf: Uint8Array, from: number, to: number): number {
  return buf[to - 1] === DOT && to - from > 1 ? to - 1 : to
}
