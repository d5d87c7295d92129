import { RE2JS, RE2JSSyntaxException } from 're2js'

/** What of a line is looked at; chosen: more than any header, and the time of a search stays bounded. */
const LOOK_BYTES = 1024
const LF = 10, CR = 13

/** Why a pattern of first lines cannot be read; null if it can. The syntax is RE2's. */
export function faultOfPattern(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  }
  catch (error) {
    if (error instanceof RE2JSSyntaxException) return error.message
    throw error
  }
}

/**
 * Tells which lines begin a record by a regular expression that is found in their first 1,024 bytes. Its time grows
 * with the text only.
 */
export class FirstLine {
  private readonly pattern: RE2JS
  private readonly decoder = new TextDecoder()

  /** @param pattern one without a fault */
  constructor(pattern: string) {
    this.pattern = RE2JS.compile(pattern)
  }

  /** Whether the line at p is a first one. */
  begins(buf: Uint8Array, p: number): boolean {
    let end = buf.indexOf(LF, p)
    if (end < 0) end = buf.length
    if (end > p && buf[end - 1] === CR) end--
    return this.pattern.matcher(this.decoder.decode(buf.subarray(p, Math.min(end, p + LOOK_BYTES)))).find()
  }
}
