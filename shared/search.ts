import { z } from 'zod'

const Flag = z.enum(['true', 'false']).default('false').transform(value => value === 'true')

export const SearchQuery = z.object({
  /** What to look for in each line. */
  q: z.string().min(1).max(1000),
  /** Whether `q` is a regular expression, in RE2's syntax. */
  regex: Flag,
  /** Whether the case of letters counts. */
  case: Flag,
  /** The line to begin with. */
  from_line: z.coerce.number().int().positive().default(1),
  /** Hits after which the search stops. */
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
})
export type SearchQuery = z.infer<typeof SearchQuery>
export type SearchTerms = Pick<SearchQuery, 'q' | 'regex' | 'case'>

/** A line with what was searched for, at `[match_from, match_to)` of its characters as shown. */
export const SearchHit = z.object({
  line_number: z.number().int().positive(),
  text: z.string(),
  match_from: z.number().int().nonnegative(),
  match_to: z.number().int().nonnegative(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** One line of a search's answer: hits in order of line number, how far it is, and the end. */
export const SearchEvent = z.discriminatedUnion('type', [
  SearchHit.extend({ type: z.literal('hit') }),
  /** All lines before `next_line` have been looked at. */
  z.object({ type: z.literal('progress'), next_line: z.number().int().positive(), lines: z.number().int().nonnegative() }),
  /** `next_line` goes on where the search stopped at its limit; null at the end of the log. */
  z.object({ type: z.literal('end'), hits: z.number().int().nonnegative(), next_line: z.number().int().positive().nullable() }),
])
export type SearchEvent = z.infer<typeof SearchEvent>
