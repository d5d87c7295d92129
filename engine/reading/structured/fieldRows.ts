import { DEPTH_MAX, FALSE, FIELDS_MAX, NULL, NUMBER, STRING, TRUE } from './form'
import { inArray, inObject, ROOT } from './path'

const QUOTED = 1, ESCAPED = 2
const CONTAINERS_MAX = 4 * FIELDS_MAX // chosen; what lies in one beyond these is left as text

/** How a value is written, for `add`. */
export const BARE_TEXT = 0, QUOTED_TEXT = QUOTED, ESCAPED_TEXT = QUOTED | ESCAPED, ESCAPED_BARE = ESCAPED

/**
 * The fields of one record in flat arrays that the next record overwrites. Positions are those of the buffer that was
 * read. Rows from `count` on mean nothing.
 */
export class FieldRows {
  count = 0
  /** Span of the last key of the path; -1 for what has its name by its place. */
  readonly keyFrom = new Int32Array(FIELDS_MAX)
  readonly keyTo = new Int32Array(FIELDS_MAX)
  /** Hash of the whole path; the same in whatever order keys come. */
  readonly path = new Int32Array(FIELDS_MAX)
  /** Objects and arrays around the value, 0 for what stands outermost. */
  readonly depth = new Uint8Array(FIELDS_MAX)
  /** Span of the value without its quotes. */
  readonly valueFrom = new Int32Array(FIELDS_MAX)
  readonly valueTo = new Int32Array(FIELDS_MAX)
  /** One of STRING … NESTED. */
  readonly kind = new Uint8Array(FIELDS_MAX)
  readonly isQuoted = new Uint8Array(FIELDS_MAX)
  /** Whether the text that is meant differs from the bytes that are there. */
  readonly hasEscapes = new Uint8Array(FIELDS_MAX)

  /** Row of the object or array around the value, -1 for what stands outermost; names and nested keys need it. */
  readonly container = new Int16Array(FIELDS_MAX)
  readonly containerParent = new Int16Array(CONTAINERS_MAX)
  readonly containerKeyFrom = new Int32Array(CONTAINERS_MAX)
  readonly containerKeyTo = new Int32Array(CONTAINERS_MAX)
  readonly containerIsArray = new Uint8Array(CONTAINERS_MAX)
  /** What paths in it begin with: of an array, the path of its elements. */
  private readonly containerPath = new Int32Array(CONTAINERS_MAX)
  private readonly containerDepth = new Uint8Array(CONTAINERS_MAX)
  private containers = 0
  private current = -1

  /** Of the field that is added next. */
  private nextKeyFrom = -1
  private nextKeyTo = -1
  private nextPath = 0
  private nextDepth = 0

  /** Spans of text that belongs to no field, blanks around it left out. */
  gaps = 0
  readonly gapFrom = new Int32Array(FIELDS_MAX)
  readonly gapTo = new Int32Array(FIELDS_MAX)

  /** Whether more was there than fits: it is text of the last gap, or of a NESTED value. */
  isCut = false
  /** Whether the record ends before its form does, as that of a line cut short. */
  isOpen = false

  clear(): void {
    this.count = 0
    this.gaps = 0
    this.isCut = false
    this.isOpen = false
    this.containers = 0
    this.current = -1
  }

  /** What paths begin with where reading stands. */
  get prefix(): number {
    return this.current < 0 ? ROOT : this.containerPath[this.current]
  }

  /** Objects and arrays around where reading stands. */
  get level(): number {
    return this.current < 0 ? 0 : this.containerDepth[this.current]
  }

  /** Whether no object or array can be gone into here. */
  get isDeepest(): boolean {
    return this.nextDepth + 1 >= DEPTH_MAX || this.containers === CONTAINERS_MAX
  }

  /** Goes into the object or array that is the value of the named field. @returns what `leave` needs. */
  enter(isArray: boolean): number {
    const outer = this.current
    const row = this.containers++
    this.containerParent[row] = outer
    this.containerKeyFrom[row] = this.nextKeyFrom
    this.containerKeyTo[row] = this.nextKeyTo
    this.containerIsArray[row] = isArray ? 1 : 0
    this.containerPath[row] = isArray ? inArray(this.nextPath) : inObject(this.nextPath)
    this.containerDepth[row] = this.nextDepth + 1
    this.current = row
    return outer
  }

