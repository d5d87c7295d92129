import { rareCountMax } from '../signals/signal'
import { ListNumbers } from '../summary/listNumbers'
import { constancyOf, entropyOf } from './constancy'
import type { KnownDeviations } from './knownDeviations'
import type { SessionProfile } from './profile'
import { StepOrder, type Swap } from './stepOrder'

/** Sessions with the same order of steps, and its oddest pair of neighbours. */
interface Alike { order: readonly number[], sessions: number, swap: Swap | null }

/** Lessens the surprise of each swap by the sessions with one as odd. @param weight what is left of it, 0..1. */
function weigh(alike: readonly Alike[], total: number, weight: number): void {
  const limit = rareCountMax(total)
  let rare = 0 // where many orders come once, one more is no news
  for (const { swap, sessions } of alike) if (swap && swap.sessions <= limit) rare += sessions
  const byNats = Array.from(alike).sort((a, b) => (b.swap?.nats ?? 0) - (a.swap?.nats ?? 0))
  let asOdd = 0
  for (let i = 0; i < byNats.length;) {
    const nats = byNats[i].swap?.nats ?? 0
    let end = i
    while (end < byNats.length && (byNats[end].swap?.nats ?? 0) === nats) asOdd += byNats[end++].sessions
    for (; i < end; i++) {
      const { swap } = byNats[i]
      if (!swap) continue
      const having = Math.max(asOdd, swap.sessions <= limit ? rare : 0)
      byNats[i].swap = { ...swap, nats: weight * Math.min(nats, Math.log(total / having)) }
    }
  }
}

/**
 * Finds the oddest pair of neighbouring steps of a session; null where its order is usual. It says less, by exp(-2 H)
 * as for counts, where H is the entropy of whether a session keeps to the usual order. What several programs write at
 * once comes in any order.
 * @param orders of all sessions of a kind. @param steps the most common first.
 */
export function openSwaps(
  orders: readonly (readonly number[])[], steps: readonly number[], known: KnownDeviations,
): (session: SessionProfile) => Swap | null {
  const usual = new StepOrder(steps)
  const numbers = new ListNumbers()
  const byNumber = new Map<number, Alike>()
  for (const order of orders) {
    const number = numbers.of(order)
    const alike = byNumber.get(number)
    if (alike) alike.sessions++
    else byNumber.set(number, { order, sessions: 1, swap: null })
  }
  const total = orders.length
  for (const { order, sessions } of byNumber.values()) usual.add(order, sessions)
  let unusual = 0
  for (const one of byNumber.values()) {
    one.swap = usual.oddestOf(one.order, (step, before, sessions) => known.hasOrder(step, before, { sessions, total }))
    if (!usual.isUsual(one.order)) unusual += one.sessions
  }
  weigh([...byNumber.values()], total, constancyOf(entropyOf(unusual / total)))
  return ({ order }) => byNumber.get(numbers.of(order))?.swap ?? null
}
