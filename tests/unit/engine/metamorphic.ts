import fc from 'fast-check'
import { markLines } from '#engine'
import { grammarEvents } from '../../../samples/grammar/events'
import { drawGrammar, type Grammar } from '../../../samples/grammar/grammar'
import type { GrammarEvent } from '../../../samples/grammar/grammarEvent'
import { PLAIN, printEvent, type Style } from '../../../samples/grammar/print'
import { Random } from '../../../samples/random'
import { decodeCandidates } from '../../../engine/deciding/candidates'
import { readLookup } from '../../../engine/summary/model'
import { draws, isLong } from '../../stores'
import { scoredLog } from './scoredLog'

/** For one relation: some ten seconds on an idle machine, ten times as many in the long run. */
export const TIMEOUT_MS = isLong ? 1_800_000 : 180_000

/** Of the logs that are the same in each run of `npm test`. */
const SEED = 1

/** A log of a random system: what happened, and each way of writing it. */
export interface Told { seed: number, grammar: Grammar, events: GrammarEvent[], lines(style?: Partial<Style>): string[] }

export function tell(seed: number, count: number, incidents = true): Told {
  const grammar = drawGrammar(new Random(seed, 9), count)
  const events = [...grammarEvents(grammar, { events: count, seed, incidents })]
  return { seed, grammar, events, lines: style => events.map(event => printEvent(grammar, event, { ...PLAIN, ...style })) }
}

/** What is said of each line: its template, and what is odd about it, the kind of signal and the place, if it is a finding. */
export interface Analysed {
  lines: readonly string[]
  templates: string[]
  odd: (string | null)[]
  /** Nats by which its most certain signal exceeds its threshold, -Infinity where none has anything to say. */
  margins: number[]
}

export function analyse(lines: readonly string[]): Analysed {
  const { model, scored, decisions } = scoredLog(lines, 1 << 18)
  const { margins: marginOf } = readLookup(model)
  const marks = scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1))
  const margins = marks.map(() => Number.NEGATIVE_INFINITY)
  for (const { place, candidates } of scored)
    for (const { lineIndex, evidence } of decodeCandidates(candidates).rows) margins[place.firstLine + lineIndex - 1] = Math.max(...evidence.map(candidate => marginOf[candidate]))
  return { lines, margins, templates: marks.map(mark => mark.template_id), odd: marks.map(({ is_anomaly: isOdd, group }) => isOdd ? group.slice(group.indexOf('/') + 1) : null) }
}

/** What is torn where nothing is. */
export const NOTHING = { lines: 0, shown: [] }

/** Lines that are one template in `one` and several in `other`, with two of them as they are there: none if the groups are the same or larger. `at` gives for a line of `one` its index in `other`, -1 if it has none. */
export function torn(one: Analysed, other: Analysed, at: (index: number) => number = index => index): { lines: number, shown: string[] } {
  const groups = new Map<string, Map<string, number[]>>()
  one.templates.forEach((template, index) => {
    if (at(index) < 0) return
    const parts = groups.get(template) ?? new Map<string, number[]>()
    groups.set(template, parts)
    const part = other.templates[at(index)]
    parts.set(part, [...parts.get(part) ?? [], at(index)])
  })
  const shown: string[] = []
  let lines = 0
  for (const parts of groups.values()) {
    if (parts.size === 1) continue
    const [largest, ...rest] = [...parts.values()].sort((a, b) => b.length - a.length)
    lines += rest.reduce((sum, part) => sum + part.length, 0)
    shown.push(`${other.lines[largest[0]]} | ${other.lines[rest[0][0]]}`)
  }
  return { lines, shown: shown.slice(0, 5) }
}

/**
 * Findings of `one` of which no line is a finding in `other`: of those that exceed their threshold by so many nats, and have a line
 * there. Lines of the same template and kind are one finding.
 */
export function lostFindings(one: Analysed, other: Analysed, { at = index => index, beyond = 0 }: { at?: (index: number) => number, beyond?: number } = {}): string[] {
  const kept = new Map<string, { isKept: boolean, shown: string }>()
  one.odd.forEach((odd, index) => {
    if (odd === null || one.margins[index] < beyond || at(index) < 0) return
    const name = `${one.templates[index]}/${odd}`
    const known = kept.get(name)
    kept.set(name, { isKept: known?.isKept === true || other.odd[at(index)] !== null, shown: known?.shown ?? `${odd} (${one.margins[index].toFixed(2)}): ${one.lines[index]}` })
  })
  return [...kept.values()].filter(({ isKept }) => !isKept).map(({ shown }) => shown)
}

/** Makes each value once. */
export function remembered<Value>(make: (seed: number) => Value): (seed: number) => Value {
  const made = new Map<number, Value>()
  return (seed) => {
    const value = made.get(seed) ?? make(seed)
    made.set(seed, value)
    return value
  }
}

/** Checks a relation on logs of random systems; more of them in `npm run test:long`. */
export function forAny(runs: number, check: (seed: number) => void): void {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1 << 30 }), check), { numRuns: isLong ? 12 * runs : draws(runs), seed: isLong ? undefined : SEED, endOnFailure: true })
}
