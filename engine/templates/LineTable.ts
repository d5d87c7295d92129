import type { HeaderReader } from '../reading/layout/header'
import { float64, grow, int32, uint32, uint8 } from '../summary/grow'

/** In `signature`: the line belongs to the event before it. */
export const CONTINUATION = 0xFFFFFFFF

/** In `continued`: the line is blank, or part of what the first line of its event says. */
export const NOTHING_SAID = -1

/** What each line of one chunk is; an instance is used for chunk after chunk. */
export class LineTable {
  size = 0
  /** Per line: bytes with its end, row of its signature or CONTINUATION, epoch ms or NaN, severity of its event. */
  length = new Uint32Array(1 << 14)
  signature = new Uint32Array(1 << 14)
  time = new Float64Array(1 << 14)
  severity = new Uint8Array(1 << 14)
  /** Of a CONTINUATION: its row in the continuations, or NOTHING_SAID. */
  continued = new Int32Array(1 << 14)
  /** Lowest and highest time, NaN while no line has any. */
  firstTimeMs = Number.NaN
  lastTimeMs = Number.NaN
  zonedTimes = 0
  zonelessTimes = 0

  clear(): void {
    this.size = 0
    this.firstTimeMs = this.lastTimeMs = Number.NaN
    this.zonedTimes = this.zonelessTimes = 0
  }

  /** Adds a line, of which the methods below say what it is. @returns its index. */
  add(): number {
    const line = this.size++
    if (line === this.length.length) this.grow()
    return line
  }

  /** The line begins an event of the signature. */
  begin(line: number, signature: number): void {
    this.signature[line] = signature
  }

  /** The line belongs to the event before it. @param continued its row in the continuations, or NOTHING_SAID. */
  goOn(line: number, continued: number): void {
    this.signature[line] = CONTINUATION
    this.continued[line] = continued
  }

  /** Notes the time that the header states, if it states one. */
  addTime(line: number, header: HeaderReader): void {
    const ms = header.found ? header.timeMs : Number.NaN
    this.time[line] = ms
    if (ms !== ms) return // NaN
    if (header.zoned) this.zonedTimes++
    else this.zonelessTimes++
    if (!(ms >= this.firstTimeMs)) this.firstTimeMs = ms // also the first one, after NaN
    if (!(ms <= this.lastTimeMs)) this.lastTimeMs = ms
  }

  private grow(): void {
    this.length = grow(this.length, uint32)
    this.signature = grow(this.signature, uint32)
    this.time = grow(this.time, float64)
    this.severity = grow(this.severity, uint8)
    this.continued = grow(this.continued, int32)
  }
}
