import { beginsBlock } from '../reading/records/block'
import { needsCleaning, type CleanLine } from './clean'
import type { Framing } from '../reading/layout/framing'
import { lineCleaner } from '../reading/records/wrapper'
import { HeaderReader } from '../reading/layout/header'
import { SEVERITY_NONE } from '../reading/levels/severity'
import { PADDING } from './padding'

/** An event ends after so many lines or bytes, counted from its own start. */
export const EVENT_MAX_LINES = 1000
export const EVENT_MAX_BYTES = 256 * 1024

/** Where a chunk lies in the decoded file. Numbers from 0, lines from 1. */
export interface Place {
  number: number
  /** Line number of the first line that begins in the chunk (or would). */
  firstLine: number
  /** Lines that begin in the chunk: 0 where it only goes on with a line too long for the one before. */
  lines: number
  byteOffset: number
  sizeBytes: number
}

export interface Cut {
  place: Place
  data: Uint8Array<ArrayBuffer>
}

/** Where a file's first chunk begins, in a job of several files. */
export interface Start {
  number: number
  firstLine: number
  byteOffset: number
}

const LF = 10
const LOOK_AHEAD = 4096 // chosen: more than any header
const SLICE = 256 * 1024 // text is looked at after each so many bytes of it, so that cuts do not depend on how it came

/** Number of LFs in the first `to` bytes; the buffer is aligned to four bytes. */
function countLineFeeds(buf: Uint8Array, to: number): number {
  const words = new Uint32Array(buf.buffer, buf.byteOffset, to >> 2)
  let count = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ^ 0x0A0A0A0A
    // a high bit for each byte that is 0. Source: H. S. Warren, "Hacker's Delight", 6-1
    const zeros = ~(((word & 0x7F7F7F7F) + 0x7F7F7F7F) | word | 0x7F7F7F7F)
    if (zeros !== 0) count += Math.imul(zeros >>> 7, 0x01010101) >>> 24
  }
  for (let i = words.length * 4; i < to; i++) if (buf[i] === LF) count++
  return count
}

/** The chunk from which on chunks are twice, and four times, as large as the first ones. Chosen. */
const TWICE_FROM = 32
const FOUR_TIMES_FROM = 96
/** No chunk is made larger than this for having come late. */
const LATE_MAX_BYTES = 4 * 2 ** 20

/** About how large the chunk of this number is: the first ones are small, so that findings come soon, later ones cost less a byte. */
function sizeOfChunk(number: number, firstSizeBytes: number): number {
  const times = number < TWICE_FROM ? 1 : number < FOUR_TIMES_FROM ? 2 : 4
  return Math.max(firstSizeBytes, Math.min(firstSizeBytes * times, LATE_MAX_BYTES))
}

/**
 * Cuts UTF-8 text into chunks of about `firstSizeBytes`, later ones larger, only where an event starts: the same ones however the text is pushed.
 * Joined in order they are the text. Held: a chunk, what a look waits for, an event and a line of `maxLineBytes`; a longer line
 * is given out in pieces.
 */
export class Chunker {
  private readonly framing: Framing
  private readonly header: HeaderReader
  private readonly clean: CleanLine
  private chunkSizeBytes: number
  private pending: Uint8Array
  private readonly scratch = new Uint8Array(LOOK_AHEAD + PADDING)
  private length = 0
  private untilLook = SLICE
  private lineStart = 0 // of the pending text's last, unfinished line
  private inTail = false // pending goes on with a line whose start was given out
  private number: number
  private nextLine: number
  private offset: number
  private lastByte = LF

  constructor(framing: Framing, private readonly firstSizeBytes: number, private readonly start: Start = { number: 0, firstLine: 1, byteOffset: 0 }) {
    this.number = start.number
    this.nextLine = start.firstLine
    this.offset = start.byteOffset
    this.framing = framing
    this.header = new HeaderReader(framing)
    this.clean = lineCleaner(framing)
    this.chunkSizeBytes = sizeOfChunk(start.number, firstSizeBytes)
    this.pending = new Uint8Array(this.chunkSizeBytes + SLICE + EVENT_MAX_BYTES + PADDING)
  }

  /** Lines that begin in what was given out. */
  get lines(): number {
    return this.nextLine - this.start.firstLine
  }

  get decodedBytes(): number {
    return this.offset - this.start.byteOffset
  }

  /** Whether nothing was pushed yet, or a line end last. */
  get endsLine(): boolean {
    return this.lastByte === LF
  }

  push(bytes: Uint8Array, cuts: Cut[]): void {
    if (bytes.length > 0) this.lastByte = bytes[bytes.length - 1]
    for (let from = 0; from < bytes.length;) {
      const piece = bytes.subarray(from, from + this.untilLook)
      this.append(piece)
      from += piece.length
      this.untilLook -= piece.length
      if (this.untilLook > 0) return
      this.untilLook = SLICE
      while (this.cut(false, cuts));
    }
  }

