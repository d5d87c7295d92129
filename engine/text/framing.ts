import { cleanLines } from './clean'
import { hasKeys, isDash, isTag, timeStart, valueEnd, valueOfKey } from './header'
import { chooseLevel, decideScale } from '../reading/levels/decideScale'
import { hintOfKey } from '../reading/levels/keys'
import { LevelEvidence } from '../reading/levels/LevelEvidence'
import type { LevelScale } from '../reading/levels/scales'
import { tokenEnd } from './scan'
import { joinsOf } from './joins'
import { detectSessionKeys } from './sessionKeys'
import type { SessionKey } from './session'
import { DATE_ORDERS } from '../reading/times/dateOrder'
import { decideTimes } from '../reading/times/decideTimes'
import type { TimeSettings } from '../reading/times/settings'
import { TimeReader } from '../reading/times/TimeReader'

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
export type Column = 'word' | 'data' | 'level' | 'tag' | 'bracket' | 'dash'

/** Under which keys a line of JSON or `key=value` states time and severity; empty where under none. */
export interface HeaderKeys {
  time: string
  level: string
  /** How the level's value does so. */
  scale: LevelScale | null
}

/** How lines are to be read: plain JSON, made once a job from its first 256 KiB, given to every chunk. */
export interface Framing {
  version: number
  settings: AnalysisSettings
  time: TimeSettings
  /** Tokens before the time; -1 where lines have none. */
  timeToken: number
  /** What follows the time, token by token, as long as it belongs to the header. */
  columns: Column[]
  /** How the place that states the severity does so, null where no place of the header does. */
  level: LevelScale | null
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
const VERSION = 7
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
  return best > 0 && votes[best] < starts.length / 2 ? -1 : best
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

/** For each token after the time, in how many lines it looks like what. */
function countColumns(buf: Uint8Array, after: number[]): ColumnFacts[] {
  const facts = Array.from({ length: COLUMNS_MAX }, (): ColumnFacts => ({ lines: 0, level: new LevelEvidence(), tag: 0, bracket: 0, dash: 0, number: 0, dotted: 0 }))
  for (const start of after) {
    let p = start
    while (buf[p] === 93 || buf[p] === 41 || buf[p] === 34 || buf[p] === 44 || buf[p] === COLON || buf[p] === SPACE || buf[p] === TAB) p++
    for (let i = 0; i < COLUMNS_MAX && buf[p] !== LF && buf[p] !== 13; i++) {
      const end = tokenEnd(buf, p)
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
  }
  return facts
}

/** Which of the places states the level of so many lines, those that lack a place included. */
function levelAmong(places: readonly LevelEvidence[], lines: number) {
  for (const evidence of places) evidence.lines = lines
  return chooseLevel(places)
}

function columnsOf(facts: ColumnFacts[], lines: number): { columns: Column[], level: LevelScale | null } {
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
      if (tag < 0) break
      columns.push('word')
    }
  }
  return { columns, level: level?.scale ?? null }
}

/** Fields after a time that is followed by a delimiter instead of white space; all but the message. */
function fieldsOf(buf: Uint8Array, after: number[]): { fields: number, delimiter: number, levelColumn: number, level: LevelScale | null } | null {
  const votes = new Map<number, number>()
  for (const p of after) votes.set(buf[p], (votes.get(buf[p]) ?? 0) + 1)
  const [delimiter, count] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0, 0]
  if (![124, 59, 44, TAB].includes(delimiter) || shareOf(count, after.length) < NEARLY_ALL) return null
  const values: Map<string, number>[] = []
  const levels: LevelEvidence[] = []
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
      ;(levels[field] ??= new LevelEvidence()).add(buf, from, p)
      if (isNumber(buf, from, p)) numbers[field] = (numbers[field] ?? 0) + 1
    }
  }
  const level = levelAmong(levels, after.length)
  const levelColumn = level?.place ?? -1
  let fields = 0
  for (; fields < values.length; fields++) {
    if (shareOf(present[fields], after.length) < NEARLY_ALL) break
    if (fields > levelColumn && shareOf(numbers[fields] ?? 0, after.length) < NEARLY_ALL && values[fields].size > Math.max(3, after.length / 5)) break
  }
  return fields === 0 ? null : { fields, delimiter, levelColumn, level: levelColumn < fields ? level?.scale ?? null : null }
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

