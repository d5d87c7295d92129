import type { TableSide } from '../../ports/backends'
import type { StepOutcome } from '../../ports/stepStore'
import type { Task } from '../../ports/workQueue'
import { prepareBegin } from './beginTasks'
import { commitSteps } from './commitSteps'
import { asking } from './database'
import type { Database } from './database'
import { groupCalls } from './groupCalls'
import { watchInFlight } from './inFlight'
import { openJobs } from './jobStore'
import { openMarks } from './markStore'
import { prepareReceive } from './receive'
import type { ReceivedOfJob } from './receive'
import { openSteps } from './stepStore'
import { openTables } from './tableStore'

/** As many commits as one transaction takes. */
const GROUP_SIZE = 64

export interface Relational extends TableSide {
  /** Resolves once no write waits. */
  settled(): Promise<void>
}

/**
 * Both stores on a migrated database of either driver. Commits that arrive within `commitPauseMs` after the last ones are
 * written together with them; what is received or begun waits only for the statement before it.
 */
export function openRelational(db: Database, commitPauseMs: number): Relational {
  const receive = prepareReceive(db)
  const begin = prepareBegin(db)
  const receives = groupCalls((calls: ReceivedOfJob[]) => asking(() => receive(calls)), { size: GROUP_SIZE, pauseMs: 0 })
  const begins = groupCalls((calls: Task[]) => asking(() => begin(calls)), { size: GROUP_SIZE, pauseMs: 0 })
  const commits = groupCalls((calls: StepOutcome[]) => asking(() => commitSteps(db, calls)), { size: GROUP_SIZE, pauseMs: commitPauseMs })
  const inFlight = watchInFlight()
  const jobs = openJobs(db, receives)
  return {
    marks: openMarks(db),
    tables: openTables(db),
    steps: openSteps(db, begins, commits, inFlight),
    jobs: {
      ...jobs,
      async seal(jobId, received) {
        const job = await jobs.seal(jobId, received)
        if (job) inFlight.seen(job)
        return job
      },
      async end(jobId, status, reason, nowMs, onlyAbandoned) {
        const ended = await jobs.end(jobId, status, reason, nowMs, onlyAbandoned)
        if (ended) inFlight.forget(jobId)
        return ended
      },
      async remove(jobId, nowMs) {
        inFlight.forget(jobId)
        return await jobs.remove(jobId, nowMs)
      },
    },
    async settled() {
      await Promise.all([receives.settled(), begins.settled(), commits.settled()])
    },
  }
}
