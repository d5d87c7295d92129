import { setTimeout as wait } from 'node:timers/promises'

/**
 * Lets time pass where no condition can be waited for: something must not happen meanwhile, or the time itself is the case.
 * @param reason why; the linter allows no other fixed wait in tests, and no empty reason.
 */
export async function letPass(ms: number, reason: string): Promise<void> {
  if (reason === '') throw new RangeError('a fixed wait needs a reason')
  await wait(ms)
}
