import { BARE_TEXT, ESCAPED_TEXT, type FieldRows, kindOf, QUOTED_TEXT } from './fieldRows'
import { ELEMENTS_MAX, NESTED, STRING } from './form'

const QUOTE = 34, BACKSLASH = 92, COMMA = 44, COLON = 58, OPEN = 123, CLOSE = 125, OPEN_ARRAY = 91, CLOSE_ARRAY = 93
const PRIME = 0x01000193 // of FNV-1a, as in path.ts: keys are hashed while their end is looked for
const NOT_JSON = -1

/**
 * Reads the object from … to; also one that is an element of an array, with the brackets and commas around it. What
 * stands behind it is a gap. @returns false where it is no object.
 */
export function readJson(rows: FieldRows, buf: Uint8Array, from: number, to: number): boolean {
  const start = objectStart(buf, from, to)
  if (start < 0) return false
  const end = readObject(rows, buf, start + 1, to)
  if (end === NOT_JSON) return false
  if (rows.isOpen) return rows.count > 0
  let p = end
  while (p < to && (buf[p] <= 32 || buf[p] === COMMA || buf[p] === CLOSE_ARRAY)) p++
  if (p < to) rows.addGap(buf, p, to)
  return true
}

/**
 * Where the brace of an object stands, behind blanks, control characters (as in RFC 7464), brackets or a comma; -1
 * where none does.
 */
export function objectStart(buf: Uint8Array, from: number, to: number): number {
  let p = from
  while (p < to && (buf[p] <= 32 || buf[p] === COMMA || buf[p] === OPEN_ARRAY)) p++
  return p < to && buf[p] === OPEN ? p : -1
}

/** Behind the bracket that closes the one at p; -1 where none does before `to`. Brackets within quotes do not count. */
export function nestedEnd(buf: Uint8Array, p: number, to: number): number {
  let depth = 0
  for (; p < to; p++) {
    const byte = buf[p]
    if (byte === QUOTE) {
      for (p++; p < to && buf[p] !== QUOTE; p++) if (buf[p] === BACKSLASH) p++
    }
    else if (byte === OPEN || byte === OPEN_ARRAY) depth++
    else if ((byte === CLOSE || byte === CLOSE_ARRAY) && --depth === 0) return p + 1
  }
  return -1
}

function skipBlanks(buf: Uint8Array, p: number, to: number): number {
  while (p < to && (buf[p] === 32 || buf[p] === 10 || buf[p] === 13 || buf[p] === 9)) p++
  return p
}

function ended(rows: FieldRows, to: number): number {
  if (!rows.isFull || !rows.isCut) rows.isOpen = true
  return to
}

/** Reads the object whose brace stands before p. @returns behind its end, `to` where it has none, or NOT_JSON. */
function readObject(rows: FieldRows, buf: Uint8Array, p: number, to: number): number {
  const prefix = rows.prefix
  for (let isFirst = true; ; isFirst = false) {
    p = skipBlanks(buf, p, to)
    if (p >= to) return ended(rows, to)
    if (buf[p] === CLOSE) return p + 1
    if (!isFirst) {
      if (buf[p] !== COMMA) return NOT_JSON
      p = skipBlanks(buf, p + 1, to)
      if (p >= to) return ended(rows, to)
      if (buf[p] === CLOSE) return p + 1
    }
    if (rows.isFull) return rows.cut(buf, p, to)
    if (buf[p] !== QUOTE) return NOT_JSON
    const keyFrom = ++p
    let path = prefix
    while (p < to) {
      const byte = buf[p]
      if (byte === QUOTE) break
      path = Math.imul(path ^ byte, PRIME)
      p++
      if (byte === BACKSLASH && p < to) path = Math.imul(path ^ buf[p++], PRIME)
    }
    const keyTo = p
    p = skipBlanks(buf, p + 1, to)
    if (p >= to) return ended(rows, to)
    if (buf[p] !== COLON) return NOT_JSON
    rows.name(keyFrom, keyTo, path)
    p = readValue(rows, buf, skipBlanks(buf, p + 1, to), to)
    if (p === NOT_JSON || p >= to) return p === NOT_JSON ? p : ended(rows, to)
  }
}

