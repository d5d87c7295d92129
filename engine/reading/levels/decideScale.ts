import { SEVERITY_ERROR, SEVERITY_NONE, SEVERITY_WARNING } from './severity'
import { decideNumbers, NEARLY_ALL } from './decideNumbers'
import type { KeyHint } from './keys'
import type { LevelEvidence, PieceValues, Tallies, Tally } from './LevelEvidence'
import { type LevelScale, LETTERS, MARK_SCALES } from './scales'
import {
  isCompanionWord, isInCapitals, isResultWord, MARK_COLON, MARK_COLUMN, MARK_ENCLOSED, MARK_NONE, severityOfMarkedWord,
} from './words'

/** Share of errors beyond which two letters are rather something else, as `I` and `E` may be. Chosen. */
const LETTER_ERRORS_MAX = 1 / 3
/** Names of levels in one log; more words in capitals are what messages begin with. Chosen. */
const NAMES_MAX = 12
const USUAL_LETTERS = 'DIWE'

interface Decided {
  scale: LevelScale
  /** Severities that the sample showed. */
  severities: number
  /** Lines whose value fits. */
  fits: number
}

/**
 * The scale in which the levels of the place are, null where its values are no levels: nearly all fit one scale, and
 * more than one of it was seen, or what was seen can hardly be anything but a level. Does not depend on the order of
 * lines.
 */
export function decideScale(evidence: LevelEvidence): LevelScale | null {
  return decidedOf(evidence)?.scale ?? null
}

/**
 * Which of several places, the outermost first, states the level of its lines: the innermost whose levels vary, as a
 * wrapper's own level hardly does, else the outermost; null where none is a level.
 */
export function chooseLevel(places: readonly LevelEvidence[]): { place: number, scale: LevelScale } | null {
  const decided = places.map(decidedOf)
  const varying = decided.findLastIndex(place => place !== null && place.severities > 1)
  const place = varying >= 0 ? varying : decided.findIndex(place => place !== null)
  const scale = decided[place]?.scale
  return scale ? { place, scale } : null
}

function decidedOf(evidence: LevelEvidence): Decided | null {
  const { pieces, lines, hint } = evidence
  if (lines === 0) return null
  const marks = decideMarks(evidence)
  if (marks) return marks
  return best(pieces.map(values => decideWords(values, lines, hint)))
    ?? best(pieces.map(values => decideLetters(values, lines, hint)))
    ?? best(pieces.map(values => decideNumberPiece(values, lines, hint)))
}

/** The scale of the piece that varies most, then of the one that fits more lines, then of the first. */
function best(all: (Decided | null)[]): Decided | null {
  let leading: Decided | null = null
  for (const decided of all)
    if (decided && (leading === null || decided.severities > leading.severities
      || (decided.severities === leading.severities && decided.fits > leading.fits))) leading = decided
  return leading
}

const bytesOf = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))

function sumOf(tallies: Tallies): number {
  let sum = 0
  for (const { count } of tallies.values()) sum += count
  return sum
}

function markOf({ count, enclosed, colon }: Tally, hint: KeyHint): number {
  if (enclosed === count || (hint !== 'none' && hint !== 'weak')) return MARK_ENCLOSED
  return enclosed + colon >= count ? MARK_COLON : MARK_NONE
}

/** What the words of a piece show; counts are lines. */
interface WordFacts {
  fits: number
  /** Severities of words that are hardly anything but levels, and of those that also report results. */
  telling: Set<number>
  results: Set<number>
  /** Lines with a telling word in capitals, brackets or before a colon. */
  sureLines: number
  /** Lines with a telling word that is a level as it is written, and with a telling word of no trouble. */
  plainLines: number
  harmlessLines: number
  /** Telling words that are a level as they are written, and whether one of them is harmless. */
  plainWords: number
  hasPlainHarmless: boolean
}

function factsOf(words: Tallies, hint: KeyHint): WordFacts {
  const facts: WordFacts = {
    fits: 0, telling: new Set(), results: new Set(), sureLines: 0, plainLines: 0, harmlessLines: 0, plainWords: 0,
    hasPlainHarmless: false,
  }
  for (const [text, tally] of words) {
    const buf = bytesOf(text)
    const { count } = tally
    facts.fits += count
    if (isCompanionWord(buf, 0, buf.length)) continue
    const severity = severityOfMarkedWord(buf, 0, buf.length, MARK_COLUMN)
    const mark = markOf(tally, hint)
    if (isResultWord(buf, 0, buf.length)) {
      facts.results.add(severity)
      if (mark === MARK_NONE) continue
    }
    const isPlain = severityOfMarkedWord(buf, 0, buf.length, mark) !== SEVERITY_NONE
    if (!isPlain && !isTitled(buf)) continue
    if (isResultWord(buf, 0, buf.length) && !isPlain) continue
    facts.telling.add(severity)
    const isHarmless = severity < SEVERITY_WARNING
    if (isHarmless) facts.harmlessLines += count
    if (isPlain) {
      facts.plainLines += count
      facts.plainWords++
      facts.hasPlainHarmless ||= isHarmless
    }
    if (isPlain && (mark !== MARK_NONE || isInCapitals(buf, 0, buf.length))) facts.sureLines += count
  }
  return facts
}

/** Whether the word begins with a capital, or has no case. */
const isTitled = (buf: Uint8Array) => buf[0] > 127 || (buf[0] >= 65 && buf[0] <= 90)

