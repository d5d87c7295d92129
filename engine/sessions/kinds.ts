import { rareCountMax } from '../signals/signal'
import { ListNumbers } from '../summary/listNumbers'
import { CoDeviations, type Deviation } from './deviations'
import { deviatingByRarity, habitOf, type Habit } from './habits'
import { KnownDeviations } from './knownDeviations'
import { openEnds, type IsOpen } from './openEnds'
import { openSwaps } from './openSwaps'
import { partSessions, type Part } from './partSessions'
import type { SessionProfile } from './profile'
import { severeOf } from './severe'
import type { Swap } from './stepOrder'
import { tally } from './tally'

/**
 * A step is taken as cut off by the log's ends if this many times as many sessions have fewer there as elsewhere.
 * Chosen.
 */
const EDGE_RATIO = 3

/** Severe events, and the order of all steps, among the steps. */
export const SEVERE = -1, ORDER = -2
/** Steps in a less usual order than this, in nats, are deviations. Chosen: a swap that one in five has. */
const SWAP_NATS = 1

/** Sessions that go the same way, mostly. */
export interface Kind {
  /** Indices of its sessions. */
  sessions: number[]
  habits: ReadonlyMap<number, Habit>
  /** The same of their severe events, and how many a session has. */
  severe: Habit
  severeOf(session: SessionProfile): number
  /** The oddest pair of neighbouring steps; more usual if many sessions have one as odd. */
  swapOf(session: SessionProfile): Swap | null
  /** What of the surprise of a deviation is left, 0..1, where others of the session are known. */
  leftOf(deviation: Deviation, others: readonly Deviation[]): number
  /** How many sessions deviate as rarely: in the count of some step of which as many sessions have as extreme a one. */
  deviatingAs(rarity: number): number
  /** Sessions whose set of steps is at most as frequent as that of the session. */
  massOf(steps: readonly number[]): number
  isOpen: IsOpen
  /**
   * Nats by which a count of a step, or of SEVERE, surprises beside a known-good log; 0 where it is known there, null
   * where that says nothing.
   */
  newsOf(step: number, count: number): number | null
}

/** Sessions of a whole log, and its last line with one. */
interface SessionLog { sessions: readonly SessionProfile[], end: number }

/** What the sessions of a kind have. */
interface Counted {
  /** For each step, and for severe events, the sessions with each count of it; none included. */
  counts: Map<number, Map<number, number>>
  severe: Map<number, number>
  /** For the first one of sessions that are alike, how many there are. */
  alike: Map<SessionProfile, number>
  massOf: Kind['massOf']
}

function mapOf<K>(maps: Map<K, Map<number, number>>, key: K): Map<number, number> {
  const known = maps.get(key)
  if (known) return known
  const own = new Map<number, number>()
  maps.set(key, own)
  return own
}

/**
 * For each frequency, the sessions whose set of steps is at most as frequent.
 * @param sets sessions by their set of steps.
 */
function massesOf(sets: ReadonlyMap<number, number>): Map<number, number> {
  const bySize = new Map<number, number>()
  for (const size of sets.values()) tally(bySize, size, size)
  let mass = 0
  return new Map([...bySize].sort((a, b) => a[0] - b[0]).map(([size, sessions]) => [size, mass += sessions]))
}

function count(sessions: readonly SessionProfile[], isSevere: Uint8Array): Counted {
  const counts = new Map<number, Map<number, number>>()
  const severe = new Map<number, number>()
  const alike = new Map<SessionProfile, number>()
  const numbers = new ListNumbers()
  const sets = new Map<number, number>()
  const firstAlike = new Map<number, SessionProfile>()
  for (const session of sessions) {
    const { steps, counts: own, order } = session
    steps.forEach((step, i) => tally(mapOf(counts, step), own[i]))
    tally(severe, severeOf(session, isSevere))
    tally(sets, numbers.of(steps))
    const whole = numbers.ofPair(order, own)
    const first = firstAlike.get(whole) ?? session
    firstAlike.set(whole, first)
    alike.set(first, (alike.get(first) ?? 0) + 1)
  }
  for (const known of counts.values()) {
    let having = 0
    for (const some of known.values()) having += some
    if (having < sessions.length) known.set(0, sessions.length - having)
  }
  const masses = massesOf(sets)
  return { counts, severe, alike, massOf: steps => masses.get(sets.get(numbers.of(steps)) ?? 0) ?? sessions.length }
}

