import { isDigit, isLetter, skipDigits, skipSpaces, tokenEnd } from '../../text/scan'

/** A separator ends the header within this many tokens. Chosen: before it comes a name and a word or two. */
export const UNTIL_TOKENS = 4
const LF = 10, SPACE = 32, COLON = 58

/**
 * Position of a time at the start of a line, behind `<34>`, `[`, `(`, `*` or a quote; the same position without them.
 */
export function timeStart(buf: Uint8Array, p: number): number {
  if (buf[p] === 60) {
    let q = p + 1
    while (buf[q] >= 48 && buf[q] <= 57) q++
    if (buf[q] === 62 && q > p + 1) p = q + 1
    if (buf[p] >= 48 && buf[p] <= 57 && buf[p + 1] === SPACE) p += 2 // RFC 5424's version
  }
  // a clock that is not set yet has a star before it
  return buf[p] === 91 || buf[p] === 40 || buf[p] === 34 || buf[p] === 42 ? p + 1 : p
}

/** The position after what closes a time: brackets, quotes, commas, then white space. */
export function afterTime(buf: Uint8Array, p: number): number {
  while (buf[p] === 93 || buf[p] === 41 || buf[p] === 34 || buf[p] === 44 || buf[p] === COLON) p++
  return skipSpaces(buf, p)
}

/** The position behind the kernel's time since its start at p (`[   12.345678] `), p without one. */
export function uptimeEnd(buf: Uint8Array, p: number): number {
  if (buf[p] !== 91) return p
  const from = skipSpaces(buf, p + 1)
  const dot = skipDigits(buf, from)
  const q = skipDigits(buf, dot + 1)
  return dot > from && buf[dot] === 46 && q === dot + 7 && buf[q] === 93 ? skipSpaces(buf, q + 1) : p
}

/** Whether the token is what ends a header: `sshd[12]:`, or `file.go:12]` of a bracket that was not opened as one. */
export function isTag(buf: Uint8Array, from: number, to: number): boolean {
  if (buf[to - 1] === COLON) return to > from + 1
  if (buf[to - 1] !== 93) return false
  for (let p = from; p < to; p++) if (buf[p] === 91) return false
  return true
}

/** Whether the token only separates: dashes, a bar, a colon. */
export function isDash(buf: Uint8Array, from: number, to: number): boolean {
  if (buf[from] === 124 || buf[from] === COLON) return to === from + 1
  for (let p = from; p < to; p++) if (buf[p] !== 45) return false
  return true
}

/** End of the structured data of RFC 5424 at p: bracketed elements, in which brackets may come between quotes. */
export function dataEnd(buf: Uint8Array, p: number): number {
  while (buf[p] === 91) {
    let isQuoted = false
    for (p++; buf[p] !== LF && (isQuoted || buf[p] !== 93); p++) {
      if (buf[p] === 92) p++
      else if (buf[p] === 34) isQuoted = !isQuoted
      if (buf[p] === LF) return p
    }
    if (buf[p] === 93) p++
  }
  return p
}

/** Where a separator begins within the next tokens, -1 without one. */
export function separatorFrom(buf: Uint8Array, q: number): number {
  for (let i = 0, p = q; i < UNTIL_TOKENS && buf[p] !== LF; i++) {
    const end = tokenEnd(buf, p)
    if (isDash(buf, p, end)) return p
    p = skipSpaces(buf, end)
  }
  return -1
}

/** End of the token `[from, to)` that states a severity: behind the name of Python's `ERROR:name:text`. */
export function levelEnd(buf: Uint8Array, from: number, to: number): number {
  let word = from
  while (buf[word] >= 65 && buf[word] <= 90) word++
  if (word === from || buf[word] !== COLON) return to
  let name = word + 1
  while (name < to && (isLetter(buf[name]) || isDigit(buf[name]) || buf[name] === 46 || buf[name] === 95 || buf[name] === 45)) name++
  return name > word + 1 && buf[name] === COLON ? name + 1 : to
}

/** Where the token after the one at p begins. */
export function nextToken(buf: Uint8Array, p: number): number {
  return skipSpaces(buf, tokenEnd(buf, p))
}
