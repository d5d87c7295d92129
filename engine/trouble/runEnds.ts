import { ByteReader, ByteWriter } from '../summary/bytes'
import { ENDING } from './forms'

/** Lines that are kept of what was said before an ending. Chosen: twice what counts, for what is passed over. */
export const SAID_KEPT = 24
/** Endings, and counts of failures, that are kept: so many of the first and of the last. Chosen. */
const ENDINGS_KEPT = 64, COUNTS_KEPT = 256

/** A line of output, or an ending that failed. */
export interface SaidLine {
  line: number
  /** Of its signature, at the finest level. */
  key: number
  isEnding: boolean
}

/** A line that begins a step. Line 0: there is none. */
export interface StepLine { line: number, key: number }

/** A line that says that something failed: an ending, or a count or summary of failures. */
export interface RunEnd {
  line: number
  key: number
  /** ENDING, COUNT or SUMMARY. */
  role: number
  /** The step, ending, count or summary before it, 0 where there is none. */
  since: number
  step: StepLine
  /** What was said before an ending, ascending, at most SAID_KEPT lines. */
  said: SaidLine[]
}

/** Lines `[from, to)` without a gap: what stands at their end, for what comes next. */
export interface Stretch {
  from: number
  to: number
  since: number
  step: StepLine
  said: SaidLine[]
}

/** What a range of chunks says of how a run ended. Both lists are in order of lines. */
export interface RunEnds { stretches: Stretch[], ends: RunEnd[] }

/**
 * Which of the ends are kept: the first and the last ones of each role. Keeping of what was kept of parts is keeping of
 * the whole.
 */
export function keptEnds<T extends { role: number }>(ends: readonly T[]): T[] {
  const isKept = (list: readonly T[], max: number) => new Set(list.filter((_, i) => i < max || i >= list.length - max))
  const endings = isKept(ends.filter(({ role }) => role === ENDING), ENDINGS_KEPT)
  const counts = isKept(ends.filter(({ role }) => role !== ENDING), COUNTS_KEPT)
  return ends.filter(end => endings.has(end) || counts.has(end))
}

const lastOf = (lines: readonly SaidLine[]) => lines.slice(Math.max(0, lines.length - SAID_KEPT))

/** What stands before `upper` completes what is said there; where both meet they become one stretch. */
function join(lower: Stretch, upper: Stretch, ends: readonly RunEnd[]): Stretch {
  for (const end of ends) {
    if (end.line < upper.from || end.line >= upper.to) continue
    if (end.since === 0) end.since = lower.since
    if (end.step.line === 0) end.step = lower.step
    if (end.role === ENDING && end.said.length < SAID_KEPT) end.said = lastOf([...lower.said, ...end.said])
  }
  return { from: lower.from, to: upper.to, since: upper.since || lower.since, step: upper.step.line > 0 ? upper.step : lower.step, said: lastOf([...lower.said, ...upper.said]) }
}

/** Merges what parts of a log say: associative and commutative; parts do not overlap. Changes no argument. */
export function mergeRunEnds(parts: readonly RunEnds[]): RunEnds {
  const ends = parts.flatMap(part => part.ends.map(end => ({ ...end }))).sort((a, b) => a.line - b.line)
  const stretches: Stretch[] = []
  for (const stretch of parts.flatMap(part => part.stretches).sort((a, b) => a.from - b.from)) {
    const before = stretches.at(-1)
    if (before?.to === stretch.from) stretches[stretches.length - 1] = join(before, stretch, ends)
    else stretches.push(stretch)
  }
  return { stretches, ends: keptEnds(ends) }
}

function writeSaid(out: ByteWriter, said: readonly SaidLine[]): void {
  out.uint(said.length)
  for (const { line, key, isEnding } of said) {
    out.uint(line * 2 + (isEnding ? 1 : 0))
    out.float(key)
  }
}

function readSaid(reader: ByteReader): SaidLine[] {
  return Array.from({ length: reader.uint() }, () => {
    const line = reader.uint()
    return { line: Math.floor(line / 2), key: reader.float(), isEnding: line % 2 === 1 }
  })
}

function writeStep(out: ByteWriter, { line, key }: StepLine): void {
  out.uint(line)
  if (line > 0) out.float(key)
}

function readStep(reader: ByteReader): StepLine {
  const line = reader.uint()
  return { line, key: line > 0 ? reader.float() : 0 }
}

/** Layout: stretches, ends; each with its lines, its step and what was said. */
export function encodeRunEnds({ stretches, ends }: RunEnds): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(1024)
  out.uint(stretches.length)
  for (const { from, to, since, step, said } of stretches) {
    out.uint(from)
    out.uint(to)
    out.uint(since)
    writeStep(out, step)
    writeSaid(out, said)
  }
  out.uint(ends.length)
  for (const { line, key, role, since, step, said } of ends) {
    out.uint(line)
    out.float(key)
    out.byte(role)
    out.uint(since)
    writeStep(out, step)
    writeSaid(out, said)
  }
  return out.finish()
}

/** Reads what encodeRunEnds wrote; nothing of no bytes. */
export function readRunEnds(bytes: Uint8Array): RunEnds {
  const reader = new ByteReader(bytes)
  if (reader.atEnd) return { stretches: [], ends: [] }
  const stretches = Array.from({ length: reader.uint() }, () => ({ from: reader.uint(), to: reader.uint(), since: reader.uint(), step: readStep(reader), said: readSaid(reader) }))
  const ends = Array.from({ length: reader.uint() }, () => ({ line: reader.uint(), key: reader.float(), role: reader.byte(), since: reader.uint(), step: readStep(reader), said: readSaid(reader) }))
  return { stretches, ends }
}
