import { FieldReader } from './fieldReader'
import { NUMBER, type StructuredForm } from './form'
import { isHeaderRow } from './headerRow'
import { textOf } from './names'
import { MOST, type Sample } from './sample'
import { rowEnd } from './table'

const QUOTE = 34, LF = 10, COMMA = 44
const DELIMITERS = [9, 59, 124, COMMA, 1, 31, 94] as const // tab ; | , SOH US ^
const COLUMNS_MIN = 3 // chosen: two are a text with one comma
const ROW_MAX_BYTES = 16 * 1024 // chosen: a quoted cell over several lines ends within this, or it is none
const ROWS_FOR_NAMES = 200
/** Share of rows that have at least so many cells, where the last one holds delimiters. Chosen. */
const NEARLY_ALL = 0.95

/** The rows of a sample as one delimiter cuts them. */
interface Table {
  delimiter: number
  from: number[]
  to: number[]
  line: number[]
  cells: number[]
  isOverLines: boolean
}

/** The table that the lines are, if they have the same cells under one delimiter. */
export function tableForm(sample: Sample): StructuredForm | null {
  let best: StructuredForm | null = null
  const reader = new FieldReader()
  for (const delimiter of DELIMITERS) {
    const form = formBy(sample, cut(sample, delimiter, reader), reader)
    if (form && (form.columnCount ?? 0) > (best?.columnCount ?? 0)) best = form
  }
  return best
}

function cut(sample: Sample, delimiter: number, reader: FieldReader): Table {
  const { buf, from, to, index, end } = sample
  const table: Table = { delimiter, from: [], to: [], line: [], cells: [], isOverLines: false }
  const form: StructuredForm = { kind: 'csv', place: 'line', delimiter, quote: QUOTE }
  let behind = -1
  for (let line = 0; line < from.length; line++) {
    if (from[line] < behind) continue
    const limit = Math.min(end, from[line] + ROW_MAX_BYTES)
    const rowTo = Math.max(to[line], rowEnd(buf, from[line], limit, delimiter, QUOTE))
    if (!reader.read(buf, from[line], rowTo, form)) continue
    const isLonger = rowTo > to[line] + 1 && !reader.isOpen && reader.count >= COLUMNS_MIN
    if (isLonger) {
      table.isOverLines = true
      behind = rowTo
    }
    table.from.push(from[line])
    table.to.push(isLonger ? rowTo : to[line])
    table.line.push(index[line])
    table.cells.push(reader.count)
  }
  return table
}

function formBy(sample: Sample, table: Table, reader: FieldReader): StructuredForm | null {
  const rows = table.from.length
  if (rows < 2) return null
  const form: StructuredForm = { kind: 'csv', place: 'line', delimiter: table.delimiter, quote: QUOTE }
  if (table.isOverLines) form.isOverLines = true
  const columns = namesAbove(sample, table, form, reader)
  const count = columns?.length ?? countOf(table.cells)
  if (count < (columns ? 2 : COLUMNS_MIN)) return null
  form.columnCount = count
  const fitting = table.cells.filter(cells => cells >= count).length
  if (fitting < rows * MOST) return null
  const isEven = columns !== null && table.cells.filter(cells => cells === count).length >= rows * MOST
  if (!isEven && !hasCells(sample, table, form, reader)) return null
  return columns ? { ...form, columns, headerLine: table.line[0] } : form
}

/** How many cells rows have: the usual number, or the least of nearly all where the last cell holds delimiters. */
function countOf(cells: number[]): number {
  const sorted = [...cells].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]
  if (cells.filter(count => count === middle).length >= cells.length * MOST) return middle
  return sorted[Math.floor(sorted.length * (1 - NEARLY_ALL))]
}

/** The names of the columns, if the first row holds them. */
function namesAbove(sample: Sample, table: Table, form: StructuredForm, reader: FieldReader): string[] | null {
  const count = table.cells[0]
  if (count < 2) return null
  const wanted: StructuredForm = { ...form, columnCount: count }
  const rows: string[][] = []
  for (let row = 0; row < Math.min(table.from.length, ROWS_FOR_NAMES); row++) {
    if (!reader.read(sample.buf, table.from[row], table.to[row], wanted)) continue
    rows.push(cellsOf(sample.buf, reader))
  }
  const [names, ...below] = rows
  if (below.length === 0) return null
  return isHeaderRow(names.map((first, column) => ({ first, below: below.map(cells => cells[column]) }))) ? names : null
}

function cellsOf(buf: Uint8Array, reader: FieldReader): string[] {
  return Array.from({ length: reader.count }, (_, row) => textOf(buf, reader.valueFrom[row], reader.valueTo[row]))
}

/** Whether what stands between delimiters is like cells and not like pieces of a sentence. */
function hasCells(sample: Sample, table: Table, form: StructuredForm, reader: FieldReader): boolean {
  const columns = (form.columnCount ?? 0) - 1
  const typed = new Int32Array(columns), torn = new Int32Array(columns)
  const blank = new Int32Array(columns), filled = new Int32Array(columns)
  for (let row = 0; row < table.from.length; row++) {
    if (!reader.read(sample.buf, table.from[row], table.to[row], form)) continue
    for (let column = 0; column < columns; column++) {
      const from = reader.valueFrom[column], to = reader.valueTo[column]
      if (from === to) continue
      filled[column]++
      const isQuoted = reader.isQuoted[column] === 1
      if (isQuoted || reader.kind[column] === NUMBER || isCell(sample.buf, from, to)) typed[column]++
      if (!isQuoted && isTorn(sample.buf, from, to)) torn[column]++
      if (!isQuoted && column > 0 && sample.buf[from - 1] === 32) blank[column]++
    }
  }
  let cells = 0
  for (let column = 0; column < columns; column++) {
    if (torn[column] * 2 > filled[column]) return false
    if (table.delimiter === COMMA && blank[column] * 2 > filled[column]) continue
    if (typed[column] >= filled[column] * MOST) cells++
  }
  return cells * 2 > columns
}

/** Whether there is no blank in it, or half of it is digits as in a time. */
function isCell(buf: Uint8Array, from: number, to: number): boolean {
  let digits = 0
  let blanks = 0
  for (let p = from; p < to; p++) {
    if (buf[p] >= 48 && buf[p] <= 57) digits++
    else if (buf[p] === 32) blanks++
  }
  return blanks === 0 || digits * 2 > to - from
}

/** Whether brackets open or close in it that do the other elsewhere. */
function isTorn(buf: Uint8Array, from: number, to: number): boolean {
  let depth = 0
  for (let p = from; p < to; p++) {
    const byte = buf[p]
    if (byte === 91 || byte === 40 || byte === 123) depth++
    else if (byte === 93 || byte === 41 || byte === 125) depth--
    else if (byte === LF) return false
  }
  return depth !== 0
}
