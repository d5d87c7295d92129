import { isDigit, startsWith } from '../../text/scan'
import { BARE_TEXT, ESCAPED_BARE, type FieldRows, kindOf } from './fieldRows'
import { isKeyByte } from './pairs'
import { pathOf, pathOfName } from './path'
import { readSegments } from './segments'

const BACKSLASH = 92, EQUALS = 61, BAR = 124, TAB = 9
const CEF_NAMES = ['version', 'vendor', 'product', 'product_version', 'event_id', 'name', 'severity'] as const
const LEEF_NAMES = ['version', 'vendor', 'product', 'product_version', 'event_id'] as const
const CEF_PATHS: readonly number[] = CEF_NAMES.map(pathOfName)
const LEEF_PATHS: readonly number[] = LEEF_NAMES.map(pathOfName)

/** Whether `CEF:` and its version stand at p. */
export function isCef(buf: Uint8Array, p: number, to: number): boolean {
  return p + 5 < to && startsWith(buf, p, 'CEF:') && isDigit(buf[p + 4])
}

/** Whether `LEEF:` and its version stand at p. */
export function isLeef(buf: Uint8Array, p: number, to: number): boolean {
  return p + 6 < to && startsWith(buf, p, 'LEEF:') && isDigit(buf[p + 5])
}

/** The name of a header cell, by its number. */
export function headerName(kind: 'cef' | 'leef', cell: number): string {
  return kind === 'cef' ? CEF_NAMES[cell] : LEEF_NAMES[cell]
}

/**
 * Reads `CEF:0|vendor|…|severity|key=value …`: backslashes escape a bar in the header, an equals sign in the rest.
 * Source: Micro Focus, "ArcSight Common Event Format". @returns false where the record is none.
 */
export function readCef(rows: FieldRows, buf: Uint8Array, from: number, to: number): boolean {
  if (!isCef(buf, from, to)) return false
  const p = readHeader(rows, buf, from + 4, to, CEF_PATHS)
  if (p < 0) return false
  readExtension(rows, buf, p, to)
  return true
}

/**
 * Reads `LEEF:1.0|vendor|…|event|` with pairs that tabs separate; version 2.0 declares the separator, or its `x5E`.
 * Source: IBM, "Log Event Extended Format (LEEF)". @returns false where the record is none.
 */
export function readLeef(rows: FieldRows, buf: Uint8Array, from: number, to: number): boolean {
  if (!isLeef(buf, from, to)) return false
  let p = readHeader(rows, buf, from + 5, to, LEEF_PATHS)
  if (p < 0) return false
  let delimiter = TAB
  if (buf[from + 5] > 49) {
    let q = p
    while (q < to && q < p + 5 && buf[q] !== BAR) q++
    if (q < to && buf[q] === BAR) {
      if (q === p + 1) delimiter = buf[p]
      else if (q > p) delimiter = hexadecimal(buf, p, q)
      p = q + 1
    }
  }
  readSegments(rows, buf, p, to, { delimiter, assign: EQUALS })
  return true
}

/** Reads the cells before the pairs, the last one closed by a bar or the end. @returns behind it, -1 with too few. */
function readHeader(rows: FieldRows, buf: Uint8Array, p: number, to: number, paths: readonly number[]): number {
  for (const path of paths) {
    if (p > to) return -1
    const from = p
    let written = BARE_TEXT
    for (; p < to && buf[p] !== BAR; p++) {
      if (buf[p] !== BACKSLASH || p + 1 >= to) continue
      p++
      written = ESCAPED_BARE
    }
    rows.name(-1, -1, path)
    rows.add(from, p, kindOf(buf, from, p), written)
    p++
  }
  return Math.min(p, to)
}

/** Reads pairs whose values reach to the next ` key=`. */
function readExtension(rows: FieldRows, buf: Uint8Array, from: number, to: number): void {
  let wordFrom = from // where the latest word begins, a key if an equals sign follows it at once
  let isKey = true
  let keyFrom = -1
  let keyTo = -1
  let written = BARE_TEXT
  for (let p = from; p < to; p++) {
    const byte = buf[p]
    if (byte <= 32) {
      wordFrom = p + 1
      isKey = true
    }
    else if (byte === BACKSLASH) {
      p++
      written = ESCAPED_BARE
      isKey = false
    }
    else if (byte === EQUALS && isKey && p > wordFrom) {
      if (keyFrom < 0) rows.addGap(buf, from, wordFrom)
      else addValue(rows, buf, keyFrom, keyTo, wordFrom, written)
      if (rows.isFull) {
        rows.cut(buf, wordFrom, to)
        return
      }
      keyFrom = wordFrom
      keyTo = p
      written = BARE_TEXT
      isKey = false
    }
    else if (!isKeyByte(byte) && byte !== 91 && byte !== 93) isKey = false
  }
  if (keyFrom < 0) rows.addGap(buf, from, to)
  else addValue(rows, buf, keyFrom, keyTo, to, written)
}

function addValue(rows: FieldRows, buf: Uint8Array, keyFrom: number, keyTo: number, to: number, written: number): void {
  const from = keyTo + 1
  while (to > from && buf[to - 1] <= 32) to--
  rows.name(keyFrom, keyTo, pathOf(buf, keyFrom, keyTo))
  rows.add(from, to, kindOf(buf, from, to), written)
}

/** The byte that hexadecimal digits behind an `x` give; TAB for what is none. */
function hexadecimal(buf: Uint8Array, from: number, to: number): number {
  let p = from
  if (buf[p] === 48) p++
  if ((buf[p] | 32) !== 120) return TAB
  let byte = 0
  for (p++; p < to; p++) {
    const digit = isDigit(buf[p]) ? buf[p] - 48 : (buf[p] | 32) - 87
    if (digit < 0 || digit > 15) return TAB
    byte = byte * 16 + digit
  }
  return byte > 0 && byte < 256 ? byte : TAB
}
