/** Kinds of characters by how they make words. */
const ALPHABET = 0, MARK = 1, SIGN = 2, OTHER_DIGIT = 3, HAN = 4, HIRAGANA = 5, KATAKANA = 6, BOPOMOFO = 7, HANGUL = 8
const THAI = 9, LAO = 10, TIBETAN = 11, MYANMAR = 12, KHMER = 13, YI = 14, JAVANESE = 15, TAI = 16, SOUND_MARK = 17
const ASCII_DIGIT = 18, ASCII_LETTER = 19, ASCII_WORD_MARK = 20, ASCII_OTHER = 21

/**
 * First code point and kind of each range; what stands before the first is an alphabet, as are all scripts that write
 * blanks between words. Source: blocks and scripts of the Unicode Character Database.
 */
const RANGES: [number, number][] = [
  [0x300, MARK], [0x370, ALPHABET], [0xE00, THAI], [0xE50, OTHER_DIGIT], [0xE5A, THAI], [0xE80, LAO],
  [0xED0, OTHER_DIGIT], [0xEDA, LAO], [0xF00, TIBETAN], [0xF20, OTHER_DIGIT],
  [0xF2A, TIBETAN], [0x1000, MYANMAR], [0x1040, OTHER_DIGIT], [0x104A, SIGN], [0x104C, MYANMAR], [0x10A0, ALPHABET],
  [0x1100, HANGUL], [0x1200, ALPHABET], [0x1780, KHMER],
  [0x17D4, SIGN], [0x17D7, KHMER], [0x17DA, SIGN], [0x17DC, KHMER], [0x17E0, OTHER_DIGIT], [0x17EA, KHMER],
  [0x1800, ALPHABET], [0x1950, TAI], [0x19E0, KHMER], [0x1A00, ALPHABET],
  [0x1A20, TAI], [0x1AB0, MARK], [0x1B00, ALPHABET], [0x1DC0, MARK], [0x1E00, ALPHABET], [0x2000, SIGN],
  [0x200C, MARK], [0x200E, SIGN], [0x2019, MARK], [0x201A, SIGN],
  [0x2070, ALPHABET], [0x20A0, SIGN], [0x20D0, MARK], [0x2100, ALPHABET], [0x2190, SIGN], [0x2460, ALPHABET],
  [0x2500, SIGN], [0x2C00, ALPHABET], [0x2E00, SIGN], [0x2E80, HAN],
  [0x3000, SIGN], [0x3005, HAN], [0x3008, SIGN], [0x3021, HAN], [0x302A, MARK], [0x3030, SIGN], [0x3031, SOUND_MARK],
  [0x3036, SIGN], [0x3038, HAN], [0x303D, SIGN], [0x3040, HIRAGANA],
  [0x3099, SOUND_MARK], [0x309D, HIRAGANA], [0x30A0, SIGN], [0x30A1, KATAKANA], [0x30FB, SIGN], [0x30FC, SOUND_MARK],
  [0x30FD, KATAKANA], [0x3100, BOPOMOFO], [0x3130, HANGUL],
  [0x3190, HAN], [0x31A0, BOPOMOFO], [0x31C0, HAN], [0x31F0, KATAKANA], [0x3200, SIGN], [0x3400, HAN], [0xA000, YI],
  [0xA4D0, ALPHABET], [0xA960, HANGUL], [0xA980, JAVANESE],
  [0xA9E0, MYANMAR], [0xAA00, ALPHABET], [0xAA60, MYANMAR], [0xAA80, TAI], [0xAAE0, ALPHABET], [0xAC00, HANGUL],
  [0xD800, ALPHABET], [0xF900, HAN], [0xFB00, ALPHABET], [0xFE00, MARK],
  [0xFE10, SIGN], [0xFE20, MARK], [0xFE30, SIGN], [0xFE70, ALPHABET], [0xFF00, SIGN], [0xFF10, OTHER_DIGIT],
  [0xFF1A, SIGN], [0xFF21, ALPHABET], [0xFF3B, SIGN], [0xFF41, ALPHABET],
  [0xFF5B, SIGN], [0xFF66, KATAKANA], [0xFF70, SOUND_MARK], [0xFF71, KATAKANA], [0xFF9E, SOUND_MARK],
  [0xFFA0, HANGUL], [0xFFE0, SIGN], [0xFFF0, ALPHABET], [0x1AFF0, KATAKANA],
  [0x1B001, HIRAGANA], [0x1B120, KATAKANA], [0x1B150, HIRAGANA], [0x1B164, KATAKANA], [0x1B170, ALPHABET],
  [0x1F000, SIGN], [0x1FC00, ALPHABET], [0x20000, HAN], [0x40000, ALPHABET],
]
const STARTS = Uint32Array.from(RANGES, ([start]) => start)
const KINDS = Uint8Array.from(RANGES, ([, kind]) => kind)
/** Not a code point: the bytes are not valid UTF-8. */
const INVALID = 0xD800

