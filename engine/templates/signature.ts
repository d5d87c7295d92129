import { isAccess, isQuoted, maskedPath, maskPath, quoted } from '../tokens/access'
import { addressEnd, isGroup } from '../tokens/address'
import type { WordEnds } from '../tokens/wordEnd'
import { ANY_WORD, BYTE_CLASS, DIGIT, HEX_LETTER, HEX_WORD_MIN, isKeyedValue, keyOfText, LETTER, LINE_END, MASK, PLUS, SIGN, SPACE, WIDE, WORDS_MAX } from '../tokens/words'

/** Bytes of a signature's text that are kept. Chosen. */
export const TEXT_MAX_BYTES = 512

const COLON = 58, OPEN = 91, QUOTE = 34, DASH = 45, BLANK = 32, SLASH = 47, STAR = 42

/**
 * Text of the signature of the message `[from, to)`: words and punctuation as they stand, MASK for each parameter, one space for
 * white space; cut at TEXT_MAX_BYTES. Follows the same rules as ChunkLearner's scan.
 */
export function signatureText(buf: Uint8Array, from: number, to: number, ends: WordEnds): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(TEXT_MAX_BYTES)
  let at = 0
  let spaced = false
  let runTo = -1
  let colons = 0
  let words = 0
  let wholeFrom = -1
  let wholeTo = 0
  let isPath = false
  let quoteTo = -1
  let statusAt = -1
  const put = (byte: number) => {
    if (at < TEXT_MAX_BYTES) out[at++] = byte
  }
  const flush = () => {
    for (; colons > 0; colons--) put(COLON)
    if (spaced && at > 0) put(BLANK)
    spaced = false
  }
  for (let p = from; p < to;) {
    const kind = BYTE_CLASS[buf[p]]
    if (kind === LINE_END) break
    if (kind === SPACE && p !== wholeFrom) {
      spaced = true
      p++
      continue
    }
    let wholeEnd = p === wholeFrom ? wholeTo : buf[p] === COLON || buf[p] === OPEN ? addressEnd(buf, p) : -1
    if (kind > SPACE && wholeEnd < 0) {
      if (buf[p] === QUOTE && p !== quoteTo && (quoteTo < 0 ? isAccess(buf, p, at === 0) : isQuoted(buf, p))) {
        isPath = quoted.isPath
        wholeFrom = quoted.from
        wholeTo = quoted.to
        quoteTo = quoted.end
        statusAt = quoted.status
      }
      if (buf[p] === COLON && runTo >= 0 && !spaced && p === runTo + colons) colons++
      else {
        flush()
        put(buf[p])
        runTo = -1
      }
      p++
      continue
    }
    const start = p
    let flags = 0
    while (p < to && BYTE_CLASS[buf[p]] < SPACE) flags |= BYTE_CLASS[buf[p++]]
    if (wholeEnd < 0 && buf[p] === COLON && isGroup(flags, start, p)) wholeEnd = addressEnd(buf, start)
    const isMasked = isPath && start === wholeFrom
    if (wholeEnd > 0) {
      p = wholeEnd
      flags = isMasked ? LETTER : DIGIT
    }
    else if (quoteTo >= 0 && p === start + 1 && buf[start] === DASH) flags = DIGIT
    if (++words > WORDS_MAX) {
      flush()
      put(MASK)
      break
    }
    if (wholeEnd < 0 && (flags & (DIGIT | WIDE | PLUS)) !== 0) {
      ends.read(buf, start, p, flags)
      flags = ends.flags
      p = ends.end
    }
    const isParameter = (flags & DIGIT) !== 0 || ((flags & ~(HEX_LETTER | SIGN)) === 0 && p - start >= HEX_WORD_MIN) || isKeyedValue(buf, start, p)
    if (isParameter && runTo >= 0 && !spaced && start === runTo + colons && colons > 0) {
      colons = 0
      runTo = p
      continue
    }
    flush()
    if (isParameter) {
      if (start === statusAt) put(buf[start])
      put(MASK)
      runTo = p
    }
    else {
      const word = isMasked ? maskedPath.subarray(0, maskPath(buf, start, p)) : buf.subarray(start, p)
      for (let i = 0; i < word.length; i++) put(word[i])
      runTo = -1
    }
  }
  for (; colons > 0; colons--) put(COLON)
  return out.slice(0, at)
}

/** How coarse a signature is: its words; its first two words; the shape of its start; its group only. A request keeps its first two, then one folder. */
export const LEVELS = 4
const WORDS_KEPT = 2 // chosen
const FOLDERS_KEPT = [0, 2, 1] // chosen
const METHOD_MIN = 3
const SHAPE_MAX = 8 // chosen

const coarse = new Uint8Array(TEXT_MAX_BYTES)

/** End of the method of a request, `"GET /a`, of which the word at p is the first; -1 for other words. */
function methodEnd(text: Uint8Array, p: number): number {
  if (text[p - 1] !== QUOTE) return -1
  let q = p
  while (text[q] >= 65 && text[q] <= 90) q++
  return q - p >= METHOD_MIN && text[q] === BLANK && text[q + 1] === SLASH ? q : -1
}

/** Copies a request's path to `coarse` at `at`, with a star for what is below so many folders; the position behind it. */
function copyFolders(path: Uint8Array, folders: number, at: number): number {
  let slashes = 0
  for (const byte of path) {
    coarse[at++] = byte
    if (byte === SLASH && slashes++ === folders) {
      coarse[at++] = STAR
      break
    }
  }
  return at
}

/** Text of the same signature at a coarser level, which follows from any finer text. A view that the next call overwrites. */
function coarseView(text: Uint8Array, level: number): Uint8Array {
  const kept = level === 1 ? WORDS_KEPT : 0
  let at = 0
  let words = 0
  let tokens = 0
  let pathFrom = -1
  for (let p = 0; p < text.length && tokens < SHAPE_MAX;) {
    const byte = text[p]
    if (byte === MASK || byte === ANY_WORD || BYTE_CLASS[byte] >= SPACE) {
      coarse[at++] = byte
      if (byte !== BLANK) tokens++
      p++
      continue
    }
    const start = p
    while (p < text.length && text[p] > ANY_WORD && BYTE_CLASS[text[p]] < SPACE) p++
    tokens++
    const method = tokens < SHAPE_MAX ? methodEnd(text, start) : -1 // the last token has no path behind it
    if (method > 0) pathFrom = method + 1
    if (start === pathFrom) at = copyFolders(text.subarray(start, p), FOLDERS_KEPT[level], at)
    else if (method > 0 || words++ < kept) for (let i = start; i < p; i++) coarse[at++] = text[i]
    else coarse[at++] = ANY_WORD
  }
  return coarse.subarray(0, at)
}

/** Text of the same signature at a coarser level. */
export function coarseText(text: Uint8Array, level: number): Uint8Array {
  if (level === 0) return text
  return level === 3 ? new Uint8Array([ANY_WORD]) : coarseView(text, level).slice()
}

/** Signatures are kept in groups by the shape of their start; what is in one group coarsens together. */
export const GROUPS = 256

/** Keys of a signature at the levels 1 and 2, and its group. */
export function coarseKeys(text: Uint8Array): { key1: number, key2: number, group: number } {
  const key2 = keyOfText(coarseView(text, 2))
  return { key1: keyOfText(coarseView(text, 1)), key2, group: key2 % GROUPS }
}
