import { ListNumbers } from '../summary/listNumbers'
import { combine } from '../deciding/score'
import { shownTemplate } from '../templates/tokens'
import type { Deviation } from '../sessions/deviations'
import { rarityOf, type Habit } from '../sessions/habits'
import { kindsOf, ORDER, SEVERE, type Kind } from '../sessions/kinds'
import { severeSteps } from '../sessions/severe'
import type { SessionProfile } from '../sessions/profile'
import { rareCountMax, type Candidate, type FindCandidates } from './signal'
import type { Swap } from '../sessions/stepOrder'

/**
 * Surprise of all that a session does, in nats, from which on it is unusual: as a single deviation of one in thirty.
 * Source: own F1 on labelled blocks is the same from 3.2 to 4.2, also on two thirds of them.
 */
const UNUSUAL_NATS = 3.5
/**
 * An error is meant to be reported, however often it comes: more severe events than most sessions have speak for a
 * fault as e² to 1, beside how rare they are. Chosen: they decide alone where less than one session in five has them.
 */
const SEVERE_NATS = 2
/** A step that few have is a happening of its own: one in fifty. Chosen. */
const RARE_STEP_NATS = Math.log(50)
/** Counts beyond what is usual grow rarer with their square: gusts of retries have heavy tails. Chosen. */
const TAIL_EXPONENT = 2
const NAMED_MAX = 3
/** Candidates that are further below a finding are left out: there is one for each session. Chosen. */
const MARGIN_MIN = -2

/** A step that a session has, lacks or has unusually often, and how surprising that is. */
interface Oddity {
  step: number
  nats: number
  /** Share of the sessions of its kind that have the step (that often). */
  share: number
}

interface Repeat extends Oddity { count: number, usual: number }

const LISTS = ['unusual', 'missing', 'repeated', 'swapped'] as const
type List = typeof LISTS[number]
const MARKS: Record<List, string> = { unusual: '+', missing: '-', repeated: '*', swapped: '~' }

const byNats = (a: { nats: number, step: number }, b: { nats: number, step: number }) => b.nats - a.nats || a.step - b.step

/**
 * Surprise of a count: -ln of the share of sessions that deviate as rarely in some step (where many do once, once more
 * is no news: I. J. Good, "The Population Frequencies of Species", 1953), weighed by how constant the step's count is;
 * more beyond all usual counts.
 * @param isOpen whether more may come, so that too few say nothing.
 */
function surpriseOf(habit: Habit, count: number, { sessions: { length: total }, deviatingAs }: Kind, isOpen: boolean): number {
  if (count === habit.most || (isOpen && habit.isCut && count < habit.most)) return 0
  const excess = habit.usual > 0 && count > habit.usual ? TAIL_EXPONENT * Math.log(count / habit.usual) : 0
  return -Math.log(Math.min(1, deviatingAs(rarityOf(habit, count)) / total)) * habit.weight + excess
}

/**
 * A surprise in the log alone, where a known-good one says how much it is news: none where it knows it, and no less
 * than it says.
 */
const besideKnown = (alone: number, news: number | null) => news === 0 ? 0 : Math.max(alone, news ?? 0)

/** All that is odd about a session of a kind, the sum of its surprises, and that of its severe events. */
interface Judged { lists: { unusual: Oddity[], missing: Oddity[], repeated: Repeat[], swapped: Swap[] }, nats: number, severeNats: number }

/** A deviation with its surprise by itself. */
interface Fact extends Deviation { nats: number }

/** Sum of surprises, the greatest first: of each what is left where those before it are known. */
function sumOf(facts: readonly Fact[], { leftOf }: Kind): number {
  const ordered = [...facts].sort(byNats)
  return ordered.reduce((sum, fact, i) => sum + fact.nats * leftOf(fact, ordered.slice(0, i)), 0)
}

function judge(session: SessionProfile, kind: Kind, isOpen: boolean): Judged {
  const { steps, counts } = session
  const { sessions: { length: total }, habits, severe } = kind
  const severeCount = kind.severeOf(session)
  const lists: Judged['lists'] = { unusual: [], missing: [], repeated: [], swapped: [] }
  const severeNats = severeCount > severe.most ? besideKnown(SEVERE_NATS + surpriseOf({ ...severe, weight: 1 }, severeCount, kind, isOpen), kind.newsOf(SEVERE, severeCount)) : 0
  const facts: Fact[] = severeNats > 0 ? [{ step: SEVERE, isMore: true, nats: severeNats }] : []
  const swap = isOpen ? null : kind.swapOf(session) // what began before the log may have had its steps in the usual order
  if (swap && swap.nats > 0) {
    facts.push({ step: ORDER, isMore: true, nats: swap.nats })
    lists.swapped.push(swap)
  }
  for (const [step, habit] of habits) {
    const at = steps.indexOf(step)
    const count = at < 0 ? 0 : counts[at]
    const alone = surpriseOf(habit, count, kind, isOpen)
    if (alone === 0) continue
    const own = besideKnown(alone, kind.newsOf(step, count))
    if (own === 0) continue
    facts.push({ step, isMore: count > habit.most, nats: own })
    const share = habit.having / total
    if (count === 0) {
      if (share > 0.5) lists.missing.push({ step, nats: Math.log(total / (total - habit.having)), share })
    }
    else if (share < 0.5) lists.unusual.push({ step, nats: Math.log(total / habit.having), share })
    else if (count > habit.usual || own >= RARE_STEP_NATS) lists.repeated.push({ step, nats: own, share: rarityOf(habit, count) / total, count, usual: count > habit.usual ? habit.usual : habit.most })
  }
  for (const list of LISTS) lists[list].sort(byNats)
  return { lists, nats: sumOf(facts, kind), severeNats }
}

