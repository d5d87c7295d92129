import { firstAtLeast } from '../firstAtLeast'
import type { SessionProfile } from './signal'

/** Steps whose companions are counted: those that most sessions have. Chosen: 256 KiB of counts a table. */
const STEPS_MAX = 256
/** Sessions that must have a step before anything is usual for it. Chosen. */
const HAVING_MIN = 30
/** Share of the sessions with a step that have its companion too, more than. */
const COMPANION_SHARE = 0.5
/** Share of sessions that are no longer than what may be cut off at either end of the log. Chosen. */
const LONG_SHARE = 0.95
/** Sessions at the ends that lack a step are thought cut off if so many times as many lack it there as elsewhere. Chosen. */
const EDGE_RATIO = 3
/** The greatest usual count of a step is that which so many of its sessions do not exceed. Chosen. */
const USUAL_SHARE = 0.99

/** A step that usually comes with another one. */
export interface Companion {
  companion: number
  /** Sessions with the other step, and how many of them lack this one. Where `edgeLacking`, those at the log's ends are left out. */
  among: number
  lacking: number
  /** Whether it is mostly sessions at the log's ends that lack it. */
  edgeLacking: boolean
}

/** Sessions that are alike: they have the same commonest step. */
interface Kind {
  total: number
  /** Different sets of steps. */
  sets: number
  /** How many sessions have each step. */
  having: Map<number, number>
}

/** Sessions with the same steps. */
export interface StepSet {
  steps: readonly number[]
  /** How many, inside the log and where they may be cut off. */
  inside: number
  atEdge: number
  kind: Kind
  /** Sessions of the kind whose set of steps is at most as frequent. */
  mass: number
}

/** What sessions usually do. Steps are indices of templates. */
export interface Habits {
  having(step: number): number
  /** The set of a session, by its index. */
  setOf(index: number): StepSet
  /** Whether the session may have begun before the log, or go on after it. */
  isAtEdge(index: number): boolean
  companionsOf(step: number): readonly Companion[]
  /** Sessions that have the step and lack the companion; 0 where that was not counted. */
  lacking(step: number, companion: number): number
  greatestUsual(step: number): number
  /** Sessions in which the step comes at least `count` times. */
  atLeast(step: number, count: number): number
}

/** Counts what sessions have in common. @param steps number of steps there may be. O(steps of all sessions, and of each set squared). */
export function findHabits(sessions: readonly SessionProfile[], steps: number): Habits {
  const having = new Int32Array(steps)
  for (const session of sessions) for (const step of session.steps) having[step]++
  const sets = collectSets(sessions, having)
  const isAtEdge = findEdges(sessions, sets)
  sets.forEach((set, index) => isAtEdge[index] === 1 ? set.atEdge++ : set.inside++)
  const distinct = [...new Set(sets)]
  weighKinds(distinct)
  const pairs = countPairs(distinct, having)
  const counts = collectCounts(sessions, having)
  const greatestUsual = Float64Array.from(counts, own => own[Math.max(0, Math.ceil(own.length * USUAL_SHARE) - 1)])
  return {
    having: step => having[step],
    setOf: index => sets[index],
    isAtEdge: index => isAtEdge[index] === 1,
    companionsOf: step => pairs.companions[step] ?? [],
    lacking: pairs.lacking,
    greatestUsual: step => greatestUsual[step],
    atLeast: (step, count) => counts[step].length - firstAtLeast(counts[step], count),
  }
}

/** The set of each session; equal ones are the same object. */
function collectSets(sessions: readonly SessionProfile[], having: Int32Array): StepSet[] {
  const sets = new Map<string, StepSet>()
  const ofList = new Map<readonly number[], StepSet>() // alike sessions mostly share one array, which saves the name
  const kinds = new Map<number, Kind>()
  const setOf = (steps: readonly number[]): StepSet => {
    const name = steps.join(' ')
    const known = sets.get(name)
    if (known) return known
    const main = steps.reduce((best, step) => having[step] > having[best] ? step : best)
    const kind = kinds.get(main) ?? { total: 0, sets: 0, having: new Map<number, number>() }
    kinds.set(main, kind)
    const set = { steps, inside: 0, atEdge: 0, kind, mass: 0 }
    sets.set(name, set)
    return set
  }
  return sessions.map(({ steps }) => {
    const set = ofList.get(steps) ?? setOf(steps)
    ofList.set(steps, set)
    return set
  })
}

