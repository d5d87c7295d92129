import type { SignalKind } from '#shared/anomaly'
import { ByteReader, ByteWriter } from '../summary/bytes'
import { readText, templateId, type ModelText } from '../summary/model'
import type { Place } from '../text/chunker'
import { decodeCandidates, type CandidateRow } from './candidates'
import { foldAlike } from './foldAlike'
import { scoreOf } from './score'

/** Findings that are kept, the best by score and line. */
export const FINDINGS_MAX = 200_000
const VERSION = 2
/** Decisions without folds: lines of jobs that have settled before are still marked by them. */
const VERSION_BEFORE = 1
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
  /** Line of the finding under which it is told; 0 where it is a row of its own. */
  foldedInto: number
  /** How many are told under it. */
  folded: number
  evidence: number[]
}

/** Equal findings: the same template, leading signal and slot. */
interface Fold {
  first: Decided
  /** Whether that holds for events of any template. */
  isOne: boolean
  strength: number
  events: number
  /** Leading candidates that are in it. */
  leading: Set<number>
}

function decidedOf(row: CandidateRow, place: Place): Decided {
  const to = Math.min(row.from + row.sizeBytes, place.sizeBytes)
  return { chunkNumber: place.number, lineNumber: place.firstLine + row.lineIndex, from: row.from, to, lineCount: row.lineCount, byteOffset: place.byteOffset + row.from, template: row.template, score: 0, occurrences: 1, lastLine: 0, foldedInto: 0, folded: 0, evidence: row.evidence }
}

/** Folds candidate rows of chunk after chunk, in any order. Held: one row a fold. */
class Folding {
  private readonly folds = new Map<string, Fold>()

  constructor(private readonly candidates: readonly { slot: string, events: number, signal: { kind: string } }[]) {}

  add(row: CandidateRow, place: Place): void {
    const leading = row.evidence[0]
    const { signal, slot } = this.candidates[leading]
    // sessions that are odd in the same way are one finding, whatever their last lines say; so are lines of one block
    const isOne = signal.kind === 'session' || signal.kind === 'trouble' || (signal.kind === 'new_template' && slot !== '')
    const key = isOne ? `${signal.kind}/${slot}` : `${row.template}/${signal.kind}/${slot}`
    const decided = decidedOf(row, place)
    const fold = this.folds.get(key)
    if (!fold) {
      this.folds.set(key, { isOne, first: { ...decided, lastLine: decided.lineNumber }, strength: row.strength, events: 1, leading: new Set([leading]) })
      return
    }
    const lastLine = Math.max(fold.first.lastLine, decided.lineNumber)
    // a block of trouble is shown by the line that says it, all else by what came first
    const isFirst = signal.kind === 'trouble' ? row.strength > fold.strength : decided.lineNumber < fold.first.lineNumber
    fold.first = isFirst ? { ...decided, lastLine } : { ...fold.first, lastLine }
    fold.strength = Math.max(fold.strength, row.strength)
    fold.events++
    fold.leading.add(leading)
  }

  /** Best first: by score, then line. */
  results(): Result[] {
    const results = Array.from(this.folds.values(), ({ first, strength, events, leading, isOne }) => {
      const meant = Array.from(leading).reduce((sum, candidate) => sum + this.candidates[candidate].events, 0)
      const keys = Array.from(leading, candidate => lineKey(isOne ? null : first.template, candidate))
      return { finding: { ...first, score: scoreOf(strength), occurrences: Math.max(events, meant) }, keys }
    })
    return results.sort((a, b) => b.finding.score - a.finding.score || a.finding.lineNumber - b.finding.lineNumber)
  }
}

interface Result {
  finding: Decided
  /** Of its lines. */
  keys: string[]
}

/** What the lines of a finding have in common, for LineNames.folds. @param template null where it is of any. */
export function lineKey(template: number | null, candidate: number): string {
  return `${template ?? ''}/${candidate}`
}

/** How lines are marked. */
export interface LineNames {
  /** For each candidate of the model by number: the signal, and the slot where there is one, as `rare_value/currency`. */
  names: string[]
  /**
   * Lines of findings that are told under another one, by lineKey: the group of that one where they say the same thing, null where they
   * are rare messages beyond the dozen.
   */
  folds: Record<string, string | null>
}

