import { NEW_WORDS_COUNTED } from '../signals/rareTemplate'
import type { Candidate } from '../signals/signal'
import type { Cluster } from '../templates/clusters'
import { SEVERITY_WARNING } from '../reading/levels/severity'
import { firstLineOf, isKnown, linesOf, type FindDifferences, type Pair } from './comparison'
import { greatestSeverity, isRaised, SEVERITY_UNKNOWN } from './raisedSeverity'
import { KnownWords, type Novelty } from './resemblance'
import { goodRunsWith, type RunTotals } from './runShares'

/** How unlike every known message one with a new word must be, and one of known words only. Chosen. */
const DISTANCE_WITH_NEW_WORD = 0.1
const DISTANCE_OF_KNOWN_WORDS = 0.5
/** Share of the log's lines that may be new before new ones say nothing: it is another kind of log then. Chosen. */
const NEW_SHARE_MAX = 0.8
/** Lines between new lines that still stand together. Chosen. */
const GAP_LINES = 2
const NEW_WORDS_SHOWN = 5

/** What the slot of a candidate in a block begins with; its first line follows. */
const BLOCK = 'from line '

interface NewTemplate {
  pair: Pair
  novelty: Novelty
  margin: number
  count: number
  /** All its lines, or null where they are more than are known. */
  lines: number[] | null
}

interface Block { first_line: number, last_line: number, lines: number }

const knownLines = (cluster: Cluster | null) => cluster?.records.flatMap(({ lines }) => lines) ?? []

/** Whether a log with this share of known lines is of another kind, so that what is new in it says nothing. */
export function isOtherKind(knownShare: number): boolean {
  return 1 - knownShare > NEW_SHARE_MAX
}

/** Templates of the log that the known-good log lacks, in order of their first lines. */
function unknownPairs(pairs: readonly Pair[]): Pair[] {
  const unknown = pairs.filter(pair => pair.tokens.length > 0 && (pair.log || pair.logLines) && !isKnown(pair) && !(pair.log ?? pair.logLines)?.isCoarse)
  return unknown.sort((a, b) => firstLineOf(a) - firstLineOf(b) || (a.tokens.join('') < b.tokens.join('') ? -1 : 1))
}

/** The most telling novelty of a template's signatures. */
function noveltyOf({ log, logLines }: Pair, known: KnownWords): { novelty: Novelty, margin: number } {
  const records = [...log?.records ?? [], ...logLines?.records ?? []].sort((a, b) => a.lines[0] - b.lines[0])
  const novelty = known.noveltyOf(records[0])
  const margin = marginOf(novelty)
  const severity = log ? greatestSeverity(log.severities) : SEVERITY_UNKNOWN
  // what is worse than all that it is like is no repetition of it
  const isNews = margin < 0 && severity >= SEVERITY_WARNING && isRaised(severity, known.severityOfKin(records[0], distanceMin(novelty)))
  return { novelty, margin: isNews ? 0 : margin }
}

/** How unlike every known message one must be to be new. */
function distanceMin({ newWords }: Novelty): number {
  return newWords.length > 0 ? DISTANCE_WITH_NEW_WORD : DISTANCE_OF_KNOWN_WORDS
}

function marginOf(novelty: Novelty): number {
  return Math.log(Math.max(1e-9, novelty.distance) / distanceMin(novelty))
}

/** The block in which each line stands: lines in a row, with small gaps. */
function blocksOf(lines: number[]): Map<number, Block> {
  const blocks = new Map<number, Block>()
  let block: Block | null = null
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    if (!block || line - block.last_line > GAP_LINES + 1) block = { first_line: line, last_line: line, lines: 0 }
    block.last_line = line
    block.lines++
    blocks.set(line, block)
  }
  return blocks
}

/**
 * Messages that the known-good log does not have. That one of its n events would be like this had probability 1 / (n + 1) at most
 * (the rule of succession): its surprise counts as far as the message is unlike all that are known, and each new word adds half of its
 * own. Runs of the same work say mostly the same, so the margin is no matter of chance but of likeness: a message that differs from a
 * known one in a detail is no news, unless it is more severe than any that it is like. New lines that stand together are one block.
 */
export const findNewTemplates: FindDifferences = ({ pairs, lines: allLines, usualEvents, runs }) => {
  const known = new KnownWords(pairs.flatMap(({ usual, usualLines }) => [...usual?.records ?? [], ...usualLines?.records ?? []]))
  const found: NewTemplate[] = unknownPairs(pairs).map((pair) => {
    const { novelty, margin } = noveltyOf(pair, known)
    const lines = [...knownLines(pair.log), ...knownLines(pair.logLines)].sort((a, b) => a - b)
    return { pair, novelty, margin, count: linesOf(pair), lines: lines.length < linesOf(pair) ? null : lines }
  }).filter(({ margin }) => margin >= 0)
  if (found.reduce((sum, { count }) => sum + count, 0) > allLines * NEW_SHARE_MAX) return []
  const blocks = blocksOf(found.flatMap(({ lines }) => lines ?? []))
  return found.flatMap(template => candidatesOf(template, blocks, { events: usualEvents, words: known.size, runs }))
}

function candidatesOf({ pair, novelty, margin, count, lines }: NewTemplate, blocks: ReadonlyMap<number, Block>, usual: { events: number, words: number, runs: RunTotals }): Candidate[] {
  const { distance, newWords } = novelty
  const strength = distance * Math.log(usual.events + 1) + Math.min(NEW_WORDS_COUNTED, newWords.length) / 2 * Math.log(usual.words + 1)
  const candidate = (slot: string, at: number[] | null, events: number, block: Block | null): Candidate => ({
    cluster: pair.cluster, slot, margin, lines: at, events,
    signal: { kind: 'new_template', strength, detail: { count, baseline_events: usual.events, distance: Math.round(distance * 1e4) / 1e4, new_words: newWords.slice(0, NEW_WORDS_SHOWN), block: block && { ...block }, runs: goodRunsWith(pair, usual.runs) } },
  })
  if (!lines) {
    const continued = knownLines(pair.logLines).sort((a, b) => a - b)
    return [...pair.log ? [candidate('', null, pair.log.events, null)] : [], ...continued.length > 0 ? [candidate('', continued, pair.logLines?.events ?? 0, null)] : []]
  }
  return [...new Set(lines.flatMap(line => blocks.get(line) ?? []))].map((block) => {
    const at = lines.filter(line => blocks.get(line) === block)
    return candidate(`${BLOCK}${block.first_line}`, at, at.length, block)
  })
}
