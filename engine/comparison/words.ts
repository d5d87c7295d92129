import type { SignatureRecord } from '../summary/summary'
import { bytesOfText } from '../summary/slots'
import { isCalendarWord, isWord, PARAMETER, tokensOf } from '../templates/tokens'

/** Words of a message that are looked at: what it is about stands at its start. Chosen. */
const TEXT_WORDS = 16
/** Words of its parameters that are looked at. Chosen. */
const VALUE_WORDS = 8
const WORD_MIN_LETTERS = 3
/** A part of a word in mixed case is looked at from so many letters on: shorter ones are mostly pieces of random names. Chosen. */
const PART_MIN_LETTERS = 4

/** Hexadecimal letters in a row that are an id rather than a word, outside of parameters. Chosen. */
const HEX_MIN_LETTERS = 6

const decoder = new TextDecoder()
const RUN = /[a-z\u0080-\uFFFF]+/giu
const PART = /[A-Z]?[a-z\u0080-\uFFFF]+|[A-Z]+(?![a-z])/gu
const VOWEL = /[aeiouy\u0080-\uFFFF]/iu
const HEX_RUN = /^[a-f]+$/i

/** Whether a piece is a word rather than a piece of a random name or a date. */
function isTelling(piece: string, isPart: boolean, isParameter: boolean): boolean {
  if (piece.length < (isPart ? PART_MIN_LETTERS : WORD_MIN_LETTERS) || isCalendarWord(piece)) return false
  return VOWEL.test(piece) ? !(HEX_RUN.test(piece) && (isParameter || piece.length >= HEX_MIN_LETTERS)) : !isPart && !isParameter
}

/** `1 test` and `2 tests` say the same. */
function singular(word: string): string {
  return word.length > WORD_MIN_LETTERS && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/**
 * The words in a text as they compare: letters only, in lower case, names in mixed case in their parts (`InvocationError` is
 * `invocation` and `error`). A plural counts as its singular. Left out are names of days and months, and what looks like a piece of a random name or an id.
 */
export function wordsOf(text: string, isParameter: boolean): string[] {
  return Array.from(text.matchAll(RUN), ([run]) => {
    const pieces = Array.from(run.matchAll(PART), ([piece]) => piece)
    return pieces.filter(piece => isTelling(piece, pieces.length > 1, isParameter)).map(piece => singular(piece.toLowerCase()))
  }).flat()
}

/** The words of what stands in a record's parameters, as far as the values were kept. */
function valueWordsOf({ slots }: SignatureRecord): string[] {
  return slots.flatMap(({ values }) => [...values?.keys() ?? []].filter(value => typeof value === 'string').sort().flatMap(value => wordsOf(decoder.decode(bytesOfText(value)), true)))
}

/** The words of a record: those of its text, then those of its parameters. */
export function wordsOfRecord(record: SignatureRecord): { text: string[], values: string[] } {
  const text = tokensOf(record.text).filter(token => token !== PARAMETER && isWord(token)).join(' ')
  return { text: wordsOf(decoder.decode(bytesOfText(text)), false), values: valueWordsOf(record) }
}

/** The first words of a record, by which it is compared with others. */
export function leadingWords(record: SignatureRecord): string[] {
  const { text, values } = wordsOfRecord(record)
  return [...text.slice(0, TEXT_WORDS), ...values.slice(0, VALUE_WORDS)]
}
