import type { AnomalyResult, Signal } from '#shared/anomaly'
import { decodeColumns, eventLines, SHOWN_MAX_BYTES, type Columns } from '../summary/columns'
import { templateId, type ModelLookup } from '../summary/model'
import { shownTemplate, tokensOf } from '../templates/tokens'
import { CONTINUATION } from '../templates/LineTable'
import { KeyOrder } from '../templates/keyOrder'
import { recordText } from '../templates/recordText'
import { signatureText } from '../templates/signature'
import { bytesOfText } from '../summary/slots'
import { Tokens } from '../tokens/Tokens'
import { keyOfText } from '../tokens/words'
import type { Place } from '../text/chunker'
import { cleanLines } from '../text/clean'
import type { Framing } from '../reading/layout/framing'
import { lineCleaner } from '../reading/records/wrapper'
import { HeaderReader } from '../reading/layout/header'
import { lineDescriber, type DescribeLine } from '../text/show'
import { findChunkCandidates, templatesOf, type CandidateRow } from './candidates'
import { readDecisions, type Decided } from './decide'
import type { OpenModel } from './openModel'
import { scoreOf } from './score'

/** A finding without the chunk's id and without sentences: its signals hold the numbers that those are made of. */
export type Finding = Omit<AnomalyResult, 'chunk_id' | 'explanation' | 'reason'>

/** Provisional findings of one chunk. */
const PROVISIONAL_MAX = 50

const rounded = (nats: number) => Math.round(nats * 1e4) / 1e4

type Shown = Pick<Decided, 'lineNumber' | 'lineCount' | 'byteOffset' | 'score' | 'occurrences' | 'lastLine' | 'foldedInto' | 'folded'>

/** A signal as it is told: a log of clocks without dates has no moments. */
function toldSignal(signal: Signal, isClock: boolean): Signal {
  const strength = rounded(signal.strength)
  if (isClock && signal.kind === 'burst') return { ...signal, strength, detail: { ...signal.detail, from: null } }
  if (isClock && signal.kind === 'silence') return { ...signal, strength, detail: { ...signal.detail, from: null } }
  return { ...signal, strength }
}

/** What a finding is made of, beside where it is. */
interface Subject { template: { key: number, text: string }, signals: readonly Signal[], bytes: Uint8Array }

/** How the lines of a log are shown. */
interface Display { describe: DescribeLine, isClock: boolean }

function told(shown: Shown, { template, signals, bytes }: Subject, { describe, isClock }: Display): Finding {
  const line = describe(bytes)
  return {
    log_entry: line.text, anomaly_score: shown.score, is_anomaly: true, line_number: shown.lineNumber, line_count: shown.lineCount,
    byte_offset: shown.byteOffset, timestamp: line.timestamp, severity: line.severity, template_id: templateId(template.key), template: template.text,
    signals: signals.map(signal => toldSignal(signal, isClock)), occurrences: shown.occurrences, last_line: shown.lastLine,
    folded_into: shown.foldedInto === 0 ? null : shown.foldedInto, folded: shown.folded,
  }
}

/** Some findings in a row: the number of the first one, from 0, and the bytes of the place of each. */
export interface FindingTexts { from: number, texts: readonly Uint8Array[] }

/** The findings `from` … `from + texts.length - 1` of the decisions. */
export function renderFindings(
  decisions: Uint8Array, model: OpenModel, framing: Framing, { from, texts }: FindingTexts,
): Finding[] {
  const { templates, candidates } = model.text
  const display = { describe: lineDescriber(framing), isClock: framing.isClock }
  return readDecisions(decisions, from, texts.length).map((decided, i) => {
    const signals = decided.evidence.map(candidate => candidates[candidate].signal)
    return told(decided, { template: templates[decided.template], signals, bytes: texts[i] }, display)
  })
}

/** Signatures of a chunk that a model has not seen may be told as new as long as they are so few; chosen. */
const NEW_MAX = 8

