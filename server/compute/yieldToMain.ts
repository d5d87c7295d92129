import { existsSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

const SELF = '/proc/thread-self'
/** Steps of niceness; chosen: enough to let a waiting main thread go first. */
const NICER = 5

/** Lets the main thread, which answers requests, go before this one where both could run. Linux only: others have no such names. */
export function yieldToMain(): void {
  if (!existsSync(SELF)) return
  const threadId = Number(readlinkSync(SELF).split('/').at(-1))
  if (Number.isSafeInteger(threadId) && threadId > 0) setPriority(threadId, NICER)
}
