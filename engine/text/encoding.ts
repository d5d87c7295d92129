/** What a file's bytes are read as. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift-jis' | 'windows-1252'

/** A character that is not the last takes two bytes; pairs of which so many have a zero on one side, and so few on the other. Chosen. */
const ZEROS_MIN = 0.3
const ZEROS_MAX = 0.02
const PAIRS_MIN = 4
/** Of the characters of two bytes, so many are in the common rows of JIS X 0208, and so many stand beside another. Chosen. */
const COMMON_MIN = 0.7
const BESIDE_MIN = 0.5

/** UTF-16 without a mark, told by the zeros that letters, digits and blanks have on one side; null if it is not. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = bytes.length >> 1
  if (pairs < PAIRS_MIN) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const isFew = (zeros: number) => zeros <= pairs * ZEROS_MAX
  const isMany = (zeros: number) => zeros >= pairs * ZEROS_MIN
  if (isMany(odd) && isFew(even)) return 'utf-16le'
  return isMany(even) && isFew(odd) ? 'utf-16be' : null
}

/** Position of the first byte that is not ASCII, from `from` on; the length if there is none. */
export function firstHighByte(bytes: Uint8Array, from = 0): number {
  let p = from
  while (p < bytes.length && (bytes.byteOffset + p) % 4 !== 0) if (bytes[p++] >= 0x80) return p - 1
  if (p >= bytes.length) return bytes.length
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + p, (bytes.length - p) >> 2)
  let w = 0
  for (; w + 4 <= words.length; w += 4) if (((words[w] | words[w + 1] | words[w + 2] | words[w + 3]) & 0x80808080) !== 0) break
  for (p += w * 4; p < bytes.length; p++) if (bytes[p] >= 0x80) return p
  return bytes.length
}

/**
 * The encoding of text whose bytes of 0x80 and above are no accident: UTF-8 if they are at least mostly that, else Shift-JIS
 * if they can be nothing else, else Windows-1252, which any bytes are. The sample may end inside a character.
 */
export function eightBitEncodingOf(sample: Uint8Array): 'utf-8' | 'shift-jis' | 'windows-1252' {
  const { characters, broken } = countUtf8(sample)
  if (characters >= broken) return 'utf-8'
  return isShiftJis(sample) ? 'shift-jis' : 'windows-1252'
}

/** Bytes that a character of UTF-8 takes by its first byte; 0 for a byte that begins none. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xC2) return 0
  if (byte < 0xE0) return 2
  if (byte < 0xF0) return 3
  return byte < 0xF5 ? 4 : 0
}

/** Characters of several bytes, and bytes that belong to none; a character cut off by the end counts as neither. */
function countUtf8(bytes: Uint8Array): { characters: number, broken: number } {
  let characters = 0
  let broken = 0
  for (let p = firstHighByte(bytes); p < bytes.length; p = bytes[p] < 0x80 ? firstHighByte(bytes, p) : p) {
    const length = utf8Length(bytes[p])
    let q = p + 1
    while (q < p + length && q < bytes.length && (bytes[q] & 0xC0) === 0x80) q++
    if (length > 0 && q === p + length) characters++
    else if (length > 0 && q === bytes.length) break
    else {
      broken++
      q = p + 1
    }
    p = q
  }
  return { characters, broken }
}

/** Source: JIS X 0208 in the form of Shift-JIS; rows 1 to 7 are signs and kana, 16 to 47 the common kanji. */
function isShiftJis(bytes: Uint8Array): boolean {
  let characters = 0
  let common = 0
  let beside = 0
  let lastEnd = -1
  for (let p = firstHighByte(bytes); p < bytes.length; p = firstHighByte(bytes, p)) {
    const lead = bytes[p]
    if (lead >= 0xA1 && lead <= 0xDF) { // katakana of half width
      lastEnd = ++p
      continue
    }
    if (lead === 0x80 || lead === 0xA0 || lead > 0xFC) return false
    if (p + 1 === bytes.length) break
    const trail = bytes[p + 1]
    if (trail < 0x40 || trail === 0x7F || trail > 0xFC) return false
    characters++
    if (lead <= 0x84 || (lead >= 0x88 && lead <= 0x98)) common++
    if (lastEnd === p) beside++
    p += 2
    lastEnd = p
  }
  return characters > 0 && common >= characters * COMMON_MIN && beside >= characters * BESIDE_MIN
}
