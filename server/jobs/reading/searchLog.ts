import type { SearchEvent, SearchQuery } from '#shared/search'
import type { Compute } from '../../compute/compute'
import { compileSearch } from '../../compute/searchPattern'
import type { Backends } from '../../ports/backends'
import { JobUnknown, LineUnknown } from '../errors'
import { framingAt } from '../framingOf'

/** Chunks between two words on how far the search is; chosen: about ten a second. */
const CHUNKS_TOLD = 16

/**
 * Looks through the stored lines, from `from_line` on, for at most `limit` hits; one chunk is held at a time. Nothing of a line
 * beyond what fits its first chunk is looked at. @throws JobUnknown, LineUnknown, BadPattern
 */
export async function* searchLog(backends: Backends, compute: Compute, jobId: string, query: SearchQuery, signal: AbortSignal): AsyncGenerator<SearchEvent> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const { from_line: fromLine, limit, ...search } = query
  compileSearch(search)
  const { framing, lines } = job
  const first = framing && fromLine <= lines ? await backends.chunks.atLine(jobId, fromLine) : null
  if (lines > 0 && fromLine <= lines && !(framing && first)) throw new LineUnknown({ code: 'bytes_gone', args: {} })
  let hits = 0
  for (let number = first?.number ?? job.totalChunks; framing && number < job.totalChunks; number++) {
    if (signal.aborted) return
    const chunk = await backends.chunks.get(jobId, number)
    if (!chunk) break
    const { place, data } = chunk
    if (place.lines === 0) continue
    const wanted = limit - hits
    const found = await compute.search({ data, firstLine: place.firstLine, search, framing: framingAt(job, number) ?? framing, limit: wanted + Math.max(0, fromLine - place.firstLine) })
    const inRange = found.filter(hit => hit.line_number >= fromLine).slice(0, wanted)
    for (const hit of inRange) yield { type: 'hit', ...hit }
    hits += inRange.length
    const last = inRange.at(-1)
    if (last && hits === limit) {
      yield { type: 'end', hits, next_line: last.line_number < lines ? last.line_number + 1 : null }
      return
    }
    if ((number - (first?.number ?? 0)) % CHUNKS_TOLD === 0) yield { type: 'progress', next_line: place.firstLine + place.lines, lines }
  }
  yield { type: 'end', hits, next_line: null }
}
