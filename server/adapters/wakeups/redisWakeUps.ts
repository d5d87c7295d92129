import type { WakeUps } from '../../ports/wakeUps'
import { connectRedis, isReady } from '../redis/connectRedis'

export interface RedisWakeUps extends WakeUps {
  close(): Promise<void>
}

/** How long a listener's beginning waits for Redis; it is woken from time to time in any case. Chosen. */
const SUBSCRIBE_MS = 1000

interface Listener {
  wake: () => void
  isCalled: boolean
}

/**
 * The WakeUps over Redis: a channel `job:{id}:events` a job, to which a process subscribes once for all its listeners. While
 * Redis is away notices are lost, as the port allows; subscriptions come back with it.
 */
export async function openRedisWakeUps(url: string): Promise<RedisWakeUps> {
  const calls = await connectRedis(url)
  const messages = await connectRedis(url, true)
  const listeners = new Map<string, Set<Listener>>()
  const publishing = new Map<string, { again: boolean }>()

  messages.on('message', (channel: string) => {
    for (const listener of listeners.get(channel) ?? []) {
      if (listener.isCalled) continue
      listener.isCalled = true
      setImmediate(() => {
        listener.isCalled = false
        if (listeners.get(channel)?.has(listener)) listener.wake()
      })
    }
  })

  // Notices that come while one is on its way become one.
  const publish = async (channel: string) => {
    const underWay = publishing.get(channel)
    if (underWay) {
      underWay.again = true
      return
    }
    const state = { again: true }
    publishing.set(channel, state)
    while (state.again) {
      state.again = false
      await calls.publish(channel, '').catch(lost)
    }
    publishing.delete(channel)
  }

  return {
    notify: jobId => publish(channelOf(jobId)),
    async listen(jobId, wake) {
      const channel = channelOf(jobId)
      const ofJob = listeners.get(channel) ?? new Set()
      const listener = { wake, isCalled: false }
      listeners.set(channel, ofJob.add(listener))
      const subscribed = messages.subscribe(channel).catch(lost)
      await Promise.race([subscribed, new Promise(resolve => setTimeout(resolve, SUBSCRIBE_MS).unref())])
      return async () => {
        ofJob.delete(listener)
        if (ofJob.size > 0 || listeners.get(channel) !== ofJob) return
        listeners.delete(channel)
        messages.unsubscribe(channel).catch(lost)
      }
    },
    isReady: async () => await isReady(calls) && messages.status === 'ready',
    async close() {
      calls.disconnect()
      messages.disconnect()
    },
  }
}

function channelOf(jobId: string): string {
  return `job:${jobId}:events`
}

// A notice may be lost: listeners read the store again from time to time.
function lost(): void {
  return undefined
}