const ASCII_KINDS = new Uint8Array(128).fill(ASCII_WORD_MARK)
for (let byte = 0; byte < 33; byte++) ASCII_KINDS[byte] = ASCII_OTHER
for (const mark of '=,;()[]{}"\'<>|`:') ASCII_KINDS[mark.charCodeAt(0)] = ASCII_OTHER
for (let byte = 48; byte < 58; byte++) ASCII_KINDS[byte] = ASCII_DIGIT
for (let letter = 97; letter < 123; letter++) ASCII_KINDS[letter] = ASCII_KINDS[letter - 32] = ASCII_LETTER

/** Bytes of the character at p; 1 where the bytes are none. */
function lengthAt(buf: Uint8Array, p: number, to: number): number {
  const byte = buf[p]
  const length = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
  if (p + length > to) return 1
  for (let q = p + 1; q < p + length; q++) if ((buf[q] & 0xC0) !== 0x80) return 1
  return length
}

function codePointAt(buf: Uint8Array, p: number, length: number): number {
  if (length === 2) return (buf[p] & 0x1F) << 6 | (buf[p + 1] & 0x3F)
  if (length === 3) return (buf[p] & 0xF) << 12 | (buf[p + 1] & 0x3F) << 6 | (buf[p + 2] & 0x3F)
  if (length < 4) return INVALID
  return (buf[p] & 7) << 18 | (buf[p + 1] & 0x3F) << 12 | (buf[p + 2] & 0x3F) << 6 | (buf[p + 3] & 0x3F)
}

function kindOf(codePoint: number): number {
  let low = 0
  let high = STARTS.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (STARTS[middle] <= codePoint) low = middle + 1
    else high = middle
  }
  return low > 0 ? KINDS[low - 1] : ALPHABET
}

function kindAt(buf: Uint8Array, p: number, length: number): number {
  return buf[p] < 0x80 ? ASCII_KINDS[buf[p]] : kindOf(codePointAt(buf, p, length))
}

/** Whether a word of the kind is written with no blank beside it. */
function isUnspaced(kind: number): boolean {
  return kind >= SIGN && kind <= SOUND_MARK
}

/** Whether a word of an alphabet or of ASCII ends before the character of several bytes at p. */
export function isCut(buf: Uint8Array, p: number, to: number): boolean {
  return isUnspaced(kindAt(buf, p, lengthAt(buf, p, to)))
}

/** Whether a character of the kind goes on with a word of the other kind. */
function goesOn(kind: number, word: number): boolean {
  if (kind === MARK) return true
  if (word === ALPHABET) return kind === ALPHABET || (kind >= ASCII_DIGIT && kind < ASCII_OTHER)
  return kind === word || (kind === SOUND_MARK && (word === HIRAGANA || word === KATAKANA))
}

/**
 * Where the word at p ends, at most at `to` and at least one character on. Words of scripts without blanks (Han, kana,
 * Hangul, Thai, …) end at digits, ASCII, punctuation and where the script changes; a sign is a word by itself; in words
 * of alphabets and of ASCII, digits and `. - _ / …` go on, as in lines that are ASCII alone. Combining marks go on with
 * any word.
 */
export function nextCut(buf: Uint8Array, p: number, to: number): number {
  let length = lengthAt(buf, p, to)
  const first = kindAt(buf, p, length)
  let end = p + length
  if (first === SIGN || first === ASCII_OTHER) return end
  const word = first === MARK || first >= ASCII_DIGIT ? ALPHABET : first === SOUND_MARK ? KATAKANA : first
  while (end < to) {
    length = lengthAt(buf, end, to)
    if (!goesOn(kindAt(buf, end, length), word)) break
    end += length
  }
  return end
}
