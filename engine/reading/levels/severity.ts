import type { Severity } from '#shared/anomaly'

/** Severities as numbers: 0 none stated, 1 trace … 8 fatal. */
const SEVERITIES: readonly Severity[] = ['trace', 'debug', 'info', 'notice', 'warning', 'error', 'critical', 'fatal']
export const SEVERITY_NONE = 0
export const SEVERITY_WARNING = 5
export const SEVERITY_ERROR = 6

/** The name of a severity number, null for none. */
export function severityName(severity: number): Severity | null {
  return severity === SEVERITY_NONE ? null : SEVERITIES[severity - 1]
}
