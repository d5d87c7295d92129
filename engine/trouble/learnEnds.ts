import type { ChunkLearner } from '../templates/ChunkLearner'
import { CONTINUATION, NOTHING_SAID } from '../templates/LineTable'
import { textOfBytes } from '../summary/slots'
import type { Place } from '../text/chunker'
import { BLANK, COUNT, ENDING, saysFailure, STEP, SUMMARY } from './forms'
import { keptEnds, SAID_KEPT, type RunEnds, type SaidLine, type StepLine } from './runEnds'

const LF = 10
/** Bytes of a line that are read for its verdict. Chosen. */
const LINE_MAX = 4096

/** Key and role (see learntRole) of each row: of the learner's signatures, and of its lines that continue an event. */
export interface RowRoles { keys: readonly number[], roles: readonly number[] }

const hasVerdict = (role: number) => role === ENDING || role === COUNT || role === SUMMARY

/** The texts of a chunk's lines, asked for in their order. */
class LineTexts {
  private index = 0
  private from = 0

  constructor(private readonly buf: Uint8Array) {}

  /** The start of the line at `index`, a character a byte. */
  of(index: number): string {
    for (; this.index < index; this.index++) this.from = this.buf.indexOf(LF, this.from) + 1
    return textOfBytes(this.buf.subarray(this.from, Math.min(this.buf.indexOf(LF, this.from), this.from + LINE_MAX)))
  }
}

/** Finds in a chunk that was read what says that something failed, and what was said before. O(lines). */
export function learnEnds(learner: ChunkLearner, place: Place, rows: { events: RowRoles, continued: RowRoles }): RunEnds {
  if (learner.lines.size === 0) return { stretches: [], ends: [] }
  const { events, continued } = rows
  const roleOf = (line: number) => {
    const row = learner.lines.signature[line]
    if (row !== CONTINUATION) return events.roles[row]
    const within = learner.lines.continued[line]
    return within === NOTHING_SAID ? BLANK : continued.roles[within]
  }
  const keyOf = (line: number) => learner.lines.signature[line] === CONTINUATION ? continued.keys[learner.lines.continued[line]] : events.keys[learner.lines.signature[line]]
  const none: StepLine = { line: 0, key: 0 }
  let since = 0
  let step = none
  const found: { index: number, role: number, since: number, step: StepLine }[] = []
  const failed = new Set<number>()
  const tells = (role: number) => role === STEP || hasVerdict(role)
  const walked = events.roles.some(tells) || continued.roles.some(tells) ? learner.lines.size : 0 // most chunks of most logs have none
  const text = new LineTexts(learner.text)
  for (let index = 0; index < walked; index++) {
    const role = roleOf(index)
    if (role === STEP) step = { line: place.firstLine + index, key: keyOf(index) }
    if (hasVerdict(role)) {
      const isFailure = role === SUMMARY || saysFailure(text.of(index), role)
      if (isFailure) {
        found.push({ index, role, since, step })
        if (role === ENDING) failed.add(index)
      }
      if (isFailure || role === ENDING) since = place.firstLine + index
    }
    else if (role === STEP) since = place.firstLine + index
  }
  const saidBefore = (end: number): SaidLine[] => {
    const said: SaidLine[] = []
    for (let index = end - 1; index >= 0 && said.length < SAID_KEPT; index--) {
      const role = roleOf(index)
      if (role !== BLANK && role !== STEP && (role !== ENDING || failed.has(index))) said.push({ line: place.firstLine + index, key: keyOf(index), isEnding: role === ENDING })
    }
    return said.reverse()
  }
  return {
    stretches: [{ from: place.firstLine, to: place.firstLine + learner.lines.size, since, step, said: saidBefore(learner.lines.size) }],
    ends: keptEnds(found).map(end => ({ line: place.firstLine + end.index, key: keyOf(end.index), role: end.role, since: end.since, step: end.step, said: end.role === ENDING ? saidBefore(end.index) : [] })),
  }
}
