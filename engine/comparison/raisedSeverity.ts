import type { ValueCount } from '../summary/slots'
import { SEVERITY_WARNING } from '../reading/levels/severity'

/** What is known of how severe a message is where nothing says it: lines within events have no severity. */
export const SEVERITY_UNKNOWN = -1

/** The greatest severity that was seen, SEVERITY_UNKNOWN of none. */
export function greatestSeverity(severities: ReadonlyMap<number, ValueCount>): number {
  return Math.max(SEVERITY_UNKNOWN, ...severities.keys())
}

/** Whether a severity, of warning at least, is higher than what its kin in the good runs had at most. */
export function isRaised(severity: number, kin: number): boolean {
  return severity >= SEVERITY_WARNING && kin !== SEVERITY_UNKNOWN && severity > kin
}
