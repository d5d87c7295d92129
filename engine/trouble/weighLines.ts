import { COUNT, ENDING, NO_FORM, PASSED, SAID, STEP, SUMMARY } from './forms'
import type { RunEnd, RunEnds } from './runEnds'
import type { TroubleLine, Troubles, Wording } from './troubleLines'

/**
 * What counts, all in nats but for the lines: see docs/detection.md. Chosen on plateaus: docs/failed-runs.md has each
 * at half and twice.
 */
const WEIGHTS = {
  /** What was said last before an ending that failed; less by a factor of e with so many lines more between. */
  last: 3.5, decayLines: 6, lines: 12,
  /** Factor for what stands between an ending and the one that it follows from, and for the last ending of several. */
  aftermath: 0.3,
  /** Factor for what was said last where it counts or sums up failures. */
  summary: 0.5,
  /**
   * For ln of how often the same is said. Less, by the second factor, for the first one of a step in which failures
   * were counted.
   */
  repeated: 0.5, repeatedFailure: 0.3,
  /** For what stands in a step, or a part of one, whose failures are counted at its end. */
  counted: 1,
  /** For a line with a name that the end names. */
  named: 1.5,
}

/** A line with what speaks for it. */
export interface WeighedLine {
  line: number
  wording: Wording
  /** Sum of all that speaks for it, in nats. */
  nats: number
  /** How much of it is for having been said last. */
  last: number
}

/** A name of a thing, as a test or a file has it: eight letters or more, with a mark or a capital letter inside. */
const NAMES = /[A-Za-z_][\w./:#$\\-]{7,}/g
const IS_NAME = /[a-z][A-Z]|.[_./:#\\]./
/** What an ending or a count weighs by itself, and a summary in words. */
const END_NATS = 1, SUMMARY_NATS = 1.5
/** A name that so many lines have names nothing. Chosen. */
const NAMED_LINES_MAX = 6
/** Lines below a summary that are taken for its list. Chosen. */
const LIST_LINES = 8
/** Names that are followed. Chosen. */
const NAMES_MAX = 256

const headOf = (text: string) => text.split(/\s+/, 2).join(' ')

interface Item { wording: Wording, isFirst: boolean, last: number, isCounted: boolean, isNamed: boolean }

/** What was said last before an ending, each with its weight. What begins as the ending does is its own report. */
function lastSaid(end: RunEnd, isFinal: boolean, troubles: Troubles, counts: ReadonlySet<number>): { line: number, wording: Wording, nats: number }[] {
  const own = troubles.wordings.get(end.key)
  const head = own ? headOf(own.text) : null
  const full = Math.max(0, WEIGHTS.last * (isFinal ? WEIGHTS.aftermath : 1) - WEIGHTS.repeated * Math.log(own?.count ?? 1))
  const told: { line: number, wording: Wording, nats: number }[] = []
  let factor = 1
  let isSummary = false
  for (let i = end.said.length - 1; i >= 0 && told.length < WEIGHTS.lines; i--) {
    const { line, key, isEnding } = end.said[i]
    if (isEnding) {
      if (told.length === 0) continue
      factor = WEIGHTS.aftermath
      break
    }
    const wording = troubles.wordings.get(key) ?? { role: SAID, form: NO_FORM, nats: 0, text: '', count: 1 }
    if (wording.role === STEP || (head !== null && headOf(wording.text) === head)) continue
    isSummary ||= counts.has(line)
    told.push({ line, wording, nats: full * Math.exp(-told.length / WEIGHTS.decayLines) * (isSummary ? WEIGHTS.summary : 1) })
  }
  return told.map(({ nats, ...one }) => ({ ...one, nats: nats * factor }))
}

/** Names in what was said last of trouble, and in what stands below a summary. */
function namesIn(said: readonly { line: number, wording: Wording }[], counts: ReadonlySet<number>): Set<string> {
  const names = new Set<string>()
  for (const { line, wording } of said) {
    const isListed = counts.has(line) || wording.nats >= 2 || Array.from({ length: LIST_LINES }, (_, i) => line - 1 - i).some(above => counts.has(above))
    if (!isListed || wording.role === PASSED) continue
    for (const [name] of wording.text.matchAll(NAMES)) if (IS_NAME.test(name) && names.size < NAMES_MAX) names.add(name.replace(/[.:]+$/, ''))
  }
  return names
}

/** Marks the lines that have one of the names, if few have it. */
function follow(names: ReadonlySet<string>, items: ReadonlyMap<number, Item>, said: ReadonlySet<number>): void {
  for (const name of names) {
    const having = Array.from(items).filter(([, { wording }]) => wording.text.includes(name))
    if (having.length <= NAMED_LINES_MAX) for (const [line, item] of having) item.isNamed ||= !said.has(line)
  }
}

/** Marks the lines that stand between a count of failures and the step, or the count, before it. */
function markCounted(items: ReadonlyMap<number, Item>, ends: readonly RunEnd[], said: ReadonlySet<number>): void {
  const counts = ends.filter(({ role }) => role !== ENDING)
  for (const [line, item] of items) {
    const count = counts.find(end => end.line > line)
    item.isCounted = count !== undefined && count.since < line && !said.has(line)
  }
}

/**
 * Weighs the lines that say trouble and those that were said last before an ending that failed.
 * @returns them in ascending order.
 */
export function weighLines(troubles: Troubles, { ends }: RunEnds): WeighedLine[] {
  const items = new Map<number, Item>()
  const itemOf = ({ line, wording, isFirst }: TroubleLine) => {
    const item = items.get(line) ?? { wording, isFirst, last: 0, isCounted: false, isNamed: false }
    items.set(line, item)
    return item
  }
  for (const line of troubles.lines) itemOf(line)
  const counts = new Set(ends.filter(({ role }) => role === COUNT || role === SUMMARY).map(({ line }) => line))
  const endings = ends.filter(({ role }) => role === ENDING)
  const said = endings.flatMap((end, i) => lastSaid(end, i > 0 && i === endings.length - 1, troubles, counts))
  for (const { line, wording, nats } of said) {
    const item = itemOf({ line, wording, isFirst: false })
    item.last = Math.max(item.last, nats)
  }
  const saidLines = new Set(said.map(({ line }) => line))
  markCounted(items, ends, saidLines)
  follow(namesIn(said, counts), items, saidLines)
  for (const { line, key, role } of ends) itemOf({ line, wording: { form: NO_FORM, text: '', count: 1, ...troubles.wordings.get(key), role, nats: role === SUMMARY ? SUMMARY_NATS : END_NATS }, isFirst: false })
  return Array.from(items, ([line, { wording, isFirst, last, isCounted, isNamed }]) => {
    const repeated = WEIGHTS.repeated * Math.log(wording.count) * (isCounted && isFirst ? WEIGHTS.repeatedFailure : 1)
    const isEnd = wording.role === ENDING || wording.role === COUNT || wording.role === SUMMARY
    return { line, wording, last, nats: wording.nats - (isEnd ? 0 : repeated) + last + (isCounted ? WEIGHTS.counted : 0) + (isNamed ? WEIGHTS.named : 0) }
  }).sort((a, b) => a.line - b.line)
}
