import { setImmediate as nextTurn } from 'node:timers/promises'

/** Decoding in this thread lets others in after so long; chosen. */
const TURN_MS = 10

/** @returns what to await between steps: it lets others in when it is time. */
export function openPauses(): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < TURN_MS) return
    await nextTurn()
    sinceMs = performance.now()
  }
}
