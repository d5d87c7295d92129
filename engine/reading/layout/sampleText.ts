import { cleanLines, type CleanLine } from '../../text/clean'
import { PADDING } from '../../text/padding'

const LINES_MAX = 4000
const LF = 10, CR = 13, SPACE = 32, TAB = 9

/** The lines of a sample as they are read, and where those begin that are not blank. */
export interface SampleText { buf: Uint8Array, starts: number[] }

/**
 * The start of a log, cleaned and padded.
 * @param isCut whether the log goes on: then its last line counts only if there is no other.
 */
export function sampleText(start: Uint8Array, isCut: boolean, clean: CleanLine): SampleText {
  const buf = new Uint8Array(start.length + PADDING)
  const end = cleanLines(start, buf, clean)
  buf.fill(LF, end)
  return { buf, starts: lineStarts(buf, end, isCut) }
}

function lineStarts(buf: Uint8Array, end: number, isCut: boolean): number[] {
  const starts: number[] = []
  for (let p = 0; p < end && starts.length < LINES_MAX;) {
    let q = p
    while (q < end && (buf[q] === SPACE || buf[q] === TAB || buf[q] === CR)) q++
    if (q < end && buf[q] !== LF) starts.push(p)
    const next = buf.indexOf(LF, q)
    if (next < 0 || next >= end) {
      if (starts.length > 1 && isCut) starts.pop()
      break
    }
    p = next + 1
  }
  return starts
}
