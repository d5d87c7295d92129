import { hasEnded, type Job } from '../../ports/jobStore'
import type { Task } from '../../ports/workQueue'

export interface InFlight {
  begun(task: Task): void
  /** Notes that a task has come to its end. @returns whether its commit is worth no waiting. */
  ended(task: Task): boolean
  /** What the store has said of a job. */
  seen(job: Job): void
  forget(jobId: string): void
}

/**
 * Knows which tasks of this process are begun and not over, to tell when a commit probably ends a phase: the whole job's
 * steps do, and the last one in flight of an upload that has ended. A wrong guess costs a short wait, or a group of its own.
 */
export function watchInFlight(): InFlight {
  const tasks = new Map<string, Set<string>>()
  const sealed = new Set<string>()
  const forget = (jobId: string) => {
    tasks.delete(jobId)
    sealed.delete(jobId)
  }
  return {
    begun(task) {
      const ofJob = tasks.get(task.jobId) ?? new Set()
      tasks.set(task.jobId, ofJob.add(`${task.phase} ${task.from}`))
    },
    ended(task) {
      const ofJob = tasks.get(task.jobId)
      ofJob?.delete(`${task.phase} ${task.from}`)
      if (ofJob?.size === 0) tasks.delete(task.jobId)
      if (task.phase === 'settle' || task.phase === 'finish') return true
      return !tasks.has(task.jobId) && (task.phase === 'score' || sealed.has(task.jobId))
    },
    seen(job) {
      if (hasEnded(job)) forget(job.id)
      else if (job.sealed) sealed.add(job.id)
    },
    forget,
  }
}
