import type { Framing } from '#engine'
import type { Backends } from '../ports/backends'
import type { Job } from '../ports/jobStore'

type Framed = Pick<Job, 'framing' | 'moreFramings' | 'members' | 'totalChunks'>

/** How a chunk of the job is read, which never changes; null if the job is gone. The store is asked once a job, and again for members that came since. */
export async function framingOf(backends: Backends, jobId: string, chunkNumber: number): Promise<Framing | null> {
  const jobs = backends.memory.framings
  const known = jobs.get(jobId)
  if (known && (known.members.length === 0 || chunkNumber < known.totalChunks)) return framingAt(known, chunkNumber)
  const job = await backends.jobs.find(jobId)
  if (job?.framing) jobs.set(jobId, { framing: job.framing, moreFramings: job.moreFramings, members: job.members, totalChunks: job.totalChunks })
  return job ? framingAt(job, chunkNumber) : null
}

/** How a chunk is read: as the member in which it lies. */
export function framingAt({ framing, moreFramings, members }: Omit<Framed, 'totalChunks'>, chunkNumber: number): Framing | null {
  const member = members.findLast(each => each.lines > 0 && each.firstChunk <= chunkNumber)
  return member && member.framing > 0 ? moreFramings[member.framing - 1] ?? null : framing
}
