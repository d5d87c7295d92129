import { cleanLine, cleanLines, type CleanLine } from '../../text/clean'
import { HeaderReader, indentOf, isDash, isTag, timeStart, UNTIL_TOKENS } from './header'
import { chooseLevel } from '../levels/decideScale'
import { LevelEvidence } from '../levels/LevelEvidence'
import type { LevelScale } from '../levels/scales'
import { countDigits, decideDigits, noDigitCounts, OPEN_STYLE, type DigitStyle } from '../../tokens/digits'
import { isDigit, isLetter, tokenEnd } from '../../text/scan'
import { FRAMING_VERSION, isCurrent } from './framingVersion'
import { SEVERITY_NONE } from '../levels/severity'
import { joinsOf } from './joins'
import { detectSessionKeys } from '../../sessions/sessionKeys'
import type { SessionKey } from '../../sessions/markShapes'
import { beginsBlock, blockEnd, linesOfHeader, type Block } from '../records/block'
import { FirstLine } from '../records/firstLine'
import { findWrapper, Unwrapper, type Wrapper } from '../records/wrapper'
import { bodyOffset } from '../structured/bodyOffset'
import { detectStructured } from '../structured/detectStructured'
import { FieldRows } from '../structured/fieldRows'
import type { StructuredForm } from '../structured/form'
import { decideReading, type StructuredReading } from '../structured/reading'
import { DATE_ORDERS, type DateOrder } from '../times/dateOrder'
import type { ZoneRules } from '../times/assumedZone'
import { timesAsGiven, type GivenTimes } from '../times/decideTimes'
import type { TimeSettings } from '../times/settings'
import { findTimeMark, readMarked, type TimeMark } from '../times/timeMark'
import { TimeReader } from '../times/TimeReader'

/** What a person says of how a log is to be read, where it would be decided otherwise. */
export interface ReadingOptions {
  /** Zone of times that have none. */
  timeZone?: ZoneRules
  /** Of dates of numbers. */
  dateOrder?: DateOrder
  /** A regular expression without a fault that is found in each line that begins a record, and in no other. */
  firstLine?: string
}

/** What is fixed for a job when it opens, beside the bytes themselves. */
export interface AnalysisSettings {
  /** A longer line is mined and shown up to here. */
  maxLineBytes: number
  /** Epoch milliseconds; gives the year to times that stand without one. */
  referenceTimeMs: number
  options?: ReadingOptions
}

/**
 * What a header token after the time is; `word` is skipped, `data` (of RFC 5424) too, the next three end the header where they
 * are missing. `until` is all up to what separates, within so many tokens.
 */
export type Column = 'word' | 'data' | 'level' | 'tag' | 'bracket' | 'dash' | 'until'

/** How lines are to be read: plain JSON, made once a job from its first 256 KiB, given to every chunk. */
export interface Framing {
  version: number
  settings: AnalysisSettings
  time: TimeSettings
  /** Tokens before the time; -1 where lines have none. */
  timeToken: number
  /** Whether the times are clocks without a date: they order lines and make grids, and are told of no line. */
  isClock: boolean
  /** What stands before the time where that is in the message, null where it is not. */
  timeMark: TimeMark | null
  /** What follows the time, token by token, as long as it belongs to the header. */
  columns: Column[]
  /** How the place that states the severity does so, null where no place of the header does. */
  level: LevelScale | null
  /** Which token before the time states the severity, -1 for none. */
  levelBefore: number
  /** How records with fields are to be read, null where lines are text. */
  structured: StructuredReading | null
  /** How numbers are written. */
  digits: DigitStyle
  /** Which lines without a header belong to the event before them: none, those that look like it, all. */
  joins: 'none' | 'indented' | 'all'
  /** What is found in the lines that begin records, as a person has said; null where that was decided. */
  firstLine: string | null
  /** What is around each line, null where nothing is. */
  wrapper: Wrapper | null
  /** How records begin that go over several lines, null where each is a line and what is joined to it. */
  block: Block | null
  /** Bytes at the start of a line that are no indentation, where lines of their own begin so. */
  indent: number
  /** How lines belong to sessions, the first key that a line has an id of; none where they do not. */
  sessions: SessionKey[]
}

/** Bytes of decoded text that decide. */
export const SAMPLE_BYTES = 256 * 1024
const PADDING = 64
const LF = 10, SPACE = 32, TAB = 9, COLON = 58
const LINES_MAX = 4000
const LEAD_MAX_BYTES = 64 // chosen: longer than any words before a time
const COLUMNS_MAX = 9
const TIME_TOKENS_MAX = 6
const MOST = 0.8 // chosen: a column that most lines have
const NEARLY_ALL = 0.9
/** Lines without indentation, from which share on they are those that begin records. Chosen. */
const HEADS_MIN = 0.25

