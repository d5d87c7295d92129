import type { Bits } from './bits'
import { Damaged } from './errors'

const GROUP_SYMBOLS = 50, CODE_MAX = 20
const RUN_A = 0, RUN_B = 1
const OUT_BYTES = 256 * 1024

interface Code { shortest: number, longest: number, limits: Int32Array, bases: Int32Array, symbols: Uint16Array }

/**
 * Decodes a block behind its mark and checksum: Huffman codes, runs of zeros, move to front.
 * @returns the bytes as the Burrows-Wheeler transform left them, and the row at which to start. @throws OutOfBits, Damaged
 */
export function decodeBlock(bits: Bits, maxBytes: number): { transformed: Uint32Array, start: number } {
  if (bits.bit() === 1) throw new Damaged('bzip2') // randomised: no packer of the last 25 years writes it
  const start = bits.bits(24)
  const alphabet = readAlphabet(bits)
  const codesCount = bits.bits(3)
  const selectors = readSelectors(bits, codesCount)
  if (codesCount < 2 || codesCount > 6 || alphabet.length === 0) throw new Damaged('bzip2')
  const codes = Array.from({ length: codesCount }, () => readCode(bits, alphabet.length + 2))
  const end = alphabet.length + 1
  const transformed = new Uint32Array(maxBytes)
  let count = 0
  let run = 0
  let runBit = 1
  for (let symbolIndex = 0; ; symbolIndex++) {
    const code = codes[selectors[Math.floor(symbolIndex / GROUP_SYMBOLS)] ?? -1]
    if (!code) throw new Damaged('bzip2')
    const symbol = readSymbol(bits, code)
    if (symbol === RUN_A || symbol === RUN_B) {
      run += runBit << symbol
      runBit *= 2
      if (run > maxBytes) throw new Damaged('bzip2')
      continue
    }
    if (run > 0) {
      if (count + run > maxBytes) throw new Damaged('bzip2')
      transformed.fill(alphabet[0] ?? 0, count, count + run)
      count += run
      run = 0
      runBit = 1
    }
    if (symbol === end) break
    if (count === maxBytes) throw new Damaged('bzip2')
    const byte = alphabet[symbol - 1] ?? 0
    alphabet.copyWithin(1, 0, symbol - 1)
    alphabet[0] = byte
    transformed[count++] = byte
  }
  if (start >= count) throw new Damaged('bzip2')
  return { transformed: transformed.subarray(0, count), start }
}

function readAlphabet(bits: Bits): Uint8Array {
  const rows = bits.bits(16)
  const bytes: number[] = []
  for (let row = 0; row < 16; row++) {
    if (((rows >> (15 - row)) & 1) === 0) continue
    const used = bits.bits(16)
    for (let column = 0; column < 16; column++) if ((used >> (15 - column)) & 1) bytes.push(row * 16 + column)
  }
  return Uint8Array.from(bytes)
}

function readSelectors(bits: Bits, codesCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.bits(15))
  const order = [0, 1, 2, 3, 4, 5]
  for (let i = 0; i < selectors.length; i++) {
    let at = 0
    while (bits.bit() === 1) if (++at >= codesCount) throw new Damaged('bzip2')
    const [selector = 0] = order.splice(at, 1)
    order.unshift(selector)
    selectors[i] = selector
  }
  return selectors
}

/** Lengths as differences, turned into canonical codes: `limits` holds the last code of a length. */
function readCode(bits: Bits, symbolsCount: number): Code {
  const lengths = new Uint8Array(symbolsCount)
  let length = bits.bits(5)
  for (let symbol = 0; symbol < symbolsCount; symbol++) {
    while (bits.bit() === 1) length += bits.bit() === 0 ? 1 : -1
    if (length < 1 || length > CODE_MAX) throw new Damaged('bzip2')
    lengths[symbol] = length
  }
  const shortest = Math.min(...lengths)
  const longest = Math.max(...lengths)
  const limits = new Int32Array(CODE_MAX + 2)
  const bases = new Int32Array(CODE_MAX + 2)
  const symbols = new Uint16Array(symbolsCount)
  let next = 0
  let code = 0
  for (let size = shortest; size <= longest; size++) {
    bases[size] = next - code
    for (let symbol = 0; symbol < symbolsCount; symbol++) {
      if (lengths[symbol] !== size) continue
      symbols[next++] = symbol
      code++
    }
    limits[size] = code - 1
    code *= 2
  }
  return { shortest, longest, limits, bases, symbols }
}

function readSymbol(bits: Bits, { shortest, longest, limits, bases, symbols }: Code): number {
  let code = bits.bits(shortest)
  for (let size = shortest; size <= longest; size++) {
    if (code <= (limits[size] ?? -1)) return symbols[code + (bases[size] ?? 0)] ?? 0
    code = (code << 1) | bits.bit()
  }
  throw new Damaged('bzip2')
}

/**
 * Undoes the Burrows-Wheeler transform and the runs of four and more. Changes `rows`.
 * @throws Damaged at the end if the checksum does not agree
 */
export function* undoTransform(rows: Uint32Array, start: number, crc: number): Generator<Uint8Array> {
  const firsts = new Uint32Array(257)
  for (const row of rows) firsts[(row & 255) + 1]++
  for (let byte = 0; byte < 256; byte++) firsts[byte + 1] += firsts[byte] ?? 0
  for (let i = 0; i < rows.length; i++) {
    const place = firsts[(rows[i] ?? 0) & 255]++
    rows[place] = ((rows[place] ?? 0) | (i << 8)) >>> 0
  }
  let out = new Uint8Array(OUT_BYTES)
  let at = 0
  let sum = 0xFFFFFFFF
  let repeats = 0
  let last = -1
  let row = (rows[start] ?? 0) >>> 8
  for (let i = 0; i < rows.length; i++) {
    const entry = rows[row] ?? 0
    const byte = entry & 255
    row = entry >>> 8
    let copies = 1
    if (repeats === 4) {
      copies = byte
      repeats = 0
    }
    else {
      repeats = byte === last ? repeats + 1 : 1
      last = byte
    }
    if (at + copies > OUT_BYTES) {
      yield out.subarray(0, at)
      out = new Uint8Array(OUT_BYTES)
      at = 0
    }
    for (let n = 0; n < copies; n++) {
      sum = (sum << 8) ^ (CRC_TABLE[(sum >>> 24) ^ last] ?? 0)
      out[at++] = last
    }
    if (repeats === 0) last = -1
  }
  yield out.subarray(0, at)
  if (~sum >>> 0 !== crc) throw new Damaged('bzip2')
}

/** CRC-32 with the highest bit first, polynomial 04C11DB7. */
const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1
  return sum
})
