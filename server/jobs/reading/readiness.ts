import type { Ready } from '#shared/health'
import type { Backends } from '../../ports/backends'

/** Whether each store answers now. */
export async function readiness(backends: Backends): Promise<Ready> {
  const names = ['jobs', 'chunks', 'results', 'queue', 'wakeUps'] as const
  const answers = await Promise.all(names.map(name => backends[name].isReady().catch(() => false)))
  const stores = Object.fromEntries(names.map((name, i) => [name, answers[i] ?? false]))
  return { status: answers.every(Boolean) ? 'ok' : 'unavailable', stores }
}
