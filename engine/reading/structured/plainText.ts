const BACKSLASH = 92

/**
 * Copies a value as it is meant: escapes of JSON, logfmt and CEF undone, code points as UTF-8.
 * @param out must have room for to − from bytes behind `at`. @returns the end of what was written.
 */
export function unescape(buf: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  let p = from
  while (p < to) {
    const byte = buf[p++]
    if (byte !== BACKSLASH || p >= to) {
      out[at++] = byte
      continue
    }
    const escape = buf[p++]
    if (escape !== 117) { // u
      out[at++] = controlOf(escape)
      continue
    }
    let code = fourDigits(buf, p, to)
    if (code < 0) {
      out[at++] = escape
      continue
    }
    p += 4
    if (code >= 0xD800 && code < 0xDC00 && p + 1 < to && buf[p] === BACKSLASH && buf[p + 1] === 117) {
      const low = fourDigits(buf, p + 2, to)
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
        p += 6
      }
    }
    at = writeUtf8(out, at, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code)
  }
  return at
}

/** Copies a quoted cell as it is meant: each doubled or escaped quote once. @returns the end of what was written. */
export function undouble(
  buf: Uint8Array, from: number, to: number, quote: number, out: Uint8Array, at: number,
): number {
  for (let p = from; p < to; p++) {
    if ((buf[p] === quote || buf[p] === BACKSLASH) && p + 1 < to && buf[p + 1] === quote) p++
    out[at++] = buf[p]
  }
  return at
}

/** The byte that a letter behind a backslash stands for; any other byte is itself. */
function controlOf(escape: number): number {
  switch (escape) {
    case 110: return 10
    case 116: return 9
    case 114: return 13
    case 98: return 8
    case 102: return 12
    default: return escape
  }
}

function fourDigits(buf: Uint8Array, p: number, to: number): number {
  if (p + 4 > to) return -1
  let code = 0
  for (let q = p; q < p + 4; q++) {
    const lower = buf[q] | 32
    const digit = buf[q] >= 48 && buf[q] <= 57 ? buf[q] - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1
    if (digit < 0) return -1
    code = code * 16 + digit
  }
  return code
}

function writeUtf8(out: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    out[at++] = code
    return at
  }
  if (code < 0x800) out[at++] = 0xC0 | (code >> 6)
  else {
    if (code < 0x10000) out[at++] = 0xE0 | (code >> 12)
    else {
      out[at++] = 0xF0 | (code >> 18)
      out[at++] = 0x80 | ((code >> 12) & 63)
    }
    out[at++] = 0x80 | ((code >> 6) & 63)
  }
  out[at++] = 0x80 | (code & 63)
  return at
}
