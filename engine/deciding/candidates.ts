import { ByteReader, ByteWriter } from '../summary/bytes'
import { decodeColumns, eventLines, SHOWN_MAX_BYTES, timeOfLine, type Columns } from '../summary/columns'
import { firstAtLeast } from '../summary/firstAtLeast'
import { BLOCK, NO_CANDIDATE, TEMPLATE_SIGNALS, WITHIN, type ModelLookup } from '../summary/model'
import { groupKey } from '../summary/readRecords'
import { CONTINUATION } from '../templates/LineTable'
import type { OpenModel } from './openModel'
import { combine } from './score'

const VERSION = 1

/** An event that some signal means, or a line within one. */
export interface CandidateRow {
  /** Index in the chunk of the line with which the event begins, or of that line. */
  lineIndex: number
  lineCount: number
  /** Where it stands in the chunk; at most SHOWN_MAX_BYTES of it. */
  from: number
  sizeBytes: number
  template: number
  /** Combined, in nats. */
  strength: number
  /** Whether one of its signals stands out by itself. */
  isOdd: boolean
  /** Numbers of the model's candidates, the leading one first. */
  evidence: number[]
}

/** What scoring says of one chunk. */
export interface ChunkCandidates {
  /** By signature row of the columns: key of its template, and strength in nats of what its template alone says. */
  templateKeys: number[]
  strengths: number[]
  rows: CandidateRow[]
}

/** Index of `key` in the ascending keys, -1 if it is not there. */
function indexOfKey(keys: Float64Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (keys[middle] < key) low = middle + 1
    else if (keys[middle] > key) high = middle - 1
    else return middle
  }
  return -1
}

/** The template of each signature of the chunk, -1 where the model does not know it (a model of a part of the log). */
export function templatesOf(columns: Columns, lookup: ModelLookup): Int32Array {
  return Int32Array.from(columns.key0, (key0, row) => {
    const group = columns.group[row]
    const level = lookup.levels[group]
    const key = level === 0 ? key0 : level === 1 ? columns.key1[row] : level === 2 ? columns.key2[row] : groupKey(group)
    const index = indexOfKey(lookup.keys, key)
    return index < 0 ? -1 : lookup.templateOfKey[index]
  })
}

const NO_ROWS: number[] = []

/** Candidates of the signals that mean all events of a template. */
function wholesOf(lookup: ModelLookup, template: number): number[] {
  let found = NO_ROWS
  for (let i = Math.max(0, template) * TEMPLATE_SIGNALS; i < (template + 1) * TEMPLATE_SIGNALS; i++) {
    if (lookup.wholes[i] !== NO_CANDIDATE) found = [...found, lookup.wholes[i]]
  }
  return found
}

/** Rows of the lookup's windows that belong to a template. */
function windowsOf(lookup: ModelLookup, template: number): number[] {
  const first = template < 0 ? -1 : lookup.windowTemplates.indexOf(template)
  if (first < 0) return NO_ROWS
  let end = first
  while (lookup.windowTemplates[end] === template) end++
  return Array.from({ length: end - first }, (_, i) => first + i)
}

/** Candidates of the windows into which a time falls. */
function candidatesAt(windows: number[], lookup: ModelLookup, timeMs: number | null): number[] {
  if (windows.length === 0 || timeMs === null) return NO_ROWS
  return windows.filter(row => lookup.windowFrom[row] <= timeMs && timeMs < lookup.windowTo[row]).map(row => lookup.windowCandidates[row])
}

/** Whether a candidate is a block that is told: what else is odd about a line of it says nothing of the block. */
const isBlock = (candidate: number, lookup: ModelLookup) => lookup.reach[candidate] === BLOCK && lookup.margins[candidate] >= 0

function ordered(evidence: number[], lookup: ModelLookup): number[] {
  // a block leads its lines; then what stands out by itself, then by strength
  return evidence.sort((a, b) => Number(isBlock(b, lookup)) - Number(isBlock(a, lookup)) || Number(lookup.margins[b] >= 0) - Number(lookup.margins[a] >= 0) || lookup.strengths[b] - lookup.strengths[a] || a - b)
}

/** Bytes of so many lines from `index` on, at most SHOWN_MAX_BYTES. */
function shownBytes({ lengths }: Columns, index: number, lineCount: number): number {
  let bytes = 0
  for (let line = index; line < index + lineCount && bytes < SHOWN_MAX_BYTES; line++) bytes += lengths[line]
  return Math.min(bytes, SHOWN_MAX_BYTES)
}

