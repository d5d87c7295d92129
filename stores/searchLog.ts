import { SearchEvent } from '#shared/search'
import { send } from './requestJson'

export interface LogSearch {
  q: string
  regex: boolean
  case: boolean
}

interface SearchRun {
  /** Line number of the first line to look at. */
  fromLine: number
  /** Gets events as they come, in order. */
  onEvents: (events: SearchEvent[]) => void
  signal: AbortSignal
}

/**
 * Has the server search a job's lines.
 * @throws RequestError if it is refused or breaks off before its end.
 */
export async function searchLog(jobId: string, search: LogSearch, { fromLine, onEvents, signal }: SearchRun): Promise<void> {
  const query = new URLSearchParams({ q: search.q, regex: String(search.regex), case: String(search.case), from_line: String(fromLine) })
  const response = await send(`/api/v2/results/${encodeURIComponent(jobId)}/search?${query.toString()}`, { signal, headers: { accept: 'application/x-ndjson' } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    const lines = (rest + piece.value).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) onEvents(lines.map(line => SearchEvent.parse(JSON.parse(line))))
  }
}
