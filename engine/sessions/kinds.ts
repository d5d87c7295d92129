import { ListNumbers } from '../summary/listNumbers'
import type { Cluster } from '../templates/clusters'
import { SEVERITY_ERROR } from '../reading/levels/severity'
import { constancyOf, entropyOf, entropyOfCounts } from './constancy'
import { CoDeviations, type Deviation } from './deviations'
import { rareCountMax } from '../signals/signal'
import type { SessionProfile } from './profile'
import { KnownDeviations } from './knownDeviations'
import { StepOrder, type Swap } from './stepOrder'

/** A kind of sessions has a second step that so many of them have, or they are no sessions of one kind. Source: real keys have .99 and more, wrong ones .53 at most. */
const SHARED_MIN = 0.8
/** A step that so many have tells a branch, by which a kind is parted. Chosen. */
const BRANCH_MIN = 0.2
/** Fewer sessions say nothing of what is usual. Chosen. */
const SESSIONS_MIN = 30
const BRANCHES_MAX = 3
/** Share of sessions that are no longer than what may be cut off at either end of the log. Chosen. */
const LONG_SHARE = 0.95
/** A step is thought cut off by the log's ends if so many times as many sessions have fewer there as elsewhere. Chosen. */
const EDGE_RATIO = 3
/** The greatest usual count of a step is that which so many of its sessions do not exceed. Chosen. */
const USUAL_SHARE = 0.99

/** Severe events, and the order of all steps, among the steps. */
export const SEVERE = -1, ORDER = -2
/** Steps in a less usual order than this, in nats, are deviations. Chosen: a swap that one in five has. */
const SWAP_NATS = 1

/** How often the sessions of a kind have a step. */
export interface Habit {
  /** How many have it at all. */
  having: number
  /** The greatest usual count of those that have it; of all, the count that most have. */
  usual: number
  most: number
  /** Whether sessions at the log's ends have too few for being cut off. */
  isCut: boolean
  /** How telling a count of it is: 1 where all have it equally often, towards 0 where each has it otherwise. */
  weight: number
  /** Its counts that come, none included, and the sessions with each. */
  counts: ReadonlyMap<number, number>
  /** Sessions that have it at least, and at most, so often. */
  atLeast(count: number): number
  atMost(count: number): number
}

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
  /** How many sessions deviate as rarely: in the count of some step of which so many sessions have as extreme a one. */
  deviatingAs(rarity: number): number
  /** Sessions whose set of steps is at most as frequent as that of the session. */
  massOf(steps: readonly number[]): number
  /** Whether the session may have begun before the log, or go on after it. */
  isOpen(session: SessionProfile): boolean
  /** Nats by which a count of a step, or of SEVERE, surprises beside a known-good log; 0 where it is known there, null where that says nothing. */
  newsOf(step: number, count: number): number | null
}

/**
 * @param counts for each count of a step the sessions that have it so often, none included.
 * @param isCut whether sessions at the ends of the log have less than `most` for that.
 */
function habitOf(counts: ReadonlyMap<number, number>, total: number, isCut: (most: number, fewer: number) => boolean): Habit {
  const values = Float64Array.from(counts.keys()).sort()
  const upTo = new Float64Array(values.length)
  let sum = 0
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const sessions = counts.get(values[i]) ?? 0
    sum += sessions
    upTo[i] = sum
    if (sessions > (counts.get(most) ?? 0)) most = values[i]
  }
  const lacking = counts.get(0) ?? 0
  const place = (count: number) => {
    let low = 0, high = values.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[middle] < count) low = middle + 1
      else high = middle
    }
    return low
  }
  const usualAt = lacking + (total - lacking) * USUAL_SHARE
  const usual = values[upTo.findIndex(sessions => sessions >= usualAt)] ?? 0
  const atMost = (count: number) => {
    const at = place(count)
    return at < values.length && values[at] === count ? upTo[at] : at > 0 ? upTo[at - 1] : 0
  }
  return {
    counts, having: total - lacking, usual, most, isCut: isCut(most, atMost(most - 1)), weight: constancyOf(entropyOfCounts(Array.from(values, value => counts.get(value) ?? 0), total)),
    atLeast: (count) => {
      const at = place(count)
      return total - (at > 0 ? upTo[at - 1] : 0)
    },
    atMost,
  }
}

