import type { Attempt, Task, WorkQueue } from '../../ports/workQueue'

interface Running {
  task: Task
  stop: AbortController
  end: Promise<void>
}

interface Consumer {
  concurrency: number
  running: Set<Running>
  work: (attempt: Attempt, signal: AbortSignal) => Promise<void>
}

/** The WorkQueue in this process. It is gone with it: whoever starts next fills it from the step store. */
export function openInProcessQueue(): WorkQueue {
  /** Waiting tasks; the job whose turn is next comes first. */
  const waiting = new Map<string, Attempt[]>()
  const consumers = new Set<Consumer>()
  const pushedMs = new WeakMap<Attempt, number>()

  const run = (consumer: Consumer, attempt: Attempt) => {
    const stop = new AbortController()
    const entry: Running = { task: attempt.task, stop, end: Promise.resolve() }
    consumer.running.add(entry)
    entry.end = consumer.work(attempt, stop.signal).finally(() => {
      consumer.running.delete(entry)
      hand()
    })
  }

  const hand = () => {
    for (const consumer of consumers) {
      while (consumer.running.size < consumer.concurrency) {
        const attempt = takeNext(waiting)
        if (!attempt) return
        run(consumer, attempt)
      }
    }
  }

  const inWork = (jobId: string) => [...consumers].flatMap(({ running }) => [...running]).filter(({ task }) => task.jobId === jobId)

  return {
    async push(attempts) {
      for (const attempt of attempts) {
        pushedMs.set(attempt, performance.now())
        const ofJob = waiting.get(attempt.task.jobId) ?? []
        if (!ofJob.some(({ task }) => task.phase === attempt.task.phase && task.from === attempt.task.from)) ofJob.push(attempt)
        waiting.set(attempt.task.jobId, ofJob)
      }
      hand()
    },
    consume(concurrency, work) {
      const consumer: Consumer = { concurrency, running: new Set(), work }
      consumers.add(consumer)
      hand()
      return async () => {
        consumer.concurrency = 0
        await Promise.all([...consumer.running].map(({ end }) => end))
        consumers.delete(consumer)
      }
    },
    async removeJob(jobId) {
      waiting.delete(jobId)
      for (const { stop } of inWork(jobId)) stop.abort()
    },
    async pending(jobId) {
      return [...inWork(jobId), ...waiting.get(jobId) ?? []].map(({ task }) => task)
    },
    async depth() {
      let tasks = 0
      for (const ofJob of waiting.values()) tasks += ofJob.length
      return tasks
    },
    async nextWaitedMs() {
      const [[next] = []] = waiting.values()
      return next ? performance.now() - (pushedMs.get(next) ?? 0) : 0
    },
    async isReady() {
      return true
    },
  }
}

/** Takes a task of the first job, which then goes to the end of the turn. */
function takeNext(waiting: Map<string, Attempt[]>): Attempt | undefined {
  for (const [jobId, attempts] of waiting) {
    waiting.delete(jobId)
    const attempt = attempts.shift()
    if (attempts.length > 0) waiting.set(jobId, attempts)
    if (attempt) return attempt
  }
  return undefined
}
