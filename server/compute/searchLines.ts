import { lineDescriber, type Framing } from '#engine'
import type { SearchHit, SearchTerms } from '#shared/search'
import { compileSearch, type LineSearch } from './searchPattern'

const LF = 10
const decoder = new TextDecoder()
let last: { key: string, find: LineSearch } | null = null

/** The lines of a text that have what is searched for, the first `limit`, as they are shown. */
export function searchLines(data: Uint8Array, firstLine: number, terms: SearchTerms, framing: Framing, limit: number): SearchHit[] {
  const find = searchFor(terms)
  const describe = lineDescriber(framing)
  const hits: SearchHit[] = []
  for (let from = 0, line = firstLine; from < data.length && hits.length < limit; line++) {
    const end = data.indexOf(LF, from)
    const to = end < 0 ? data.length : end
    const bytes = data.subarray(from, to)
    if (find(decoder.decode(bytes))) {
      const { text } = describe(bytes)
      // What is shown has no colour codes and may be cut: there the place may be another, or none.
      const [start, stop] = find(text) ?? [0, 0]
      hits.push({ line_number: line, text, match_from: start, match_to: stop })
    }
    from = to + 1
  }
  return hits
}

/** A search goes through chunk after chunk: the compiled one is kept. */
function searchFor(terms: SearchTerms): LineSearch {
  const key = JSON.stringify(terms)
  if (last?.key !== key) last = { key, find: compileSearch(terms) }
  return last.find
}
