/** Small steps over the bytes of a line. The buffer must hold an LF after the line. */
const LF = 10, CR = 13, TAB = 9, SPACE = 32
const GROUP_MAX_BYTES = 200 // chosen: a bracket that is not closed within this is no header field

export function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

export function skipSpaces(buf: Uint8Array, p: number): number {
  while (buf[p] === SPACE || buf[p] === TAB) p++
  return p
}

export function skipDigits(buf: Uint8Array, p: number): number {
  while (isDigit(buf[p])) p++
  return p
}

export function startsWith(buf: Uint8Array, p: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (buf[p + i] !== word.charCodeAt(i)) return false
  return true
}

/** End of the header token at p: up to white space, a bracketed group at its start taken whole, the next one left. */
export function tokenEnd(buf: Uint8Array, p: number): number {
  const open = buf[p]
  let q = p
  if (open === 91 || open === 40) {
    const close = open === 91 ? 93 : 41
    let depth = 0
    const limit = p + GROUP_MAX_BYTES
    for (let i = p; i < limit && buf[i] !== LF; i++) {
      if (buf[i] === open) depth++
      else if (buf[i] === close && --depth === 0) {
        q = i + 1
        break
      }
    }
    if (q > p && (buf[q] === 91 || buf[q] === 40)) return q // groups side by side are tokens of their own
  }
  while (buf[q] !== SPACE && buf[q] !== TAB && buf[q] !== LF && buf[q] !== CR) q++
  return q
}
