import { SEVERITY_ERROR } from '../reading/levels/severity'
import type { Cluster } from '../templates/clusters'
import type { SessionProfile } from './profile'

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