const shareOf = (part: number, whole: number) => whole === 0 ? 0 : part / whole

/** Starts of the sample's lines that are not blank; the last, perhaps cut, line only if there is no other. */
function lineStarts(buf: Uint8Array, end: number, isCut: boolean): number[] {
  const starts: number[] = []
  for (let p = 0; p < end && starts.length < LINES_MAX;) {
    let q = p
    while (q < end && (buf[q] === SPACE || buf[q] === TAB || buf[q] === 13)) q++
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

function nextToken(buf: Uint8Array, p: number): number {
  let q = tokenEnd(buf, p)
  while (buf[q] === SPACE || buf[q] === TAB) q++
  return q
}

/** Lines that must begin alike for them to begin records. Chosen. */
const LED_MIN = 12
/** Lines that such a record has on average, at most. Chosen: twice what blocks of text have. */
const RECORD_LINES_MAX = 32

/** Whether the lines with a time at that token are those, and nearly only those, that begin with the same words: they begin records. */
function isLed(buf: Uint8Array, starts: readonly number[], token: number, times: TimeReader): boolean {
  const leads = new Map<string, { lines: number, timed: number }>()
  for (const start of starts) {
    let p = start
    for (let i = 0; i < token; i++) p = nextToken(buf, p)
    const text = String.fromCharCode(...buf.subarray(start, Math.min(p, start + LEAD_MAX_BYTES)))
    const lead = leads.get(text) ?? { lines: 0, timed: 0 }
    leads.set(text, lead)
    lead.lines++
    if (times.read(buf, timeStart(buf, p)) >= 0) lead.timed++
  }
  const timed = [...leads.values()].reduce((sum, lead) => sum + lead.timed, 0)
  return [...leads.values()].some(lead => lead.timed >= Math.max(LED_MIN, starts.length / RECORD_LINES_MAX) && lead.timed >= timed * NEARLY_ALL && lead.timed >= lead.lines * NEARLY_ALL)
}

/** The token at which most lines have their first time, -1 where too few do. */
function findTimeToken(buf: Uint8Array, starts: number[], times: TimeReader): number {
  const votes = new Array<number>(TIME_TOKENS_MAX).fill(0)
  for (const start of starts) {
    for (let token = 0, p = start; token < TIME_TOKENS_MAX && buf[p] !== LF; token++, p = nextToken(buf, p))
      if (times.read(buf, timeStart(buf, p)) >= 0) {
        votes[token]++
        break
      }
  }
  const best = votes.indexOf(Math.max(...votes))
  if (votes[best] < 2 && votes[best] < starts.length) return -1
  return best > 0 && votes[best] < starts.length / 2 && !isLed(buf, starts, best, times) ? -1 : best
}

/** Where that token's time would begin in each line. */
function timePlaces(buf: Uint8Array, starts: number[], timeToken: number): number[] {
  return starts.map((start) => {
    let p = start
    for (let i = 0; i < timeToken; i++) p = nextToken(buf, p)
    return timeStart(buf, p)
  })
}

interface ColumnFacts { lines: number, level: LevelEvidence, tag: number, bracket: number, dash: number, number: number, dotted: number }

function isNumber(buf: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if (buf[p] < 48 || buf[p] > 57) return false
  return to > from
}

function isDotted(buf: Uint8Array, from: number, to: number): boolean {
  let dots = 0
  for (let p = from; p < to; p++) {
    const byte = buf[p]
    if (byte === 46 && p > from && p < to - 1) dots++
    else if (!((byte | 32) >= 97 && (byte | 32) <= 122) && byte !== 95 && byte !== 36 && byte !== 45) return false
  }
  return dots > 0
}

/** For each token after the time, in how many lines it looks like what; and the first token of each line that separates, -1 without one. */
function countColumns(buf: Uint8Array, after: number[]): { facts: ColumnFacts[], separators: number[] } {
  const separators: number[] = []
  const facts = Array.from({ length: COLUMNS_MAX }, (): ColumnFacts => ({ lines: 0, level: new LevelEvidence(), tag: 0, bracket: 0, dash: 0, number: 0, dotted: 0 }))
  for (const start of after) {
    let p = start
    while (buf[p] === 93 || buf[p] === 41 || buf[p] === 34 || buf[p] === 44 || buf[p] === COLON || buf[p] === SPACE || buf[p] === TAB) p++
    let separator = -1
    for (let i = 0; i < COLUMNS_MAX && buf[p] !== LF && buf[p] !== 13; i++) {
      const end = tokenEnd(buf, p)
      if (separator < 0 && isDash(buf, p, end)) separator = i
      const fact = facts[i]
      fact.lines++
      fact.level.add(buf, p, end)
      if (isDash(buf, p, end)) fact.dash++
      if (isTag(buf, p, end)) fact.tag++
      if (buf[p] === 91 || buf[p] === 40) fact.bracket++
      if (isNumber(buf, p, end)) fact.number++
      if (isDotted(buf, p, end)) fact.dotted++
      p = nextToken(buf, p)
    }
    separators.push(separator)
  }
  return { facts, separators }
}

/** Which of the places states the level of so many lines, those that lack a place included. */
function levelAmong(places: readonly LevelEvidence[], lines: number) {
  for (const evidence of places) evidence.lines = lines
  return chooseLevel(places)
}

function columnsOf({ facts, separators }: ReturnType<typeof countColumns>, lines: number): { columns: Column[], level: LevelScale | null } {
  const columns: Column[] = []
  const most = (count: number) => shareOf(count, lines) >= MOST
  const nearlyAll = (count: number) => shareOf(count, lines) >= NEARLY_ALL
  const level = levelAmong(facts.map(fact => fact.level), lines)
  const at = level?.place ?? -1
  for (let i = 0; i < at; i++) columns.push('word')
  if (level) columns.push('level')
  for (let i = columns.length; i < COLUMNS_MAX; i++) {
    const fact = facts[i]
    if (most(fact.tag)) {
      columns.push('tag')
      break
    }
    if (nearlyAll(fact.dash)) columns.push('dash')
    else if (nearlyAll(fact.bracket)) columns.push('bracket')
    else if (nearlyAll(fact.number) || nearlyAll(fact.dotted)) columns.push('word')
    else {
      const tag = facts.findIndex((later, j) => j > i && j <= i + (at >= 0 ? 2 : 8) && (most(later.tag) || (at >= 0 && nearlyAll(later.dash))))
      if (tag < 0) {
        if (nearlyAll(separators.filter(at => at >= i && at < i + UNTIL_TOKENS).length)) columns.push('until')
        break
      }
      columns.push('word')
    }
  }
  // a number that nothing of a header follows is what the line says
  while (columns.length > 0 && columns.at(-1) === 'word' && nearlyAll(facts[columns.length - 1].number)) columns.pop()
  return { columns, level: level?.scale ?? null }
}

/** Which token before the time states the severity, -1 for none, and how. */
function levelBeforeOf(buf: Uint8Array, starts: number[], timeToken: number): { levelBefore: number, scale: LevelScale | null } {
  const levels = Array.from({ length: Math.max(0, timeToken) }, () => new LevelEvidence())
  for (const start of starts)
    for (let token = 0, p = start; token < timeToken && buf[p] !== LF; token++, p = nextToken(buf, p)) levels[token].add(buf, p, tokenEnd(buf, p))
  const level = levelAmong(levels, starts.length)
  return { levelBefore: level?.place ?? -1, scale: level?.scale ?? null }
}

const SYSLOG_COLUMNS: Column[] = ['word', 'word', 'word', 'word', 'data']

/** Whether lines are syslog of RFC 5424: a priority, a version, a time. */
function isSyslog5424(buf: Uint8Array, starts: number[]): boolean {
  const count = starts.filter(start => buf[start] === 60 && timeStart(buf, start) > start && buf[timeStart(buf, start) - 1] === SPACE).length
  return shareOf(count, starts.length) >= NEARLY_ALL
}

/** @throws RangeError for a framing that another version of the engine has made: it would read the same lines otherwise. */
export function checkFraming(framing: Framing): void {
  if (!isCurrent(framing)) throw new RangeError('not a framing of this engine version')
}

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

/** How the lines of a log are cleaned before they are read. */
export function lineCleaner({ wrapper }: Pick<Framing, 'wrapper'>): CleanLine {
  if (!wrapper) return cleanLine
  const unwrapper = new Unwrapper(wrapper)
  return (...line) => unwrapper.clean(...line)
}

/** The lines of a sample as they are read, and where they begin. */
interface SampleText { buf: Uint8Array, starts: number[] }

function sampleText(start: Uint8Array, isCut: boolean, clean: CleanLine): SampleText {
  const buf = new Uint8Array(start.length + PADDING)
  const end = cleanLines(start, buf, clean)
  buf.fill(LF, end)
  return { buf, starts: lineStarts(buf, end, isCut) }
}

function framingOf({ buf, starts }: SampleText, structured: StructuredText | null, settings: AnalysisSettings): Framing {
  const firstLine = structured?.block ? null : firstLineOf(buf, starts, settings)
  const framing = headersOf(structured?.heads ?? buf, firstLine === null ? starts : beginningsOf(buf, starts, firstLine), settings)
  framing.firstLine = firstLine
  framing.structured = structured && decideReading(buf, structured, structured.form, givenTimes(settings))
  framing.block = structured?.block ?? null
  if (framing.structured && framing.structured.time.length > 0) framing.isClock = framing.structured.isClock
  // what the head of a record looked like says nothing of lines that are none
  if (structured?.form.place === 'line') Object.assign(framing, { columns: [], level: null, levelBefore: -1, timeToken: framing.structured?.time.length ? 0 : framing.timeToken })
  framing.digits = digitsOf(buf, starts, framing)
  Object.assign(framing, framing.block || firstLine !== null ? { joins: 'all', indent: 0 } : joinsOf(buf, starts, framing))
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
  const places = timeToken >= 0 ? timePlaces(buf, starts, timeToken) : starts.map(start => timeMark === null ? -1 : readMarked(buf, start, timeMark, any)?.from ?? -1)
  const time = timesAsGiven(buf, starts, places, givenTimes(settings))
  const times = new TimeReader(time)
  // what is indented goes on with a line before it, where enough is not
  const heads = starts.filter(start => indentOf(buf, start) === 0)
  const usable = timeToken < 0 ? heads.length >= starts.length * HEADS_MIN ? heads : starts : places.map(p => times.read(buf, p)).filter(p => p >= 0)
  const { columns, level } = isSyslog5424(buf, starts) ? { columns: SYSLOG_COLUMNS, level: null } : columnsOf(countColumns(buf, usable), usable.length)
  const isHeader = timeToken >= 0 || level !== null
  const { levelBefore, scale } = levelBeforeOf(buf, starts, timeToken)
  return { version: FRAMING_VERSION, settings, time, isClock: areClocks(buf, places, times), timeToken, timeMark, columns: isHeader ? columns : [], level: scale ?? level, levelBefore, structured: null, digits: OPEN_STYLE, joins: 'indented', firstLine: null, wrapper: null, block: null, indent: 0, sessions: [] }
}

/** Records of a header and the lines behind it that all of them have, if there are such. */
function headerBlockOf(buf: Uint8Array, starts: readonly number[], framing: Framing): Pick<Framing, 'block' | 'joins' | 'indent'> | null {
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

/** How the numbers of the messages are written. */
function digitsOf(buf: Uint8Array, starts: readonly number[], framing: Framing): DigitStyle {
  const header = new HeaderReader(framing)
  const counts = noDigitCounts()
  for (const start of starts) {
    const to = buf.indexOf(LF, start)
    for (let p = header.read(buf, start); p < to; p++) {
      if (!isDigit(buf[p]) || (p > start && (isDigit(buf[p - 1]) || isLetter(buf[p - 1]) || [44, 45, 46, 95].includes(buf[p - 1])))) continue
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

/** A form, where records in it begin and end, the text of what stands before them, and how they go over lines. */
interface StructuredText { form: StructuredForm, from: number[], to: number[], heads: Uint8Array, block: Block | null }

/** The form that most lines are in, where it begins in each, and the text of what stands before it, if anything does. */
function structuredOf(buf: Uint8Array, starts: number[]): StructuredText | null {
  const rows = new FieldRows()
  const bodies = starts.map(start => Math.max(start, bodyOffset(buf, start, buf.indexOf(LF, start), rows)))
  const form = detectStructured(buf, starts, bodies)
  if (!form) return null
  const block: Block | null = form.kind === 'journal' ? { begin: 'blank' } : form.kind === 'json' && form.isOverLines ? { begin: 'object', indent: form.indent ?? 0 } : null
  if (block) {
    const from = starts.filter(start => beginsBlock(buf, start, block))
    return { form, heads: buf, from, to: from.map(start => blockEnd(buf, start, block, buf.length)), block }
  }
  const to = starts.map(start => buf.indexOf(LF, start))
  if (form.place === 'line') return { form, heads: buf, from: starts, to, block }
  const heads = buf.slice()
  for (const body of bodies) heads[body] = LF
  return { form, heads, from: bodies, to, block }
}
