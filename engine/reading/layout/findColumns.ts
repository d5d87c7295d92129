import { tokenEnd } from '../../text/scan'
import { chooseLevel } from '../levels/decideScale'
import { LevelEvidence } from '../levels/LevelEvidence'
import type { LevelScale } from '../levels/scales'
import type { Column } from './framing'
import { isDash, isTag, nextToken, timeStart, UNTIL_TOKENS } from './headerTokens'

const LF = 10, CR = 13, SPACE = 32, BRACKET = 91, ROUND = 40
/** What may close a time, and white space. */
const CLOSERS = Array.from(')]",: \t', mark => mark.charCodeAt(0))
const COLUMNS_MAX = 9
const MOST = 0.8 // chosen: a column that most lines have
const NEARLY_ALL = 0.9

const shareOf = (part: number, whole: number) => whole === 0 ? 0 : part / whole

/** The columns behind the time, and how the one that states the severity does so; null where none does. */
interface Columns { columns: Column[], level: LevelScale | null }

/** In how many lines a token looks like what. */
class ColumnFacts {
  lines = 0
  tag = 0
  bracket = 0
  dash = 0
  number = 0
  dotted = 0
  readonly level = new LevelEvidence()
}

interface Counted {
  /** For each token after the time. */
  facts: ColumnFacts[]
  /** The first token of each line that separates, -1 without one. */
  separators: number[]
}

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

function countColumns(buf: Uint8Array, after: readonly number[]): Counted {
  const separators: number[] = []
  const facts = Array.from({ length: COLUMNS_MAX }, () => new ColumnFacts())
  for (const start of after) {
    let p = start
    while (CLOSERS.includes(buf[p])) p++
    let separator = -1
    for (let i = 0; i < COLUMNS_MAX && buf[p] !== LF && buf[p] !== CR; i++) {
      const end = tokenEnd(buf, p)
      if (separator < 0 && isDash(buf, p, end)) separator = i
      const fact = facts[i]
      fact.lines++
      fact.level.add(buf, p, end)
      if (isDash(buf, p, end)) fact.dash++
      if (isTag(buf, p, end)) fact.tag++
      if (buf[p] === BRACKET || buf[p] === ROUND) fact.bracket++
      if (isNumber(buf, p, end)) fact.number++
      if (isDotted(buf, p, end)) fact.dotted++
      p = nextToken(buf, p)
    }
    separators.push(separator)
  }
  return { facts, separators }
}

/** Which of the places states the level of the lines, those that lack a place included. */
function levelAmong(places: readonly LevelEvidence[], lines: number) {
  for (const evidence of places) evidence.lines = lines
  return chooseLevel(places)
}

function columnsOf({ facts, separators }: Counted, lines: number): Columns {
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
      const isEnd = ({ tag, dash }: ColumnFacts) => most(tag) || (at >= 0 && nearlyAll(dash))
      if (!facts.slice(i + 1, i + 1 + (at >= 0 ? 2 : 8)).some(isEnd)) {
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
export function findLevelBefore(
  buf: Uint8Array, starts: readonly number[], timeToken: number,
): { levelBefore: number, scale: LevelScale | null } {
  const levels = Array.from({ length: Math.max(0, timeToken) }, () => new LevelEvidence())
  for (const start of starts) {
    let p = start
    for (let token = 0; token < timeToken && buf[p] !== LF; token++, p = nextToken(buf, p)) {
      levels[token].add(buf, p, tokenEnd(buf, p))
    }
  }
  const level = levelAmong(levels, starts.length)
  return { levelBefore: level?.place ?? -1, scale: level?.scale ?? null }
}

const SYSLOG_COLUMNS: Column[] = ['word', 'word', 'word', 'word', 'data']

/** Whether lines are syslog of RFC 5424: a priority, a version, a time. */
function isSyslog5424(buf: Uint8Array, starts: readonly number[]): boolean {
  const isOne = (start: number) => {
    const time = timeStart(buf, start)
    return buf[start] === 60 && time > start && buf[time - 1] === SPACE
  }
  return shareOf(starts.filter(isOne).length, starts.length) >= NEARLY_ALL
}

/**
 * The columns of the lines that begin at `starts`.
 * @param after where the header goes on behind the time in those with one.
 */
export function findColumns(buf: Uint8Array, starts: readonly number[], after: readonly number[]): Columns {
  if (isSyslog5424(buf, starts)) return { columns: SYSLOG_COLUMNS, level: null }
  return columnsOf(countColumns(buf, after), after.length)
}
