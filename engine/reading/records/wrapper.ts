import { cleanLine, type CleanLine } from '../../text/clean'
import { FieldReader } from '../structured/fieldReader'
import type { StructuredForm } from '../structured/form'
import { pathOfName } from '../structured/path'

/**
 * What a container's engine puts around each line that a program writes: an object with the line in a field, as Docker
 * does, or a time, a stream and `F` or `P`, as Kubernetes does (CRI).
 */
export interface Wrapper {
  kind: 'object' | 'prefix'
  /** Name of the field that holds the line. */
  inner: string
  /** Name of the field with the time; empty where the lines have times of their own. */
  time: string
}

const LF = 10, TAB = 9, BLANK = 32, BACKSLASH = 92, LETTER_F = 70, LETTER_P = 80, LETTER_N = 110
const MOST = 0.8

/** Takes lines out of what is around them. A line that goes on with the one before begins with a tab then. */
export class Unwrapper {
  private readonly reader = new FieldReader()
  private readonly form: StructuredForm
  private readonly innerPath: number
  private readonly timePath: number
  /** The line without what is around it, and where it ends. */
  private scratch = new Uint8Array(1024)
  private end = 0

  constructor(private readonly wrapper: Wrapper) {
    this.form = { kind: 'docker', place: 'line', inner: wrapper.inner }
    this.innerPath = pathOfName(wrapper.inner)
    this.timePath = wrapper.time === '' ? 0 : pathOfName(wrapper.time)
  }

  /**
   * Copies the line (its end left out) as its program wrote it, cleaned as cleanLine does; one that is not wrapped as
   * it is. The line before, if there is one, stands before it in `buf`.
   * @returns the position in `out` after it.
   */
  clean(buf: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
    const isRest = from > 0 && this.isPart(buf, buf.lastIndexOf(LF, from - 2) + 1, from - 1)
    if (this.scratch.length < to - from + 1) this.scratch = new Uint8Array(2 * (to - from + 1))
    this.end = 0
    const isWrapped = this.wrapper.kind === 'prefix' ? this.unwrapPrefixed(buf, from, to, isRest) : this.unwrapObject(buf, from, to, isRest)
    if (!isWrapped) this.append(buf, from, to)
    return cleanLine(this.scratch, 0, this.end, out, at)
  }

  private append(buf: Uint8Array, from: number, to: number): void {
    for (let p = from; p < to; p++) this.scratch[this.end++] = buf[p]
  }

  /**
   * Copies the text of a line behind its prefix to the scratch.
   * @returns false, with nothing copied, for a line without one.
   */
  private unwrapPrefixed(buf: Uint8Array, from: number, to: number, isRest: boolean): boolean {
    const text = textBehindPrefix(buf, from, to)
    if (text < 0) return false
    if (isRest) this.scratch[this.end++] = TAB
    else if (this.timePath !== 0 && !isIndented(buf, text)) {
      this.append(buf, from, buf.indexOf(BLANK, from))
      this.scratch[this.end++] = BLANK
    }
    this.append(buf, text, to)
    return true
  }

  /**
   * Copies the line in a field of an object to the scratch.
   * @returns false, with nothing copied, for a line that is none.
   */
  private unwrapObject(buf: Uint8Array, from: number, to: number, isRest: boolean): boolean {
    const { scratch, reader } = this
    if (!reader.read(buf, from, to, this.form) || reader.innerFrom < 0) return false
    let end = 0
    if (isRest) scratch[end++] = TAB
    const row = reader.find(this.innerPath)
    const time = this.timePath === 0 || isRest || isIndented(buf, reader.innerFrom) ? -1 : reader.find(this.timePath)
    if (time >= 0) {
      end = reader.copyValue(buf, time, scratch, end)
      scratch[end++] = BLANK
    }
    const start = end
    end = reader.copyValue(buf, row, scratch, end)
    while (end > start && (scratch[end - 1] === LF || scratch[end - 1] === 13)) end--
    for (let p = start; p < end; p++) if (scratch[p] === LF) scratch[p] = BLANK
    this.end = end
    return true
  }

  /** Whether the line goes on in the next one. */
  private isPart(buf: Uint8Array, from: number, to: number): boolean {
    if (this.wrapper.kind === 'prefix') {
      const text = textBehindPrefix(buf, from, to)
      return text >= 0 && buf[text - 2] === LETTER_P
    }
    if (!this.reader.read(buf, from, to, this.form) || this.reader.innerFrom < 0) return false
    const row = this.reader.find(this.innerPath)
    const end = this.reader.valueTo[row]
    return end - this.reader.valueFrom[row] < 2 || buf[end - 1] !== LETTER_N || buf[end - 2] !== BACKSLASH
  }
}

function isIndented(buf: Uint8Array, p: number): boolean {
  return buf[p] === BLANK || buf[p] === TAB || (buf[p] === BACKSLASH && buf[p + 1] === 116)
}

/** Where the text begins behind `2025-03-10T09:00:02.195104459Z stdout F `, -1 without that. */
function textBehindPrefix(buf: Uint8Array, from: number, to: number): number {
  const p = buf.indexOf(BLANK, from)
  if (p < 0 || p + 10 > to || (buf[p - 1] !== 90 && buf[p - 3] !== 58)) return -1
  if (buf[p + 1] !== 115 || buf[p + 2] !== 116 || buf[p + 3] !== 100) return -1
  const isOut = buf[p + 4] === 111 && buf[p + 5] === 117 && buf[p + 6] === 116
  const isErr = buf[p + 4] === 101 && buf[p + 5] === 114 && buf[p + 6] === 114
  const tag = buf[p + 8]
  const isPrefix = (isOut || isErr) && buf[p + 7] === BLANK && (tag === LETTER_F || tag === LETTER_P)
  return isPrefix && (buf[p + 9] === BLANK || p + 9 === to) ? Math.min(p + 10, to) : -1
}

/** What is around most of the lines that begin at `starts`, null where nothing is. */
export function findWrapper(buf: Uint8Array, starts: readonly number[], form: StructuredForm | null): Wrapper | null {
  const prefixed = starts.filter(start => textBehindPrefix(buf, start, buf.indexOf(LF, start)) >= 0).length
  if (starts.length > 0 && prefixed >= starts.length * MOST) return { kind: 'prefix', inner: '', time: '' }
  if (form?.kind !== 'docker' || form.place !== 'line' || form.inner === undefined) return null
  return { kind: 'object', inner: form.inner, time: '' }
}

/** How the lines of a log are cleaned before they are read. */
export function lineCleaner({ wrapper }: { wrapper: Wrapper | null }): CleanLine {
  if (!wrapper) return cleanLine
  const unwrapper = new Unwrapper(wrapper)
  return (...line) => unwrapper.clean(...line)
}
