import { addCounts, emptyCounts, lineGrid, timeGrid, type TimelineCounts, type TimelineGrid } from '#engine'
import { z } from 'zod'
import { Timeline } from '#shared/timeline'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { WHOLE_JOB, type Step } from '../../ports/stepStore'
import { scoredChunks } from '../documents'
import { JobUnknown } from '../errors'
import { readAllResults } from './readResults'

/** Chunks whose columns are held at once; chosen. */
const CHUNKS_HELD = 16

const StoredTimelines = z.object({ time: Timeline.nullable(), line: Timeline })
type StoredTimelines = z.infer<typeof StoredTimelines>

/**
 * Lines and odd lines over time, or over line numbers where the log has no times, is not settled, or they are asked for.
 * Counted from columns and candidates at the first call, and kept. @throws JobUnknown
 */
export async function readTimeline(backends: Backends, compute: Compute, jobId: string, by: 'time' | 'line'): Promise<Timeline> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const finish = await backends.steps.find(jobId, WHOLE_JOB, 'finish')
  if (!finish) return provisionalTimeline(backends, job)
  const { time, line } = await storedTimelines(backends, jobId, finish) ?? await makeTimelines(backends, compute, job, finish)
  return by === 'time' && time ? time : line
}

async function storedTimelines(backends: Backends, jobId: string, finish: Step): Promise<StoredTimelines | null> {
  const data = await backends.results.get({ jobId, kind: 'timelines', chunkNumber: WHOLE_JOB, attempt: finish.attempt })
  return data && StoredTimelines.parse(JSON.parse(new TextDecoder().decode(data)))
}

async function makeTimelines(backends: Backends, compute: Compute, job: Job, finish: Step): Promise<StoredTimelines> {
  const { id: jobId, firstTimeMs, lastTimeMs, lines } = job
  const grids = [lineGrid(lines), ...firstTimeMs === null || lastTimeMs === null ? [] : [timeGrid(firstTimeMs, lastTimeMs)]]
  const counts = grids.map(emptyCounts)
  for await (const chunks of scoredChunks(backends, jobId, CHUNKS_HELD)) {
    const parts = await compute.timeline(grids, chunks)
    counts.forEach((count, i) => parts[i] && addCounts(count, parts[i]))
  }
  const [line, time] = grids.map((grid, i) => told(grid, counts[i] ?? emptyCounts(grid)))
  const made: StoredTimelines = { time: time ?? null, line: line ?? told(lineGrid(0), emptyCounts(lineGrid(0))) }
  const name = { jobId, kind: 'timelines', chunkNumber: WHOLE_JOB, attempt: finish.attempt } as const
  await backends.results.put(name, new Uint8Array(new TextEncoder().encode(JSON.stringify(made))))
  return made
}

function told(grid: TimelineGrid, { lines, anomalies, warnings, errors, untimed }: TimelineCounts): Timeline {
  const start = (bucket: number) => grid.by === 'line' ? grid.from + bucket * grid.step : new Date(grid.from + bucket * grid.step).toISOString()
  const buckets = Array.from(lines, (count, i) => ({ from: start(i), to: start(i + 1), lines: count, anomalies: anomalies[i] ?? 0, warnings: warnings[i] ?? 0, errors: errors[i] ?? 0 }))
  return { by: grid.by, settled: true, buckets, untimed_lines: untimed }
}

/** Before the end: lines are where they are, and what is odd about them is provisional. */
async function provisionalTimeline(backends: Backends, job: Job): Promise<Timeline> {
  const grid = lineGrid(job.lines)
  const counts = emptyCounts(grid)
  counts.lines.forEach((_, i) => counts.lines[i] = Math.min(grid.step, job.lines - i * grid.step))
  for await (const findings of readAllResults(backends, job.id, { limit: 1000, sort: 'line', format: 'json', hide_normal: false, folded: 'show' })) {
    for (const { line_number: line, line_count: odd } of findings) {
      const bucket = Math.floor((line - grid.from) / grid.step)
      if (bucket < grid.buckets) counts.anomalies[bucket] = (counts.anomalies[bucket] ?? 0) + odd
    }
  }
  return { ...told(grid, counts), settled: false }
}
