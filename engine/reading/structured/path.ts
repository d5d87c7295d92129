const PRIME = 0x01000193
const DOT = 46, OPEN = 91, CLOSE = 93

/** The path of nothing. */
export const ROOT = 0x811C9DC5 | 0

/** The path of what is called by the bytes from … to below `prefix`. Source: FNV-1a, 32 bits. */
export function pathOf(buf: Uint8Array, from: number, to: number, prefix: number = ROOT): number {
  let hash = prefix
  for (let p = from; p < to; p++) hash = Math.imul(hash ^ buf[p], PRIME)
  return hash
}

/** The prefix of the keys within an object. */
export function inObject(path: number): number {
  return Math.imul(path ^ DOT, PRIME)
}

/** The path that all elements of an array share. */
export function inArray(path: number): number {
  return Math.imul(Math.imul(path ^ OPEN, PRIME) ^ CLOSE, PRIME)
}

/** The path of a field by its name as shown: keys joined by dots, `[]` behind the key of an array. */
export function pathOfName(name: string): number {
  const bytes = new TextEncoder().encode(name)
  return pathOf(bytes, 0, bytes.length)
}
