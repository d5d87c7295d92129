import { type DateEvidence, isOrderTold, pickOrder } from './dateEvidence'
import type { TimeSettings } from './settings'

/**
 * How times are read once all dates of a file are known: of the orders that its start has left open, the one that fits
 * the whole of it stands first.
 * @param evidence over all orders.
 */
export function settledOrder(times: TimeSettings, evidence: DateEvidence): TimeSettings {
  const { orders } = times
  const readings = orders.flatMap(order => evidence.readings.find(reading => reading.order === order) ?? [])
  if (orders.length < 2 || readings.length < orders.length) return times
  const own = { ...evidence, readings }
  const best = pickOrder(own)
  return { ...times, orders: [orders[best], ...orders.filter((_, k) => k !== best)], isOrderTold: isOrderTold(own, best) }
}
