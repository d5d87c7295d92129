import { AccessQuotes } from './access'
import { addressEnd, isGroup } from './address'
import type { DigitStyle } from './digits'
import { SLOTS_MAX } from '../summary/chunkTables'
import { LineValues } from './LineValues'
import { NO_QUANTITY } from './units'
import { WordEnds } from './wordEnd'
import { WordHash } from './WordHash'
import { storedOf } from './wordQuantity'
import {
  BYTE_CLASS, DIGIT, HEX_LETTER, HEX_WORD_MIN, isKeyedValue, LINE_END, MASK, PLUS, SIGN, SPACE, WIDE, WORDS_MAX,
} from './words'

/** What a token is: a word, the path of a request, a parameter, the status of an answer, all that is left of a long line. */
export const WORD = 0, PATH = 1, PARAMETER = 2, STATUS = 3, REST = 4

const LF = 10, BLANK = 32, COLON = 58, OPEN = 91, DASH = 45, EQUALS = 61, QUOTE = 34
/** The hash of nothing, as 32-bit numbers with a sign: so RowTable keeps them. */
const NOTHING1 = 0x811C9DC5 | 0, NOTHING2 = 0x9747B28C | 0
/** Start and prime of FNV-1a, for words as WordHash reads them; odd multipliers of MurmurHash3 (A. Appleby, public domain). */
const START = 0x811C9DC5 | 0, P1 = 0x01000193, P2 = 0x85EBCA6B, P3 = 0xC2B2AE35

/** Whether the word `[from, to)` is a parameter: it has a digit, is a long hexadecimal id, or the whole value of a key. */
function isParameter(buf: Uint8Array, from: number, to: number, flags: number): boolean {
  if ((flags & DIGIT) !== 0) return true
  if ((flags & ~(HEX_LETTER | SIGN)) === 0 && to - from >= HEX_WORD_MIN) return true
  return (buf[from - 1] === EQUALS || buf[to] === QUOTE) && isKeyedValue(buf, from, to)
}

/** Whether the word that begins with a byte of class `first` may end elsewhere than its run of word bytes: see WordEnds. */
function mayEndElsewhere(first: number, flags: number): boolean {
  return (flags & (WIDE | PLUS)) !== 0 || ((flags & DIGIT) !== 0 && (first & ~(DIGIT | SIGN)) === 0)
}

/**
 * One walk over a text: its words in flat arrays, the hash of its signature, and its parameters. All other readings go by these: what
 * lies between two tokens is white space and punctuation. An instance is used for text after text.
 */
export class Tokens {
  /** Tokens of the text read last, at most WORDS_MAX and one REST. */
  size = 0
  /** Where that text begins behind its indent, and where its line ends. */
  start = 0
  end = 0
  /** Per token: its bytes `[from, to)`; `from` has one row more, where the line ends. */
  readonly from = new Int32Array(WORDS_MAX + 2)
  readonly to = new Int32Array(WORDS_MAX + 1)
  readonly kind = new Uint8Array(WORDS_MAX + 1)
  /** Hash in two lanes of the signature of all texts since `clear`, and what it masks: at most SLOTS_MAX parameters. */
  lane1 = NOTHING1
  lane2 = NOTHING2
  readonly values = new LineValues()
  readonly quotes = new AccessQuotes()
  readonly words: WordEnds
  private readonly word = new WordHash()

  constructor(digits?: DigitStyle) {
    this.words = new WordEnds(digits)
  }

  /** Makes ready for another event. */
  clear(): void {
    this.lane1 = NOTHING1
    this.lane2 = NOTHING2
    this.values.size = 0
  }

  /** Whether nothing has been read since `clear`, or nothing but white space. */
  isEmpty(): boolean {
    return this.lane1 === NOTHING1 && this.lane2 === NOTHING2
  }

  /** Adds to the hash what makes a signature of its own of the same text. */
  mix(value1: number, value2 = 0): void {
    this.lane1 = Math.imul(this.lane1 ^ value1, P2)
    this.lane2 = this.lane2 + value2 | 0
  }

