import { existsSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

const SELF = '/proc/thread-self'
/** Steps of niceness; chosen: the main thread gets half as much again where both want to run, other programs take little away. */
const NICER = 2

/** Lets the main thread, which answers requests, go before this one where both could run. Linux only: others have no such names. */
export function yieldToMain(): void {
  if (!existsSync(SELF)) return
  const threadId = Number(readlinkSync(SELF).split('/').at(-1))
  if (Number.isSafeInteger(threadId) && threadId > 0) setPriority(threadId, NICER)
}