function readValue(rows: FieldRows, buf: Uint8Array, p: number, to: number): number {
  if (p >= to) return ended(rows, to)
  const first = buf[p]
  if (first === QUOTE) {
    const from = ++p
    let written = QUOTED_TEXT
    while (p < to && buf[p] !== QUOTE) {
      if (buf[p++] === BACKSLASH) {
        p++
        written = ESCAPED_TEXT
      }
    }
    if (p >= to) p = ended(rows, to)
    rows.add(from, p, STRING, written)
    return p + 1
  }
  if (first === OPEN || first === OPEN_ARRAY) return readNested(rows, buf, p, to)
  const from = p
  while (p < to && buf[p] !== COMMA && buf[p] !== CLOSE && buf[p] !== CLOSE_ARRAY && buf[p] > 32) p++
  const kind = kindOf(buf, from, p)
  if (p === from || (kind === STRING && !isWord(buf, from, p))) return NOT_JSON
  rows.add(from, p, kind, BARE_TEXT)
  return p
}

/** Whether it is a bare word that writers of JSON leave behind: `NaN`, `-Infinity`, `None`, `undefined`. */
function isWord(buf: Uint8Array, from: number, to: number): boolean {
  let p = buf[from] === 45 ? from + 1 : from
  const start = p
  while (p < to && (buf[p] | 32) >= 97 && (buf[p] | 32) <= 122) p++
  return p === to && p > start
}

function readNested(rows: FieldRows, buf: Uint8Array, p: number, to: number): number {
  const isArray = buf[p] === OPEN_ARRAY
  const inside = skipBlanks(buf, p + 1, to)
  if (inside >= to) return ended(rows, to)
  const isEmpty = buf[inside] === (isArray ? CLOSE_ARRAY : CLOSE)
  if (isEmpty || rows.isDeepest) {
    let end = isEmpty ? inside + 1 : nestedEnd(buf, p, to)
    if (!isEmpty) rows.isCut = true
    if (end < 0) end = ended(rows, to)
    rows.add(p, end, NESTED, BARE_TEXT)
    return end
  }
  const outer = rows.enter(isArray)
  const end = isArray ? readArray(rows, buf, inside, to) : readObject(rows, buf, inside, to)
  rows.leave(outer)
  return end
}

/** Reads the array, not empty, whose first element is at p. Single values beyond ELEMENTS_MAX stay one NESTED text. */
function readArray(rows: FieldRows, buf: Uint8Array, p: number, to: number): number {
  let single = 0
  for (;;) {
    p = skipBlanks(buf, p, to)
    if (p >= to) return ended(rows, to)
    if (rows.isFull) return rows.cut(buf, p, to)
    rows.nameElement()
    const isNested = buf[p] === OPEN || buf[p] === OPEN_ARRAY
    if (!isNested && single++ === ELEMENTS_MAX) return leaveElements(rows, buf, p, to)
    p = readValue(rows, buf, p, to)
    if (p === NOT_JSON) return p
    p = skipBlanks(buf, p, to)
    if (p >= to) return ended(rows, to)
    if (buf[p] === CLOSE_ARRAY) return p + 1
    if (buf[p] !== COMMA) return NOT_JSON
    p = skipBlanks(buf, p + 1, to)
    if (p < to && buf[p] === CLOSE_ARRAY) return p + 1
  }
}

/** Adds what is left of an array, from p to its closing bracket, as one text. */
function leaveElements(rows: FieldRows, buf: Uint8Array, p: number, to: number): number {
  let inner = 0
  let end = p
  for (; end < to; end++) {
    const byte = buf[end]
    if (byte === QUOTE) {
      for (end++; end < to && buf[end] !== QUOTE; end++) if (buf[end] === BACKSLASH) end++
    }
    else if (byte === OPEN || byte === OPEN_ARRAY) inner++
    else if ((byte === CLOSE || byte === CLOSE_ARRAY) && inner-- === 0) break
  }
  if (end >= to) end = ended(rows, to)
  rows.add(p, end, NESTED, BARE_TEXT)
  return end < to ? end + 1 : to
}