  /**
   * Reads the words from `at` to the line's end. A hexadecimal address is one token; in a line of an access log, so are the path of
   * the request and what is quoted. Parameters that only colons join are one value: a time of day, an address with its port.
   * @param buf with a line feed behind the text, and padding after the last one.
   */
  read(buf: Uint8Array, at: number): void {
    const { quotes, word, values } = this
    let { lane1, lane2 } = this
    let count = values.size
    let p = at
    while (BYTE_CLASS[buf[p]] === SPACE) p++ // how far a line is indented says nothing
    this.start = p
    quotes.clear()
    let size = 0
    let spaced = false // white space since the last token
    let runTo = -1 // end of the parameter just read, -1 after anything else
    let colons = 0 // held back after a parameter
    let wholeFrom = -1 // where a quoted token begins
    for (;;) {
      const first = BYTE_CLASS[buf[p]]
      let wholeEnd = -1
      if (p === wholeFrom) wholeEnd = quotes.to
      else if (first >= SPACE) {
        if (first === LINE_END) break
        if (first === SPACE) {
          spaced = true
          p++
          continue
        }
        const byte = buf[p]
        if (byte === COLON && p === runTo + colons && runTo >= 0) {
          colons++
          p++
          continue
        }
        if (byte === COLON || byte === OPEN) wholeEnd = addressEnd(buf, p)
        else if (byte === QUOTE && p !== quotes.end && quotes.open(buf, p, p === this.start)) wholeFrom = quotes.from
        if (wholeEnd < 0) {
          if (colons > 0) {
            lane1 = Math.imul(lane1 ^ COLON * colons, P2)
            lane2 = Math.imul(lane2 + COLON * colons, P3)
            colons = 0
          }
          if (spaced) {
            lane1 = Math.imul(lane1 ^ BLANK, P2)
            spaced = false
          }
          lane1 = Math.imul(lane1 ^ byte, P2)
          lane1 ^= lane1 >>> 15
          lane2 = Math.imul(lane2 + byte, P3) ^ (lane2 >>> 17)
          runTo = -1
          p++
          continue
        }
      }
      const start = p
      let flags = 0
      let hash1 = START, hash2 = 0
      let next: number = first
      do {
        flags |= next
        hash1 = Math.imul(hash1 ^ buf[p], P1)
        hash2 = Math.imul(hash2, 31) + buf[p] | 0
        next = BYTE_CLASS[buf[++p]]
      } while (next < SPACE)
      if (buf[p] === COLON && wholeEnd < 0 && isGroup(flags, start, p)) wholeEnd = addressEnd(buf, start)
      if (size === WORDS_MAX) {
        lane1 = Math.imul(lane1 ^ MASK, P2)
        lane2 = Math.imul(lane2 + MASK, P3)
        p = this.takeRest(buf, size++, start)
        break
      }
      let kind: number = WORD
      let dimension: number = NO_QUANTITY
      if (wholeEnd > 0) {
        kind = this.hashWhole(buf, start, wholeEnd)
        p = wholeEnd
        hash1 = word.lane1
        hash2 = word.lane2
      }
      else {
        if (p === start + 1 && quotes.end >= 0 && buf[start] === DASH) flags = DIGIT // a value is missing
        if (mayEndElsewhere(first, flags)) {
          const { words } = this
          words.read(buf, start, p, flags)
          flags = words.flags
          dimension = words.dimension
          if (words.end !== p) {
            p = words.end
            word.read(buf, start, p)
            hash1 = word.lane1
            hash2 = word.lane2
          }
        }
        if (isParameter(buf, start, p, flags)) kind = start === quotes.status ? STATUS : PARAMETER
      }
      this.from[size] = start
      this.to[size] = p
      this.kind[size++] = kind
      if (kind >= PARAMETER && colons > 0 && start === runTo + colons) {
        if (count <= SLOTS_MAX) values.extend(count - 1, p, hash1, hash2)
        colons = 0
        runTo = p
        continue
      }
      if (colons > 0) {
        lane1 = Math.imul(lane1 ^ COLON * colons, P2)
        lane2 = Math.imul(lane2 + COLON * colons, P3)
        colons = 0
      }
      if (spaced) {
        lane1 = Math.imul(lane1 ^ BLANK, P2)
        spaced = false
      }
      if (kind >= PARAMETER) {
        if (count < SLOTS_MAX) {
          values.from[count] = start
          values.to[count] = p
          values.place[count] = count
          values.hash1[count] = hash1
          values.hash2[count] = hash2
          values.dimension[count] = dimension
          if (dimension !== NO_QUANTITY) values.number[count] = storedOf(this.words.quantity)
        }
        count++
        if (kind === STATUS) {
          lane1 = Math.imul(lane1 ^ buf[start], P2)
          lane2 = Math.imul(lane2 + buf[start], P3)
        }
        hash1 = hash2 = MASK
        runTo = p
      }
      else runTo = -1
      lane1 = Math.imul(lane1 ^ hash1, P2)
      lane2 = Math.imul(lane2 + hash2, P3)
      lane1 ^= lane1 >>> 15
      lane2 ^= lane2 >>> 16
    }
    if (colons > 0) {
      lane1 = Math.imul(lane1 ^ COLON * colons, P2)
      lane2 = Math.imul(lane2 + COLON * colons, P3)
    }
    this.lane1 = lane1
    this.lane2 = lane2
    this.from[size] = this.end = p
    this.size = size
    values.size = count < SLOTS_MAX ? count : SLOTS_MAX
  }

  /** Takes all from `start` on as one token. @returns where the line ends. */
  private takeRest(buf: Uint8Array, row: number, start: number): number {
    this.from[row] = start
    this.kind[row] = REST
    return this.to[row] = buf.indexOf(LF, start)
  }

  /** Hashes the token that the quotes or an address end at `to`, whatever its bytes. @returns what it is. */
  private hashWhole(buf: Uint8Array, from: number, to: number): number {
    const { quotes, word } = this
    const isPath = quotes.isPath && from === quotes.from
    if (isPath) word.read(quotes.path, 0, quotes.maskPath(buf, from, to))
    else word.read(buf, from, to)
    return isPath ? PATH : PARAMETER
  }
}
