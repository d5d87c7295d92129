import type { Phase } from '#shared/job'
import { NewestMap } from '#shared/NewestMap'

/** Jobs of which a floor is remembered; forgetting one costs a longer query once. Chosen. */
const JOBS_MAX = 1000

export interface Floors {
  /** All chunks below it are committed in that phase. */
  of(jobId: string, phase: Phase): number
  learn(jobId: string, phase: Phase, floor: number): void
}

/**
 * Remembers from which chunk on a search for missing steps has to look, so that it does not pass over all that is committed
 * each time. Steps are never taken back; ids of removed jobs do not return within a day.
 */
export function rememberFloors(): Floors {
  const floors = new NewestMap<string, number>(JOBS_MAX)
  return {
    of: (jobId, phase) => floors.get(`${jobId} ${phase}`) ?? 0,
    learn(jobId, phase, floor) {
      floors.set(`${jobId} ${phase}`, floor)
    },
  }
}
