/** Position of the first byte that is not ASCII, from `from` on; the length if there is none. */
export function firstHighByte(bytes: Uint8Array, from = 0): number {
  let p = from
  while (p < bytes.length && (bytes.byteOffset + p) % 4 !== 0) if (bytes[p++] >= 0x80) return p - 1
  if (p >= bytes.length) return bytes.length
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + p, (bytes.length - p) >> 2)
  let w = 0
  for (; w + 4 <= words.length; w += 4)
    if (((words[w] | words[w + 1] | words[w + 2] | words[w + 3]) & 0x80808080) !== 0) break
  for (p += w * 4; p < bytes.length; p++) if (bytes[p] >= 0x80) return p
  return bytes.length
}
