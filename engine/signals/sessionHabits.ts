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

/** Sessions that have the same commonest step. */
interface Kind {
  total: number
  /** Different sets of steps, and different steps. */
  sets: number
  steps: number
  /** Sessions whose set of steps is at most as frequent as that of the one asked for. */
  mass: number
}

/** What sessions usually do. Steps are indices of templates. */
export interface Habits {
  having(step: number): number
  /** Sessions that have both; `main` must be the commonest step of some session. */
  together(main: number, step: number): number
  /** The step of the session that most sessions have. */
  mainStep(session: SessionProfile): number
  kindOf(index: number): Kind
  companionsOf(step: number): readonly Companion[]
  /** Sessions that have the step and lack the companion; 0 where that was not counted. */
  lacking(step: number, companion: number): number
  /** Whether the session may have begun before the log, or go on after it. */
  isAtEdge(session: SessionProfile): boolean
  greatestUsual(step: number): number
  /** Sessions in which the step comes at least `count` times. */
  atLeast(step: number, count: number): number
}

/** Counts what sessions have in common. @param steps number of steps there may be. O(sessions * steps of one squared). */
export function findHabits(sessions: readonly SessionProfile[], steps: number): Habits {
  const having = new Int32Array(steps)
  for (const session of sessions) for (const step of session.steps) having[step]++
  const mainStep = (session: SessionProfile) => session.steps.reduce((main, step) => having[step] > having[main] ? step : main)
  const isAtEdge = edges(sessions, mainStep)
  const pairs = countPairs(sessions, having, isAtEdge)
  const mains = countMains(sessions, mainStep)
  const kinds = findKinds(sessions, mainStep)
  const counts = collectCounts(sessions, having)
  return {
    having: step => having[step],
    together: (main, step) => mains.get(main)?.get(step) ?? 0,
    mainStep,
    kindOf: index => kinds[index],
    companionsOf: step => pairs.companions[step] ?? [],
    lacking: pairs.lacking,
    isAtEdge,
    greatestUsual: step => counts[step][Math.max(0, Math.ceil(counts[step].length * USUAL_SHARE) - 1)],
    atLeast: (step, count) => counts[step].length - firstAtLeast(counts[step], count),
  }
}

/** How long sessions with the same commonest step last tells how far from the log's ends one may be cut off. */
function edges(sessions: readonly SessionProfile[], mainStep: (session: SessionProfile) => number): (session: SessionProfile) => boolean {
  const spans = new Map<number, number[]>()
  let end = 0
  for (const session of sessions) {
    end = Math.max(end, session.lastLine)
    if (session.steps.length < 2) continue
    const main = mainStep(session)
    const own = spans.get(main)
    if (own) own.push(session.lastLine - session.firstLine)
    else spans.set(main, [session.lastLine - session.firstLine])
  }
  const longOf = new Map(Array.from(spans, ([main, own]) => [main, own.sort((a, b) => a - b)[Math.floor(own.length * LONG_SHARE)]]))
  return (session) => {
    const long = longOf.get(mainStep(session)) ?? 0
    return session.firstLine <= long || session.lastLine > end - long
  }
}

interface Pairs { companions: (Companion[] | undefined)[], lacking: Habits['lacking'] }

/** Per step its companions. */
function countPairs(sessions: readonly SessionProfile[], having: Int32Array, isAtEdge: (session: SessionProfile) => boolean): Pairs {
  const often = Array.from(having.keys()).filter(step => having[step] >= HAVING_MIN).sort((a, b) => having[b] - having[a] || a - b).slice(0, STEPS_MAX)
  const size = often.length
  const place = new Int32Array(having.length).fill(-1)
  often.forEach((step, i) => place[step] = i)
  // inside and at the edges, sessions that have both; on the diagonal those that have the step
  const inside = new Int32Array(size * size)
  const atEdge = new Int32Array(size * size)
  for (const session of sessions) {
    const counts = isAtEdge(session) ? atEdge : inside
    for (const one of session.steps) {
      if (place[one] < 0) continue
      for (const other of session.steps) if (place[other] >= 0) counts[place[one] * size + place[other]]++
    }
  }
  const companions: (Companion[] | undefined)[] = []
  often.forEach((step, i) => {
    const [amongInside, amongEdge] = [inside[i * size + i], atEdge[i * size + i]]
    companions[step] = often.flatMap((companion, j): Companion[] => {
      const lackingInside = amongInside - inside[i * size + j]
      const lackingEdge = amongEdge - atEdge[i * size + j]
      if (i === j || lackingInside + lackingEdge === 0 || lackingInside + lackingEdge >= having[step] * COMPANION_SHARE) return []
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

function countMains(sessions: readonly SessionProfile[], mainStep: (session: SessionProfile) => number): Map<number, Map<number, number>> {
  const mains = new Map<number, Map<number, number>>(sessions.map(session => [mainStep(session), new Map<number, number>()]))
  for (const { steps } of sessions)
    for (const main of steps) {
      const counts = mains.get(main)
      if (counts) for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1)
    }
  return mains
}

function findKinds(sessions: readonly SessionProfile[], mainStep: (session: SessionProfile) => number): Kind[] {
  const kinds = new Map<number, { total: number, sets: Map<string, number>, steps: Set<number> }>()
  const places = sessions.map((session) => {
    const main = mainStep(session)
    const kind = kinds.get(main) ?? { total: 0, sets: new Map<string, number>(), steps: new Set<number>() }
    kinds.set(main, kind)
    const set = session.steps.join(' ')
    kind.total++
    kind.sets.set(set, (kind.sets.get(set) ?? 0) + 1)
    for (const step of session.steps) kind.steps.add(step)
    return { kind, set }
  })
  const massOf = new Map(Array.from(kinds.values(), (kind) => {
    const masses = new Map<number, number>()
    let mass = 0
    for (const size of [...kind.sets.values()].sort((a, b) => a - b)) masses.set(size, mass += size)
    return [kind, masses] as const
  }))
  return places.map(({ kind, set }) => ({ total: kind.total, sets: kind.sets.size, steps: kind.steps.size, mass: massOf.get(kind)?.get(kind.sets.get(set) ?? 0) ?? 1 }))
}

/** Per step, how often it comes in each session that has it, ascending. */
function collectCounts(sessions: readonly SessionProfile[], having: Int32Array): Float64Array[] {
  const counts = Array.from(having, size => new Float64Array(size))
  const at = new Int32Array(having.length)
  for (const session of sessions) session.steps.forEach((step, i) => counts[step][at[step]++] = session.counts[i])
  for (const own of counts) own.sort()
  return counts
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
