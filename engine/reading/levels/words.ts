import { isLetter } from '../../text/scan'
import { SEVERITY_NONE, severityName } from './severity'
import { COMPANION_WORDS, GRADES, LEVEL_WORDS, RESULT_WORDS } from './wordLists'

/**
 * What stands around a word, least telling first: nothing, a colon behind it, brackets or a key, a column of levels.
 */
export const MARK_NONE = 0
export const MARK_COLON = 1
export const MARK_ENCLOSED = 2
export const MARK_COLUMN = 3

interface Entry {
  bytes: Uint8Array
  severity: number
  /** The least mark with which the word counts: 0 none … 3 only in a column. */
  grade: number
  isResult: boolean
  isCompanion: boolean
  /** Whether this spelling is in capitals; ASCII is compared in any case, so there the bytes of the line say it. */
  isCapital: boolean
  isAscii: boolean
}

const BUCKETS = 512
const BYTES_MAX = 40 // longer than any word of the lists

const bucketOf = (length: number, first: number) => ((first | 32) * 31 + length) & (BUCKETS - 1)

/**
 * The entries of the lists, by length in bytes and first byte. Words of other scripts are listed in each case they
 * have.
 */
const TABLE: readonly (readonly Entry[])[] = makeTable()

function numberOf(severity: string): number {
  let n = 1
  while (severityName(n) !== severity) n++
  return n
}

function spellingsOf(word: string): { text: string, isCapital: boolean }[] {
  const capitals = word.toUpperCase()
  const first = [...word][0]
  const texts = new Set([word, capitals, first.toUpperCase() + word.slice(first.length)])
  return [...texts].map(text => ({ text, isCapital: text === capitals && capitals !== word }))
}

function makeTable(): Entry[][] {
  const table: Entry[][] = Array.from({ length: BUCKETS }, () => [])
  const encoder = new TextEncoder()
  const results = new Set(RESULT_WORDS.split(' '))
  const add = (word: string, severity: number, grade: number) => {
    const isAscii = encoder.encode(word).length === word.length
    for (const { text, isCapital } of isAscii ? [{ text: word, isCapital: false }] : spellingsOf(word)) {
      const bytes = encoder.encode(text)
      table[bucketOf(bytes.length, bytes[0])].push({
        bytes, severity, grade, isResult: results.has(word), isCompanion: severity === SEVERITY_NONE, isCapital,
        isAscii,
      })
    }
  }
  for (const [grade, name] of GRADES.entries())
    for (const [severity, words] of Object.entries(LEVEL_WORDS[name]))
      for (const word of words.split(' ')) add(word, numberOf(severity), grade)
  for (const word of COMPANION_WORDS.split(' ')) add(word, SEVERITY_NONE, MARK_COLUMN)
  return table
}

function entryOf(buf: Uint8Array, from: number, to: number): Entry | null {
  const length = to - from
  if (length < 2 || length > BYTES_MAX) return null
  for (const entry of TABLE[bucketOf(length, buf[from])]) {
    const { bytes, isAscii } = entry
    if (bytes.length !== length) continue
    let i = 0
    if (isAscii) while (i < length && (buf[from + i] | 32) === bytes[i]) i++
    else while (i < length && buf[from + i] === bytes[i]) i++
    if (i === length) return entry
  }
  return null
}

/** Whether the text `[from, to)` begins with two capitals of ASCII. */
export function isInCapitals(buf: Uint8Array, from: number, to: number): boolean {
  return to > from + 1 && isCapital(buf[from]) && isCapital(buf[from + 1])
}

const isCapital = (byte: number) => byte >= 65 && byte <= 90

/** Where the word ends without the step that follows it: `DEBUG2` of PostgreSQL, `INFO+2` and `WARN-1` of Go's slog. */
function stepStart(buf: Uint8Array, from: number, to: number): number {
  const last = buf[to - 1]
  if (last < 49 || last > 57 || to - from < 5) return to
  const before = buf[to - 2]
  if (before === 43 || before === 45) return to - 2
  return last <= 53 && isLetter(before) ? to - 1 : to
}

/**
 * Severity number of the word `[from, to)` in any case, 0 if it is none or more has to mark it as a level.
 * @param mark what stands around it, one of the MARK_ constants; capitals count as much as brackets.
 */
export function severityOfMarkedWord(buf: Uint8Array, from: number, to: number, mark: number): number {
  let entry = entryOf(buf, from, to)
  let grade = 0
  if (entry === null) {
    const end = stepStart(buf, from, to)
    if (end === to) return SEVERITY_NONE
    entry = entryOf(buf, from, end)
    if (entry === null || entry.grade > 0) return SEVERITY_NONE
    grade = MARK_COLON
  }
  const { severity, isAscii } = entry
  grade = Math.max(grade, entry.grade)
  if (grade <= mark) return severity
  if (grade > MARK_ENCLOSED) return SEVERITY_NONE
  return (isAscii ? isInCapitals(buf, from, to) : entry.isCapital) ? severity : SEVERITY_NONE
}

/**
 * Severity number of the word `[from, to)`, any case, without what encloses it; 0 if it is no level word.
 * @param isEnclosed whether brackets or a key say that it is a level, so that words that mean something else too count.
 */
export function severityOfWord(buf: Uint8Array, from: number, to: number, isEnclosed = false): number {
  return severityOfMarkedWord(buf, from, to, isEnclosed ? MARK_ENCLOSED : MARK_NONE)
}

/** Whether the word reports a result as well (`fail`, `success`), so that it does not make a column one of levels. */
export function isResultWord(buf: Uint8Array, from: number, to: number): boolean {
  return entryOf(buf, from, to)?.isResult ?? false
}

/** Whether the word stands where a level stands and states none, as PostgreSQL's `STATEMENT` and `DETAIL` do. */
export function isCompanionWord(buf: Uint8Array, from: number, to: number): boolean {
  return entryOf(buf, from, to)?.isCompanion ?? false
}
