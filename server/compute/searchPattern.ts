import { RE2JS, RE2JSSyntaxException } from 're2js'
import type { NewNote } from '#shared/note'
import type { SearchTerms } from '#shared/search'

/** A regular expression that cannot be read, and why, as RE2 says it. */
export class BadPattern extends Error {
  override name = 'BadPattern'
  readonly note: NewNote
  constructor(why: string, options?: ErrorOptions) {
    super(why, options)
    this.note = { code: 'bad_pattern', args: { why } }
  }
}

/** Where a line has what is searched for, as `[from, to)` in its characters; null where it has not. */
export type LineSearch = (text: string) => [number, number] | null

/**
 * Makes a search of lines. Regular expressions are RE2's, so that their time grows with the text only, whatever the
 * expression. @throws BadPattern
 */
export function compileSearch({ q, regex, case: isCaseSensitive }: SearchTerms): LineSearch {
  try {
    const pattern = RE2JS.compile(regex ? q : RE2JS.quote(q), isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE)
    return (text) => {
      const matcher = pattern.matcher(text)
      return matcher.find() ? [matcher.start(), matcher.end()] : null
    }
  }
  catch (error) {
    if (error instanceof RE2JSSyntaxException) throw new BadPattern(error.message, { cause: error })
    throw error
  }
}
