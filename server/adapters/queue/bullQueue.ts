import type { Job, Queue, Worker } from 'bullmq'
import { z } from 'zod'
import { NewestMap } from '#shared/NewestMap'
import type { Attempt, Task, WorkQueue } from '../../ports/workQueue'
import { connectRedis, isReady, onRedis } from '../redis/connectRedis'
import { openTurns } from './turns'

export interface BullQueue extends WorkQueue {
  close(): Promise<void>
}

interface Options {
  /** Begins every key. */
  prefix?: string
  /** How long a worker that says nothing keeps its tasks; asked every half of it. */
  lockMs?: number
}

const StoredAttempt = z.object({
  task: z.object({ jobId: z.string(), phase: z.enum(['learn', 'settle', 'score', 'finish']), from: z.number(), to: z.number() }),
  attempt: z.number(),
  turn: z.number(),
})
type StoredAttempt = z.infer<typeof StoredAttempt>

const NAME = 'tasks'
/** Chosen: a killed worker's tasks come back in about this time, and no process of ours blocks its loop for a part of it. */
const LOCK_MS = 6000
/** A job's list of tasks is compared with the queue's so often: what a crash left in it goes then. */
const COMPARE_MS = 2000
/** Jobs of which the last comparison is remembered; forgetting one costs a comparison once. Chosen. */
const COMPARED_MAX = 1000
/** Longer than a list of tasks that nobody touches is of use. */
const LIST_SECONDS = 24 * 60 * 60

/**
 * The WorkQueue on BullMQ, shared by all processes on one Redis. A task's turn is its priority: see turns. A hash for each job
 * lists its tasks, so that they are found without looking at those of others.
 * @throws ServerRefused
 */