/** How long sessions of a kind last tells how far from the log's ends one may be cut off. 1 for those that may be. */
function findEdges(sessions: readonly SessionProfile[], sets: readonly StepSet[]): Uint8Array {
  const spans = new Map<Kind, number[]>()
  let end = 0
  sessions.forEach(({ steps, firstLine, lastLine }, index) => {
    end = Math.max(end, lastLine)
    if (steps.length < 2) return
    const { kind } = sets[index]
    const own = spans.get(kind)
    if (own) own.push(lastLine - firstLine)
    else spans.set(kind, [lastLine - firstLine])
  })
  const longOf = new Map(Array.from(spans, ([kind, own]) => [kind, Float64Array.from(own).sort()[Math.floor(own.length * LONG_SHARE)]]))
  return Uint8Array.from(sessions, ({ firstLine, lastLine }, index) => {
    const long = longOf.get(sets[index].kind) ?? 0
    return firstLine <= long || lastLine > end - long ? 1 : 0
  })
}

function weighKinds(sets: readonly StepSet[]): void {
  const byKind = new Map<Kind, StepSet[]>()
  for (const set of sets) {
    const { kind, steps } = set
    const size = set.inside + set.atEdge
    kind.total += size
    kind.sets++
    for (const step of steps) kind.having.set(step, (kind.having.get(step) ?? 0) + size)
    const own = byKind.get(kind)
    if (own) own.push(set)
    else byKind.set(kind, [set])
  }
  const sizeOf = ({ inside, atEdge }: StepSet) => inside + atEdge
  for (const own of byKind.values()) {
    own.sort((a, b) => sizeOf(a) - sizeOf(b))
    for (let from = 0, mass = 0; from < own.length;) {
      let to = from
      while (to < own.length && sizeOf(own[to]) === sizeOf(own[from])) mass += sizeOf(own[to++])
      while (from < to) own[from++].mass = mass
    }
  }
}

interface Pairs { companions: (Companion[] | undefined)[], lacking: Habits['lacking'] }

/** Per step its companions. */
function countPairs(sets: readonly StepSet[], having: Int32Array): Pairs {
  const often = Array.from(having.keys()).filter(step => having[step] >= HAVING_MIN).sort((a, b) => having[b] - having[a] || a - b).slice(0, STEPS_MAX)
  const size = often.length
  const place = new Int32Array(having.length).fill(-1)
  often.forEach((step, i) => place[step] = i)
  // inside and at the edges, sessions that have both; on the diagonal those that have the step
  const inside = new Int32Array(size * size)
  const atEdge = new Int32Array(size * size)
  for (const set of sets) {
    const places = set.steps.map(step => place[step]).filter(i => i >= 0)
    for (const i of places)
      for (const j of places) {
        inside[i * size + j] += set.inside
        atEdge[i * size + j] += set.atEdge
      }
  }
  const companions: (Companion[] | undefined)[] = []
  often.forEach((step, i) => {
    const [amongInside, amongEdge] = [inside[i * size + i], atEdge[i * size + i]]
    companions[step] = often.flatMap((companion, j): Companion[] => {
      const lackingInside = amongInside - inside[i * size + j]
      const lackingEdge = amongEdge - atEdge[i * size + j]
      if (i === j || lackingInside + lackingEdge >= having[step] * COMPANION_SHARE) return []
      const edgeLacking = lackingEdge * amongInside > EDGE_RATIO * lackingInside * amongEdge
      return edgeLacking ? [{ companion, among: amongInside, lacking: lackingInside, edgeLacking }] : [{ companion, among: having[step], lacking: lackingInside + lackingEdge, edgeLacking }]
    }).filter(({ lacking, among }) => lacking > 0 && among >= HAVING_MIN)
  })
  const lacking = (step: number, companion: number) => {
    const [i, j] = [place[step], place[companion]]
    return i < 0 || j < 0 ? 0 : having[step] - inside[i * size + j] - atEdge[i * size + j]
  }
  return { companions, lacking }
}

/** Per step, how often it comes in each session that has it, ascending. */
function collectCounts(sessions: readonly SessionProfile[], having: Int32Array): Float64Array[] {
  const counts = Array.from(having, size => new Float64Array(size))
  const at = new Int32Array(having.length)
  for (const { steps, counts: own } of sessions) for (let i = 0; i < steps.length; i++) counts[steps[i]][at[steps[i]]++] = own[i]
  for (const own of counts) own.sort()
  return counts
}
