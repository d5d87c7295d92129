import type { Severity } from '#shared/anomaly'
import { cleanLine } from './clean'
import type { Framing } from './framing'
import { HeaderReader } from './header'
import { severityName } from './severity'
import { isoTime } from '../reading/times/isoTime'

/** Bytes of a line that are shown, the mark included. */
export const ENTRY_MAX_BYTES = 8 * 1024
const CUT_MARK = ' … [cut]'
const CUT_MARK_BYTES = CUT_MARK.length + 2
const PADDING = 64
const LF = 10

/** A line as shown: its text, its time in ISO 8601 UTC, its severity. */
export interface ShownLine {
  text: string
  timestamp: string | null
  severity: Severity | null
}

const room = new Uint8Array(ENTRY_MAX_BYTES)

/** A line's bytes as a terminal would show them, cut with a mark; invalid UTF-8 as U+FFFD, which takes three bytes. */
function shownText(cleaned: Uint8Array, isCut: boolean): string {
  const text = new TextDecoder().decode(cleaned.subarray(0, ENTRY_MAX_BYTES + 1))
  const encoder = new TextEncoder()
  if (!isCut && encoder.encodeInto(text, room).read === text.length) return text
  // whole characters only
  const { read } = encoder.encodeInto(text, room.subarray(0, ENTRY_MAX_BYTES - CUT_MARK_BYTES))
  return text.slice(0, read) + CUT_MARK
}

/** @param bytes a line with or without its end, perhaps cut. @param isCut whether the line goes on beyond `bytes`. */
export type DescribeLine = (bytes: Uint8Array, isCut?: boolean) => ShownLine

/** Describes lines of a framing, one after the other: its reader of headers is made once. */
export function lineDescriber(framing: Framing): DescribeLine {
  const header = new HeaderReader(framing)
  return (bytes, isCut = false) => {
    let end = bytes.length
    if (end > 0 && bytes[end - 1] === LF) end--
    const buf = new Uint8Array(end + PADDING)
    const length = cleanLine(bytes, 0, end, buf, 0)
    buf.fill(LF, length)
    header.read(buf, 0)
    return {
      text: shownText(buf.subarray(0, length), isCut),
      timestamp: Number.isNaN(header.timeMs) ? null : isoTime(header.timeMs),
      severity: severityName(header.severity),
    }
  }
}