export async function openBullQueue(url: string, { prefix = 'lograro', lockMs = LOCK_MS }: Options = {}): Promise<BullQueue> {
  const bull = await import('bullmq') // only here: who runs on the data folder never loads it
  const calls = await connectRedis(url)
  const messages = await connectRedis(url, true)
  const queue = new bull.Queue<StoredAttempt>(NAME, { connection: calls, prefix, skipMetasUpdate: true })
  queue.on('error', passOver)
  const turns = openTurns(calls, prefix)
  const removals = `${prefix}:removed`
  const running = new Map<string, Set<AbortController>>()
  const workers = new Set<Worker<StoredAttempt>>()
  const comparedMs = new NewestMap<string, number>(COMPARED_MAX)
  const listOf = (jobId: string) => `${prefix}:job:${jobId}:tasks`

  messages.on('message', (_channel: string, jobId: string) => {
    for (const stop of running.get(jobId) ?? []) stop.abort()
  })
  await messages.subscribe(removals)

  /** Drops from the list what the queue does not know. */
  const compare = async (jobId: string, fields: string[]) => {
    comparedMs.set(jobId, performance.now())
    const asked = calls.pipeline()
    for (const field of fields) asked.exists(`${prefix}:${NAME}:${idOf(jobId, field)}`)
    const answers = await asked.exec() ?? []
    const gone = fields.filter((_, index) => answers[index]?.[1] === 0)
    if (gone.length > 0) await calls.hdel(listOf(jobId), ...gone)
    return new Set(gone)
  }

  const work = async (job: Job<StoredAttempt>, each: (attempt: Attempt, signal: AbortSignal) => Promise<void>) => {
    const { task, attempt, turn } = StoredAttempt.parse(job.data)
    turns.taken(turn).catch(passOver)
    const stop = new AbortController()
    const ofJob = running.get(task.jobId) ?? new Set()
    running.set(task.jobId, ofJob.add(stop))
    try {
      await each({ task, attempt }, stop.signal)
    }
    finally {
      ofJob.delete(stop)
      if (ofJob.size === 0) running.delete(task.jobId)
    }
  }

  return {
    push: attempts => onRedis(async () => {
      const entries = []
      const lists = calls.multi()
      for (const [jobId, ofJob] of byJob(attempts)) {
        const first = await turns.take(jobId, ofJob.length) ?? await beginAnew(queue, turns, jobId, ofJob.length)
        lists.hset(listOf(jobId), Object.fromEntries(ofJob.map(({ task }) => [fieldOf(task), task.to]))).expire(listOf(jobId), LIST_SECONDS)
        for (const [index, { task, attempt }] of ofJob.entries()) {
          const [id, turn] = [idOf(jobId, fieldOf(task)), first + index]
          entries.push({ name: task.phase, data: { task, attempt, turn }, opts: { jobId: id, priority: turn, removeOnComplete: true, removeOnFail: true } })
        }
      }
      await lists.exec()
      await queue.addBulk(entries)
    }),
    consume(concurrency, each) {
      const worker = new bull.Worker<StoredAttempt>(NAME, job => work(job, each), {
        connection: messages.duplicate(), prefix, concurrency, lockDuration: lockMs, stalledInterval: lockMs / 2, maxStalledCount: Number.MAX_SAFE_INTEGER,
      })
      const leave = ({ data }: { data: StoredAttempt }) => {
        calls.hdel(listOf(data.task.jobId), fieldOf(data.task)).catch(passOver)
      }
      worker.on('error', passOver).on('completed', leave).on('failed', job => job && leave(job))
      workers.add(worker)
      return async () => {
        await worker.close()
        workers.delete(worker)
      }
    },
    removeJob: jobId => onRedis(async () => {
      const fields = await calls.hkeys(listOf(jobId))
      await calls.del(listOf(jobId))
      await Promise.all(fields.map(field => queue.remove(idOf(jobId, field))))
      await calls.publish(removals, jobId)
    }),
    pending: jobId => onRedis(async () => {
      const list = await calls.hgetall(listOf(jobId))
      const isDue = performance.now() - (comparedMs.get(jobId) ?? -Infinity) > COMPARE_MS
      const gone = isDue ? await compare(jobId, Object.keys(list)) : new Set<string>()
      return Object.entries(list).filter(([field]) => !gone.has(field)).map(([field, to]) => toTask(jobId, field, to)).sort((a, b) => a.from - b.from)
    }),
    depth: () => onRedis(async () => {
      const counts = await queue.getJobCounts('wait', 'prioritized')
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    }),
    nextWaitedMs: () => onRedis(async () => {
      const [next] = await queue.getJobs(['prioritized'], 0, 0, true)
      return next ? Math.max(0, Date.now() - next.timestamp) : 0
    }),
    isReady: () => isReady(calls),
    async close() {
      await Promise.all([...workers].map(worker => worker.close()))
      await queue.close()
      calls.disconnect()
      messages.disconnect()
    },
  }
}

/** Numbers of turns have come to their end: what waits is dropped, the sweeps find it, and turns begin at one again. */
async function beginAnew(queue: Queue, turns: ReturnType<typeof openTurns>, jobId: string, count: number): Promise<number> {
  await queue.drain()
  await turns.beginAnew()
  return await turns.take(jobId, count) ?? 1
}

function byJob(attempts: Attempt[]): Map<string, Attempt[]> {
  const jobs = new Map<string, Attempt[]>()
  for (const attempt of attempts) jobs.set(attempt.task.jobId, [...jobs.get(attempt.task.jobId) ?? [], attempt])
  return jobs
}

function fieldOf({ phase, from }: Task): string {
  return `${phase}.${from}`
}

function idOf(jobId: string, field: string): string {
  return `${jobId}.${field}`
}

function toTask(jobId: string, field: string, to: string): Task {
  const [phase, from] = field.split('.')
  return StoredAttempt.shape.task.parse({ jobId, phase, from: Number(from), to: Number(to) })
}

// Redis is away, or a lock was lost: the store of steps is the truth, and a sweep finds what this leaves.
function passOver(): void {
  return undefined
}