/** Events of the chunk whose signatures the model does not know, one for each signature, if they are few. */
function newEvents(columns: Columns, lookup: ModelLookup, events: number): { row: CandidateRow, signal: Signal }[] {
  const templates = templatesOf(columns, lookup)
  const firsts = new Map<number, CandidateRow>()
  const counts = new Map<number, number>()
  let from = 0
  for (let lineIndex = 0; lineIndex < columns.lines; lineIndex++) {
    const signature = columns.signatures[lineIndex]
    if (signature !== CONTINUATION && templates[signature] < 0) {
      counts.set(signature, (counts.get(signature) ?? 0) + 1)
      if (!firsts.has(signature)) {
        if (firsts.size === NEW_MAX) return []
        firsts.set(signature, { lineIndex, lineCount: eventLines(columns, lineIndex), from, sizeBytes: Math.min(columns.lengths[lineIndex], SHOWN_MAX_BYTES), template: -1, strength: 0, isOdd: true, evidence: [] })
      }
    }
    from += columns.lengths[lineIndex]
  }
  return Array.from(firsts, ([signature, row]) => {
    const count = counts.get(signature) ?? 1
    const strength = Math.max(0, Math.log((events + 1) / count))
    return { row: { ...row, strength }, signal: { kind: 'rare_template', strength, detail: { count, total: events + count, rank_count: count } } }
  })
}

/** A template that the model does not know, from its line. */
function newTemplate(bytes: Uint8Array, framing: Framing): { key: number, text: string } {
  const buf = new Uint8Array(bytes.length + 64)
  const end = cleanLines(bytes, buf, lineCleaner(framing))
  buf.fill(10, end)
  const header = new HeaderReader(framing)
  const message = header.read(buf, 0)
  const { records, isRecord, textFrom, timeFrom, timeTo } = header
  if (timeFrom >= 0) buf.fill(32, timeFrom, timeTo)
  const words = new Tokens(framing.digits)
  const text = isRecord && records ? recordText(records, buf, textFrom, new KeyOrder(records.reading).of(records.fields), words) : signatureText(buf, message, words)
  const tokens = tokensOf(text)
  return { key: keyOfText(bytesOfText(tokens.join(''))), text: shownTemplate(tokens) }
}

/** A chunk's bytes, its place, and its encoded columns. */
export interface LearntChunk { data: Uint8Array, place: Place, columns: Uint8Array }

/**
 * Findings of one chunk by a model that may not know the whole log, strongest first, at most 50. Signatures that the model has not
 * seen yet are told as new where they are few.
 */
export function provisionalFindings(chunk: LearntChunk, model: OpenModel, framing: Framing): Finding[] {
  const { data, place, columns } = chunk
  const { lookup, text } = model
  const decoded = decodeColumns(columns)
  const known = findChunkCandidates(decoded, lookup).rows.filter(row => row.isOdd).map(row => ({ row, signals: row.evidence.map(candidate => text.candidates[candidate].signal) }))
  const rows = [...known, ...newEvents(decoded, lookup, text.facts.events).map(({ row, signal }) => ({ row, signals: [signal] }))]
  rows.sort((a, b) => b.row.strength - a.row.strength || a.row.lineIndex - b.row.lineIndex)
  const display = { describe: lineDescriber(framing), isClock: framing.isClock }
  return rows.slice(0, PROVISIONAL_MAX).map(({ row, signals }) => {
    const lineNumber = place.firstLine + row.lineIndex
    const bytes = data.subarray(row.from, Math.min(row.from + row.sizeBytes, place.sizeBytes))
    const shown = { lineNumber, lineCount: row.lineCount, byteOffset: place.byteOffset + row.from, score: scoreOf(row.strength), occurrences: 1, lastLine: lineNumber, foldedInto: 0, folded: 0 }
    const template = row.template < 0 ? newTemplate(bytes, framing) : text.templates[row.template]
    return told(shown, { template, signals, bytes }, display)
  })
}
