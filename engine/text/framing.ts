import { cleanLines } from './clean'
import { hasKeys, isDash, isTag, levelAt, timeStart } from './header'
import { isSureLevel, severityOfMark, severityOfToken } from './level'
import { tokenEnd } from './scan'
import { joinsOf } from './joins'
import { detectSessionKeys } from './sessionKeys'
import type { SessionKey } from './session'
import { parseTime, type TimeContext } from './time'
import { SEVERITY_NONE, SEVERITY_WARNING, severityOfLetter } from './severity'

/** What is fixed for a job when it opens, beside the bytes themselves. */
export interface AnalysisSettings {
  /** A longer line is mined and shown up to here. */
  maxLineBytes: number
  /** Epoch milliseconds; gives the year to times that stand without one. */
  referenceTimeMs: number
}

/**
 * What a header token after the time is; `word` is skipped, `data` (of RFC 5424) too, the last three end the header where they
 * are missing.
 */
export type Column = 'word' | 'data' | 'level' | 'letter' | 'mark' | 'tag' | 'bracket' | 'dash'

/** Under which keys a line of JSON or `key=value` states time and severity; empty where under none. */
export interface HeaderKeys {
  time: string
  level: string
  /** Whether levels are 10 … 60 instead of words. */
  hasLevelNumbers: boolean
}

/** How lines are to be read: plain JSON, made once a job from its first 256 KiB, given to every chunk. */
export interface Framing {
  version: number
  settings: AnalysisSettings
  time: TimeContext
  /** Tokens before the time; -1 where lines have none. */
  timeToken: number
  /** What follows the time, token by token, as long as it belongs to the header. */
  columns: Column[]
  /** Whether most lines state a severity in a place of their own. */
  hasLevel: boolean
  /** Instead of columns: so many fields after the time, split at this byte. */
  fields: number
  delimiter: number
  /** Which of the fields states the severity, -1 for none. */
  levelColumn: number
  /** Which token before the time states the severity, -1 for none. */
  levelBefore: number
  /** Null where lines are not read by keys. */
  keys: HeaderKeys | null
  /** Which lines without a header belong to the event before them: none, those that look like it, all. */
  joins: 'none' | 'indented' | 'all'
  /** Bytes at the start of a line that are no indentation, where lines of their own begin so. */
  indent: number
  /** How lines belong to sessions, the first key that a line has an id of; none where they do not. */
  sessions: SessionKey[]
}

/** Bytes of decoded text that decide. */
export const SAMPLE_BYTES = 256 * 1024
const VERSION = 6
const PADDING = 64
const LF = 10, SPACE = 32, TAB = 9, COLON = 58
const LINES_MAX = 4000
const COLUMNS_MAX = 9
const TIME_TOKENS_MAX = 6
const MOST = 0.8 // chosen: a column that most lines have
const NEARLY_ALL = 0.9

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

/** The token at which most lines have their first time, and the position after that time for each line (-1 without). */
function findTimes(buf: Uint8Array, starts: number[], time: TimeContext): { timeToken: number, after: number[] } {
  const votes = new Array<number>(TIME_TOKENS_MAX).fill(0)
  for (const start of starts) {
    for (let token = 0, p = start; token < TIME_TOKENS_MAX && buf[p] !== LF; token++, p = nextToken(buf, p))
      if (parseTime(buf, timeStart(buf, p), time) >= 0) {
        votes[token]++
        break
      }
  }
  const best = votes.indexOf(Math.max(...votes))
  if (votes[best] < 2 && votes[best] < starts.length) return { timeToken: -1, after: starts }
  if (best > 0 && votes[best] < starts.length / 2) return { timeToken: -1, after: starts }
  const after = starts.map((start) => {
    let p = start
    for (let i = 0; i < best; i++) p = nextToken(buf, p)
    return parseTime(buf, timeStart(buf, p), time)
  })
  return { timeToken: best, after }
}

interface ColumnFacts { lines: number, level: number, sureLevel: number, severities: Set<number>, letter: number, mark: number, loudMark: number, tag: number, bracket: number, dash: number, number: number, dotted: number }

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

