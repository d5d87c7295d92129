import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import type { Task } from '../../ports/workQueue'
import { committedSteps } from '../documents'

/** Chunks of one part; chosen: a hundred megabytes of text or more, and 100 GB are 400 parts. */
export const PART_CHUNKS = 256

/**
 * On shared stores the summaries of a large job are merged in a tree: those of each part by any worker, then the parts. The law
 * of I2 allows it. @returns the parts that are not merged yet; none for a job of one part, or of one process.
 */
export async function partsToMerge(backends: Backends, job: Job): Promise<Task[]> {
  if (backends.isAlone || job.totalChunks <= PART_CHUNKS) return []
  const merged = new Set<number>()
  for await (const steps of committedSteps(backends, job.id, 'settle')) {
    for (const { chunkNumber } of steps) merged.add(chunkNumber)
  }
  const parts: Task[] = []
  for (let from = 0; from < job.totalChunks; from += PART_CHUNKS) {
    if (!merged.has(from)) parts.push({ jobId: job.id, phase: 'settle', from, to: Math.min(from + PART_CHUNKS, job.totalChunks) })
  }
  return parts
}
