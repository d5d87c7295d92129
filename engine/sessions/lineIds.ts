import { BYTE_CLASS, HEX_WORD_MIN, SPACE } from '../tokens/words'
import { TimeReader } from '../reading/times/TimeReader'
import type { TimeSettings } from '../reading/times/settings'
import { timeStart } from '../reading/layout/headerTokens'
import { isDigit, skipSpaces, tokenEnd } from '../text/scan'
import { idEnd, isNameLetter, isUuid, shapeOf } from './idShapes'
import { IdSearch, MARK_MAX_BYTES } from './IdSearch'
import type { SessionKey } from './sessionKey'

/** An id that a line has, with the key that finds it. */
export interface LineId {
  key: SessionKey
  id: string
  /** The word right before its bracket, as in `sshd[17]`; else empty. */
  owner: string
}

/** Digits of a word that may be an id, at least. Chosen. */
const ID_DIGITS_MIN = 2
const BRACKETS_MAX = 4
const COLUMNS_MAX = 9
const LF = 10, BLANK = 32, DASH = 45, OPEN = 91

/** End of the letters (and a dash before a digit) with which the id's word begins; `from` if it begins otherwise. */
function prefixEnd(buf: Uint8Array, from: number, to: number): number {
  let p = from
  while (p < to && isNameLetter(buf[p])) p++
  if (p < to && buf[p] === DASH && p > from) p++
  return p < to && isDigit(buf[p]) ? p : from
}

export function textAt(buf: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...buf.subarray(from, Math.min(to, from + 64)))
}

/** Finds all ids that lines might be joined by. */
export class LineIds {
  private readonly times: TimeReader
  private readonly search = new IdSearch()
  /** Of the line, NaN without one. */
  private timeMs = Number.NaN

  constructor(settings: TimeSettings) {
    this.times = new TimeReader(settings)
  }

  /**
   * The ids of the line at `start`, whose message begins at `message`; of each key the first. A time is none, nor a
   * count that says when the line was written.
   * @param timeMs of the line, NaN without one.
   */
  of(buf: Uint8Array, start: number, message: number, timeMs: number): LineId[] {
    const { search } = this
    search.open(buf, start, message)
    this.timeMs = timeMs
    const ids: LineId[] = []
    for (let number = 0; number < BRACKETS_MAX; number++) {
      if (!search.findBracket(number)) continue
      const key: SessionKey = { kind: 'bracket', mark: String(number) }
      ids.push({ key, id: textAt(buf, search.from, search.to), owner: ownerOf(buf, start, search.from - 1) })
    }
    this.addColumns(ids)
    this.addParameters(ids)
    return ids
  }

  private addColumns(ids: LineId[]): void {
    const { buf, start, message } = this.search
    let timeTo = start
    for (let p = start, number = 0; p < message && number < COLUMNS_MAX; number++) {
      const to = tokenEnd(buf, p)
      timeTo = Math.max(timeTo, this.timeEnd(buf, timeStart(buf, p)))
      const id = p >= timeTo && this.search.isColumnId(p, to) ? textAt(buf, p, to) : ''
      if (id !== '' && !isWhen(id, this.timeMs)) ids.push({ key: { kind: 'column', mark: String(number) }, id, owner: '' })
      p = skipSpaces(buf, to)
    }
  }

  private addParameters(ids: LineId[]): void {
    const { buf, message } = this.search
    const seen = new Set<string>()
    let lastEnd = -1
    for (let p = message; buf[p] !== LF;) {
      if (BYTE_CLASS[buf[p]] >= SPACE) {
        p++
        continue
      }
      const from = p
      let digits = 0
      while (BYTE_CLASS[buf[p]] < SPACE) if (isDigit(buf[p++])) digits++
      if (digits === 0) continue
      const to = idEnd(buf, from, p)
      const timeTo = this.timeEnd(buf, from)
      if (timeTo >= to) p = timeTo
      else if ((digits >= ID_DIGITS_MIN || p - from >= HEX_WORD_MIN) && !isWhen(textAt(buf, from, to), this.timeMs)) {
        for (const key of this.keysOf(from, to, lastEnd)) {
          const name = `${key.kind} ${key.mark}`
          if (seen.has(name)) continue
          seen.add(name)
          ids.push({ key, id: textAt(buf, from, to), owner: '' })
        }
      }
      lastEnd = p
    }
  }

  /**
   * Keys of which the parameter `[from, to)` may be an id.
   * @param lastEnd where the parameter before ends, -1 without one.
   */
  private keysOf(from: number, to: number, lastEnd: number): SessionKey[] {
    const { search } = this
    const { buf } = search
    const keys: SessionKey[] = []
    const shape = shapeOf(buf, from, to)
    if (shape !== '') keys.push({ kind: 'shape', mark: shape })
    if (isUuid(buf, from, to)) keys.push({ kind: 'uuid', mark: '' })
    else {
      const letters = prefixEnd(buf, from, to)
      const isPrefix = letters - from >= 2 && letters - from <= MARK_MAX_BYTES && !/^[xX]/.test(shape)
      if (isPrefix) keys.push({ kind: 'prefix', mark: textAt(buf, from, letters).replace(/-$/, '') })
    }
    if (search.findWordBefore(from, lastEnd)) keys.push({ kind: 'after', mark: textAt(buf, search.from, search.to) })
    return keys
  }

  /** End of the date or clock at p, -1 where none begins: a number that counts since 1970 may be any. */
  private timeEnd(buf: Uint8Array, p: number): number {
    const end = this.times.read(buf, p)
    return end >= 0 && (this.times.kind !== 'instant' || !Number.isNaN(this.times.clockMs)) ? end : -1
  }
}

/** The word that ends right before a bracket of the header. */
function ownerOf(buf: Uint8Array, start: number, bracket: number): string {
  let p = bracket
  while (p > start && buf[p - 1] > BLANK && buf[p - 1] !== OPEN) p--
  return textAt(buf, p, bracket)
}

/** Whether a number counts to the line's own time, in seconds or parts of them. */
function isWhen(text: string, timeMs: number): boolean {
  return text.startsWith(String(Math.floor(timeMs / 1000))) && /^\d{10,19}(?:\.\d+)?$/.test(text)
}