/** The habits of a kind, by step. @param open which of the sessions the log's ends may cut off. */
function habitsOf(counts: Counted['counts'], open: readonly SessionProfile[], total: number): Map<number, Habit> {
  const countsOpen = new Map<number, Map<number, number>>()
  for (const { steps, counts: own } of open) steps.forEach((step, i) => tally(mapOf(countsOpen, step), own[i]))
  const isCut = (step: number, most: number, fewer: number) => {
    let fewerOpen = open.length
    for (const [count, sessions] of countsOpen.get(step) ?? []) if (count >= most) fewerOpen -= sessions
    return fewerOpen * (total - open.length) > EDGE_RATIO * (fewer - fewerOpen) * open.length
  }
  const habit = (step: number, known: Map<number, number>) => habitOf(known, total, (most, fewer) => isCut(step, most, fewer))
  return new Map(Array.from(counts, ([step, known]) => [step, habit(step, known)]))
}

/** Ways in which a session deviates in its steps from what most of its kind have. */
function deviationsOf({ steps, counts }: SessionProfile, habits: ReadonlyMap<number, Habit>): Deviation[] {
  const deviations: Deviation[] = []
  const has = new Set(steps)
  steps.forEach((step, i) => {
    const most = habits.get(step)?.most ?? 0
    if (counts[i] !== most) deviations.push({ step, isMore: counts[i] > most })
  })
  for (const [step, { most }] of habits) if (most > 0 && !has.has(step)) deviations.push({ step, isMore: false })
  return deviations
}

function kindOf({ indices, usual }: Part, log: SessionLog, known: SessionLog, isSevere: Uint8Array): Kind {
  const sessions = indices.map(index => log.sessions[index])
  const total = sessions.length
  const { counts, severe, alike, massOf } = count(sessions, isSevere)
  const isOpen = openEnds(sessions, log.end)
  const habits = habitsOf(counts, sessions.filter(isOpen), total)
  const severeHabit = habitOf(severe, total, () => false)
  const having = (step: number) => habits.get(step)?.having ?? 0
  const common = Array.from(habits.keys()).sort((a, b) => having(b) - having(a) || a - b)
  const countOf = (session: SessionProfile, step: number) =>
    step === SEVERE ? severeOf(session, isSevere) : session.counts[session.steps.indexOf(step)] ?? 0
  const usualWays = new KnownDeviations({ ofKind: usual, all: known.sessions }, openEnds(usual, known.end), common, countOf)
  const swapOf = openSwaps(sessions.map(({ order }) => order), common, usualWays)
  const together = new CoDeviations([SEVERE, ORDER, ...common], total)
  for (const [session, times] of alike) {
    const deviations = deviationsOf(session, habits)
    if (severeOf(session, isSevere) > severeHabit.most) deviations.push({ step: SEVERE, isMore: true })
    if ((swapOf(session)?.nats ?? 0) > SWAP_NATS) deviations.push({ step: ORDER, isMore: true })
    together.add(deviations, times)
  }
  const deviating = deviatingByRarity(habits.values())
  return {
    sessions: indices, habits, severe: severeHabit, swapOf, massOf, isOpen,
    severeOf: session => severeOf(session, isSevere),
    leftOf: (deviation, others) => together.leftOf(deviation, others),
    deviatingAs: rarity => rarity > rareCountMax(total) ? rarity : Math.max(rarity, deviating.get(rarity) ?? 0),
    newsOf: (step, count) => {
      const { most, atLeast, atMost } = habits.get(step) ?? severeHabit
      return usualWays.surpriseOf(step, count, most, { sessions: count > most ? atLeast(count) : atMost(count), total })
    },
  }
}

const logOf = (sessions: readonly SessionProfile[]): SessionLog =>
  ({ sessions, end: sessions.reduce((last, { lastLine }) => Math.max(last, lastLine), 0) })

/**
 * Parts sessions into kinds: those with the same commonest step, and of these, those that share a second one. Sessions
 * that share none with enough others are of no kind: the key that joins them may be none. O(steps of all sessions).
 * @param isSevere by step: whether its events report trouble.
 * @param usual sessions of a known-good log: each belongs to the kind that it would in this one.
 */
export function kindsOf(
  sessions: readonly SessionProfile[], isSevere: Uint8Array, usual: readonly SessionProfile[] = [],
): Kind[] {
  const log = logOf(sessions)
  const known = logOf(usual)
  return partSessions(sessions, usual, isSevere.length).map(part => kindOf(part, log, known, isSevere))
}
