import { detectSessionKeys } from '../../sessions/sessionKeys'
import { cleanLine } from '../../text/clean'
import { isDigit, isLetter } from '../../text/scan'
import { countDigits, decideDigits, noDigitCounts, OPEN_STYLE, type DigitStyle } from '../../tokens/digits'
import { SEVERITY_NONE } from '../levels/severity'
import { linesOfHeader } from '../records/block'
import { FirstLine } from '../records/firstLine'
import { findWrapper, lineCleaner, type Wrapper } from '../records/wrapper'
import { decideReading } from '../structured/reading'
import { DATE_ORDERS } from '../times/dateOrder'
import { timesAsGiven, type GivenTimes } from '../times/decideTimes'
import { findTimeMark, readMarked } from '../times/timeMark'
import { TimeReader } from '../times/TimeReader'
import { indentOf } from './continuation'
import { findColumns, findLevelBefore } from './findColumns'
import { findTimeToken, timePlaces } from './findTimeToken'
import { FRAMING_VERSION, type AnalysisSettings, type Framing } from './framing'
import { HeaderReader } from './header'
import { joinsOf } from './joins'
import { sampleText, type SampleText } from './sampleText'
import { structuredOf, type StructuredText } from './structuredText'

/** Bytes of decoded text that decide. */
export const SAMPLE_BYTES = 256 * 1024
const LF = 10
const NEARLY_ALL = 0.9
/** Lines without indentation begin records from this share of all on. Chosen. */
const HEADS_MIN = 0.25

/**
 * Decides from the start of the decoded text how its lines are to be read.
 * @param sample at most SAMPLE_BYTES are looked at.
 */
export function detectFraming(sample: Uint8Array, settings: AnalysisSettings): Framing {
  const start = sample.subarray(0, SAMPLE_BYTES)
  const isCut = start.length === SAMPLE_BYTES
  const text = sampleText(start, isCut, cleanLine)
  const structured = structuredOf(text.buf, text.starts)
  const wrapper = findWrapper(text.buf, text.starts, structured?.form ?? null)
  if (!wrapper) return framingOf(text, structured, settings)
  const unwrapped = (around: Wrapper) => {
    const inner = sampleText(start, isCut, lineCleaner({ wrapper: around }))
    return { ...framingOf(inner, structuredOf(inner.buf, inner.starts), settings), wrapper: around }
  }
  const bare = unwrapped(wrapper)
  const hasTime = bare.timeToken >= 0 || bare.timeMark !== null || (bare.structured?.time.length ?? 0) > 0
  return hasTime ? bare : unwrapped({ ...wrapper, time: 'time' })
}

function framingOf({ buf, starts }: SampleText, structured: StructuredText | null, settings: AnalysisSettings): Framing {
  const firstLine = structured?.block ? null : firstLineOf(buf, starts, settings)
  const begins = firstLine === null ? starts : beginningsOf(buf, starts, firstLine)
  const framing = headersOf(structured?.heads ?? buf, begins, settings)
  framing.firstLine = firstLine
  framing.structured = structured && decideReading(buf, structured, structured.form, givenTimes(settings))
  framing.block = structured?.block ?? null
  if (framing.structured && framing.structured.time.length > 0) framing.isClock = framing.structured.isClock
  // what the head of a record looked like says nothing of lines that are none
  if (structured?.form.place === 'line') {
    const timeToken = framing.structured?.time.length ? 0 : framing.timeToken
    Object.assign(framing, { columns: [], level: null, levelBefore: -1, timeToken })
  }
  framing.digits = digitsOf(buf, starts, framing)
  const joining = framing.block || firstLine !== null ? { joins: 'all', indent: 0 } : joinsOf(buf, starts, framing)
  Object.assign(framing, joining)
  if (!framing.block && !structured) Object.assign(framing, headerBlockOf(buf, starts, framing))
  framing.sessions = detectSessionKeys(buf, starts, framing)
  return framing
}

/** The pattern of first lines that a person has given, if any line of the sample has it. */
function firstLineOf(buf: Uint8Array, starts: readonly number[], { options }: AnalysisSettings): string | null {
  const pattern = options?.firstLine
  return pattern !== undefined && beginningsOf(buf, starts, pattern).length > 0 ? pattern : null
}

