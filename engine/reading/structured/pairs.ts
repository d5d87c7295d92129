import { BARE_TEXT, ESCAPED_TEXT, type FieldRows, kindOf, QUOTED_TEXT } from './fieldRows'
import { STRING } from './form'
import { pathOf } from './path'

const QUOTE = 34, APOSTROPHE = 39, BACKSLASH = 92, EQUALS = 61, COLON = 58, GREATER = 62
const KEY_MAX_BYTES = 64 // chosen: looking ahead for a key costs no more than this
const GROUP_MAX_BYTES = 256 // chosen: a value in brackets that is longer ends at its first blank
const NONE = -1

/**
 * Reads `key=value` pairs between white space, commas, semicolons or bars; `key: "value"` and `"key": "value"` too.
 * Quoted text is never looked into. Words between pairs are gaps. @returns false without any pair, or for a comment.
 */
export function readPairs(rows: FieldRows, buf: Uint8Array, from: number, to: number): boolean {
  if (isComment(buf, from, to)) return false
  let gap = from
  let p = from
  while (p < to) {
    const byte = buf[p]
    if (byte <= 32 || isOpening(byte) || isBetween(byte)) {
      p++
      continue
    }
    const value = valueAt(buf, p, to)
    if (value === NONE) {
      p = byte === QUOTE ? quotedEnd(buf, p, to) : wordEnd(buf, p, to)
      continue
    }
    if (rows.isFull) {
      p = rows.cut(buf, gap, to)
      gap = to
      break
    }
    rows.addGap(buf, gap, withoutSeparators(buf, gap, p))
    p = readPair(rows, buf, p, value, to)
    gap = p
    while (gap < to && isBetween(buf[gap])) gap++
  }
  if (rows.count > 0) rows.addGap(buf, gap, to)
  return rows.count > 0
}

/** Whether the line is a comment: a `#` before a blank or a word. */
function isComment(buf: Uint8Array, p: number, to: number): boolean {
  return p + 1 < to && buf[p] === 35 && (buf[p + 1] === 32 || isKeyStart(buf[p + 1]))
}

/** The end of the text from … to without the separators and blanks at its end. */
function withoutSeparators(buf: Uint8Array, from: number, to: number): number {
  while (to > from && (buf[to - 1] <= 32 || isBetween(buf[to - 1]))) to--
  return to
}

export function isKeyStart(byte: number): boolean {
  return ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 95 || byte === 64 || byte >= 128
}

/** Whether the byte may be in a key: letters, digits, `_ . - @ / $` and what is beyond ASCII. */
export function isKeyByte(byte: number): boolean {
  return isKeyStart(byte) || (byte >= 45 && byte <= 57) || byte === 36
}

function isOpening(byte: number): boolean {
  return byte === 91 || byte === 123 || byte === 40 || byte === 60
}

/** Whether the byte may stand between pairs. */
function isBetween(byte: number): boolean {
  return byte === 44 || byte === 59 || byte === 124
}

function isClosing(byte: number): boolean {
  return byte === 93 || byte === 125 || byte === 41 || byte === GREATER
}

/** Where the value of the key at p begins, NONE where there is no key. */
function valueAt(buf: Uint8Array, p: number, to: number): number {
  const limit = Math.min(to, p + KEY_MAX_BYTES)
  if (buf[p] === QUOTE) {
    let q = p + 1
    while (q < limit && isKeyByte(buf[q])) q++
    if (q === p + 1 || q >= limit || buf[q] !== QUOTE) return NONE
    return assigned(buf, q + 1, to, true)
  }
  if (!isKeyStart(buf[p])) return NONE
  let q = p + 1
  while (q < limit && isKeyByte(buf[q])) q++
  return assigned(buf, q, to, false)
}

/** Behind the sign at p that gives a key its value: `=`, or a colon where one of both is quoted. */
function assigned(buf: Uint8Array, p: number, to: number, isKeyQuoted: boolean): number {
  if (p >= to) return NONE
  if (buf[p] === EQUALS) return p + 1 < to && (buf[p + 1] === EQUALS || buf[p + 1] === GREATER) ? NONE : p + 1
  if (buf[p] !== COLON) return NONE
  let q = p + 1
  if (q < to && buf[q] === 32) q++
  return q < to && (isKeyQuoted || buf[q] === QUOTE) ? q : NONE
}

