import { poissonRatio } from '../signals/poisson'
import { FALSE_SHARE_NATS, NEWS_FACTOR_MIN, rareCountMax } from '../signals/signal'
import { constancyOf, entropyOfCounts } from './constancy'
import type { SessionProfile } from './profile'
import { StepOrder } from './stepOrder'

/**
 * A count beyond what is usual is known where one of at least 1 / BEYOND_MAX of it is: within an octave, as for new
 * numbers.
 */
const BEYOND_MAX = 2

/** How many sessions of a log deviate in some way, of how many. */
export interface Share { sessions: number, total: number }

/** Sessions of a known-good log: those of one kind, and all. */
export interface KnownSessions { ofKind: readonly SessionProfile[], all: readonly SessionProfile[] }

/** For each count of a step, the sessions with it. */
type Counts = ReadonlyMap<number, number>

/** What sessions of a kind do in a known-good log: it is no news, as long as it does not come far more often. */
export class KnownDeviations {
  private readonly order: StepOrder
  private readonly closed: readonly SessionProfile[]
  private readonly counts = new Map<number, { ofKind: Counts, closed: Counts, all: Counts }>()

  /**
   * @param isOpen whether one of the kind may be cut off by that log's ends, so that what it lacks says nothing.
   * @param steps the most common first.
   * @param countOf how often a session has a step, or what else is counted like one.
   */
  constructor(private readonly sessions: KnownSessions, isOpen: (session: SessionProfile) => boolean, steps: readonly number[], private readonly countOf: (session: SessionProfile, step: number) => number) {
    this.closed = sessions.ofKind.filter(session => !isOpen(session))
    this.order = new StepOrder(steps)
    for (const { order } of this.closed) this.order.add(order, 1)
  }

  /**
   * Nats by which a count of a step surprises who knows that log: 0 where some there have one as far
   * from the one that most have. What is rare in all of that log, as a first use of something, is bound to no kind: it
   * may come in one of another kind there. Where far more have it here, -ln of the share of those that have it there
   * (by the rule of succession), weighed by how constant the count is there. Null where that log says nothing: it has
   * none, and here are few.
   * @param own sessions of the log with a count at least as far.
   */
  surpriseOf(step: number, count: number, most: number, own: Share): number | null {
    const { ofKind, closed, all } = this.countsOf(step)
    const looked = count > most ? ofKind : closed
    const known = shareOf(looked, count, most)
    if (isMore(own, known)) return constancyOf(entropyOfCounts(looked.values(), known.total)) * Math.log((known.total + 1) / (known.sessions + 1))
    if (known.sessions > 0) return 0
    const anywhere = shareOf(all, count, most)
    return most === 0 && anywhere.sessions > 0 && anywhere.sessions <= rareCountMax(anywhere.total) && !isMore(own, anywhere) ? 0 : null
  }

  /** Whether it has sessions with `step` before `before`. @param own sessions of the log that have. */
  hasOrder(step: number, before: number, own: Share): boolean {
    const known = { sessions: this.order.sessionsWith(step, before), total: this.closed.length }
    return known.sessions > 0 && !isMore(own, known)
  }

  private countsOf(step: number): { ofKind: Counts, closed: Counts, all: Counts } {
    const known = this.counts.get(step)
    if (known) return known
    const tally = (sessions: readonly SessionProfile[]) => {
      const counts = new Map<number, number>()
      for (const session of sessions) {
        const count = this.countOf(session, step)
        counts.set(count, (counts.get(count) ?? 0) + 1)
      }
      return counts
    }
    const own = { ofKind: tally(this.sessions.ofKind), closed: tally(this.closed), all: tally(this.sessions.all) }
    this.counts.set(step, own)
    return own
  }
}

/** Sessions with a count as far from the one that most have, on its side. */
function shareOf(counts: Counts, count: number, most: number): Share {
  const share: Share = { sessions: 0, total: 0 }
  for (const [known, sessions] of counts) {
    share.total += sessions
    if (count > most ? known > most && known * BEYOND_MAX >= count : known <= count) share.sessions += sessions
  }
  return share
}

/**
 * Whether sessions are more than a known-good log leads to expect, by a factor that is news and beyond chance
 * (Poisson).
 */
function isMore(own: Share, known: Share): boolean {
  const expected = NEWS_FACTOR_MIN * (known.sessions + 0.5) / (known.total + 1) * own.total
  return own.sessions > expected && poissonRatio(own.sessions, expected) >= FALSE_SHARE_NATS
}
