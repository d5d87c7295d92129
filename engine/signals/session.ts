import { combine } from '../score/score'
import { shownTemplate } from '../templates/tokens'
import { findHabits, type Habits, type StepSet } from './sessionHabits'
import { FALSE_SHARE_NATS, rareCountMax, type Candidate, type FindCandidates, type SessionProfile } from './signal'

/** Sessions alike that there must be before one can be unusual. Chosen. */
const SESSIONS_MIN = 30
/** A step must be had, or lacked, by at most one session in a hundred: a new mixture of usual steps is no news. Chosen. */
const SINGLE_MIN_NATS = Math.log(100) - 1e-9 // exactly one in a hundred is within
/** An unusual step must be at home among the sessions compared: so many of the sessions that have it are; one of elsewhere met by chance. Chosen. */
const AT_HOME_MIN = 0.9
/** Sessions with an unusual step, at least: what is rarer in the whole log is a rare message. Chosen. */
const HAVING_MIN = 3
const NAMED_MAX = 3
/** Candidates that are further below a finding are left out: there is one for each session. Chosen. */
const MARGIN_MIN = -1
/**
 * A step comes too often only from so many times its greatest usual count on, and so many more, where hardly a session has even half
 * as many: retries and replicas vary without meaning, and some come in gusts. Chosen.
 */
const EXCESS_RATIO = 5
const EXCESS_MORE = 8
const HALF_SHARE_MAX = 0.001

/** A step that a session has, lacks or has too often, and how surprising that is. */
interface Oddity {
  step: number
  nats: number
  /** Sessions that are alike, and share of them that have the step. */
  among: number
  share: number
}

interface Repeat extends Oddity { count: number, usual: number }

const byNats = (a: Oddity, b: Oddity) => b.nats - a.nats || b.among - a.among || a.step - b.step

/** Steps that few of the sessions of its kind have. */
function unusualSteps({ steps, kind: { total, having } }: StepSet, habits: Habits): Oddity[] {
  return steps.flatMap((step) => {
    const own = having.get(step) ?? 0
    const isAtHome = habits.having(step) >= HAVING_MIN && own >= habits.having(step) * AT_HOME_MIN
    return own < total / 2 && isAtHome ? [{ step, nats: Math.log(total / own), among: total, share: own / total }] : []
  }).sort(byNats)
}

/** Sessions that must lack a step before that explains another one. Chosen. */
const EXPLAINING_MIN = 3

/** Steps that a session lacks, though most sessions have them that have one of its steps. */
function missingSteps({ steps }: StepSet, isAtEdge: boolean, habits: Habits): Oddity[] {
  const lacked = new Map<number, Oddity>()
  for (const step of steps)
    for (const { companion, among, lacking, edgeLacking } of habits.companionsOf(step)) {
      if (steps.includes(companion) || (edgeLacking && isAtEdge)) continue
      if (steps.length === 1 && lacking > rareCountMax(among)) continue // lines that mention an id without a session of it
      const oddity = { step: companion, nats: Math.log(among / lacking), among, share: 1 - lacking / among }
      const known = lacked.get(companion)
      if (!known || byNats(oddity, known) < 0) lacked.set(companion, oddity)
    }
  return Array.from(lacked.values(), oddity => explained(oddity, steps, habits)).sort(byNats)
}

/** The same, compared with sessions that have a rarer one of its steps, if many of those lack it: then that is why. */
function explained(oddity: Oddity, steps: readonly number[], habits: Habits): Oddity {
  let least = oddity
  for (const step of steps) {
    const among = habits.having(step)
    const lacking = among < oddity.among ? habits.lacking(step, oddity.step) : 0
    if (lacking >= EXPLAINING_MIN && Math.log(among / lacking) < least.nats) least = { step: oddity.step, nats: Math.log(among / lacking), among, share: 1 - lacking / among }
  }
  return least
}

/** Steps that a session has far more often than others that have them. */
function repeatedSteps({ steps, counts }: SessionProfile, habits: Habits): Repeat[] {
  const isExcess = (count: number, i: number) => count >= habits.greatestUsual(steps[i]) * EXCESS_RATIO && count >= habits.greatestUsual(steps[i]) + EXCESS_MORE
  if (!counts.some(isExcess)) return []
  return steps.flatMap((step, i) => {
    const count = counts[i]
    const usual = habits.greatestUsual(step)
    const among = habits.having(step)
    if (among < SESSIONS_MIN || !isExcess(count, i)) return []
    const half = habits.atLeast(step, count / 2)
    if (half > Math.max(1, among * HALF_SHARE_MAX)) return []
    return [{ step, nats: Math.log(count / usual) + Math.log(among / half), among, share: habits.atLeast(step, count) / among, count, usual }]
  }).sort(byNats)
}

