import { ByteWriter } from '../summary/bytes'
import type { SignatureKeys } from '../summary/summary'
import { SESSIONS_MAX } from './census'

/** Pairs of a session and a signature that are kept; with more, fewer sessions are. Chosen: about 2 MB. */
const PAIRS_MAX = 262_144
/** Distinct signatures in sessions; with more, sessions say nothing. Chosen. */
export const SIGNATURES_MAX = 16_384
const BITS_AT_ONCE = 30

/** Sessions that were given up. */
export const OFF = new Uint8Array([1])

/** Whether 2^shift divides the key. */
export function isKept(key: number, shift: number): boolean {
  return (key & ((1 << Math.min(shift, BITS_AT_ONCE)) - 1)) === 0 && (shift <= BITS_AT_ONCE || key % 2 ** shift === 0)
}

/**
 * The least shift, from `shift` on, that keeps to the limits. `sizes` gives the number of pairs of each of `size`
 * sessions.
 */
export function shiftFor(keys: Float64Array, sizes: Uint32Array, size: number, shift: number): number {
  for (;; shift++) {
    let sessions = 0
    let pairs = 0
    for (let row = 0; row < size; row++)
      if (isKept(keys[row], shift)) {
        sessions++
        pairs += sizes[row]
      }
    if (sessions <= SESSIONS_MAX && pairs <= PAIRS_MAX) return shift
  }
}

/**
 * Writes sessions. Layout: off, shift; number of signatures, of each: group, keys at each level; sessions, of each:
 * key, first line, lines after it, number of pairs; in a block the pairs: signature, events, lines from the session's
 * first to that of the first event.
 */
export class SessionWriter {
  private readonly out = new ByteWriter(4096)
  private block = 0
  private firstLine = 0

  constructor(shift: number, signatures: readonly SignatureKeys[]) {
    const { out } = this
    out.byte(0)
    out.byte(shift)
    out.uint(signatures.length)
    for (const { group, key0, key1, key2 } of signatures) {
      out.byte(group)
      out.float(key0)
      out.float(key1)
      out.float(key2)
    }
  }

  /** Begins a session; its pairs and `end` follow. */
  begin(key: number, firstLine: number, lastLine: number, pairs: number): void {
    const { out } = this
    out.float(key)
    out.uint(firstLine)
    out.uint(lastLine - firstLine)
    out.uint(pairs)
    this.block = out.beginBlock()
    this.firstLine = firstLine
  }

  /** @param line of the first event. */
  pair(signature: number, events: number, line: number): void {
    this.out.uint(signature)
    this.out.uint(events)
    this.out.uint(line - this.firstLine)
  }

  end(): void {
    this.out.endBlock(this.block)
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.out.finish()
  }
}