/** The list with the most telling step; null where none is named. */
function leadingList(lists: Judged['lists']): List | null {
  let best: List | null = null
  for (const list of LISTS) if (lists[list].length > 0 && (best === null || lists[list][0].nats > lists[best][0].nats)) best = list
  return best
}

/**
 * How strange a session is among others: its most telling step, less where several are one happening, and half of the
 * surprises of its whole set of steps and of its severe events.
 */
function strengthOf({ unusual, missing, repeated, swapped }: Judged['lists'], list: List, rarity: number, severity: number): number {
  if (list === 'repeated') return combine([repeated[0].nats, severity])
  if (list === 'swapped') return combine([swapped[0].nats, severity])
  const happenings = list === 'unusual' ? Math.max(1, unusual.filter(({ nats }) => nats >= RARE_STEP_NATS).length) : 1
  return combine([Math.max(0, (list === 'unusual' ? unusual : missing)[0].nats - Math.log(happenings)), rarity, severity])
}

/**
 * Sessions that go another way than those of their kind. How surprising one is, is the sum over the steps of its kind
 * of -ln of the two-sided tail of the step's count, none included, weighed by exp(-2 H), where H is the entropy of that
 * count: what varies anyhow says little, and of the oddest pair of neighbouring steps. One threshold decides. What
 * sessions at the log's ends lack for being cut off says nothing. Severe events count as a step of their own, whose
 * count is as telling where it varies.
 */
export const findUnusualSessions: FindCandidates = ({ clusters, sessions, usualSessions, steps: stepsOfAll = clusters.map(({ tokens }, cluster) => ({ cluster, text: shownTemplate(tokens) })) }) => {
  const name = (step: number) => stepsOfAll[step].text.slice(0, 200)
  const severe = severeSteps(clusters)
  const candidates: Candidate[] = []
  for (const kind of kindsOf(sessions, Uint8Array.from(stepsOfAll, ({ cluster }) => severe[cluster]), usualSessions)) {
    const numbers = new ListNumbers()
    const judgedOf = { open: new Map<number, Judged>(), whole: new Map<number, Judged>() }
    const total = kind.sessions.length
    const alone = new Map<number, number>()
    for (const index of kind.sessions) {
      const { steps } = sessions[index]
      if (steps.length === 1) alone.set(steps[0], (alone.get(steps[0]) ?? 0) + 1)
    }
    for (const index of kind.sessions) {
      const session = sessions[index]
      const { steps, counts, lastLine } = session
      if (steps.length === 1 && (alone.get(steps[0]) ?? 0) > rareCountMax(total)) continue // lines that mention an id without a session of it
      const isOpen = kind.isOpen(session)
      const known = isOpen ? judgedOf.open : judgedOf.whole
      const alike = numbers.ofPair(session.order, counts)
      const judged = known.get(alike) ?? judge(session, kind, isOpen)
      known.set(alike, judged)
      const { lists, nats, severeNats } = judged
      const margin = nats - UNUSUAL_NATS
      const list = leadingList(lists)
      if (margin < MARGIN_MIN || list === null) continue
      const { step } = lists[list][0]
      const mass = kind.massOf(steps)
      candidates.push({
        cluster: stepsOfAll[step].cluster, slot: `${MARKS[list]} ${name(step)}`, margin, lines: [lastLine], events: 1,
        signal: {
          kind: 'session', strength: strengthOf(lists, list, Math.log(total / mass), severeNats),
          detail: {
            events: counts.reduce((sum, count) => sum + count, 0), sessions: total, rank_count: mass,
            unusual: lists.unusual.slice(0, NAMED_MAX).map(({ step, share }) => ({ template: name(step), share })),
            missing: lists.missing.slice(0, NAMED_MAX).map(({ step, share }) => ({ template: name(step), share })),
            repeated: lists.repeated.slice(0, NAMED_MAX).map(({ step, share, count, usual }) => ({ template: name(step), share, count, usual })),
            swapped: lists.swapped.slice(0, NAMED_MAX).map(({ step, before, share }) => ({ template: name(step), before: name(before), share })),
            leading: list,
          },
        },
      })
    }
  }
  return candidates
}
