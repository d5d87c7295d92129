import { ANY_WORD, BYTE_CLASS, DIGIT, HEX_LETTER, HEX_WORD_MIN, isKeyedValue, keyOfText, LINE_END, MASK, flagsOf, offsetOfSymbol, PLUS, SIGN, SPACE, WORDS_MAX } from './words'

/** Bytes of a signature's text that are kept. Chosen. */
export const TEXT_MAX_BYTES = 512

const COLON = 58, BLANK = 32

/**
 * Text of the signature of the message `[from, to)`: words and punctuation as they stand, MASK for each parameter, one space for
 * white space; cut at TEXT_MAX_BYTES. Follows the same rules as ChunkLearner's scan.
 */
export function signatureText(buf: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(TEXT_MAX_BYTES)
  let at = 0
  let spaced = false
  let runTo = -1
  let colons = 0
  let words = 0
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
    if (kind === SPACE) {
      spaced = true
      p++
      continue
    }
    if (kind > SPACE) {
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
    if (++words > WORDS_MAX) {
      flush()
      put(MASK)
      break
    }
    if ((flags & PLUS) !== 0) {
      const offset = offsetOfSymbol(buf, start, p)
      if (offset < p) flags = flagsOf(buf, start, p = offset)
    }
    const isParameter = (flags & DIGIT) !== 0 || ((flags & ~(HEX_LETTER | SIGN)) === 0 && p - start >= HEX_WORD_MIN) || isKeyedValue(buf, start, p)
    if (isParameter && runTo >= 0 && !spaced && start === runTo + colons && colons > 0) {
      colons = 0
      runTo = p
      continue
    }
    flush()
    if (isParameter) {
      put(MASK)
      runTo = p
    }
    else {
      for (let i = start; i < p; i++) put(buf[i])
      runTo = -1
    }
  }
  for (; colons > 0; colons--) put(COLON)
  return out.slice(0, at)
}

/** How coarse a signature is: its words; its first two words; the shape of its start; its group only. */
export const LEVELS = 4
const WORDS_KEPT = 2 // chosen
const SHAPE_MAX = 8 // chosen

const coarse = new Uint8Array(TEXT_MAX_BYTES)

/** Text of the same signature at a coarser level, which follows from any finer text. A view that the next call overwrites. */
function coarseView(text: Uint8Array, level: number): Uint8Array {
  const kept = level === 1 ? WORDS_KEPT : 0
  let at = 0
  let words = 0
  let tokens = 0
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
    if (words++ < kept) for (let i = start; i < p; i++) coarse[at++] = text[i]
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
