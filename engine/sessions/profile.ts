/** A step of sessions: a template, or what some of its messages say that are a step of their own. */
export interface SessionStep { cluster: number, text: string }

/** What happened in one session. */
export interface SessionProfile {
  /** Indices of the steps it has, ascending, and how many events of each. */
  steps: readonly number[]
  counts: readonly number[]
  /** The steps in the order in which each comes first. */
  order: readonly number[]
  firstLine: number
  lastLine: number
}
