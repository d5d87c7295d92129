import type { SessionProfile } from './profile'

/** Share of sessions that are no longer than what may be cut off at either end of the log. Chosen. */
const LONG_SHARE = 0.95

/** Whether a session may have begun before the log, or go on after it. */
export type IsOpen = (session: SessionProfile) => boolean

/** Finds which sessions of a kind the ends of the log may cut off. @param end the log's last line with a session. */
export function openEnds(sessions: readonly SessionProfile[], end: number): IsOpen {
  const lasting = sessions.flatMap(({ steps, firstLine, lastLine }) => steps.length > 1 ? [lastLine - firstLine] : [])
  const longLines = Float64Array.from(lasting).sort()[Math.floor(lasting.length * LONG_SHARE)] ?? 0
  return ({ firstLine, lastLine }) => firstLine <= longLines || lastLine > end - longLines
}