/** Events of the session that report trouble. */
export function severeOf({ steps, counts }: SessionProfile, isSevere: Uint8Array): number {
  return steps.reduce((sum, step, i) => sum + isSevere[step] * counts[i], 0)
}

/** Templates most of whose events are errors or worse. */
export function severeSteps(clusters: readonly Cluster[]): Uint8Array {
  return Uint8Array.from(clusters, ({ severities, events }) => {
    let severe = 0
    for (const [severity, { count }] of severities) if (severity >= SEVERITY_ERROR) severe += count
    return severe * 2 > events ? 1 : 0
  })
}

function tally(counts: Map<number, number>, value: number, sessions = 1): void {
  counts.set(value, (counts.get(value) ?? 0) + sessions)
}

function shareOfSteps(sessions: readonly SessionProfile[], indices: readonly number[]): [step: number, share: number][] {
  const having = new Map<number, number>()
  for (const index of indices) for (const step of sessions[index].steps) tally(having, step)
  return Array.from(having, ([step, count]): [number, number] => [step, count / indices.length]).sort((a, b) => b[1] - a[1] || a[0] - b[0])
}

/** Sessions that go the same way, by index, and those of the known-good log that do. */
interface Part { indices: number[], usual: SessionProfile[] }

/** Parts sessions with one commonest step by the branches that they take, until those of a part share a second step. */
function branchesOf(sessions: readonly SessionProfile[], { indices, usual }: Part, depth = 0): Part[] {
  if (indices.length < SESSIONS_MIN) return []
  const shares = shareOfSteps(sessions, indices)
  if (shares.length > 1 && shares[1][1] >= SHARED_MIN) return [{ indices, usual }]
  const branch = shares.find(([, share]) => share < SHARED_MIN)
  if (depth === BRANCHES_MAX || !branch || branch[1] < BRANCH_MIN) return []
  return [true, false].flatMap((isTaken) => {
    const takes = ({ steps }: SessionProfile) => steps.includes(branch[0]) === isTaken
    return branchesOf(sessions, { indices: indices.filter(index => takes(sessions[index])), usual: usual.filter(takes) }, depth + 1)
  })
}

