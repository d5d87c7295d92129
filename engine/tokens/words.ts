/** What a byte is inside a line: flags of word bytes below 128, what ends a word from there on. WIDE begins a character of
 * three bytes or more, as those of scripts without blanks are. */
export const DIGIT = 1, HEX_LETTER = 2, DOT = 8, SIGN = 16, PLUS = 32, WIDE = 64, SPACE = 128, LINE_END = 192
const LETTER = 4, PUNCTUATION = 160

/**
 * Class of each byte. Punctuation stands in a signature as it is and separates words; `. - _ / \ @ # $ % & * + ~ ^ ! ?` and
 * all bytes above 127 belong to words.
 */
export const BYTE_CLASS = new Uint8Array(256).fill(LETTER)
for (let byte = 0; byte < 33; byte++) BYTE_CLASS[byte] = SPACE
for (let byte = 48; byte < 58; byte++) BYTE_CLASS[byte] = DIGIT
for (const letter of 'abcdefABCDEF') BYTE_CLASS[letter.charCodeAt(0)] = HEX_LETTER
for (const mark of '=,;()[]{}"\'<>|`:') BYTE_CLASS[mark.charCodeAt(0)] = PUNCTUATION
BYTE_CLASS[46] = DOT
BYTE_CLASS[45] = SIGN
BYTE_CLASS[43] = PLUS
for (let byte = 0xE0; byte < 0xF5; byte++) BYTE_CLASS[byte] = WIDE
BYTE_CLASS[10] = LINE_END

/** A word of this many hexadecimal letters and nothing else is an id; chosen: longer than the English words of that kind. */
export const HEX_WORD_MIN = 8

/** In a signature's text: a masked parameter, and (in coarse signatures) any word. */
export const MASK = 1
export const ANY_WORD = 2
/** In a signature's text: what follows are the names of fields, each with a mask behind. */
export const FIELDS = 3

/** Words of a line that are mined; what follows counts as one more parameter. Chosen. */
export const WORDS_MAX = 256

/** 64 bits of hash as one exact number: 53 of them are kept. Two lanes are mixed separately. */
export function keyOf(lane1: number, lane2: number): number {
  return (mixed(lane1) >>> 0) * 2_097_152 + lowOf(lane2)
}

/** The low 21 bits of a key, which follow from the second lane alone. */
export function lowOf(lane2: number): number {
  return mixed(lane2) >>> 11
}

/** Finalizer of MurmurHash3 (A. Appleby, public domain): every input bit changes every output bit with probability 1/2. */
export function mixed(h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85EBCA6B)
  h ^= h >>> 13
  h = Math.imul(h, 0xC2B2AE35)
  return h ^ (h >>> 16)
}

/** Key of a text, for what has no running hash. */
export function keyOfText(text: Uint8Array): number {
  let lane1 = 0x811C9DC5, lane2 = 0x9747B28C
  for (let i = 0; i < text.length; i++) {
    lane1 = Math.imul(lane1 ^ text[i], 0x01000193)
    lane2 = Math.imul(lane2, 31) + text[i] | 0
  }
  return keyOf(lane1, lane2)
}

/** Keys whose value is what a line says rather than a parameter of it. */
const TELLING_KEYS = ['msg', 'message', 'event', 'action', 'type', 'op', 'text', 'log'].map(key => Uint8Array.from(key, letter => letter.charCodeAt(0)))

function isTellingKey(buf: Uint8Array, to: number): boolean {
  for (const key of TELLING_KEYS) {
    let i = key.length
    while (i > 0 && (buf[to - key.length + i - 1] | 32) === key[i - 1]) i--
    if (i === 0 && !(BYTE_CLASS[buf[to - key.length - 1]] < SPACE)) return true // also at the buffer's start
  }
  return false
}

/** The classes of a word's bytes together. */
export function flagsOf(buf: Uint8Array, from: number, to: number): number {
  let flags = 0
  for (let p = from; p < to; p++) flags |= BYTE_CLASS[buf[p]]
  return flags
}

/** Where the offset of a symbol begins (`do_work+0x1f/0x40`), so that the name is a word of its own; `to` if the word is none. */
export function offsetOfSymbol(buf: Uint8Array, from: number, to: number): number {
  for (let p = from + 1; p < to - 2; p++) if (buf[p] === 43) return buf[p + 1] === 48 && buf[p + 2] === 120 ? p : to
  return to
}

/** Whether the word `[from, to)` is the whole value of a key: `key=word`, `key="word"`, `"key":"word"`. The line begins before `from - 3`. */
export function isKeyedValue(buf: Uint8Array, from: number, to: number): boolean {
  const before = buf[from - 1]
  if (before === 61) return BYTE_CLASS[buf[from - 2]] < SPACE && !isTellingKey(buf, from - 1)
  if (before !== 34 || buf[to] !== 34) return false
  if (buf[from - 2] === 61) return BYTE_CLASS[buf[from - 3]] < SPACE && !isTellingKey(buf, from - 2)
  const colon = buf[from - 2] === 32 ? from - 3 : from - 2
  return buf[colon] === 58 && buf[colon - 1] === 34 && !isTellingKey(buf, colon - 1)
}
