import type { Severity } from '#shared/anomaly'
import type { Block } from '../reading/records/block'
import { cleanLines } from './clean'
import { isCurrent, type Framing } from '../reading/layout/framing'
import { HeaderReader } from '../reading/layout/header'
import { SEVERITY_NONE, severityName } from '../reading/levels/severity'
import { lineCleaner } from '../reading/records/wrapper'
import { isoTime } from '../reading/times/isoTime'
import { PADDING } from './padding'

/** Bytes of a line that are shown, the mark included. */
export const ENTRY_MAX_BYTES = 8 * 1024
const CUT_MARK = ' … [cut]'
const CUT_MARK_BYTES = CUT_MARK.length + 2
const LF = 10

/** A line as shown: its text, its time in ISO 8601 UTC, its severity. */
export interface ShownLine {
  text: string
  timestamp: string | null
  severity: Severity | null
}

/** A line's bytes as a terminal would show them, cut with a mark; invalid UTF-8 as U+FFFD, which takes three bytes. */
function shownText(cleaned: Uint8Array, isCut: boolean): string {
  const text = new TextDecoder().decode(cleaned.subarray(0, ENTRY_MAX_BYTES + 1))
  const encoder = new TextEncoder()
  const room = new Uint8Array(ENTRY_MAX_BYTES)
  if (!isCut && encoder.encodeInto(text, room).read === text.length) return text
  // whole characters only
  const { read } = encoder.encodeInto(text, room.subarray(0, ENTRY_MAX_BYTES - CUT_MARK_BYTES))
  return text.slice(0, read) + CUT_MARK
}

/** @param bytes a line with or without its end, perhaps cut; or an event, of which the first line counts, or all where records go over lines. @param isCut whether the line goes on beyond `bytes`. */
export type DescribeLine = (bytes: Uint8Array, isCut?: boolean) => ShownLine

/** Reads the header at the start of the text, and the severity that a further line of the same header states. */
function readRecord(header: HeaderReader, buf: Uint8Array, length: number, block: Block | null): void {
  header.read(buf, 0)
  if (block?.begin !== 'header' || header.severity !== SEVERITY_NONE || !header.found) return
  const { timeMs } = header
  let p = buf.indexOf(LF) + 1
  for (let line = 1; line < block.lines && p < length && header.severity === SEVERITY_NONE; line++) {
    header.read(buf, p)
    p = buf.indexOf(LF, p) + 1
  }
  header.timeMs = timeMs
}

/** Describes lines of a framing, one after the other: its reader of headers is made once. */
export function lineDescriber(framing: Framing): DescribeLine {
  // what another engine has decided is not read: the line is shown as it is
  const header = isCurrent(framing) ? new HeaderReader(framing) : null
  const clean = lineCleaner(framing)
  return (bytes, isCut = false) => {
    const lf = framing.block ? -1 : bytes.indexOf(LF)
    let end = lf < 0 ? bytes.length : lf
    if (end > 0 && bytes[end - 1] === LF) end--
    const buf = new Uint8Array(end + PADDING)
    let length = cleanLines(bytes.subarray(0, end), buf)
    const text = shownText(buf.subarray(0, length), isCut)
    if (!header) return { text, timestamp: null, severity: null }
    if (framing.wrapper) length = cleanLines(bytes.subarray(0, end), buf, clean)
    buf.fill(LF, length)
    readRecord(header, buf, length, framing.block)
    return {
      text,
      timestamp: framing.isClock || Number.isNaN(header.timeMs) ? null : isoTime(header.timeMs),
      severity: severityName(header.severity),
    }
  }
}
