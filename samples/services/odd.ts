import type { IncidentKind } from '../incidents'
import type { Random } from '../random'
import type { Line, Step, Visit } from './line'

/** What can go wrong in a service; of each list, as many as `TIMES` says happen in one log. */
export interface OddThings {
  /** Messages that the log does not have otherwise; those of `error` hold a word for failure. */
  error: readonly Line[]
  quiet: readonly Line[]
  severe: readonly Line[]
  /** A usual line with one part changed. */
  value: readonly Change[]
  high: readonly Change[]
  low: readonly Change[]
  /** Lines that come a hundred times at once; usual ones or new ones. */
  burst: readonly Line[]
  /** Regular lines that stop for long. */
  silence: readonly Line[]
  /** Sessions that lack their last steps, or have one step far too often. */
  session: readonly OddSession[]
}

export interface Change { line: Line, name: string, text: string }

export interface OddSession { visit: Visit, cut?: number, repeat?: { step: number, times: number } }

/** One thing that goes wrong. */
export type OddThing = { kind: IncidentKind } & ({ line: Line } | { change: Change } | { burst: Line } | { silence: Line } | { session: OddSession })

const TIMES: Record<keyof OddThings, number> = { error: 2, quiet: 2, severe: 1, value: 2, high: 1, low: 1, burst: 1, silence: 1, session: 2 }

/** Thirteen things at most: by seed which of each list. */
export function drawOddThings(odd: OddThings, random: Random): OddThing[] {
  const some = <T>(items: readonly T[], name: keyof OddThings) => random.shuffled(items).slice(0, TIMES[name])
  return [
    ...some(odd.error, 'error').map(line => ({ kind: 'novel_error' as const, line })),
    ...some(odd.quiet, 'quiet').map(line => ({ kind: 'novel_quiet' as const, line })),
    ...some(odd.severe, 'severe').map(line => ({ kind: 'severe' as const, line })),
    ...some(odd.value, 'value').map(change => ({ kind: 'rare_value' as const, change })),
    ...some(odd.high, 'high').map(change => ({ kind: 'number' as const, change })),
    ...some(odd.low, 'low').map(change => ({ kind: 'number' as const, change })),
    ...some(odd.burst, 'burst').map(burst => ({ kind: 'burst' as const, burst })),
    ...some(odd.silence, 'silence').map(silence => ({ kind: 'silence' as const, silence })),
    ...some(odd.session, 'session').map(session => ({ kind: 'session' as const, session })),
  ]
}

/** What stands in a line that holds the odd thing. */
export function textOf(thing: OddThing): string {
  if ('change' in thing) return thing.change.text
  if ('line' in thing) return longest(thing.line)
  if ('burst' in thing) return longest(thing.burst)
  if ('silence' in thing) return longest(thing.silence)
  const steps = oddSteps(thing.session)
  return longest(steps[steps.length - 1].line)
}

/** The steps of such a session; the last one is written in any case. */
export function oddSteps({ visit, cut = 0, repeat }: OddSession): readonly Step[] {
  if (repeat) return visit.steps.map((step, index) => (index === repeat.step ? { line: step.line, share: 1, least: repeat.times, most: repeat.times } : step))
  const kept = visit.steps.slice(0, visit.steps.length - cut)
  while (kept[kept.length - 1].share < 1) kept.pop()
  return kept
}

/** The longest piece that every such line has in its first line. */
function longest({ literals }: Line): string {
  const first = literals.findIndex(literal => literal.includes('\n'))
  const pieces = first === -1 ? literals : [...literals.slice(0, first), literals[first].split('\n', 1)[0]]
  return pieces.reduce((best, literal) => (literal.length > best.length ? literal : best), '')
}