function beginningsOf(buf: Uint8Array, starts: readonly number[], pattern: string): number[] {
  const first = new FirstLine(pattern)
  return starts.filter(start => first.begins(buf, start))
}

function givenTimes({ referenceTimeMs, options }: AnalysisSettings): GivenTimes {
  return { referenceTimeMs, zone: options?.timeZone, order: options?.dateOrder }
}

/** How the headers are to be read of the lines that begin at `starts`. */
function headersOf(buf: Uint8Array, starts: number[], settings: AnalysisSettings): Framing {
  const { referenceTimeMs } = settings
  const any = new TimeReader({ orders: DATE_ORDERS, referenceTimeMs, language: null })
  const timeToken = findTimeToken(buf, starts, any)
  const timeMark = timeToken < 0 ? findTimeMark(buf, starts, any) : null
  const marked = (start: number) => timeMark === null ? -1 : readMarked(buf, start, timeMark, any)?.from ?? -1
  const places = timeToken >= 0 ? timePlaces(buf, starts, timeToken) : starts.map(marked)
  const time = timesAsGiven(buf, starts, places, givenTimes(settings))
  const times = new TimeReader(time)
  const usable = timeToken < 0 ? headsOf(buf, starts) : places.map(p => times.read(buf, p)).filter(p => p >= 0)
  const { columns, level } = findColumns(buf, starts, usable)
  const isHeader = timeToken >= 0 || level !== null
  const { levelBefore, scale } = findLevelBefore(buf, starts, timeToken)
  return {
    version: FRAMING_VERSION, settings, time, isClock: areClocks(buf, places, times), timeToken, timeMark,
    columns: isHeader ? columns : [], level: scale ?? level, levelBefore, structured: null, digits: OPEN_STYLE,
    joins: 'indented', firstLine: null, wrapper: null, block: null, indent: 0, sessions: [],
  }
}

/**
 * The lines that are not indented, or all where those are too few: what is indented goes on with the line before it.
 */
function headsOf(buf: Uint8Array, starts: readonly number[]): readonly number[] {
  const heads = starts.filter(start => indentOf(buf, start) === 0)
  return heads.length >= starts.length * HEADS_MIN ? heads : starts
}

type Joining = Pick<Framing, 'block' | 'joins' | 'indent'>

/** Records of a header and the lines behind it that all of them have, if there are such. */
function headerBlockOf(buf: Uint8Array, starts: readonly number[], framing: Framing): Joining | null {
  const header = new HeaderReader(framing)
  const records: number[][] = []
  let severity = SEVERITY_NONE
  for (const start of starts) {
    header.read(buf, start)
    const begins = header.found || header.isCrashAfter(severity)
    if (begins) severity = header.severity
    if (begins) records.push([start])
    else records.at(-1)?.push(start)
  }
  const lines = linesOfHeader(buf, records.slice(0, -1))
  return lines > 1 ? { block: { begin: 'header', lines }, joins: 'all', indent: 0 } : null
}

/** Whether a digit behind this byte does not begin a number: behind a letter, digit, comma, dash, dot or underscore. */
const goesOn = (byte: number) => isDigit(byte) || isLetter(byte) || byte === 44 || byte === 45 || byte === 46 || byte === 95

/** How the numbers of the messages are written. */
function digitsOf(buf: Uint8Array, starts: readonly number[], framing: Framing): DigitStyle {
  const header = new HeaderReader(framing)
  const counts = noDigitCounts()
  for (const start of starts) {
    const to = buf.indexOf(LF, start)
    for (let p = header.read(buf, start); p < to; p++) {
      if (!isDigit(buf[p]) || (p > start && goesOn(buf[p - 1]))) continue
      p = countDigits(counts, buf, p, to) - 1
    }
  }
  return decideDigits(counts)
}

/** Whether nearly all times are clocks without a date. */
function areClocks(buf: Uint8Array, places: readonly number[], times: TimeReader): boolean {
  let read = 0
  let clocks = 0
  for (const p of places) {
    if (p < 0 || times.read(buf, p) < 0) continue
    read++
    if (times.kind === 'clock') clocks++
  }
  return read > 0 && clocks >= read * NEARLY_ALL
}
