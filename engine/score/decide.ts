import { ByteReader, ByteWriter } from '../bytes'
import { readText } from '../model'
import type { Place } from '../text/chunker'
import { decodeCandidates, type CandidateRow } from './candidates'
import { scoreOf } from './score'

/** Findings that are kept, the best by score and line. */
export const FINDINGS_MAX = 200_000
const VERSION = 1
/** Of a slot's name in the name of a candidate. */
const SLOT_NAME_MAX = 40

/** Which line to show for a finding: text bytes `[from, to)` of the chunk. */
export interface FindingPlace {
  chunkNumber: number
  lineNumber: number
  from: number
  to: number
}

/** An odd event with those folded into it. */
export interface Decided extends FindingPlace {
  lineCount: number
  byteOffset: number
  template: number
  score: number
  occurrences: number
  lastLine: number
  evidence: number[]
}

/** Equal findings: the same template, leading signal and slot. */
interface Fold {
  first: Decided
  strength: number
  events: number
  /** Leading candidates that are in it. */
  leading: Set<number>
}

function decidedOf(row: CandidateRow, place: Place): Decided {
  const to = Math.min(row.from + row.sizeBytes, place.sizeBytes)
  return { chunkNumber: place.number, lineNumber: place.firstLine + row.lineIndex, from: row.from, to, lineCount: row.lineCount, byteOffset: place.byteOffset + row.from, template: row.template, score: 0, occurrences: 1, lastLine: 0, evidence: row.evidence }
}

/** Folds candidate rows of chunk after chunk, in any order. Held: one row a fold. */
class Folding {
  private readonly folds = new Map<string, Fold>()

  constructor(private readonly candidates: readonly { slot: string, events: number, signal: { kind: string } }[]) {}

  add(row: CandidateRow, place: Place): void {
    const leading = row.evidence[0]
    const { signal, slot } = this.candidates[leading]
    // sessions that are odd in the same way are one finding, whatever their last lines say; so are new lines of one block
    const isOne = signal.kind === 'session' || (signal.kind === 'new_template' && slot !== '')
    const key = isOne ? `${signal.kind}/${slot}` : `${row.template}/${signal.kind}/${slot}`
    const decided = decidedOf(row, place)
    const fold = this.folds.get(key)
    if (!fold) {
      this.folds.set(key, { first: { ...decided, lastLine: decided.lineNumber }, strength: row.strength, events: 1, leading: new Set([leading]) })
      return
    }
    const lastLine = Math.max(fold.first.lastLine, decided.lineNumber)
    fold.first = decided.lineNumber < fold.first.lineNumber ? { ...decided, lastLine } : { ...fold.first, lastLine }
    fold.strength = Math.max(fold.strength, row.strength)
    fold.events++
    fold.leading.add(leading)
  }

  /** Best first: by score, then line. */
  results(): Decided[] {
    const results = Array.from(this.folds.values(), ({ first, strength, events, leading }) => {
      const meant = Array.from(leading).reduce((sum, candidate) => sum + this.candidates[candidate].events, 0)
      return { ...first, score: scoreOf(strength), occurrences: Math.max(events, meant) }
    })
    return results.sort((a, b) => b.score - a.score || a.lineNumber - b.lineNumber)
  }
}

/** Layout: names of the model's candidates as JSON; then the findings' starts, and the findings. */
function encodeDecisions(findings: readonly Decided[], names: readonly string[]): Uint8Array<ArrayBuffer> {
  const rows = new ByteWriter()
  const starts = new Float64Array(findings.length)
  findings.forEach((finding, i) => {
    starts[i] = rows.length
    rows.uint(finding.chunkNumber)
    rows.uint(finding.lineNumber)
    rows.uint(finding.lineCount)
    rows.uint(finding.from)
    rows.uint(finding.to)
    rows.uint(finding.byteOffset)
    rows.int(finding.template)
    rows.float(finding.score)
    rows.uint(finding.occurrences)
    rows.uint(finding.lastLine)
    rows.uint(finding.evidence.length)
    for (const candidate of finding.evidence) rows.uint(candidate)
  })
  const out = new ByteWriter()
  out.byte(VERSION)
  const json = new TextEncoder().encode(JSON.stringify(names))
  out.uint(json.length)
  out.bytes(json)
  out.uint(findings.length)
  for (const start of starts) out.float(start)
  out.bytes(rows.finish())
  return out.finish()
}

function openDecisions(decisions: Uint8Array): { reader: ByteReader, names: Uint8Array } {
  const reader = new ByteReader(decisions)
  if (reader.byte() !== VERSION) throw new RangeError('not decisions of this engine version')
  return { reader, names: reader.bytes(reader.uint()) }
}

/** For each candidate of the model by number: the signal, and the slot where there is one, as `rare_value/currency`. */
export function candidateNames(decisions: Uint8Array): string[] {
  // a shared buffer can't be decoded in place
  const names: string[] = JSON.parse(new TextDecoder().decode(openDecisions(decisions).names.slice()))
  return names
}

/** The findings `from` … of encoded decisions, at most `count`. */
export function readDecisions(decisions: Uint8Array, from: number, count: number): Decided[] {
  const { reader } = openDecisions(decisions)
  const total = reader.uint()
  const index = reader.position
  if (from >= total) return []
  reader.position = index + from * 8
  reader.position = index + total * 8 + reader.float()
  return Array.from({ length: Math.min(count, total - from) }, () => ({
    chunkNumber: reader.uint(), lineNumber: reader.uint(), lineCount: reader.uint(), from: reader.uint(), to: reader.uint(), byteOffset: reader.uint(),
    template: reader.int(), score: reader.float(), occurrences: reader.uint(), lastLine: reader.uint(), evidence: Array.from({ length: reader.uint() }, () => reader.uint()),
  }))
}

/**
 * Merges the candidates of all chunks, given in any order, and decides: an event is odd if one of its signals stands out by itself
 * (see Candidate.margin); equal ones are folded at their first line. Held: one row a fold.
 * @returns the places of the findings in order of line number, the decisions in the same order, and how many beyond
 * FINDINGS_MAX were not kept.
 */
export function decide(model: Uint8Array, candidates: Iterable<{ place: Place, candidates: Uint8Array }>): { findings: FindingPlace[], decisions: Uint8Array<ArrayBuffer>, notKept: number } {
  const known = readText(model).candidates
  const folding = new Folding(known)
  for (const chunk of candidates)
    for (const row of decodeCandidates(chunk.candidates).rows) if (row.isOdd) folding.add(row, chunk.place)
  const results = folding.results()
  const kept = results.slice(0, FINDINGS_MAX).sort((a, b) => a.lineNumber - b.lineNumber)
  return {
    findings: kept.map(({ chunkNumber, lineNumber, from, to }) => ({ chunkNumber, lineNumber, from, to })),
    decisions: encodeDecisions(kept, known.map(({ signal, slot }) => slot === '' ? signal.kind : `${signal.kind}/${slot.slice(0, SLOT_NAME_MAX)}`)),
    notKept: results.length - kept.length,
  }
}
