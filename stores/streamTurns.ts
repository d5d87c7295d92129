/** Streams that all tabs of a browser hold open at once: it opens six connections to a host, and uploads and requests need theirs. Chosen. */
const PLACES = 3
/** How long a tab keeps its place while others wait for it; chosen: long enough to catch up. */
const TURN_MS = 4000
const LOOK_MS = 1000

/**
 * Opens a stream when this tab has one of the few places for it, and closes it when another tab has waited long enough: then it queues
 * up again. Without locks (an address that is not secure) it is opened at once and stays open.
 * @param open opens it and tells how to close it. @returns what ends it for good.
 */
export function takeTurns(open: () => () => void): () => void {
  const { locks }: { locks?: LockManager | null } = navigator
  if (!locks) return open()
  const ending = new AbortController()
  void (async () => {
    while (!ending.signal.aborted) await holdPlace(locks, open, ending.signal)
  })()
  return () => ending.abort()
}

async function holdPlace(locks: LockManager, open: () => () => void, signal: AbortSignal): Promise<void> {
  const name = await shortestQueue(locks)
  const hold = async () => {
    const close = open()
    await untilWanted(locks, name, signal)
    close()
  }
  await locks.request(name, { signal }, hold).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

/** The place for which the fewest tabs wait. */
async function shortestQueue(locks: LockManager): Promise<string> {
  const { held = [], pending = [] } = await locks.query()
  const lengths = Array.from({ length: PLACES }, (_, place) => {
    const name = `lograro-stream-${place}`
    return { name, length: [...held, ...pending].filter(lock => lock.name === name).length }
  })
  return lengths.reduce((best, each) => each.length < best.length ? each : best).name
}

/** Until the turn is over and somebody waits for the place, or the stream is not wanted any more. */
async function untilWanted(locks: LockManager, name: string, signal: AbortSignal): Promise<void> {
  await pause(TURN_MS, signal)
  while (!signal.aborted && !(await locks.query()).pending?.some(lock => lock.name === name)) await pause(LOOK_MS, signal)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })
}
