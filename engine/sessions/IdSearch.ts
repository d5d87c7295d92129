import { isDigit, skipSpaces, tokenEnd } from '../text/scan'
import { BYTE_CLASS, SPACE } from '../tokens/words'
import { isNameLetter } from './idShapes'

/** Bytes of a word before an id, or of the letters with which it begins, at most. */
export const MARK_MAX_BYTES = 24
/** Bytes of an id in the header. Chosen. */
const HEADER_ID_MAX_BYTES = 48
/** Punctuation between a word and its id, as in `"id":"7`. */
const MARKS_BETWEEN_MAX = 3
const BLANK = 32, DASH = 45, DOT = 46, OPEN = 91, CLOSE = 93

const NO_TEXT = new Uint8Array(0)

/** Looks in a line for ids and for the words that mark them. One instance is used for line after line. */
export class IdSearch {
  /** Where that is which was found last; of no meaning if nothing was. */
  from = 0
  to = 0
  buf: Uint8Array = NO_TEXT
  /** Where the line begins, and its message. */
  start = 0
  message = 0

  /** Takes the line in which the others look. */
  open(buf: Uint8Array, start: number, message: number): void {
    this.buf = buf
    this.start = start
    this.message = message
  }

  /**
   * Finds the word before a parameter of the message, all of it letters and signs, with white space and one to three
   * other marks between. What is found follows from the line's signature alone.
   * @param lastEnd where the parameter before ends; that one is no word.
   */
  findWordBefore(from: number, lastEnd: number): boolean {
    const { buf, message } = this
    let to = from
    let marks = 0
    while (to > message && BYTE_CLASS[buf[to - 1]] >= SPACE) if (buf[--to] > BLANK && ++marks > MARKS_BETWEEN_MAX) return false
    if (to === from || to === lastEnd) return false
    let p = to
    while (p > message && BYTE_CLASS[buf[p - 1]] < SPACE) {
      p--
      if (!isNameLetter(buf[p]) && buf[p] !== DASH && buf[p] !== DOT) return false
    }
    this.from = p
    this.to = to
    return p < to && to - p <= MARK_MAX_BYTES && p >= lastEnd
  }

  /**
   * Whether the word that findWordBefore finds may be this one, by its last letter: before most parameters is another
   * one.
   */
  mayFollow(from: number, word: string): boolean {
    const { buf, message } = this
    let to = from
    while (to > message && BYTE_CLASS[buf[to - 1]] >= SPACE) to--
    return to > message && buf[to - 1] === word.charCodeAt(word.length - 1)
  }

  /** Finds what is in a bracket of the header, counted from 0, and has a digit. */
  findBracket(number: number): boolean {
    const { buf, start, message } = this
    let left = number
    for (let p = start; p < message; p++) {
      if (buf[p] !== OPEN || left-- > 0) continue
      let digits = 0
      let q = p + 1
      while (q < message && buf[q] !== CLOSE) if (isDigit(buf[q++])) digits++
      this.from = p + 1
      this.to = q
      return digits > 0 && q < message && q - p <= HEADER_ID_MAX_BYTES
    }
    return false
  }

  /** Finds a word of the header, counted from 0, that has a digit; what is in a bracket is one word. */
  findColumn(number: number): boolean {
    const { buf, message } = this
    let p = this.start
    for (; number > 0 && p < message; number--) p = skipSpaces(buf, tokenEnd(buf, p))
    return p < message && this.isColumnId(p, tokenEnd(buf, p))
  }

  /**
   * Whether the header's word `[from, to)` may be an id: it has a digit, and is in no bracket, which is a key of its
   * own.
   */
  isColumnId(from: number, to: number): boolean {
    this.from = from
    this.to = to
    let digits = 0
    for (let p = from; p < to; p++) {
      if (this.buf[p] === OPEN) return false
      if (isDigit(this.buf[p])) digits++
    }
    return digits > 0 && to < this.message && to - from <= HEADER_ID_MAX_BYTES
  }
}
