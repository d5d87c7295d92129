import type { Redis, RedisOptions } from 'ioredis'
import { ServerRefused, StoreUnavailable } from '../../ports/errors'

const CONNECT_MS = 5000
/** How long an answer is waited for; chosen: far beyond any of our calls. */
const ANSWER_MS = 10_000
const AGAIN_MAX_MS = 1000

/** For calls: they fail at once while Redis is away, and the caller decides. */
const CALLS: RedisOptions = { connectTimeout: CONNECT_MS, commandTimeout: ANSWER_MS, enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy: again }
/** For connections that wait for something: they come back by themselves. */
const WAITING: RedisOptions = { connectTimeout: CONNECT_MS, maxRetriesPerRequest: null, retryStrategy: again }

/**
 * A connection for calls, or one that `waits` for messages or tasks. It comes back by itself when Redis does.
 * @throws ServerRefused within ten seconds if the server can't be reached or does not let us in.
 */
export async function connectRedis(url: string, waits = false): Promise<Redis> {
  const { Redis } = await import('ioredis') // only here: who runs on the data folder never loads it
  let isOpen = false
  let reason = ''
  const options = waits ? WAITING : CALLS
  const redis = new Redis(url, { ...options, lazyConnect: true, retryStrategy: times => isOpen ? again(times) : null })
  redis.on('error', (error: Error) => reason ||= isOpen ? '' : error.message)
  const refused = (cause: unknown) => new ServerRefused(`REDIS_URL: Redis can't be used: ${reason}`, { cause })
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), tooLong()])
  }
  catch (error) {
    reason ||= textOf(error) // what the connection itself told says more than that it is closed
    redis.disconnect()
    throw refused(error)
  }
  isOpen = true
  return redis
}

/** Runs a call and tells its failures in the ports' words. */
export async function onRedis<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  }
  catch (error) {
    if (isOurMistake(error)) throw error
    throw new StoreUnavailable({ code: 'redis_away', args: { why: textOf(error) } }, { cause: error })
  }
}

/** Whether it answers now. */
export async function isReady(redis: Redis): Promise<boolean> {
  return redis.status === 'ready' && await redis.ping().then(() => true, () => false)
}

async function tooLong(): Promise<never> {
  await new Promise(resolve => setTimeout(resolve, CONNECT_MS).unref())
  throw new Error(`no answer within ${CONNECT_MS / 1000} s`)
}

function isOurMistake(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError' && !/^(?:LOADING|READONLY|OOM|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOSCRIPT)/.test(textOf(error))
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function again(times: number): number {
  return Math.min(AGAIN_MAX_MS, 50 * times)
}