function kindOf(sessions: readonly SessionProfile[], { indices, usual }: Part, isSevere: Uint8Array, end: number, all: readonly SessionProfile[], usualEnd: number): Kind {
  const total = indices.length
  const counts = new Map<number, Map<number, number>>()
  const severe = new Map<number, number>()
  const numbers = new ListNumbers()
  const sets = new Map<number, number>()
  const firstAlike = new Map<number, number>()
  const alike = new Map<number, number>()
  for (const index of indices) {
    const { steps, counts: own, order } = sessions[index]
    steps.forEach((step, i) => {
      const known = counts.get(step) ?? new Map<number, number>()
      counts.set(step, known)
      tally(known, own[i])
    })
    tally(severe, severeOf(sessions[index], isSevere))
    tally(sets, numbers.of(steps))
    const whole = numbers.ofPair(order, own)
    const first = firstAlike.get(whole) ?? index
    firstAlike.set(whole, first)
    tally(alike, first)
  }
  for (const known of counts.values()) {
    let having = 0
    for (const sessionsOf of known.values()) having += sessionsOf
    if (having < total) known.set(0, total - having)
  }
  const bySize = new Map<number, number>()
  for (const size of sets.values()) tally(bySize, size, size)
  let mass = 0
  const masses = new Map([...bySize].sort((a, b) => a[0] - b[0]).map(([size, sessionsOf]) => [size, mass += sessionsOf]))
  const isOpen = openAtEnds(indices.map(index => sessions[index]), end)
  const open = indices.filter(index => isOpen(sessions[index]))
  const countsOpen = new Map<number, number[]>()
  for (const index of open)
    sessions[index].steps.forEach((step, i) => {
      const known = countsOpen.get(step)
      if (known) known.push(sessions[index].counts[i])
      else countsOpen.set(step, [sessions[index].counts[i]])
    })
  const isCut = (step: number, most: number, fewer: number) => {
    const fewerOpen = open.length - (countsOpen.get(step)?.filter(count => count >= most).length ?? 0)
    return fewerOpen * (total - open.length) > EDGE_RATIO * (fewer - fewerOpen) * open.length
  }
  const habits = new Map(Array.from(counts, ([step, known]) => [step, habitOf(known, total, (most, fewer) => isCut(step, most, fewer))]))
  const deviating = deviations(habits.values())
  const severeHabit = habitOf(severe, total, () => false)
  const common = Array.from(habits.keys()).sort((a, b) => (habits.get(b)?.having ?? 0) - (habits.get(a)?.having ?? 0) || a - b)
  const countOf = (session: SessionProfile, step: number) => step === SEVERE ? severeOf(session, isSevere) : session.counts[session.steps.indexOf(step)] ?? 0
  const known = new KnownDeviations({ ofKind: usual, all }, openAtEnds(usual, usualEnd), common, countOf)
  const swapOf = openOrder(indices.map(index => sessions[index].order), common, known)
  const together = new CoDeviations([SEVERE, ORDER, ...common], total)
  for (const [index, times] of alike) together.add(deviationsOf(sessions[index], habits, severeOf(sessions[index], isSevere) > severeHabit.most, (swapOf(sessions[index])?.nats ?? 0) > SWAP_NATS), times)
  return {
    sessions: indices,
    habits,
    deviatingAs: rarity => rarity > rareCountMax(total) ? rarity : Math.max(rarity, deviating.get(rarity) ?? 0),
    severe: severeHabit,
    swapOf,
    leftOf: (deviation, others) => together.leftOf(deviation, others),
    severeOf: session => severeOf(session, isSevere),
    massOf: steps => masses.get(sets.get(numbers.of(steps)) ?? 0) ?? total,
    isOpen,
    newsOf: (step, count) => {
      const { most, atLeast, atMost } = habits.get(step) ?? severeHabit
      return known.surpriseOf(step, count, most, { sessions: count > most ? atLeast(count) : atMost(count), total })
    },
  }
}

/** Tells of sessions of a kind which may be cut off by the ends of the log. @param end the log's last line with a session. */
function openAtEnds(sessions: readonly SessionProfile[], end: number): Kind['isOpen'] {
  const lasting = Float64Array.from(sessions.flatMap(({ steps, firstLine, lastLine }) => steps.length > 1 ? [lastLine - firstLine] : [])).sort()
  const longLines = lasting[Math.floor(lasting.length * LONG_SHARE)] ?? 0
  return ({ firstLine, lastLine }) => firstLine <= longLines || lastLine > end - longLines
}

/**
 * Tells of a session what is odd about the order of its steps: less, by exp(-2 H) as for counts, where H is the entropy of whether a
 * session keeps to the usual order. What several programs write at once comes in any order.
 */
