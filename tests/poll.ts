import { setTimeout as wait } from 'node:timers/promises'

interface Patience { withinMs: number, everyMs?: number }

/** Reads again and again until what was read holds. @returns it @throws Error with the last reading after `withinMs` */
export async function poll<T>(read: () => T | Promise<T>, holds: (value: T) => boolean, { withinMs, everyMs = 25 }: Patience): Promise<T> {
  const endMs = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > endMs) throw new Error(`not reached in ${withinMs} ms: ${JSON.stringify(value)}`)
    await wait(everyMs)
  }
}
