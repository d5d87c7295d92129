import { settledOrder } from '../times/settleOrder'
import { SummaryReader } from '../../summary/summary'
import type { Framing } from './framing'

/**
 * The framing as the whole log decides what its start has left open.
 * @param summary of all chunks, which were learnt by this framing.
 * @returns with `isOther` where times come out otherwise: then all chunks must be learnt again.
 */
export function settledFraming(framing: Framing, summary: Uint8Array): { framing: Framing, isOther: boolean } {
  const { dates } = new SummaryReader(summary).totals
  if (!dates) return { framing, isOther: false }
  const time = settledOrder(framing.time, dates)
  const { structured } = framing
  const times = structured && settledOrder(structured.times, dates)
  const isOther = time.orders[0] !== framing.time.orders[0] || times?.orders[0] !== structured?.times.orders[0]
  return { framing: { ...framing, time, structured: structured && times && { ...structured, times } }, isOther }
}