  end(cuts: Cut[]): void {
    while (this.cut(true, cuts));
  }

  private append(bytes: Uint8Array): void {
    const needed = this.length + bytes.length + PADDING
    if (needed > this.pending.length) {
      const grown = new Uint8Array(needed + SLICE)
      grown.set(this.pending.subarray(0, this.length))
      this.pending = grown
    }
    this.pending.set(bytes, this.length)
    const lastLf = bytes.lastIndexOf(LF)
    if (lastLf >= 0) this.lineStart = this.length + lastLf + 1
    this.length += bytes.length
    this.pending.fill(LF, this.length, this.length + PADDING)
  }

  /** Gives out one chunk if there is one to give. */
  private cut(isEnd: boolean, cuts: Cut[]): boolean {
    if (this.length === 0) return false
    if (this.inTail) return this.cutTail(isEnd, cuts)
    if (isEnd && this.length <= this.chunkSizeBytes) return this.give(this.length, cuts)
    if (this.length > this.chunkSizeBytes) {
      const at = this.lastStart(Math.min(this.chunkSizeBytes, isEnd ? this.length : this.length - LOOK_AHEAD)) || this.nextStart(isEnd)
      if (at > 0) return this.give(at, cuts)
    }
    if (isEnd) return this.give(this.length, cuts)
    if (this.length - this.lineStart <= this.framing.settings.maxLineBytes) return false
    this.inTail = true
    return this.give(this.length, cuts)
  }

  /** Goes on with a line that began in an earlier chunk. */
  private cutTail(isEnd: boolean, cuts: Cut[]): boolean {
    const lf = this.pending.subarray(0, this.length).indexOf(LF)
    if (lf >= 0) {
      this.give(lf + 1, cuts, 0)
      this.inTail = false
      return true
    }
    return isEnd || this.length >= this.chunkSizeBytes ? this.give(this.length, cuts, 0) : false
  }

  /** Whether the line at p begins an event of its own accord; read as it is shown, like everywhere. */
  private startsEvent(p: number): boolean {
    const { block } = this.framing
    if (block && block.begin !== 'header') return beginsBlock(this.pending, p, block)
    const end = Math.min(p + LOOK_AHEAD, this.length)
    const lf = this.pending.subarray(p, end).indexOf(LF)
    const to = lf < 0 ? end : p + lf
    let buf = this.pending
    let at = p
    if (this.framing.wrapper || needsCleaning(this.pending.subarray(p, to))) {
      buf = this.scratch
      at = 0
      this.scratch.fill(LF, this.clean(this.pending, p, to, this.scratch, 0))
    }
    this.header.read(buf, at)
    return this.header.found || !this.header.isContinuation(buf, at)
  }

  /** The last line start in (0, limit] that is an event's of its own accord; 0 if there is none. */
  private lastStart(limit: number): number {
    if (limit <= 0) return 0
    for (let lf = this.pending.lastIndexOf(LF, limit - 1); lf >= 0; lf = lf > 0 ? this.pending.lastIndexOf(LF, lf - 1) : -1)
      if (this.startsEvent(lf + 1)) return lf + 1
    return 0
  }

  /** The first event start beyond the chunk's size, also one that an event's limits make; 0 if more text must come first. */
  private nextStart(isEnd: boolean): number {
    const limit = isEnd ? this.length : this.length - LOOK_AHEAD
    let event = 0
    let lines = 0
    let isLong = false
    let severity = SEVERITY_NONE
    for (let p = 0; p < limit;) {
      const starts = this.startsEvent(p) || this.header.isCrashAfter(severity)
      if (p === 0) severity = this.header.severity
      else if (starts || isLong || lines >= EVENT_MAX_LINES || p - event >= EVENT_MAX_BYTES) {
        event = p
        lines = 0
        severity = this.header.severity
        if (p >= this.chunkSizeBytes) return p
      }
      const lf = this.pending.indexOf(LF, p)
      if (lf < 0 || lf >= this.length) return 0
      isLong = lf - p > this.framing.settings.maxLineBytes
      lines++
      p = lf + 1
    }
    return 0
  }

  private give(at: number, cuts: Cut[], lines = countLineFeeds(this.pending, at) + (this.pending[at - 1] === LF ? 0 : 1)): boolean {
    const data = this.pending.slice(0, at)
    cuts.push({ place: { number: this.number++, firstLine: this.nextLine, lines, byteOffset: this.offset, sizeBytes: at }, data })
    this.chunkSizeBytes = sizeOfChunk(this.number, this.firstSizeBytes)
    this.nextLine += lines
    this.offset += at
    this.pending.copyWithin(0, at, this.length)
    this.length -= at
    this.lineStart = Math.max(0, this.lineStart - at)
    this.pending.fill(LF, this.length, this.length + PADDING)
    return true
  }
}