const PAIR = /(?:^|[\s{,])"?([a-z_@][\w@.$-]{0,39})"?\s*[:=]\s*"?/gi
const LINE_LOOKED_AT = 4096

/** The keys of time and severity, null unless lines are mostly JSON or `key=value`. */
function keysOf(buf: Uint8Array, starts: number[], times: TimeReader, timeToken: number): HeaderKeys | null {
  const isJson = shareOf(starts.filter(start => buf[start] === 123).length, starts.length) >= MOST
  if (!isJson && (timeToken === 0 || shareOf(starts.filter(start => hasKeys(buf, start)).length, starts.length) < MOST)) return null
  const timed = new Map<string, number>()
  const levels = new Map<string, LevelEvidence>()
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
      if (times.read(buf, at) >= 0) timed.set(key, (timed.get(key) ?? 0) + 1)
      const keyAt = start + pair.index + pair[0].indexOf(key)
      const hint = hintOfKey(buf, keyAt, keyAt + key.length)
      if (hint === 'none') continue
      const evidence = levels.get(key) ?? new LevelEvidence(hint)
      evidence.add(buf, at, valueEnd(buf, at))
      levels.set(key, evidence)
    }
  }
  const enough = (count: number) => shareOf(count, starts.length) >= MOST
  const time = [...timed].filter(([, count]) => enough(count)).sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  const stated = [...levels].filter(([, evidence]) => enough(evidence.lines)).map(([key, evidence]) => ({ key, evidence, scale: decideScale(evidence) }))
  const best = stated.filter(({ scale }) => scale !== null).sort((a, b) => Number(a.evidence.hint === 'weak') - Number(b.evidence.hint === 'weak') || b.evidence.lines - a.evidence.lines)[0]
  const keys = { time, level: best?.key ?? '', scale: best?.scale ?? null }
  return time !== '' || (isJson && best) ? keys : null
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
  const { referenceTimeMs } = settings
  const any = new TimeReader({ orders: DATE_ORDERS, referenceTimeMs, language: null })
  const timeToken = findTimeToken(buf, starts, any)
  const keys = keysOf(buf, starts, any, timeToken)
  const places = keys
    ? starts.map(start => keys.time === '' ? -1 : valueOfKey(buf, start, keys.time))
    : timeToken < 0 ? starts.map(() => -1) : timePlaces(buf, starts, timeToken)
  const time: TimeSettings = { referenceTimeMs, ...decideTimes(buf, starts, places, referenceTimeMs) }
  const times = new TimeReader(time)
  const usable = timeToken < 0 ? starts : places.map(p => p < 0 ? p : times.read(buf, p)).filter(p => p >= 0)
  const fields = timeToken < 0 || keys ? null : fieldsOf(buf, usable)
  const isPlain = fields === null && keys === null
  const isSyslog = isPlain && isSyslog5424(buf, starts)
  const { columns, level } = isPlain && !isSyslog ? columnsOf(countColumns(buf, usable), usable.length) : { columns: isSyslog ? SYSLOG_COLUMNS : [], level: fields?.level ?? null }
  const isHeader = timeToken >= 0 || level !== null
  const { levelBefore, scale } = levelBeforeOf(buf, starts, timeToken)
  const framing: Framing = { version: VERSION, settings, time, timeToken: keys ? 0 : timeToken, columns: isHeader ? columns : [], level: keys?.scale ?? scale ?? level, fields: fields?.fields ?? 0, delimiter: fields?.delimiter ?? 0, levelColumn: scale ? -1 : fields?.levelColumn ?? -1, levelBefore, keys, joins: 'indented', indent: 0, sessions: [] }
  Object.assign(framing, joinsOf(buf, starts, framing))
  framing.sessions = detectSessionKeys(buf, starts, framing)
  return framing
}
