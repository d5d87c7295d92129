import type { Signal } from '#shared/anomaly'
import { WITHIN_EVENT } from '../signals/rareContinuation'
import { rareCountMax, type Candidate } from '../signals/signal'
import type { LevelledRecord } from '../templates/members'
import { shownTemplate, tokensOf } from '../templates/tokens'
import { blocksOf, type Block } from './blocks'
import { ENDING } from './forms'
import { SAID_KEPT, type RunEnd, type RunEnds } from './runEnds'
import { findTroubles, type Troubles } from './troubleLines'
import { weighLines } from './weighLines'

/** Blocks that are told: as many as a person looks through. Chosen. */
const BLOCKS_MAX = 20
/** Least nats of a block that is told where a run failed: a word of trouble, or half of what is said last. Chosen. */
const TOLD_NATS = 1.5
const STEP_MAX = 200
/** The part of a log at its end, as a share of its lines, in which what failed is the run. Chosen. */
const END_SHARE = 0.25

/** What a log says of how its run ended, and all that its lines say. */
export interface RunEvidence {
  /** Lines of the log. */
  lines: number
  events: readonly LevelledRecord[]
  /** Lines that go on with an event. */
  continued: readonly LevelledRecord[]
  runEnds: RunEnds
}

/** What puts trouble above all else that is odd in a run that failed, in nats: what the oddest number has. Chosen. */
const LEADING_NATS = 40

/**
 * Whether most events say who wrote them, in a column of their header: many write there, and go on when one of them
 * fails.
 */
function hasWriters(records: readonly LevelledRecord[]): boolean {
  let all = 0
  let written = 0
  for (const { record: { events, sources } } of records) {
    all += events
    if (sources.size > 0) written += events
  }
  return 2 * written > all
}

/**
 * Whether a run failed: near its end it says so in words that it does not use all the time, as a service does. Where
 * many write, a count of failures or the end of something is said of a part, but for an ending with which the log
 * itself ends.
 */
function hasFailed({ lines, events, runEnds: { ends } }: RunEvidence, { wordings }: Troubles): boolean {
  const told = hasWriters(events)
    ? ends.filter(({ line, role }) => role === ENDING && line > lines - SAID_KEPT)
    : ends.filter(({ line }) => line > lines * (1 - END_SHARE))
  return told.some(({ key }) => (wordings.get(key)?.count ?? 1) <= rareCountMax(lines))
}

/** The ending or the count of failures in whose step, or behind whose step, a line stands; null where none does. */
function endOf(line: number, ends: readonly RunEnd[]): RunEnd | null {
  return ends.find(end => end.line >= line && end.role === ENDING) ?? null
}

/** As a person reads the line that begins a step: its signature. */
function stepOf(end: RunEnd | null, line: number, texts: ReadonlyMap<number, Uint8Array>): { text: string, line: number } | null {
  if (!end || end.step.line === 0 || end.step.line > line) return null
  const text = texts.get(end.step.key)
  return text ? { text: shownTemplate(tokensOf(text)).slice(0, STEP_MAX), line: end.step.line } : null
}

function detailOf(block: Block, ends: readonly RunEnd[], texts: ReadonlyMap<number, Uint8Array>): Extract<Signal, { kind: 'trouble' }>['detail'] {
  const { leading, lines, alike } = block
  const end = endOf(leading.line, ends)
  const step = stepOf(end, leading.line, texts)
  return {
    first_line: lines[0], last_line: lines[lines.length - 1], lines: lines.length, alike,
    step: step?.text ?? null, step_line: step?.line ?? null, failed_line: leading.last > 0 && end ? end.line : null,
  }
}

/**
 * Blocks of lines that say what broke, where a run failed: where its log has an ending that failed, or a count of
 * failures. Since one of the log's lines is the cause then, its number of lines is the surprise of having found it, and
 * what is odd otherwise stands below.
 */
export function findTrouble(evidence: RunEvidence): Candidate[] {
  const { lines, events, continued, runEnds } = evidence
  if (runEnds.ends.length === 0) return []
  const troubles = findTroubles(events, continued)
  if (!hasFailed(evidence, troubles)) return []
  const blocks = blocksOf(weighLines(troubles, runEnds)).slice(0, BLOCKS_MAX)
  const stepKeys = new Set(runEnds.ends.map(({ step }) => step.key))
  const texts = new Map([...events, ...continued].filter(({ level, record }) => level === 0 && stepKeys.has(record.key)).map(({ record }) => [record.key, record.text]))
  return blocks.flatMap((block): Candidate[] => {
    const strength = Math.max(0, LEADING_NATS + Math.log(lines) + block.nats)
    const detail = detailOf(block, runEnds.ends, texts)
    const others = block.lines.filter(line => line !== block.leading.line)
    // the one that says it leads its block by a hair
    return [[block.leading.line], others].filter(told => told.length > 0).map((told, i) => ({
      cluster: WITHIN_EVENT, slot: `line ${block.leading.line}`, margin: block.nats - TOLD_NATS, lines: told, events: told.length,
      signal: { kind: 'trouble', strength: i === 0 ? strength : strength * 0.99, detail },
    }))
  })
}