/** For each token after the time, in how many lines it looks like what. */
function countColumns(buf: Uint8Array, after: number[]): ColumnFacts[] {
  const facts = Array.from({ length: COLUMNS_MAX }, (): ColumnFacts => ({ lines: 0, level: 0, sureLevel: 0, severities: new Set(), letter: 0, mark: 0, loudMark: 0, tag: 0, bracket: 0, dash: 0, number: 0, dotted: 0 }))
  for (const start of after) {
    let p = start
    while (buf[p] === 93 || buf[p] === 41 || buf[p] === 34 || buf[p] === 44 || buf[p] === COLON || buf[p] === SPACE || buf[p] === TAB) p++
    for (let i = 0; i < COLUMNS_MAX && buf[p] !== LF && buf[p] !== 13; i++) {
      const end = tokenEnd(buf, p)
      const fact = facts[i]
      fact.lines++
      const severity = severityOfToken(buf, p, end)
      if (severity !== SEVERITY_NONE) {
        fact.level++
        fact.severities.add(severity)
        if (isSureLevel(buf, p, end)) fact.sureLevel++
      }
      if (severityOfMark(buf, p, end) !== SEVERITY_NONE) {
        fact.mark++
        if (buf[p] === 42 || buf[p] === 35) fact.loudMark++
      }
      if (end === p + 1 && severityOfLetter(buf[p]) !== SEVERITY_NONE) fact.letter++
      if (isDash(buf, p, end)) fact.dash++
      if (isTag(buf, p, end)) fact.tag++
      if (buf[p] === 91 || buf[p] === 40) fact.bracket++
      if (isNumber(buf, p, end)) fact.number++
      if (isDotted(buf, p, end)) fact.dotted++
      p = nextToken(buf, p)
    }
  }
  return facts
}

/** Whether small words that are levels are meant as such: where all say `error`, it may be what the messages are about. */
function isLevelPlace({ severities }: ColumnFacts): boolean {
  return severities.size > 1 || [...severities].every(severity => severity < SEVERITY_WARNING)
}

function columnsOf(facts: ColumnFacts[], lines: number): Column[] {
  const columns: Column[] = []
  const most = (count: number) => shareOf(count, lines) >= MOST
  const nearlyAll = (count: number) => shareOf(count, lines) >= NEARLY_ALL
  const level = facts.findIndex(fact => most(fact.sureLevel) || (most(fact.level) && isLevelPlace(fact)))
  const letter = facts.findIndex(fact => nearlyAll(fact.letter))
  const at = level >= 0 ? level : letter
  if (at < 0 && nearlyAll(facts[0].mark) && facts[0].loudMark > 0) return ['mark']
  for (let i = 0; i < at; i++) columns.push('word')
  if (at >= 0) columns.push(level >= 0 ? 'level' : 'letter')
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
      if (tag < 0) break
      columns.push('word')
    }
  }
  return columns
}

/** Fields after a time that is followed by a delimiter instead of white space; all but the message. */
function fieldsOf(buf: Uint8Array, after: number[]): { fields: number, delimiter: number, levelColumn: number } | null {
  const votes = new Map<number, number>()
  for (const p of after) votes.set(buf[p], (votes.get(buf[p]) ?? 0) + 1)
  const [delimiter, count] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0, 0]
  if (![124, 59, 44, TAB].includes(delimiter) || shareOf(count, after.length) < NEARLY_ALL) return null
  const values: Map<string, number>[] = []
  const levels: number[] = []
  const numbers: number[] = []
  const present: number[] = []
  for (const start of after) {
    let p = start
    for (let field = 0; field < COLUMNS_MAX && buf[p] === delimiter; field++) {
      const from = ++p
      while (buf[p] !== delimiter && buf[p] !== LF && buf[p] !== 13) p++
      if (buf[p] !== delimiter) break
      const text = String.fromCharCode(...buf.subarray(from, Math.min(p, from + 40)))
      ;(values[field] ??= new Map()).set(text, (values[field].get(text) ?? 0) + 1)
      present[field] = (present[field] ?? 0) + 1
      if (severityOfToken(buf, from, p) !== SEVERITY_NONE) levels[field] = (levels[field] ?? 0) + 1
      if (isNumber(buf, from, p)) numbers[field] = (numbers[field] ?? 0) + 1
    }
  }
  let fields = 0
  let levelColumn = -1
  for (; fields < values.length; fields++) {
    if (shareOf(present[fields], after.length) < NEARLY_ALL) break
    const isLevel = shareOf(levels[fields] ?? 0, after.length) >= MOST
    if (isLevel) levelColumn = fields
    if (!isLevel && shareOf(numbers[fields] ?? 0, after.length) < NEARLY_ALL && values[fields].size > Math.max(3, after.length / 5)) break
  }
  return fields === 0 ? null : { fields, delimiter, levelColumn }
}

/** Whether `dd/mm/yyyy` is meant: a first number above 12 somewhere. */
function isDayFirst(buf: Uint8Array, starts: number[]): boolean {
  for (const start of starts) {
    const p = timeStart(buf, start)
    const year = buf[p + 4] === 47 ? p + 5 : buf[p + 5] === 47 ? p + 6 : 0
    if (year > 0 && buf[p + 2] === 47 && isNumber(buf, year, year + 4) && isNumber(buf, p, p + 2) && (buf[p] - 48) * 10 + buf[p + 1] - 48 > 12) return true
  }
  return false
}

