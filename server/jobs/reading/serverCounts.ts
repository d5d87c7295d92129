import type { JobStatus, Phase } from '#shared/job'
import type { Backends } from '../../ports/backends'

export interface ServerCounts {
  jobs: Record<JobStatus, number>
  chunksDone: Partial<Record<Phase, number>>
  tasksWaiting: number
  /** How long the task that comes next has waited; 0 where none waits. */
  nextTaskWaitedMs: number
}

/** What the server has done and has to do, for those who watch over it. */
export async function serverCounts(backends: Backends): Promise<ServerCounts> {
  const [jobs, chunksDone, tasksWaiting, nextTaskWaitedMs] = await Promise.all([
    backends.jobs.countByStatus(), backends.steps.countByPhase(), backends.queue.depth(), backends.queue.nextWaitedMs(),
  ])
  return { jobs, chunksDone, tasksWaiting, nextTaskWaitedMs }
}
