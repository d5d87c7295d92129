import { LANGUAGE_NAMES } from './monthNames'

const LOOK_BYTES = 240 // chosen: a time is near the start of its line
const LF = 10
const SOME = .1 // chosen: a date with a name is on at least one line of ten, traces behind it
const MOST = .5 // chosen: words that are halves of the day in few lines are words
const HALF_MAX_CHARACTERS = 14

/** A name behind or before the number of a date; the hour of a clock that a letter follows. */
const DAY_FIRST = /(?<![\p{L}\d])\d{1,4}[-./ ]{0,2}(?:de )?(\p{L}[\p{L}\p{M}]+)(?![\p{L}\d_])/gu
const MONTH_FIRST = /(?<![\p{L}\d])(\p{L}[\p{L}\p{M}]+)\.?[-/ ]{1,2}\d{1,2}(?![\p{L}\d])/gu
const CLOCK = /(?<!\d)(\d{1,2})[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?[ \u00A0\u202F]?(?=\p{L})/u

/** Positions of the languages that have a name, by the name. */
type Languages = Map<string, number[]>

function languagesOf(namesOf: (row: typeof LANGUAGE_NAMES[number]) => string[]): Languages {
  const languages: Languages = new Map()
  LANGUAGE_NAMES.forEach((row, i) => {
    for (const name of new Set(namesOf(row))) languages.set(name, [...languages.get(name) ?? [], i])
  })
  return languages
}

/**
 * The language whose names of months and halves of the day the sample has: the one that reads more of its lines than
 * English and all others do. Null where no name decides; names that only one reading has are read then, too.
 */
export function decideLanguage(buf: Uint8Array, starts: readonly number[]): string | null {
  const months = languagesOf(row => row.months.flatMap(spellings => spellings.split('|')))
  const halves = languagesOf(row => `${row.am}|${row.pm}`.split('|').filter(name => name !== ''))
  const decoder = new TextDecoder()
  const ofMonths = LANGUAGE_NAMES.map(() => 0)
  const ofHalves = LANGUAGE_NAMES.map(() => 0)
  for (const start of starts) {
    const text = decoder.decode(buf.subarray(start, lineEnd(buf, start))).toLowerCase().normalize('NFC')
    for (const form of [DAY_FIRST, MONTH_FIRST]) {
      for (const [, name] of text.matchAll(form)) count(ofMonths, months.get(name))
    }
    countHalf(ofHalves, halves, text)
  }
  return (Math.max(...ofMonths) >= SOME * starts.length ? decided(ofMonths) : null)
    ?? (Math.max(...ofHalves) >= MOST * starts.length ? decided(ofHalves) : null)
}

function count(counts: number[], languages: readonly number[] = [], weight = 1): void {
  for (const language of languages) counts[language] += weight
}

/** Counts the longest half of the day behind the line's clock, against the word if the clock has 24 hours. */
function countHalf(counts: number[], halves: Languages, text: string): void {
  const clock = CLOCK.exec(text)
  if (!clock) return
  const at = clock.index + clock[0].length
  for (let length = HALF_MAX_CHARACTERS; length > 0; length--) {
    const languages = halves.get(text.slice(at, at + length).replace(/[\u00A0\u202F]/gu, ' '))
    if (!languages || /\p{L}/u.test(text.charAt(at + length))) continue
    count(counts, languages, Number(clock[1]) > 12 ? -1 : 1)
    return
  }
}

function decided(counts: readonly number[]): string | null {
  const most = Math.max(...counts)
  if (most <= 0 || counts[0] === most || counts.indexOf(most) !== counts.lastIndexOf(most)) return null
  return LANGUAGE_NAMES[counts.indexOf(most)].language
}

function lineEnd(buf: Uint8Array, start: number): number {
  let end = start
  while (end < start + LOOK_BYTES && buf[end] !== LF) end++
  return end
}