type List = 'unusual' | 'missing' | 'repeated'
const MARKS: Record<List, string> = { unusual: '+', missing: '-', repeated: '*' }

interface Judgement { list: List, strength: number, margin: number }
/** What the steps alone say, whatever their counts. */
interface Judged { unusual: Oddity[], missing: Oddity[], best: Judgement }

/** @param more surprise beside that of the step itself. @param told unusual steps that tell of the same happening: each is weaker by ln of their number. */
function judge(list: List, [oddity]: readonly Oddity[], tests: number, more: number, told: number): Judgement {
  if (!oddity) return { list, strength: 0, margin: Number.NEGATIVE_INFINITY }
  const margin = Math.min(oddity.nats + more - Math.log(tests) - FALSE_SHARE_NATS, oddity.nats - SINGLE_MIN_NATS)
  return { list, strength: combine([Math.max(0, oddity.nats - Math.log(told)), more]), margin }
}

function judgeSet(set: StepSet, isAtEdge: boolean, habits: Habits): Judged {
  const { kind, mass } = set
  const unusual = unusualSteps(set, habits)
  const missing = missingSteps(set, isAtEdge, habits)
  const rarity = Math.log(kind.total / mass)
  const told = Math.max(1, unusual.filter(({ nats }) => nats >= SINGLE_MIN_NATS).length)
  const [ofUnusual, ofMissing] = [judge('unusual', unusual, kind.sets, rarity, told), judge('missing', missing, kind.having.size, rarity, 1)]
  return { unusual, missing, best: ofMissing.margin > ofUnusual.margin ? ofMissing : ofUnusual }
}

/**
 * Sessions with unusual steps, each compared with those that share its commonest step. Three surprises are looked at: a step that
 * few of those have (-ln of their share); a step that it lacks though nearly all have it that have one of its others (-ln of the
 * share that lacks it; sessions that may go on beyond the log's ends are left out where it is them that lack it); and a step that
 * comes far more often than usual (-ln of the share in which it comes even half as often, and ln of how many times the usual). The first two
 * gain by the surprise of the whole set of steps, -ln of the share of sessions whose set is at least as rare. The margin holds the
 * greatest against as many tests as there are different sets, or steps. Counts within a few times the usual say nothing
 * (measured on labelled sessions: with all counts the average precision falls from .94 to .89).
 */
export const findUnusualSessions: FindCandidates = ({ clusters, sessions }) => {
  if (sessions.length < SESSIONS_MIN) return []
  const habits = findHabits(sessions, clusters.length)
  const name = (step: number) => shownTemplate(clusters[step].tokens).slice(0, 200)
  const candidates: Candidate[] = []
  const known = new Map<StepSet, Judged[]>()
  sessions.forEach((session, index) => {
    const set = habits.setOf(index)
    if (set.kind.total < SESSIONS_MIN) return
    const side = Number(habits.isAtEdge(index))
    const ofSet = known.get(set) ?? []
    known.set(set, ofSet)
    const { unusual, missing, best: bestOfSet } = ofSet[side] ??= judgeSet(set, side === 1, habits)
    const repeated = repeatedSteps(session, habits)
    const ofCounts = judge('repeated', repeated, set.kind.having.size, 0, 1)
    const best = ofCounts.margin > bestOfSet.margin ? ofCounts : bestOfSet
    if (best.margin < MARGIN_MIN) return
    const [leading] = { unusual, missing, repeated }[best.list]
    candidates.push({
      cluster: leading.step, slot: `${MARKS[best.list]} ${name(leading.step)}`, margin: best.margin, lines: [session.lastLine], events: 1,
      signal: {
        kind: 'session', strength: best.strength,
        detail: {
          events: session.counts.reduce((sum, count) => sum + count, 0), sessions: leading.among, rank_count: set.mass,
          unusual: unusual.slice(0, NAMED_MAX).map(({ step, share }) => ({ template: name(step), share })),
          missing: missing.slice(0, NAMED_MAX).map(({ step, share }) => ({ template: name(step), share })),
          repeated: repeated.slice(0, NAMED_MAX).map(({ step, share, count, usual }) => ({ template: name(step), share, count, usual })),
          leading: best.list,
        },
      },
    })
  })
  return candidates
}