function openOrder(orders: readonly (readonly number[])[], steps: readonly number[], known: KnownDeviations): Kind['swapOf'] {
  const usual = new StepOrder(steps)
  const numbers = new ListNumbers()
  const alike = new Map<number, { order: readonly number[], sessions: number, swap: Swap | null }>()
  for (const order of orders) {
    const number = numbers.of(order)
    const known = alike.get(number)
    if (known) known.sessions++
    else alike.set(number, { order, sessions: 1, swap: null })
  }
  for (const { order, sessions } of alike.values()) usual.add(order, sessions)
  for (const one of alike.values()) one.swap = usual.oddestOf(one.order, (step, before, own) => known.hasOrder(step, before, { sessions: own, total: orders.length }))
  let unusual = 0
  for (const { order, sessions } of alike.values()) if (!usual.isUsual(order)) unusual += sessions
  const weight = constancyOf(entropyOf(unusual / orders.length))
  const limit = rareCountMax(orders.length)
  let rare = 0 // where many orders come once, one more is no news
  for (const { swap, sessions } of alike.values()) if (swap && swap.sessions <= limit) rare += sessions
  const byNats = Array.from(alike.values()).sort((a, b) => (b.swap?.nats ?? 0) - (a.swap?.nats ?? 0))
  let asOdd = 0
  for (let i = 0; i < byNats.length;) {
    const nats = byNats[i].swap?.nats ?? 0
    let end = i
    while (end < byNats.length && (byNats[end].swap?.nats ?? 0) === nats) asOdd += byNats[end++].sessions
    for (; i < end; i++) {
      const { swap } = byNats[i]
      if (swap) byNats[i].swap = { ...swap, nats: weight * Math.min(nats, Math.log(orders.length / Math.max(asOdd, swap.sessions <= limit ? rare : 0))) }
    }
  }
  return ({ order }) => alike.get(numbers.of(order))?.swap ?? null
}

/** Ways in which a session deviates from what most of its kind have. */
function deviationsOf({ steps, counts }: SessionProfile, habits: ReadonlyMap<number, Habit>, isSevere: boolean, isSwapped: boolean): Deviation[] {
  const deviations: Deviation[] = []
  if (isSevere) deviations.push({ step: SEVERE, isMore: true })
  if (isSwapped) deviations.push({ step: ORDER, isMore: true })
  const has = new Set(steps)
  steps.forEach((step, i) => {
    const most = habits.get(step)?.most ?? 0
    if (counts[i] !== most) deviations.push({ step, isMore: counts[i] > most })
  })
  for (const [step, { most }] of habits) if (most > 0 && !has.has(step)) deviations.push({ step, isMore: false })
  return deviations
}

/** For each number of sessions, how many deviate in some step as so many do. */
function deviations(habits: Iterable<Habit>): Map<number, number> {
  const deviating = new Map<number, number>()
  for (const habit of habits)
    for (const [count, sessionsOf] of habit.counts) if (count !== habit.most) tally(deviating, rarityOf(habit, count), sessionsOf)
  return deviating
}

/** Sessions that have as extreme a count of a step, on its side. */
export function rarityOf({ atLeast, atMost }: Habit, count: number): number {
  return Math.min(atLeast(count), atMost(count))
}

/**
 * Parts sessions into kinds: those with the same commonest step, and of these, those that share a second one. Sessions that share none
 * with enough others are of no kind: the key that joins them may be none. O(steps of all sessions).
 * @param isSevere by step: whether its events report trouble.
 * @param usual sessions of a known-good log: each belongs to the kind that it would in this one.
 */
export function kindsOf(sessions: readonly SessionProfile[], isSevere: Uint8Array, usual: readonly SessionProfile[] = []): Kind[] {
  const having = new Float64Array(isSevere.length)
  for (const { steps } of sessions) for (const step of steps) having[step]++
  const byMain = new Map<number, Part>()
  const mainOf = (steps: readonly number[]) => steps.reduce((best, step) => having[step] > having[best] ? step : best)
  sessions.forEach(({ steps }, index) => {
    const main = mainOf(steps)
    const known = byMain.get(main)
    if (known) known.indices.push(index)
    else byMain.set(main, { indices: [index], usual: [] })
  })
  for (const session of usual) if (session.steps.length > 0) byMain.get(mainOf(session.steps))?.usual.push(session)
  const endOf = (all: readonly SessionProfile[]) => all.reduce((last, { lastLine }) => Math.max(last, lastLine), 0)
  const [end, usualEnd] = [endOf(sessions), endOf(usual)]
  return [...byMain.values()].flatMap(part => branchesOf(sessions, part)).map(part => kindOf(sessions, part, isSevere, end, usual, usualEnd))
}