/** Which token before the time is a severity in most lines, -1 for none. */
function levelBeforeOf(buf: Uint8Array, starts: number[], timeToken: number): number {
  const levels = new Array<number>(TIME_TOKENS_MAX).fill(0)
  for (const start of starts)
    for (let token = 0, p = start; token < timeToken && buf[p] !== LF; token++, p = nextToken(buf, p)) if (severityOfToken(buf, p, tokenEnd(buf, p)) !== SEVERITY_NONE) levels[token]++
  return levels.findIndex(count => shareOf(count, starts.length) >= MOST)
}

const SYSLOG_COLUMNS: Column[] = ['word', 'word', 'word', 'word', 'data']

/** Whether lines are syslog of RFC 5424: a priority, a version, a time. */
function isSyslog5424(buf: Uint8Array, starts: number[]): boolean {
  const count = starts.filter(start => buf[start] === 60 && timeStart(buf, start) > start && buf[timeStart(buf, start) - 1] === SPACE).length
  return shareOf(count, starts.length) >= NEARLY_ALL
}

const PAIR = /(?:^|[\s{,])"?([a-z_@][\w@.$-]{0,39})"?\s*[:=]\s*"?/gi
const LINE_LOOKED_AT = 4096

/** The keys of time and severity, null unless lines are mostly JSON or `key=value`. */
function keysOf(buf: Uint8Array, starts: number[], time: TimeContext, timeToken: number): HeaderKeys | null {
  const isJson = shareOf(starts.filter(start => buf[start] === 123).length, starts.length) >= MOST
  if (!isJson && (timeToken === 0 || shareOf(starts.filter(start => hasKeys(buf, start)).length, starts.length) < MOST)) return null
  const times = new Map<string, number>()
  const words = new Map<string, number>()
  const numbers = new Map<string, number>()
  const vote = (votes: Map<string, number>, key: string) => votes.set(key, (votes.get(key) ?? 0) + 1)
  for (const start of starts) {
    let end = start
    while (buf[end] !== LF && end < start + LINE_LOOKED_AT) end++
    const seen = new Set<string>()
    let line = ''
    for (let p = start; p < end; p++) line += String.fromCharCode(buf[p])
    for (const pair of line.matchAll(PAIR)) {
      const key = pair[1]
      if (seen.has(key)) continue // the first one counts, as in HeaderReader
      seen.add(key)
      const at = start + pair.index + pair[0].length
      if (parseTime(buf, at, time) >= 0) vote(times, key)
      if (levelAt(buf, at, false) !== SEVERITY_NONE) vote(words, key)
      if (levelAt(buf, at, true) !== SEVERITY_NONE) vote(numbers, key)
    }
  }
  const best = (votes: Map<string, number>) => Array.from(votes).filter(([, count]) => shareOf(count, starts.length) >= MOST).sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  const word = best(words)
  const number = best(numbers)
  const keys = { time: best(times), level: word || (/level$/i.test(number) ? number : ''), hasLevelNumbers: word === '' && number !== '' }
  return keys.time !== '' || (isJson && keys.level !== '') ? keys : null
}

/** @throws RangeError for a framing that another version of the engine has made: it would read the same lines otherwise. */
export function checkFraming(framing: Framing): void {
  if (framing.version !== VERSION) throw new RangeError('not a framing of this engine version')
}

/**
 * Decides from the start of the decoded text how its lines are to be read.
 * @param sample at most SAMPLE_BYTES are looked at.
 */
export function detectFraming(sample: Uint8Array, settings: AnalysisSettings): Framing {
  const start = sample.subarray(0, SAMPLE_BYTES)
  const buf = new Uint8Array(start.length + PADDING)
  const end = cleanLines(start, buf)
  buf.fill(LF, end)
  const starts = lineStarts(buf, end, start.length === SAMPLE_BYTES)
  const time: TimeContext = { dayFirst: isDayFirst(buf, starts), referenceTimeMs: settings.referenceTimeMs }
  const { timeToken, after } = findTimes(buf, starts, time)
  const keys = keysOf(buf, starts, time, timeToken)
  const usable = after.filter(p => p >= 0)
  const fields = timeToken < 0 || keys ? null : fieldsOf(buf, usable)
  const columns = fields || keys ? [] : isSyslog5424(buf, starts) ? SYSLOG_COLUMNS : columnsOf(countColumns(buf, usable), usable.length)
  const isHeader = timeToken >= 0 || columns.includes('level') || columns.includes('letter')
  const framing: Framing = { version: VERSION, settings, time, timeToken: keys ? 0 : timeToken, columns: isHeader ? columns : [], hasLevel: columns.some(column => column === 'level' || column === 'letter' || column === 'mark'), fields: fields?.fields ?? 0, delimiter: fields?.delimiter ?? 0, levelColumn: fields?.levelColumn ?? -1, levelBefore: levelBeforeOf(buf, starts, timeToken), keys, joins: 'indented', indent: 0, sessions: [] }
  Object.assign(framing, joinsOf(buf, starts, framing))
  framing.sessions = detectSessionKeys(buf, starts, framing)
  return framing
}
