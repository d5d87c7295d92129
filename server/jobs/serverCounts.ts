import type { JobStatus, Phase } from '#shared/job'
import type { Backends } from '../ports/backends'

export interface ServerCounts {
  jobs: Record<JobStatus, number>
  chunksDone: Partial<Record<Phase, number>>
  tasksWaiting: number
}

/** What the server has done and has to do, for those who watch over it. */
export async function serverCounts(backends: Backends): Promise<ServerCounts> {
  const [jobs, chunksDone, tasksWaiting] = await Promise.all([
    backends.jobs.countByStatus(), backends.steps.countByPhase(), backends.queue.depth(),
  ])
  return { jobs, chunksDone, tasksWaiting }
}