/** Candidates of a chunk, from its columns alone. O(lines). */
export function findChunkCandidates(columns: Columns, lookup: ModelLookup): ChunkCandidates {
  const { firstLine } = columns
  const templates = templatesOf(columns, lookup)
  const strengthsOf = (evidence: number[]) => {
    const blocks = evidence.filter(candidate => isBlock(candidate, lookup))
    return combine((blocks.length > 0 ? blocks : evidence).map(candidate => lookup.strengths[candidate]))
  }
  const wholes = Array.from(templates, template => wholesOf(lookup, template))
  const isOddWhole = Uint8Array.from(wholes, evidence => evidence.some(candidate => lookup.margins[candidate] >= 0) ? 1 : 0)
  const windows = Array.from(templates, template => windowsOf(lookup, template))
  const rows: CandidateRow[] = []
  let mark = firstAtLeast(lookup.lines, firstLine)
  let offset = 0
  const { signatures, lengths, lines } = columns
  let event = 0 // signature of the event to which the line belongs
  let isTold = false // whether the event, or a line of it, is odd already
  for (let index = 0; index < lines; index++) {
    const signature = signatures[index]
    const isStart = signature !== CONTINUATION
    if (isStart) {
      event = signature
      isTold = false
    }
    const isMarked = mark < lookup.lines.length && lookup.lines[mark] === firstLine + index
    const inWindow = isStart ? candidatesAt(windows[signature], lookup, timeOfLine(columns, index)) : []
    if (isMarked || (isStart && isOddWhole[signature] === 1) || inWindow.length > 0) {
      const evidence = isStart ? [...wholes[signature], ...inWindow] : []
      while (mark < lookup.lines.length && lookup.lines[mark] === firstLine + index) {
        const candidate = lookup.candidateOfLine[mark++]
        if (lookup.reach[candidate] !== WITHIN || !isTold) evidence.push(candidate)
      }
      if (evidence.length === 0) {
        offset += lengths[index]
        continue
      }
      isTold ||= evidence.some(candidate => lookup.margins[candidate] >= 0)
      const lineCount = isStart ? eventLines(columns, index) : 1
      rows.push({
        lineIndex: index, lineCount, from: offset, sizeBytes: shownBytes(columns, index, lineCount),
        template: templates[event], strength: strengthsOf(evidence), isOdd: evidence.some(candidate => lookup.margins[candidate] >= 0), evidence: ordered(evidence, lookup),
      })
    }
    offset += lengths[index]
  }
  return { templateKeys: Array.from(templates, template => template < 0 ? 0 : lookup.templateKeys[template]), strengths: wholes.map(strengthsOf), rows }
}

function encodeCandidates({ templateKeys, strengths, rows }: ChunkCandidates): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(4096)
  out.byte(VERSION)
  out.uint(templateKeys.length)
  for (const key of templateKeys) out.float(key)
  for (const strength of strengths) out.float(strength)
  out.uint(rows.length)
  for (const row of rows) {
    out.uint(row.lineIndex)
    out.uint(row.lineCount)
    out.uint(row.from)
    out.uint(row.sizeBytes)
    out.int(row.template)
    out.float(row.strength)
    out.byte(row.isOdd ? 1 : 0)
    out.uint(row.evidence.length)
    for (const candidate of row.evidence) out.uint(candidate)
  }
  return out.finish()
}

export function decodeCandidates(bytes: Uint8Array): ChunkCandidates {
  const reader = new ByteReader(bytes)
  if (reader.byte() !== VERSION) throw new RangeError('not candidates of this engine version')
  const signatures = reader.uint()
  const floats = () => Array.from({ length: signatures }, () => reader.float())
  const templateKeys = floats()
  const strengths = floats()
  const rows: CandidateRow[] = []
  for (let n = reader.uint(); n > 0; n--)
    rows.push({
      lineIndex: reader.uint(), lineCount: reader.uint(), from: reader.uint(), sizeBytes: reader.uint(), template: reader.int(), strength: reader.float(),
      isOdd: reader.byte() === 1, evidence: Array.from({ length: reader.uint() }, () => reader.uint()),
    })
  return { templateKeys, strengths, rows }
}

/** Candidates of a chunk, from its columns and the model: lines, keys and strengths, never texts. */
export function scoreChunk(columns: Uint8Array, model: OpenModel): Uint8Array<ArrayBuffer> {
  return encodeCandidates(findChunkCandidates(decodeColumns(columns), model.lookup))
}