/** Behind the closing quote of the text that opens at p, `to` where none closes it. */
function quotedEnd(buf: Uint8Array, p: number, to: number): number {
  const quote = buf[p]
  for (p++; p < to; p++) {
    if (buf[p] === BACKSLASH) p++
    else if (buf[p] === quote) return p + 1
  }
  return to
}

/** End of a word that is no key: at white space, or where an opening bracket or a quote lets one begin. */
function wordEnd(buf: Uint8Array, p: number, to: number): number {
  for (p++; p < to && buf[p] > 32; p++) {
    if (buf[p] === QUOTE || (isOpening(buf[p]) && buf[p - 1] !== EQUALS)) return p
  }
  return p
}

/** Adds the pair whose key is at p and whose value begins at `from`. @returns its end. */
function readPair(rows: FieldRows, buf: Uint8Array, p: number, from: number, to: number): number {
  let keyTo = from - 1
  while (buf[keyTo] !== EQUALS && buf[keyTo] !== COLON) keyTo--
  if (buf[p] === QUOTE) {
    p++
    keyTo--
  }
  rows.name(p, keyTo, pathOf(buf, p, keyTo))
  const byte = from < to ? buf[from] : 32
  if (byte === QUOTE) return readQuoted(rows, buf, from, to)
  if (byte === APOSTROPHE) {
    const end = apostropheEnd(buf, from, to)
    if (end !== NONE) {
      rows.add(from + 1, end - 1, STRING, QUOTED_TEXT)
      return end
    }
  }
  let end = isOpening(byte) ? groupEnd(buf, from, to) : NONE
  if (end === NONE) end = bareEnd(buf, from, to)
  rows.add(from, end, kindOf(buf, from, end), BARE_TEXT)
  return end
}

/** Adds a field with the value whose quote stands at `from`. @returns behind its closing quote. */
export function readQuoted(rows: FieldRows, buf: Uint8Array, from: number, to: number): number {
  let written = QUOTED_TEXT
  let p = from + 1
  while (p < to && buf[p] !== QUOTE) {
    if (buf[p++] === BACKSLASH) {
      p++
      written = ESCAPED_TEXT
    }
  }
  if (p >= to) {
    p = to
    rows.isOpen = true
  }
  rows.add(from + 1, p, STRING, written)
  return Math.min(to, p + 1)
}

/** Behind the apostrophe that closes the one at p, if it closes a value and is not within a word. */
function apostropheEnd(buf: Uint8Array, p: number, to: number): number {
  const limit = Math.min(to, p + GROUP_MAX_BYTES)
  for (let q = p + 1; q < limit; q++) {
    if (buf[q] !== APOSTROPHE) continue
    if (q + 1 >= to || buf[q + 1] <= 32 || isClosing(buf[q + 1]) || isBetween(buf[q + 1])) return q + 1
  }
  return NONE
}

/** Behind the bracket that closes the one at p, NONE where none does soon. */
function groupEnd(buf: Uint8Array, p: number, to: number): number {
  const limit = Math.min(to, p + GROUP_MAX_BYTES)
  let depth = 0
  for (; p < limit; p++) {
    if (isOpening(buf[p])) depth++
    else if (isClosing(buf[p]) && --depth === 0) return p + 1
  }
  return NONE
}

/** End of a bare value: at white space, or at a comma, semicolon or bar behind which there is a key or white space. */
function bareEnd(buf: Uint8Array, from: number, to: number): number {
  let p = from
  let open = 0
  for (; p < to && buf[p] > 32; p++) {
    const byte = buf[p]
    if (isOpening(byte)) open++
    else if (isClosing(byte) && open-- === 0) return p
    else if (isBetween(byte)) {
      if (p + 1 >= to || buf[p + 1] <= 32 || isClosing(buf[p + 1]) || valueAt(buf, p + 1, to) !== NONE) return p
    }
  }
  return p
}
