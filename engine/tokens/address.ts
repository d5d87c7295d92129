import { BYTE_CLASS, DIGIT, HEX_LETTER, SPACE } from './words'

const COLON = 58, OPEN = 91, CLOSE = 93
const GROUP_MAX = 4
/** Groups that make an address without `::`: six of a MAC address, eight of IPv6. */
const GROUPS_MIN = 6
/** Groups that may differ in length; beyond those of any address (InfiniBand has 20) only bytes, two digits each, go on. Chosen. */
const UNEVEN_MAX = 24

/** Bytes that may follow the last group: `%eth0`, `/64`, `.` of a dotted group, a port or a sentence, `-` of a range. */
function isTailStart(byte: number): boolean {
  return byte === 37 || byte === 47 || byte === 46 || byte === 45
}

/** End of the address that begins at `from` without brackets, -1 for none. */
function bareEnd(buf: Uint8Array, from: number): number {
  let p = from
  let groups = 0
  let flags = 0
  let hasGap = false
  let areBytes = true
  for (;;) {
    const start = p
    while (BYTE_CLASS[buf[p]] <= HEX_LETTER) flags |= BYTE_CLASS[buf[p++]]
    if (p - start > GROUP_MAX) return -1
    if (p > start) groups++
    if (p - start !== 2) areBytes = false
    if (groups > UNEVEN_MAX && !areBytes) return -1 // so that a long row costs no more than its length
    if (buf[p] !== COLON) break
    if (buf[p + 1] === COLON) {
      if (hasGap) break
      hasGap = true
      p += 2
    }
    else if (p > start && BYTE_CLASS[buf[p + 1]] <= HEX_LETTER) p++
    else break
  }
  const isHex = (flags & DIGIT) !== 0 || (areBytes && groups >= GROUPS_MIN)
  if (groups === 0 ? !hasGap : !isHex || !(hasGap || groups >= GROUPS_MIN)) return -1
  if (isTailStart(buf[p])) while (BYTE_CLASS[buf[p]] < SPACE) p++
  return BYTE_CLASS[buf[p]] < SPACE ? -1 : p
}

/** Whether what begins at `p` belongs to nothing before it, as the second colon of `name::` does. */
function isFree(buf: Uint8Array, p: number): boolean {
  const before = buf[p - 1]
  return !(BYTE_CLASS[before] < SPACE) && before !== COLON && before !== CLOSE && before !== 41 // also at the buffer's start
}

/** Whether the word `[from, to)`, a colon behind it, may be the first group of an address. */
export function isGroup(flags: number, from: number, to: number): boolean {
  return to - from <= GROUP_MAX && (flags & ~(DIGIT | HEX_LETTER)) === 0
}

/**
 * End of the hexadecimal address that begins at `from`, -1 for none: groups joined by colons, with `::` somewhere, or at least six, as many as there are where each is a byte;
 * a zone, prefix or dotted group at its end. In brackets only with a port, `[::1]:443`, so that `[::1]` is like `[10.0.0.1]`.
 */
export function addressEnd(buf: Uint8Array, from: number): number {
  if (buf[from] === OPEN) {
    if (BYTE_CLASS[buf[from + 1]] > HEX_LETTER && buf[from + 1] !== COLON) return -1
    let p = bareEnd(buf, from + 1)
    if (p < 0 || buf[p] !== CLOSE || buf[p + 1] !== COLON || BYTE_CLASS[buf[p + 2]] !== DIGIT) return -1
    for (p += 2; BYTE_CLASS[buf[p]] < SPACE;) p++
    return p
  }
  if (buf[from] !== COLON) return bareEnd(buf, from)
  return buf[from + 1] === COLON && BYTE_CLASS[buf[from + 2]] <= HEX_LETTER && isFree(buf, from) ? bareEnd(buf, from) : -1
}