/** Tells the ranked findings under each other: sets foldedInto and folded. @returns the names of the lines of those that are folded. */
function foldResults(ranked: readonly Result[], { templates, candidates }: ModelText, names: readonly string[]): LineNames['folds'] {
  const folded = foldAlike(ranked.map(({ finding: { template, evidence, lineNumber, lineCount } }) => {
    const { signal, slot, cluster } = candidates[evidence[0]]
    // a new line within an event says something else than the event
    const text = signal.kind === 'new_template' && cluster !== template ? '' : templates[template]?.text ?? ''
    return { signal, slot, template: text, lineNumber, lineCount }
  }))
  const folds: LineNames['folds'] = {}
  folded.forEach(({ row, isBeyond }, i) => {
    if (row === i) return
    const { finding: leading } = ranked[row]
    ranked[i].finding.foldedInto = leading.lineNumber
    leading.folded++
    const group = groupName(templateId(templates[leading.template]?.key ?? 0), names[leading.evidence[0]])
    for (const key of ranked[i].keys) folds[key] = isBeyond ? null : group
  })
  return folds
}

/** Whether a candidate, by its name, is a block of trouble, which has lines of any templates. */
export function isBlockName(name: string): boolean {
  const kind: SignalKind = 'trouble'
  return name.startsWith(kind)
}

/** The row in which a person sees a line: template and leading signal, or the block. */
export function groupName(id: string, name: string): string {
  return isBlockName(name) ? name : `${id}/${name}`
}

/** Layout: LineNames as JSON; then the findings' starts, and the findings. */
function encodeDecisions(findings: readonly Decided[], names: LineNames): Uint8Array<ArrayBuffer> {
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
    rows.uint(finding.foldedInto)
    rows.uint(finding.folded)
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

function openDecisions(decisions: Uint8Array): { reader: ByteReader, version: number, json: Uint8Array } {
  const reader = new ByteReader(decisions)
  const version = reader.byte()
  if (version !== VERSION && version !== VERSION_BEFORE) throw new RangeError('not decisions of this engine version')
  return { reader, version, json: reader.bytes(reader.uint()) }
}

/** How the lines of a job are marked, from its decisions. */
export function lineNames(decisions: Uint8Array): LineNames {
  const { version, json } = openDecisions(decisions)
  // a shared buffer can't be decoded in place
  const text = new TextDecoder().decode(json.slice())
  if (version === VERSION_BEFORE) {
    const names: string[] = JSON.parse(text)
    return { names, folds: {} }
  }
  const names: LineNames = JSON.parse(text)
  return names
}

/** The findings `from` … of encoded decisions, at most `count`. */
export function readDecisions(decisions: Uint8Array, from: number, count: number): Decided[] {
  const { reader, version } = openDecisions(decisions)
  const isFolded = version === VERSION
  const total = reader.uint()
  const index = reader.position
  if (from >= total) return []
  reader.position = index + from * 8
  reader.position = index + total * 8 + reader.float()
  return Array.from({ length: Math.min(count, total - from) }, () => ({
    chunkNumber: reader.uint(), lineNumber: reader.uint(), lineCount: reader.uint(), from: reader.uint(), to: reader.uint(), byteOffset: reader.uint(),
    template: reader.int(), score: reader.float(), occurrences: reader.uint(), lastLine: reader.uint(),
    foldedInto: isFolded ? reader.uint() : 0, folded: isFolded ? reader.uint() : 0, evidence: Array.from({ length: reader.uint() }, () => reader.uint()),
  }))
}

/**
 * Merges the candidates of all chunks, given in any order, and decides: an event is odd if one of its signals stands out by itself
 * (see Candidate.margin); equal ones are folded at their first line, and what says the same as a better one is told under it
 * (see foldAlike). Held: one row a fold.
 * @returns the places of the findings in order of line number, the decisions in the same order, and how many beyond
 * FINDINGS_MAX were not kept.
 */
export function decide(model: Uint8Array, candidates: Iterable<{ place: Place, candidates: Uint8Array }>): { findings: FindingPlace[], decisions: Uint8Array<ArrayBuffer>, notKept: number } {
  const text = readText(model)
  const folding = new Folding(text.candidates)
  for (const chunk of candidates)
    for (const row of decodeCandidates(chunk.candidates).rows) if (row.isOdd) folding.add(row, chunk.place)
  const results = folding.results()
  const ranked = results.slice(0, FINDINGS_MAX)
  const names = text.candidates.map(({ signal, slot }) => slot === '' ? signal.kind : `${signal.kind}/${slot.slice(0, SLOT_NAME_MAX)}`)
  const folds = foldResults(ranked, text, names)
  const kept = ranked.map(({ finding }) => finding).sort((a, b) => a.lineNumber - b.lineNumber)
  return {
    findings: kept.map(({ chunkNumber, lineNumber, from, to }) => ({ chunkNumber, lineNumber, from, to })),
    decisions: encodeDecisions(kept, { names, folds }),
    notKept: results.length - kept.length,
  }
}
