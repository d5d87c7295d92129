import { lineDescriber, lineRanges, markLines, statedOf, type Framing } from '#engine'
import type { LineResult, LinesPage, LinesQuery } from '#shared/results'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { ChunkPlace } from '../../ports/chunkStore'
import { WHOLE_JOB, type Step } from '../../ports/stepStore'
import { documentOf } from '../documents'
import { framingAt } from '../framingOf'
import { JobUnknown, LineUnknown } from '../errors'

/** Lines around one, as shown; what became of them once the job has settled. @throws JobUnknown, LineUnknown */
export async function readLines(backends: Backends, compute: Compute, jobId: string, { around, before, after }: LinesQuery): Promise<LinesPage> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const { lines: known } = job
  if (around > known) throw new LineUnknown({ code: job.sealed ? 'no_line' : 'no_line_yet', args: { lines: known } })
  const { framing } = job
  if (!framing) throw new LineUnknown({ code: 'bytes_gone', args: {} })
  const finish = await backends.steps.find(jobId, WHOLE_JOB, 'finish')
  const lastLine = Math.min(job.lines, around + after)
  const lines: LineResult[] = []
  for (let line = Math.max(1, around - before); line <= lastLine;) {
    const place = await backends.chunks.atLine(jobId, line)
    if (!place) break
    const end = Math.min(lastLine, place.firstLine + place.lines - 1)
    lines.push(...await linesOf(backends, compute, { jobId, place, framing: framingAt(job, place.number) ?? framing, finish }, line, end))
    line = end + 1
  }
  if (!lines.some(line => line.line_number === around)) throw new LineUnknown({ code: 'line_not_seen', args: {} })
  return { lines }
}

interface Reading { jobId: string, place: ChunkPlace, framing: Framing, finish: Step | null }

/** Lines of one chunk, all inside it; none if it has not been learnt. */
async function linesOf(backends: Backends, compute: Compute, { jobId, place, framing, finish }: Reading, from: number, to: number): Promise<LineResult[]> {
  const learnt = await backends.steps.find(jobId, place.number, 'learn')
  if (!learnt) return []
  const columns = await documentOf(backends, jobId, 'columns', learnt)
  const texts = await backends.chunks.ranges(jobId, place.number, lineRanges(columns, place, from, to))
  const marks = finish ? await marksOf(backends, compute, { jobId, place, columns, finish }, from, to) : []
  const describe = lineDescriber(framing)
  const stated = statedOf(columns, place, framing, from, to)
  return texts.map((bytes, i) => ({
    line_number: from + i,
    ...describe(bytes),
    ...stated[i],
    is_anomaly: marks[i]?.is_anomaly ?? false,
    template_id: marks[i]?.template_id ?? null,
  }))
}

interface Marking { jobId: string, place: ChunkPlace, columns: Uint8Array, finish: Step }

async function marksOf(backends: Backends, compute: Compute, { jobId, place, columns, finish }: Marking, from: number, to: number) {
  const scored = await backends.steps.find(jobId, place.number, 'score')
  if (!scored) return []
  const candidates = await documentOf(backends, jobId, 'candidates', scored)
  const decisions = await compute.share(`${jobId}/decisions/${finish.attempt}`, () => documentOf(backends, jobId, 'decisions', finish))
  return markLines(columns, candidates, decisions, place, from, to)
}
