import type { WakeUps } from '../../ports/wakeUps'

interface Listener {
  wake: () => void
  isCalled: boolean
}

/** The WakeUps in this process. However many notices come in one turn of the event loop, a listener is called once for them. */
export function openInProcessWakeUps(): WakeUps {
  const listeners = new Map<string, Set<Listener>>()
  return {
    async notify(jobId) {
      for (const listener of listeners.get(jobId) ?? []) {
        if (listener.isCalled) continue
        listener.isCalled = true
        setImmediate(() => {
          listener.isCalled = false
          if (listeners.get(jobId)?.has(listener)) listener.wake()
        })
      }
    },
    async listen(jobId, wake) {
      const ofJob = listeners.get(jobId) ?? new Set()
      const listener = { wake, isCalled: false }
      listeners.set(jobId, ofJob.add(listener))
      return async () => {
        ofJob.delete(listener)
        if (ofJob.size === 0 && listeners.get(jobId) === ofJob) listeners.delete(jobId)
      }
    },
    async isReady() {
      return true
    },
  }
}
