const NUL = 0, BEL = 7, LF = 10, CR = 13, ESC = 27

/** Whether data[p] is a byte that `cleanLine` takes out. */
function isUnclean(data: Uint8Array, p: number): boolean {
  const byte = data[p]
  if (byte === NUL || byte === ESC) return true
  if (byte !== CR) return false
  while (data[p] === CR) p++
  return p < data.length && data[p] !== LF
}

/** Whether a chunk holds bytes that `cleanLine` takes out: NUL, ESC, or a CR that is not part of a line end. */
export function needsCleaning(data: Uint8Array): boolean {
  let p = 0
  if (data.byteOffset % 4 === 0) {
    const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2)
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      // some byte below 32. Source: hasless() in S. E. Anderson, "Bit Twiddling Hacks"
      if (((word - 0x20202020) & ~word & 0x80808080) === 0) continue
      for (let j = i * 4; j < i * 4 + 4; j++) if (isUnclean(data, j)) return true
    }
    p = words.length * 4
  }
  for (; p < data.length; p++) if (isUnclean(data, p)) return true
  return false
}

/** The position after the escape sequence at p (ECMA-48: CSI, OSC, or two bytes), at most `to`. */
function afterEscape(buf: Uint8Array, p: number, to: number): number {
  let q = p + 1
  if (q >= to) return to
  if (buf[q] === 91) { // CSI: parameters, then one byte of 0x40 … 0x7E
    q++
    while (q < to && (buf[q] < 0x40 || buf[q] > 0x7E)) q++
    return Math.min(q + 1, to)
  }
  if (buf[q] === 93) { // OSC: up to BEL or ESC \
    while (q < to && buf[q] !== BEL && buf[q] !== ESC) q++
    return Math.min(buf[q] === ESC ? q + 2 : q + 1, to)
  }
  return q + 1
}

/**
 * Copies a line (its end left out) as a terminal would show it: what follows the last lone CR, without escape sequences and
 * NUL bytes; the CRs of its line end dropped. @returns the position in `out` after it; `out` has room for `to - from` bytes.
 */
export function cleanLine(buf: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  while (to > from && buf[to - 1] === CR) to--
  const start = at
  for (let p = from; p < to;) {
    const byte = buf[p]
    if (byte === ESC) p = afterEscape(buf, p, to)
    else {
      if (byte === CR) at = start
      else if (byte !== NUL) out[at++] = byte
      p++
    }
  }
  return at
}

/** Copies a line, its end left out, as it is to be read. @returns the position in `out` after it. */
export type CleanLine = (buf: Uint8Array, from: number, to: number, out: Uint8Array, at: number) => number

/** Copies whole lines, each with its LF; as cleanLine does, where nothing else is given. @returns the position in `out` after them. */
export function cleanLines(buf: Uint8Array, out: Uint8Array, clean: CleanLine = cleanLine): number {
  let at = 0
  for (let p = 0; p < buf.length;) {
    const lf = buf.indexOf(LF, p)
    const to = lf < 0 ? buf.length : lf
    at = clean(buf, p, to, out, at)
    if (lf >= 0) out[at++] = LF
    p = to + 1
  }
  return at
}
