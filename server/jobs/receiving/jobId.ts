import { randomBytes } from 'node:crypto'

/** A UUID of version 7: 48 bits of milliseconds, then random bits, so that ids sort by time (RFC 9562, section 5.7). */
export function newJobId(nowMs = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes[6] = 0x70 | (bytes[6] ?? 0) & 0x0F
  bytes[8] = 0x80 | (bytes[8] ?? 0) & 0x3F
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
