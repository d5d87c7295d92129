import type { PlannedIncident } from '../incidents'
import type { Random } from '../random'
import type { Line, Subject } from './line'
import type { Turn } from './visits'

interface RegularLine { line: Line, everyMs: number, dueMs: number, silentPeriods: number, incident: PlannedIncident | null }

/** Lines that come at fixed times, each about a subject of its own. */
export function openRegularLines(lines: readonly { everyMs: number, line: Line }[], nowMs: number, newSubject: (random: Random) => Subject, random: Random) {
  const regular = lines.map(({ line, everyMs }): RegularLine =>
    ({ line, everyMs, dueMs: nowMs + random.below(everyMs), silentPeriods: 0, incident: null }))

  return {
    /** Leaves a line out for that many periods; the first one afterwards ends the incident. */
    silence(silent: Line, silentPeriods: number, incident: PlannedIncident) {
      for (const one of regular) if (one.line === silent) Object.assign(one, { silentPeriods, incident })
    },
    /** The first line that is due and not silent. */
    next(nowMs: number): Turn | null {
      for (const one of regular) {
        if (one.dueMs > nowMs) continue
        one.dueMs += one.everyMs * (0.98 + random.below(400) / 10000)
        const subject = newSubject(random)
        if (one.silentPeriods > 0 && --one.silentPeriods > 0) continue
        const { line, incident } = one
        one.incident = null
        return { line, subject, incident }
      }
      return null
    },
  }
}
