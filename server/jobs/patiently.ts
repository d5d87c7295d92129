import type { Backends } from '../ports/backends'
import { StoreUnavailable } from '../ports/errors'

/** How long an upload waits for a server that restarts; chosen. What is kept in the data folder does not come back by waiting. */
const PATIENCE_MS = 30_000
const AGAIN_MS = 250

/** Does it, again and again while the store is away: for what may be done twice. @throws StoreUnavailable when patience ends */
export async function patiently<T>(backends: Backends, work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + (backends.isAlone ? 0 : PATIENCE_MS); ;) {
    try {
      return await work()
    }
    catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > until) throw error
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS))
    }
  }
}
