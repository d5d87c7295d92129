import { isDigit, skipDigits } from '../text/scan'
import { BYTE_CLASS, DIGIT, DOT, HEX_LETTER, HEX_WORD_MIN, LINE_END, SPACE } from './words'

const SLASH = 47, QUOTE = 34, BLANK = 32, DASH = 45, EQUALS = 61, QUESTION = 63, AMPERSAND = 38, BACKSLASH = 92, STAR = 42, PERCENT = 37, UNDERSCORE = 95
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

/** Whether a status and a number of bytes stand behind the closing quote at `p`: `" 200 512`, `" 304 -`. */
function isAnswered(buf: Uint8Array, p: number): boolean {
  if (buf[p + 1] !== BLANK || !isDigit(buf[p + 2]) || !isDigit(buf[p + 3]) || !isDigit(buf[p + 4]) || buf[p + 5] !== BLANK) return false
  const q = buf[p + 6] === DASH ? p + 7 : skipDigits(buf, p + 6)
  return q > p + 6 && (BYTE_CLASS[buf[q]] === SPACE || BYTE_CLASS[buf[q]] === LINE_END)
}

/**
 * What the quote just read opens: one word `[from, to)`, a request's path or all that is quoted, the closing quote, and where the
 * status of the request begins, -1 if it is none.
 */
export const quoted = { from: 0, to: 0, end: 0, isPath: false, status: -1 }

function setQuoted(from: number, to: number, end: number, isPath: boolean, status: number): true {
  quoted.from = from < to ? from : -1
  quoted.to = to
  quoted.end = end
  quoted.isPath = isPath
  quoted.status = status
  return true
}

/** Whether the quote at `p` opens a text that the line closes; fills `quoted`. */
export function isQuoted(buf: Uint8Array, p: number): boolean {
  const end = quotedEnd(buf, p + 1)
  return end > 0 && setQuoted(p + 1, end, end, false, -1)
}

function isProtocol(buf: Uint8Array, p: number): boolean {
  return buf[p] === 72 && buf[p + 1] === 84 && buf[p + 2] === 84 && buf[p + 3] === 80 && buf[p + 4] === SLASH
}

/**
 * Whether the quote at `p` opens the request of an access log, `"METHOD path HTTP/x" status bytes`; fills `quoted`.
 * @param isFirst whether the message begins here: then what is quoted may be anything, as servers log what is no request.
 */
export function isAccess(buf: Uint8Array, p: number, isFirst: boolean): boolean {
  let from = p + 1
  while (buf[from] >= 65 && buf[from] <= 90) from++
  const hasMethod = from - p > METHOD_MIN && buf[from] === BLANK
  if (!hasMethod && !isFirst) return false
  const end = quotedEnd(buf, p + 1)
  if (end < 0 || !isAnswered(buf, end)) return false
  let to = ++from
  if (hasMethod) while (to < end && BYTE_CLASS[buf[to]] !== SPACE) to++
  if (hasMethod && to > from && isProtocol(buf, to + 1)) return setQuoted(from, to, end, true, end + 2)
  return isFirst && setQuoted(p + 1, end, end, false, end + 2)
}

/** The bytes of the path that `maskPath` has masked. */
export const maskedPath = new Uint8Array(PATH_MAX + 1)

/**
 * Masks the path of a request into `maskedPath`: a part is `*` that has digits, is hexadecimal, escaped or a title of several words,
 * with its file's extension kept; of a query only the keys are left. `/a/17/x9.jpg?p=2` becomes `/a/`, `*`, `/`, `*.jpg?p`.
 * The number of bytes, at most PATH_MAX.
 */
export function maskPath(buf: Uint8Array, from: number, to: number): number {
  let at = 0
  let inQuery = false
  const put = (byte: number) => {
    if (at < PATH_MAX) maskedPath[at++] = BYTE_CLASS[byte] < SPACE ? byte : UNDERSCORE
  }
  for (let p = from; p < to && at < PATH_MAX;) {
    const start = p
    while (p < to && buf[p] !== SLASH && buf[p] !== QUESTION && buf[p] !== AMPERSAND && !(inQuery && buf[p] === EQUALS)) p++
    let kept = start
    const extension = extensionOf(buf, start, p)
    if (isValue(buf, start, extension) || isValue(buf, extension, p)) {
      put(STAR)
      kept = extension
    }
    while (kept < p) put(buf[kept++])
    if (inQuery && buf[p] === EQUALS) while (p < to && buf[p] !== AMPERSAND) p++
    if (p === to) break
    if (buf[p] === QUESTION) inQuery = true
    put(buf[p++])
  }
  return at
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
