import { skipDigits } from '../text/scan'
import { BYTE_CLASS, DIGIT, DOT, HEX_LETTER, HEX_WORD_MIN, LINE_END, SPACE } from './words'

const SLASH = 47, QUOTE = 34, BLANK = 32, DASH = 45, EQUALS = 61, QUESTION = 63, AMPERSAND = 38
const BACKSLASH = 92, STAR = 42, PERCENT = 37, UNDERSCORE = 95
/** Bytes of a masked path that are kept. Chosen. */
const PATH_MAX = 128
const EXTENSION_MAX = 5
const METHOD_MIN = 3
/** Hyphens of a part that is the title of what it names, as `how-to-brew-tea` is. Chosen: names of what a server does have fewer. */
const TITLE_HYPHENS = 3

/** End of the quoted text that begins at `from`: its closing quote, -1 if the line has none. */
function quotedEnd(buf: Uint8Array, from: number): number {
  let p = from
  while (buf[p] !== QUOTE) {
    if (BYTE_CLASS[buf[p]] === LINE_END) return -1
    p += buf[p] === BACKSLASH && BYTE_CLASS[buf[p + 1]] !== LINE_END ? 2 : 1
  }
  return p
}

/** Whether a status and a number of bytes follow the closing quote at `p`: `" 200 512`, `" 304 -`. */
function isAnswered(buf: Uint8Array, p: number): boolean {
  if (buf[p + 1] !== BLANK || skipDigits(buf, p + 2) !== p + 5 || buf[p + 5] !== BLANK) return false
  const q = buf[p + 6] === DASH ? p + 7 : skipDigits(buf, p + 6)
  return q > p + 6 && (BYTE_CLASS[buf[q]] === SPACE || BYTE_CLASS[buf[q]] === LINE_END)
}

function isProtocol(buf: Uint8Array, p: number): boolean {
  return buf[p] === 72 && buf[p + 1] === 84 && buf[p + 2] === 84 && buf[p + 3] === 80 && buf[p + 4] === SLASH
}

/**
 * What is quoted in one line of an access log, where a path and a quoted text are one word whatever their bytes; an instance is used
 * for line after line. A line is one of an access log from its first quote on that opens a request with its answer.
 */
export class AccessQuotes {
  /** The word that the quote read last opens, `[from, to)`: a request's path, or all that is quoted. -1 if nothing is quoted. */
  from = -1
  to = 0
  /** The latest closing quote, -1 outside access logs. */
  end = -1
  isPath = false
  /** Where the status of the request begins that was read last; -1 if what was read last is none. */
  status = -1
  /** What maskPath has written. */
  readonly path = new Uint8Array(PATH_MAX + 1)

  /** Makes ready for another line. */
  clear(): void {
    this.from = this.end = this.status = -1
    this.isPath = false
  }

  /**
   * Whether the quote at `p` opens the request of an access log or, behind one, a text that the line closes.
   * @param isFirst whether the message begins here.
   */
  open(buf: Uint8Array, p: number, isFirst: boolean): boolean {
    if (this.end < 0) return this.openRequest(buf, p, isFirst)
    const end = quotedEnd(buf, p + 1)
    return end > 0 && this.set(p + 1, end, end, -1)
  }

  /**
   * Whether the quote at `p` opens `"METHOD path HTTP/x" status bytes`. Where the message begins, what is quoted may be anything, as
   * servers log what is no request.
   */
  private openRequest(buf: Uint8Array, p: number, isFirst: boolean): boolean {
    let from = p + 1
    while (buf[from] >= 65 && buf[from] <= 90) from++
    const hasMethod = from - p > METHOD_MIN && buf[from] === BLANK
    if (!hasMethod && !isFirst) return false
    const end = quotedEnd(buf, p + 1)
    if (end < 0 || !isAnswered(buf, end)) return false
    let to = ++from
    if (hasMethod) while (to < end && BYTE_CLASS[buf[to]] !== SPACE) to++
    if (hasMethod && to > from && isProtocol(buf, to + 1)) return this.set(from, to, end, end + 2)
    return isFirst && this.set(p + 1, end, end, end + 2)
  }

  private set(from: number, to: number, end: number, status: number): true {
    this.from = from < to ? from : -1
    this.to = to
    this.end = end
    this.isPath = to < end
    this.status = status
    return true
  }

  /**
   * Masks the path `[from, to)` of a request: a part is `*` that has digits, is hexadecimal, escaped or a title of several words,
   * with its file's extension kept; of a query only the keys are left. `/a/17/x9.jpg?p=2` becomes `/a/`, `*`, `/`, `*.jpg?p`.
   * @returns the number of bytes in `path`, at most PATH_MAX.
   */
  maskPath(buf: Uint8Array, from: number, to: number): number {
    let at = 0
    let inQuery = false
    for (let p = from; p < to && at < PATH_MAX;) {
      const start = p
      while (p < to && buf[p] !== SLASH && buf[p] !== QUESTION && buf[p] !== AMPERSAND && !(inQuery && buf[p] === EQUALS)) p++
      let kept = start
      const extension = extensionOf(buf, start, p)
      if (isValue(buf, start, extension) || isValue(buf, extension, p)) {
        at = this.put(STAR, at)
        kept = extension
      }
      while (kept < p) at = this.put(buf[kept++], at)
      if (inQuery && buf[p] === EQUALS) while (p < to && buf[p] !== AMPERSAND) p++
      if (p === to) break
      if (buf[p] === QUESTION) inQuery = true
      at = this.put(buf[p++], at)
    }
    return at
  }

  /** Writes a byte of the masked path; the position behind it. */
  private put(byte: number, at: number): number {
    if (at === PATH_MAX) return at
    this.path[at] = BYTE_CLASS[byte] < SPACE ? byte : UNDERSCORE
    return at + 1
  }
}

/** Whether a part of a path says which one, rather than what. */
function isValue(buf: Uint8Array, from: number, to: number): boolean {
  let hyphens = 0
  let letters = 0 // hexadecimal ones in a row, between marks
  for (let p = from; p < to; p++) {
    const kind = BYTE_CLASS[buf[p]]
    if (kind === DIGIT || buf[p] === PERCENT) return true
    if (buf[p] === DASH && ++hyphens === TITLE_HYPHENS) return true
    if (kind !== HEX_LETTER) letters = kind === DOT || buf[p] === DASH ? 0 : Number.NEGATIVE_INFINITY
    else if (++letters >= HEX_WORD_MIN && (p + 1 === to || BYTE_CLASS[buf[p + 1]] === DOT || buf[p + 1] === DASH)) return true
  }
  return false
}

/** Where the extension of a file's name begins, with its dot; `to` for none. */
function extensionOf(buf: Uint8Array, from: number, to: number): number {
  let p = to - 1
  while (p > from && to - p <= EXTENSION_MAX && BYTE_CLASS[buf[p]] !== DOT) p--
  return p > from && p < to - 1 && BYTE_CLASS[buf[p]] === DOT && BYTE_CLASS[buf[p + 1]] !== DIGIT ? p : to
}
