import { SearchEvent } from '#shared/search'
import { send } from './requestJson'

export interface LogSearch {
  q: string
  regex: boolean
  case: boolean
}

/**
 * Has the server look through a job's lines from one on and hands on what it tells, as it comes.
 * @throws RequestError if it is refused or breaks off before its end.
 */
export async function searchLog(jobId: string, search: LogSearch, fromLine: number, onEvents: (events: SearchEvent[]) => void, signal: AbortSignal): Promise<void> {
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