function decideWords({ piece, words, unknown }: PieceValues, lines: number, hint: KeyHint): Decided | null {
  if (words === null || words.size === 0) return null
  const facts = factsOf(words, hint)
  const { telling, results, fits } = facts
  const usual = [...telling].some(severity => severity < SEVERITY_WARNING)
  const severities = new Set(usual || telling.size > 1 ? [...telling, ...results] : telling)
  const decided: Decided = { scale: { kind: 'words', piece }, severities: severities.size, fits }
  if (fits >= NEARLY_ALL * lines) {
    if (severities.size > 1) return isMeant(facts, lines) ? decided : null
    if (hint === 'weak' || severities.size === 0) return null
    const constant = usual ? facts.plainLines : facts.sureLines
    return constant >= NEARLY_ALL * lines ? decided : null
  }
  return unknown !== null && areNames(words, unknown, telling, lines) ? decided : null
}

/** Whether words of several severities are levels, not what messages begin with (`Error`, at times `Note`). */
function isMeant(facts: WordFacts, lines: number): boolean {
  if (facts.hasPlainHarmless || facts.plainWords > 1) return true
  return facts.sureLines >= NEARLY_ALL * lines || facts.harmlessLines >= lines / 2
}

/**
 * Whether words in capitals that no list knows are names of levels beside known ones: they are few, all in capitals,
 * and at least two known words of trouble stand among them.
 */
function areNames(words: Tallies, unknown: Tallies, telling: Set<number>, lines: number): boolean {
  if (words.size + unknown.size > NAMES_MAX || sumOf(words) + sumOf(unknown) < NEARLY_ALL * lines) return false
  for (const text of words.keys()) if (!isInCapitals(bytesOf(text), 0, text.length)) return false
  return [...telling].filter(severity => severity >= SEVERITY_WARNING).length > 1 || telling.size > 2
}

/**
 * Whether letters are levels: two of the usual ones, one of them the `I` of healthy lines (in brackets `W` is enough),
 * hardly errors; or three of them. Units, directions, truth values and flags share other letters.
 */
function decideLetters({ piece, letters }: PieceValues, lines: number, hint: KeyHint): Decided | null {
  if (letters === null || letters.size === 0) return null
  const isKey = hint !== 'none' && hint !== 'weak'
  const seen = new Map<string, number>()
  let fits = 0
  let errors = 0
  let enclosed = 0
  let capitals = 0
  for (const [text, tally] of letters) {
    const letter = text[0].toUpperCase()
    const severity = LETTERS[letter]
    if (severity === undefined || (text.length > 1 && letter !== 'D')) continue
    seen.set(letter, (seen.get(letter) ?? 0) + tally.count)
    fits += tally.count
    if (text[0] === letter) capitals += tally.count
    if (tally.enclosed === tally.count) enclosed += tally.count
    if (severity >= SEVERITY_ERROR) errors += tally.count
  }
  if (fits < NEARLY_ALL * lines || (capitals > 0 && capitals < fits)) return null
  if (!isKey) {
    const isGlued = piece === 'tailLetter' || piece === 'headLetter'
    const usual = [...USUAL_LETTERS].filter(letter => seen.has(letter)).length
    const isMarked = (hint === 'weak' || enclosed === fits) && !isGlued
    if (usual < 2 || (usual < 3 && errors > LETTER_ERRORS_MAX * fits)) return null
    if (usual < 3 && !seen.has('I') && !(isMarked && seen.has('W'))) return null
  }
  const spelling = (letter: string) => capitals === 0 ? letter.toLowerCase() : letter
  const severities = Object.fromEntries(Object.entries(LETTERS).map(([letter, n]) => [spelling(letter), n]))
  return { scale: { kind: 'letters', piece, severities }, severities: seen.size, fits }
}

function decideNumberPiece({ piece, numbers }: PieceValues, lines: number, hint: KeyHint): Decided | null {
  if (numbers === null || numbers.size === 0) return null
  const counts = new Map<number, number>()
  let angled = 0
  let keyed = 0
  for (const [text, tally] of numbers) {
    counts.set(Number(text), (counts.get(Number(text)) ?? 0) + tally.count)
    angled += tally.angled
    keyed += tally.keyed
  }
  const said = angled >= NEARLY_ALL * lines ? 'syslog' : hint === 'none' && keyed >= NEARLY_ALL * lines ? 'level' : hint
  const scale = decideNumbers(counts, lines, said)
  if (scale === null) return null
  return { scale: { kind: 'numbers', piece, name: scale.name, severities: { ...scale.severities } },
    severities: counts.size, fits: sumOf(numbers) }
}

/** Marks are levels where nearly all tokens are of one scale, two or more of it, one of them no bullet or sign. */
function decideMarks({ marks, lines, hint }: LevelEvidence): Decided | null {
  if (hint !== 'none') return null
  for (const scale of MARK_SCALES) {
    const seen = [...marks].filter(([mark]) => mark in scale.marks)
    const isMarked = scale.telling.filter(mark => marks.has(mark)).length > 0
    const fits = seen.reduce((sum, [, count]) => sum + count, 0)
    if (!isMarked || fits < NEARLY_ALL * lines) continue
    if (seen.length < 2 && scale.name !== 'xorg') continue
    const severities = Object.entries(scale.marks).map(([mark, severity]) => ({ mark, severity }))
    return { scale: { kind: 'marks', severities }, severities: seen.length, fits }
  }
  return null
}

