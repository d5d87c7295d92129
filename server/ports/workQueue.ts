/** One piece of work. `learn` and `score` name a run of adjacent chunks, `finish` the whole job (from = to = -1), `settle` either. */
export interface Task {
  jobId: string
  phase: 'learn' | 'settle' | 'score' | 'finish'
  /** First chunk and the one after the last. */
  from: number
  to: number
}

/** A task with the attempt that was counted for it. */
export interface Attempt {
  task: Task
  /** From 1; NOT_COUNTED where it is counted when a worker takes the task, which may happen several times. */
  attempt: number
}

export const NOT_COUNTED = 0

/** Tasks that wait for a worker. A hint: the step store is the truth, and a sweep finds what is lost here. */
export interface WorkQueue {
  /** Adds tasks. One that waits already (same job, phase, from) is not added again. */
  push(attempts: Attempt[]): Promise<void>
  /**
   * Takes tasks off the queue and works on up to `concurrency` at once, jobs in turn, until the returned function is called,
   * which waits for those in work. `work` never throws; its signal aborts when the job is removed from the queue.
   */
  consume(concurrency: number, work: (attempt: Attempt, signal: AbortSignal) => Promise<void>): () => Promise<void>
  /** Drops the job's waiting tasks, aborts those in work. */
  removeJob(jobId: string): Promise<void>
  /** Tasks of the job that wait or are in work. */
  pending(jobId: string): Promise<Task[]>
  /** Tasks that wait, of all jobs. */
  depth(): Promise<number>
  /** How long the task that comes next has waited; 0 where none waits. */
  nextWaitedMs(): Promise<number>
  isReady(): Promise<boolean>
}
