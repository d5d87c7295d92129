/** Small steps over bytes that all readers of times take. The buffer must hold 64 bytes after the line's end. */

/** Digits at p, at most `most` of them. */
export function digitsAt(buf: Uint8Array, p: number, most: number): number {
  let n = 0
  while (n < most && buf[p + n] >= 48 && buf[p + n] <= 57) n++
  return n
}

/** The number of `n` ≤ 15 digits at p; the caller has checked that they are digits. */
export function intAt(buf: Uint8Array, p: number, n: number): number {
  let value = 0
  for (let i = 0; i < n; i++) value = value * 10 + buf[p + i] - 48
  return value
}

/** Letters, digits, underscore and all bytes beyond ASCII. */
export function isWordByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 122) || byte >= 128 || byte === 95
}

/**
 * Bytes of the blank at q: a space, a no-break space (U+00A0), a narrow one (U+202F), a mark of direction; 0 for
 * none.
 */
export function blankAt(buf: Uint8Array, q: number): number {
  const byte = buf[q]
  if (byte === 32) return 1
  if (byte === 0xC2) return buf[q + 1] === 0xA0 ? 2 : 0
  if (byte !== 0xE2 || buf[q + 1] !== 0x80) return 0
  return buf[q + 2] === 0xAF || buf[q + 2] === 0x89 || buf[q + 2] === 0x8E || buf[q + 2] === 0x8F ? 3 : 0
}

export function skipBlanks(buf: Uint8Array, q: number): number {
  for (let n = blankAt(buf, q); n > 0; n = blankAt(buf, q)) q += n
  return q
}

/** Bytes of the comma at q, also the Arabic one; 0 for none. */
export function commaAt(buf: Uint8Array, q: number): number {
  if (buf[q] === 44) return 1
  return buf[q] === 0xD8 && buf[q + 1] === 0x8C ? 2 : 0
}

/** The code of the three bytes at q, by which characters of CJK and Hangul are told. */
export function threeBytesAt(buf: Uint8Array, q: number): number {
  return buf[q] << 16 | buf[q + 1] << 8 | buf[q + 2]
}
