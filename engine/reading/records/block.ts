import { nestedEnd } from '../structured/json'

/**
 * How records that go over several lines begin: with an object behind so many blanks, behind a blank line, or with a
 * header, when so many lines from there on say what happened.
 */
export type Block = { begin: 'object', indent: number } | { begin: 'blank' } | { begin: 'header', lines: number }

const LF = 10, CR = 13, BLANK = 32, OPEN = 123

/** Records of the sample that must have a line of one form at a place of theirs for it to be a part of all. Chosen. */
const MOST = 0.8
const NEARLY_ALL = 0.9
/** Fewer records say nothing. Chosen. */
const RECORDS_MIN = 12
const LINES_MAX = 16 // chosen: more lines of text say no more of what happened
const SHAPE_MAX_BYTES = 16

/** Whether a record begins with the line at p. */
export function beginsBlock(buf: Uint8Array, p: number, block: Block): boolean {
  switch (block.begin) {
    case 'header': return false
    case 'object': {
      let q = p
      while (buf[q] === BLANK) q++
      return q === p + block.indent && buf[q] === OPEN
    }
    case 'blank': return !isBlankLine(buf, p) && (p === 0 || isBehindBlank(buf, p))
  }
}

function isBlankLine(buf: Uint8Array, p: number): boolean {
  return buf[p] === LF || (buf[p] === CR && buf[p + 1] === LF)
}

function isBehindBlank(buf: Uint8Array, p: number): boolean {
  return p < 2 || buf[p - 2] === LF || (buf[p - 2] === CR && (p < 3 || buf[p - 3] === LF))
}

/** Where the record ends that begins at p: its last line's end, at most `limit`. Linear in its length. */
export function blockEnd(buf: Uint8Array, p: number, block: Block, limit: number): number {
  if (block.begin === 'object') {
    const close = nestedEnd(buf, p + block.indent, limit)
    return lineEnd(buf, close < 0 ? p : close, limit)
  }
  let end = lineEnd(buf, p, limit)
  if (block.begin === 'blank') while (end + 1 < limit && !isBlankLine(buf, end + 1)) end = lineEnd(buf, end + 1, limit)
  return end
}

function lineEnd(buf: Uint8Array, p: number, limit: number): number {
  const end = buf.indexOf(LF, p)
  return end < 0 ? limit : Math.min(end, limit)
}

/** The form of a line's first word: letters in capitals and small ones, digits, and marks as they stand. */
function shapeOf(buf: Uint8Array, p: number): string {
  let shape = ''
  for (let q = p; q < p + SHAPE_MAX_BYTES && buf[q] > BLANK; q++) {
    const byte = buf[q]
    const kind = byte >= 48 && byte <= 57 ? '0' : byte >= 65 && byte <= 90 ? 'A' : (byte >= 97 && byte <= 122) || byte > 127 ? 'a' : String.fromCharCode(byte)
    if (!shape.endsWith(kind)) shape += kind
  }
  return shape
}

/**
 * How many lines from the header on nearly all records have in one form, line by line: those say what happened, as
 * where the level and the message stand on a second line.
 * @param records where the lines of each begin. @returns 1 where only the first does.
 */
export function linesOfHeader(buf: Uint8Array, records: readonly (readonly number[])[]): number {
  if (records.length < RECORDS_MIN) return 1
  let lines = 1
  for (; lines < LINES_MAX; lines++) {
    const shapes = new Map<string, number>()
    let having = 0
    for (const starts of records) {
      if (starts.length <= lines) continue
      having++
      const shape = shapeOf(buf, starts[lines])
      shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
    }
    if (having < records.length * NEARLY_ALL || Math.max(...shapes.values()) < having * MOST) break
  }
  return lines
}
