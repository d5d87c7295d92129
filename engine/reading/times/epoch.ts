import { isDigit } from '../../text/scan'
import { digitsAt, intAt, isWordByte } from './digits'

/** Seconds that are taken for a time: 1998 … 2099. */
const SECONDS_MIN = 900_000_000
const SECONDS_MAX = 4_100_000_000
/** TAI is ten seconds ahead of Unix time in labels that programs write. Source: tai64nlocal of daemontools 0.76. */
const TAI_AHEAD_S = 10
const TAI_EPOCH_HIGH = 0x40000000
const DIGITS_OF_MS = 13

/** Reads numbers that count from 1970. An instance holds what was read last. */
export class EpochReader {
  ms = Number.NaN
  subMsNs = 0
  /** Digits of the fraction of a second. */
  fractionDigits = 0

  constructor(private readonly hasComma: boolean) {}

  /** The n = 10, 13, 16 or 19 digits at p, in s, ms, µs or ns, also with decimals; the position after them, or -1. */
  read(buf: Uint8Array, p: number, n: number): number {
    const seconds = intAt(buf, p, 10)
    if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) return -1
    let q = p + n
    let decimals = 0
    const mark = buf[q]
    if (n < 19 && (mark === 46 || (mark === 44 && this.hasComma))) {
      decimals = digitsAt(buf, q + 1, 9)
      if (decimals > 0) q += 1 + decimals
    }
    if (isWordByte(buf[q]) || buf[q] === 46) return -1
    const digits = n - 10 + decimals
    const f = digits < 9 ? digits : 9
    const first = n === 10 ? p + 11 : p + 10
    const ms = intAt(buf, first, f < 3 ? f : 3)
    this.ms = seconds * 1000 + (f === 1 ? ms * 100 : f === 2 ? ms * 10 : ms)
    this.fractionDigits = f
    this.subMsNs = f > 3 ? 10 ** (9 - f) * restAt(buf, first + 3, n === 10 ? f - 3 : n - 13, f - 3) : 0
    return q
  }

  /** `1.741597202123e+09`, with the exponent of s, ms, µs or ns; the position after it, or -1. */
  readExponent(buf: Uint8Array, p: number): number {
    const decimals = digitsAt(buf, p + 2, 20)
    let q = p + 2 + decimals
    if (decimals < 5 || (buf[q] | 32) !== 101) return -1
    if (buf[++q] === 43) q++
    const n = digitsAt(buf, q, 3)
    const exponent = intAt(buf, q, n)
    if (n === 0 || n === 3 || (exponent !== 9 && exponent !== 12 && exponent !== 15 && exponent !== 18)) return -1
    if (isWordByte(buf[q + n]) || buf[q + n] === 46) return -1
    let ms = buf[p] - 48
    for (let i = 0; i < DIGITS_OF_MS - 1; i++) ms = ms * 10 + (i < decimals ? buf[p + 2 + i] - 48 : 0)
    if (ms < SECONDS_MIN * 1000 || ms > SECONDS_MAX * 1000) return -1
    this.ms = ms
    this.subMsNs = 0
    this.fractionDigits = Math.max(0, Math.min(3, decimals - 9))
    return q + n
  }

  /** A label of TAI64 or TAI64N at the `@` at p: 16 hex digits of seconds, 8 more of nanoseconds. */
  readTai(buf: Uint8Array, p: number): number {
    let n = 0
    while (n < 33 && hexOf(buf[p + 1 + n]) >= 0) n++
    if ((n !== 16 && n !== 24 && n !== 32) || isWordByte(buf[p + 1 + n])) return -1
    if (hexAt(buf, p + 1, 8) !== TAI_EPOCH_HIGH) return -1
    const ns = n === 16 ? 0 : hexAt(buf, p + 17, 8)
    if (ns > 999_999_999) return -1
    this.ms = (hexAt(buf, p + 9, 8) - TAI_AHEAD_S) * 1000 + Math.floor(ns / 1e6)
    this.subMsNs = ns % 1e6
    this.fractionDigits = n === 16 ? 0 : 9
    return p + 1 + n
  }

  /** Seconds in 8 hex digits at p, also behind `0x`; the position after them, or -1. */
  readHex(buf: Uint8Array, p: number): number {
    const s = buf[p] === 48 && (buf[p + 1] | 32) === 120 ? p + 2 : p
    for (let i = 0; i < 8; i++) if (hexOf(buf[s + i]) < 0) return -1
    const seconds = hexAt(buf, s, 8)
    if (isWordByte(buf[s + 8]) || seconds < SECONDS_MIN || seconds > SECONDS_MAX) return -1
    this.ms = seconds * 1000
    this.subMsNs = 0
    this.fractionDigits = 0
    return s + 8
  }
}

/** The number of f digits at p, behind the first k of which a mark may stand. */
function restAt(buf: Uint8Array, p: number, k: number, f: number): number {
  return k >= f ? intAt(buf, p, f) : intAt(buf, p, k) * 10 ** (f - k) + intAt(buf, p + k + 1, f - k)
}

function hexOf(byte: number): number {
  if (isDigit(byte)) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

function hexAt(buf: Uint8Array, p: number, n: number): number {
  let value = 0
  for (let i = 0; i < n; i++) value = value * 16 + hexOf(buf[p + i])
  return value
}
