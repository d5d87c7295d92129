import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** The checksum behind a block. A kind that is not known agrees with everything. */
export interface Check {
  add(bytes: Uint8Array): void
  agrees(stored: Uint8Array): boolean
}

/** @param type as the stream's header gives it: 1 CRC-32, 4 CRC-64, 10 SHA-256 */
export function openCheck(type: number): Check {
  if (type === 1) {
    let sum = 0
    return { add(bytes) { sum = crc32(bytes, sum) }, agrees: stored => view(stored).getUint32(0, true) === sum }
  }
  if (type === 4) return openCrc64()
  if (type === 10) {
    const hash = createHash('sha256')
    return { add(bytes) { hash.update(bytes) }, agrees: stored => hash.digest().equals(stored) }
  }
  return { add: () => undefined, agrees: () => true }
}

/** CRC-64 of ECMA-182 with the lowest bit first, in two halves: numbers of 64 bits would be slow. */
function openCrc64(): Check {
  let low = -1
  let high = -1
  return {
    add(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        const row = (low ^ (bytes[i] ?? 0)) & 255
        low = ((low >>> 8) | (high << 24)) ^ (LOW[row] ?? 0)
        high = (high >>> 8) ^ (HIGH[row] ?? 0)
      }
    },
    agrees: stored => view(stored).getInt32(0, true) === ~low && view(stored).getInt32(4, true) === ~high,
  }
}

const POLYNOMIAL = 0xC96C5795D7870F42n
const ROWS = Array.from({ length: 256 }, (_, byte) => {
  let sum = BigInt(byte)
  for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ POLYNOMIAL : sum >> 1n
  return sum
})
const LOW = Int32Array.from(ROWS, sum => Number(BigInt.asIntN(32, sum)))
const HIGH = Int32Array.from(ROWS, sum => Number(BigInt.asIntN(32, sum >> 32n)))

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