  leave(outer: number): void {
    this.current = outer
  }

  /** Names the fields that are added from now on; -1, -1 for a key that does not stand in the text. */
  name(keyFrom: number, keyTo: number, path: number): void {
    this.nextKeyFrom = keyFrom
    this.nextKeyTo = keyTo
    this.nextPath = path
    this.nextDepth = this.level
  }

  /** Names the next element of the array in which reading stands. */
  nameElement(): void {
    const row = this.current
    this.nextKeyFrom = this.containerKeyFrom[row]
    this.nextKeyTo = this.containerKeyTo[row]
    this.nextPath = this.containerPath[row]
    this.nextDepth = this.containerDepth[row]
  }

  get isFull(): boolean {
    return this.count === FIELDS_MAX
  }

  /** Adds a field with the name given last. There must be room. */
  add(from: number, to: number, kind: number, written: number): void {
    const row = this.count++
    this.keyFrom[row] = this.nextKeyFrom
    this.keyTo[row] = this.nextKeyTo
    this.path[row] = this.nextPath
    this.depth[row] = this.nextDepth
    this.container[row] = this.current
    this.valueFrom[row] = from
    this.valueTo[row] = to
    this.kind[row] = kind
    this.isQuoted[row] = written & QUOTED
    this.hasEscapes[row] = written >> 1
  }

  /** Adds text that is of no field. The last gap takes all that follows once there are too many. */
  addGap(buf: Uint8Array, from: number, to: number): void {
    while (from < to && buf[from] <= 32) from++
    while (to > from && buf[to - 1] <= 32) to--
    if (from >= to) return
    if (this.gaps === FIELDS_MAX) {
      this.isCut = true
      this.gapTo[this.gaps - 1] = to
      return
    }
    this.gapFrom[this.gaps] = from
    this.gapTo[this.gaps++] = to
  }

  /** Leaves the rest of the record as text. @returns its end, where reading goes on. */
  cut(buf: Uint8Array, from: number, to: number): number {
    this.isCut = true
    this.addGap(buf, from, to)
    return to
  }

  /** The first field of that path, -1 for none. */
  find(path: number): number {
    for (let row = 0; row < this.count; row++) if (this.path[row] === path) return row
    return -1
  }
}

/** What the bytes without quotes are. */
export function kindOf(buf: Uint8Array, from: number, to: number): number {
  if (from >= to) return NULL
  const first = buf[from]
  if (first < 58) return isNumber(buf, from, to) ? NUMBER : STRING
  if (to - from > 5) return STRING
  if (first === 116) return isWord(buf, from, to, 'true') ? TRUE : STRING
  if (first === 110) return isWord(buf, from, to, 'null') ? NULL : STRING
  return first === 102 && isWord(buf, from, to, 'false') ? FALSE : STRING
}

function isWord(buf: Uint8Array, from: number, to: number, word: string): boolean {
  if (to - from !== word.length) return false
  for (let i = 0; i < word.length; i++) if (buf[from + i] !== word.charCodeAt(i)) return false
  return true
}

/** Whether the bytes are one number as JSON writes it, leading zeros and signs allowed. */
function isNumber(buf: Uint8Array, from: number, to: number): boolean {
  let p = from
  if (buf[p] === 45 || buf[p] === 43) p++
  let digits = 0
  while (p < to && buf[p] >= 48 && buf[p] <= 57) {
    p++
    digits++
  }
  if (p < to && buf[p] === 46) {
    p++
    while (p < to && buf[p] >= 48 && buf[p] <= 57) {
      p++
      digits++
    }
  }
  if (digits === 0) return false
  if (p === to) return true
  if ((buf[p] | 32) !== 101) return false
  p++
  if (p < to && (buf[p] === 45 || buf[p] === 43)) p++
  const exponent = p
  while (p < to && buf[p] >= 48 && buf[p] <= 57) p++
  return p === to && p > exponent
}
