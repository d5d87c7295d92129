import type { AnomalyResult } from '#shared/anomaly'
import { readText, templateId, type ModelText } from '../model'
import { decodeColumns } from '../columns'
import type { Place } from '../text/chunker'
import type { Framing } from '../text/framing'
import { describeLine } from '../text/show'
import { findChunkCandidates, lookupOf } from './candidates'
import { readDecisions, type Decided } from './decide'
import { explain } from './explain'
import { scoreOf } from './score'

/** A finding as it is told, but for the chunk's id. */
export type Finding = Omit<AnomalyResult, 'chunk_id'>

/** Provisional findings of one chunk. */
const PROVISIONAL_MAX = 50

let lastText: { model: Uint8Array, text: ModelText } | null = null

function textOf(model: Uint8Array): ModelText {
  if (lastText?.model !== model) lastText = { model, text: readText(model) }
  return lastText.text
}

const rounded = (nats: number) => Math.round(nats * 1e4) / 1e4

function render(decided: Decided, text: ModelText, framing: Framing, bytes: Uint8Array): Finding {
  const template = text.templates[decided.template]
  const line = describeLine(bytes, framing)
  const signals = decided.evidence.map((candidate) => {
    const { signal } = text.candidates[candidate]
    return { ...signal, strength: rounded(signal.strength) }
  })
  return {
    log_entry: line.text, anomaly_score: decided.score, is_anomaly: true, explanation: explain(signals), line_number: decided.lineNumber, line_count: decided.lineCount,
    byte_offset: decided.byteOffset, timestamp: line.timestamp, severity: line.severity, template_id: templateId(template.key), template: template.text, signals, occurrences: decided.occurrences, last_line: decided.lastLine,
  }
}

/** The findings `from` … `from + texts.length - 1` of the decisions, told with the bytes of their places. */
export function renderFindings(decisions: Uint8Array, model: Uint8Array, framing: Framing, from: number, texts: readonly Uint8Array[]): Finding[] {
  const text = textOf(model)
  return readDecisions(decisions, from, texts.length).map((decided, i) => render(decided, text, framing, texts[i]))
}

/**
 * Findings of one chunk by a model that may not know the whole log, strongest first, at most 50. Only its rare templates are told
 * apart from what the model has not seen yet: a signature unknown to the model is no finding.
 */
export function provisionalFindings(data: Uint8Array, place: Place, columns: Uint8Array, model: Uint8Array, framing: Framing): Finding[] {
  const text = textOf(model)
  const rows = findChunkCandidates(decodeColumns(columns), lookupOf(model)).rows.filter(row => row.isOdd)
  rows.sort((a, b) => b.strength - a.strength || a.lineIndex - b.lineIndex)
  return rows.slice(0, PROVISIONAL_MAX).map((row) => {
    const lineNumber = place.firstLine + row.lineIndex
    const to = Math.min(row.from + row.sizeBytes, place.sizeBytes)
    const decided = { chunkNumber: place.number, lineNumber, from: row.from, to, lineCount: row.lineCount, byteOffset: place.byteOffset + row.from, template: row.template, score: scoreOf(row.strength), occurrences: 1, lastLine: lineNumber, evidence: row.evidence }
    return render(decided, text, framing, data.subarray(row.from, to))
  })
}
