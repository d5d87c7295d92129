import type { H3Event } from 'h3'
import { TooMany } from './errors'

/** What one client has open in this process, by its address. */
const open = new Map<string, number>()

/** Counts one more of what the client may have open at once, until the answer is over. @throws TooMany */
export function limitClient(event: H3Event, what: 'uploads' | 'streams', most: number): void {
  const key = `${what} ${event.node.req.socket.remoteAddress ?? ''}`
  const count = (open.get(key) ?? 0) + 1
  if (count > most) throw new TooMany({ code: `too_many_${what}`, args: { most } })
  open.set(key, count)
  event.node.res.once('close', () => {
    const left = (open.get(key) ?? 1) - 1
    if (left > 0) open.set(key, left)
    else open.delete(key)
  })
}
