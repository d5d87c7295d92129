import type { Backends } from '../../ports/backends'
import { sweepJobs } from '../working/sweep'
import { requireFit } from './requireFit'
import { sweepUnnamed } from './sweepUnnamed'

/**
 * What a start does with what the last process left: makes sure that tables and bytes belong together, goes on with what was
 * under way, and looks after what no row names. Bytes of a complete log are never removed by it. @throws StoresRefused, StoreUnavailable
 */
export async function takeUp(backends: Backends, workers: number): Promise<void> {
  const described = await requireFit(backends)
  await sweepJobs(backends, workers)
  await sweepUnnamed(backends, described)
}
