import { isDigit, isLetter } from '../../text/scan'

/**
 * The pieces of a header token, one of which is the level: `[Server thread/WARN]:`, `WARNING[4411][C-1f]:`, `12345I`.
 */

/**
 * Which piece of a token is the level. `whole` is the token without brackets, quotes and colons around it, `first` …
 * `last` count the runs of word bytes in it, `tailLetter` and `headLetter` are a letter glued to digits before or
 * behind it.
 */
export const PIECES = ['whole', 'first', 'second', 'third', 'secondLast', 'last', 'tailLetter', 'headLetter'] as const
export type Piece = typeof PIECES[number]

const isWordByte = (byte: number) =>
  byte >= 128 || (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 95 || byte === 43

/** Length of a wide bracket or colon of CJK text at p (【 】 （ ） ：), 0 without one. */
export function wideMarkLength(buf: Uint8Array, p: number): number {
  if (buf[p] === 0xE3) return buf[p + 1] === 0x80 && (buf[p + 2] === 0x90 || buf[p + 2] === 0x91) ? 3 : 0
  if (buf[p] !== 0xEF || buf[p + 1] !== 0xBC) return 0
  return buf[p + 2] === 0x9A || buf[p + 2] === 0x88 || buf[p + 2] === 0x89 ? 3 : 0
}

/** Whether a word goes on with the byte at p. */
function isInWord(buf: Uint8Array, p: number): boolean {
  return isWordByte(buf[p]) && wideMarkLength(buf, p) === 0
}

/** End of the run of word bytes at p, at most `to`. */
export function runEnd(buf: Uint8Array, p: number, to: number): number {
  while (p < to && isInWord(buf, p)) p++
  return p
}

function runStart(buf: Uint8Array, p: number, to: number): number {
  while (p < to && !isInWord(buf, p)) p += wideMarkLength(buf, p) || 1
  return Math.min(p, to)
}

/** Start of the run of word bytes that ends before `to`, at least `from`. */
function runStartBefore(buf: Uint8Array, from: number, to: number): number {
  let p = to
  while (p > from && isWordByte(buf[p - 1]) && (p - 3 < from || wideMarkLength(buf, p - 3) === 0)) p--
  return p
}

function runEndBefore(buf: Uint8Array, from: number, to: number): number {
  let q = to
  while (q > from)
    if (q - 3 >= from && wideMarkLength(buf, q - 3) > 0) q -= 3
    else if (!isWordByte(buf[q - 1])) q--
    else break
  return q
}

/** Where a piece of a token is. One instance is used for piece after piece. */
export class Span {
  from = 0
  to = 0

  /**
   * Finds the piece of the token `[from, to)`.
   * @returns false where the token has no such piece; then the span is not valid.
   */
  find(buf: Uint8Array, from: number, to: number, piece: Piece): boolean {
    switch (piece) {
      case 'whole':
        this.from = runStart(buf, from, to)
        this.to = runEndBefore(buf, this.from, to)
        return this.to > this.from
      case 'first': return this.findFromStart(buf, from, to, 1)
      case 'second': return this.findFromStart(buf, from, to, 2)
      case 'third': return this.findFromStart(buf, from, to, 3)
      case 'secondLast': return this.findFromEnd(buf, from, to, 2)
      case 'last': return this.findFromEnd(buf, from, to, 1)
      case 'tailLetter':
        if (!this.findFromEnd(buf, from, to, 1) || !isLetter(buf[this.to - 1])) return false
        this.from = Math.max(this.from, this.to - 1)
        return this.from > from && isDigit(buf[this.from - 1])
      case 'headLetter':
        if (!this.findFromStart(buf, from, to, 1) || !isLetter(buf[this.from])) return false
        this.to = this.from + 1
        return this.to < to && isDigit(buf[this.to])
    }
  }

  /** Finds the n-th run from the start, n from 1. */
  private findFromStart(buf: Uint8Array, from: number, to: number, n: number): boolean {
    let p = from
    for (let i = 1; ; i++) {
      p = runStart(buf, p, to)
      if (p === to) return false
      const end = runEnd(buf, p, to)
      if (i === n) {
        this.from = p
        this.to = end
        return true
      }
      p = end
    }
  }

  /** Finds the n-th run from the end, n from 1. */
  private findFromEnd(buf: Uint8Array, from: number, to: number, n: number): boolean {
    let q = to
    for (let i = 1; ; i++) {
      q = runEndBefore(buf, from, q)
      if (q === from) return false
      const start = runStartBefore(buf, from, q)
      if (i === n) {
        this.from = start
        this.to = q
        return true
      }
      q = start
    }
  }
}
