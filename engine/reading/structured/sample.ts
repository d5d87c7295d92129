const LF = 10, CR = 13

/** The lines by which a form is decided, blank ones left out. */
export interface Sample {
  buf: Uint8Array
  /** Per line: its index among all of them, where it begins, where its body does, its end without CR and LF. */
  index: number[]
  from: number[]
  body: number[]
  to: number[]
  /** Behind the last line. */
  end: number
  /** Whether blank lines stand between. */
  hasBlanks: boolean
}

/** Lines looked at; of a sample of 256 KiB these are all, unless lines are very short. Chosen. */
const LINES_MAX = 4096

/** Shares of lines and records from which on a form counts as that of the log. Chosen. */
export const MOST = 0.8

export function sampleOf(buf: Uint8Array, starts: readonly number[], bodyAt: readonly number[]): Sample {
  const sample: Sample = { buf, index: [], from: [], body: [], to: [], end: 0, hasBlanks: false }
  for (let line = 0; line < starts.length && sample.from.length < LINES_MAX; line++) {
    const from = starts[line]
    const lf = buf.indexOf(LF, from)
    let to = lf < 0 ? buf.length : lf
    sample.end = to
    while (to > from && buf[to - 1] === CR) to--
    let p = from
    while (p < to && buf[p] <= 32) p++
    if (isBehindBlank(buf, from)) sample.hasBlanks = true
    if (p === to) continue
    const body = bodyAt[line] ?? from
    sample.index.push(line)
    sample.from.push(from)
    sample.body.push(body >= from && body < to ? body : from)
    sample.to.push(to)
  }
  return sample
}

/** Whether the line that begins at p follows a blank one. */
export function isBehindBlank(buf: Uint8Array, p: number): boolean {
  if (p < 2 || buf[p - 1] !== LF) return false
  return buf[p - 2] === LF || (buf[p - 2] === CR && buf[p - 3] === LF)
}

/** Whether bodies stand behind a prefix, in most of the lines. */
export function placeOf(sample: Sample): 'line' | 'body' {
  let behind = 0
  for (let line = 0; line < sample.from.length; line++) if (sample.body[line] > sample.from[line]) behind++
  return behind * 2 > sample.from.length ? 'body' : 'line'
}
