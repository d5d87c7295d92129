import type { IncidentKind, PlannedIncident } from './incidents'
import type { Random } from './random'
import { newVisitor } from './shopVisits'
import type { Visitor } from './shopVisits'

/** Three odd things of each kind, or `oddLines`; `time` gives the time of now as the log writes it. */
export function plannedIncidents(random: Random, time: () => string, oddLines: readonly OddLine[] = INCIDENTS): PlannedIncident[] {
  return oddLines.map(({ kind, odd, times, text }) => ({ kind, odd, times, write: () => time() + ' ' + text(newVisitor(random)) + '\n' }))
}

interface OddLine { kind: IncidentKind, odd: string, times: number, text(visitor: Visitor): string }

// Lines of rare_value and number are lines of the usual log with one part changed.
const INCIDENTS: readonly OddLine[] = [
  { kind: 'rare_template', odd: 'voucher table rebuilt', times: 1, text: visitor => 'INFO [pricing] voucher table rebuilt from archive, ' + visitor.product + ' rows skipped' },
  { kind: 'rare_template', odd: 'switched to standby replica', times: 2, text: visitor => 'INFO [db] switched to standby replica at ' + visitor.ip + ', primary stays read-only' },
  { kind: 'rare_template', odd: 'price below cost accepted', times: 3, text: visitor => 'INFO [catalog] price below cost accepted for ' + visitor.sku + ' by override of clerk ' + visitor.customer },
  { kind: 'rare_value', odd: 'currency=XAU', times: 1, text: visitor => 'INFO [orders] order ' + visitor.order + ' placed by customer ' + visitor.customer + ' items=2 total=61.40 currency=XAU' },
  { kind: 'rare_value', odd: '507', times: 1, text: visitor => 'INFO [http] req=' + visitor.request + ' GET /products/' + visitor.product + ' 507 24ms 8120b' },
  { kind: 'rare_value', odd: 'FATAL', times: 1, text: visitor => 'FATAL [cart] cart ' + visitor.cart + ' item ' + visitor.sku + ' removed' },
  { kind: 'number', odd: '184302ms', times: 1, text: visitor => 'INFO [http] req=' + visitor.request + ' GET /products/' + visitor.product + ' 200 184302ms 9214b' },
  { kind: 'number', odd: 'amount=1899999.00', times: 1, text: visitor => 'INFO [payments] payment ' + visitor.payment + ' authorised for order ' + visitor.order + ' amount=1899999.00 currency=EUR method=card' },
  { kind: 'number', odd: '52000 units', times: 1, text: visitor => 'INFO [stock] reserved 52000 units of ' + visitor.sku + ' for order ' + visitor.order + ' in warehouse BER-1' },
  { kind: 'severe', odd: 'signing key', times: 1, text: visitor => 'CRITICAL [payments] signing key rejected by the gateway, payment ' + visitor.payment + ' left open' },
  { kind: 'severe', odd: 'pool is exhausted', times: 1, text: visitor => 'CRITICAL [db] pool is exhausted: 40 of 40 connections in use, request ' + visitor.request + ' refused' },
  { kind: 'severe', odd: 'customer data', times: 1, text: visitor => 'ERROR [auth] session ' + visitor.session + ' shows customer data of ' + visitor.customer },
]

/** Messages that the log does not have otherwise. */
export const moreOddLines: readonly OddLine[] = [
  { kind: 'novel_error', odd: 'cannot read the tax table', times: 1, text: visitor => 'ERROR [pricing] cannot read the tax table of region ' + visitor.product },
  { kind: 'novel_quiet', odd: 'all prices unlocked', times: 1, text: visitor => 'INFO [pricing] all prices unlocked by clerk ' + visitor.customer },
]
