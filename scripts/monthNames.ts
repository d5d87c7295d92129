// npx tsx scripts/monthNames.ts: writes engine/reading/times/monthNames.ts from this Node's locale data.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const LOCALES = [
  'en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'zh', 'ja', 'ko', 'tr', 'cs', 'sv', 'da', 'nb', 'fi', 'uk',
  'hu', 'el', 'ro', 'id',
  'vi', 'th', 'he', 'ar', 'fa', 'hi', 'bg', 'hr', 'sr', 'sr-Latn', 'bs', 'sk', 'sl', 'lt', 'lv', 'et', 'ca', 'gl',
  'eu', 'is', 'ga', 'cy',
  'af', 'sq', 'mk', 'be', 'ka', 'hy', 'az', 'kk', 'uz', 'mn', 'ms', 'fil', 'sw', 'bn', 'ta', 'ur',
]
/** Countries whose names differ from those of their language. */
const COUNTRIES: Record<string, string[]> = {
  en: ['en-GB', 'en-AU', 'en-CA'], de: ['de-AT', 'de-CH'], fr: ['fr-CA'], es: ['es-MX', 'es-AR', 'es-CO'],
  pt: ['pt-PT'], zh: ['zh-Hant', 'zh-HK'], it: ['it-CH'], ar: ['ar-MA', 'ar-SY', 'ar-DZ'],
}
/** Spellings of programs that the locale data lack: month and name. */
const MORE: Record<string, [number, string][]> = {
  de: [[3, 'mrz'], [3, 'maerz'], [1, 'jänner'], [1, 'jän']], pt: [[3, 'março']], nl: [[3, 'mrt']], en: [[9, 'sept']],
}
/** Parts of the day that stand before a Chinese clock, beside the two halves. */
const MORE_HALVES: Record<string, { am: string[], pm: string[] }> = {
  zh: { am: ['凌晨', '清晨', '早上'], pm: ['中午', '傍晚', '晚上'] },
  ko: { am: ['오전'], pm: ['오후'] },
  es: { am: ['a. m.', 'a.m.'], pm: ['p. m.', 'p.m.'] },
  en: { am: ['am', 'a.m.', 'a. m.'], pm: ['pm', 'p.m.', 'p. m.'] },
}
const WIDTH = 118

const plain = (name: string) => name.toLowerCase()
  .replace(/[\u200E\u200F\u061C]/gu, '').replace(/[\u00A0\u202F]/gu, ' ').normalize('NFC').replace(/\.+$/u, '').trim()
const unaccented = (name: string) =>
  name.normalize('NFD').replace(/(?<=\p{Script=Latin})[\u0300-\u036F]+/gu, '').normalize('NFC')

type Part = 'month' | 'weekday' | 'dayPeriod'

function partOf(locale: string, options: Intl.DateTimeFormatOptions, date: Date, part: Part): string {
  const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' })
  const found = format.formatToParts(date).find(({ type }) => type === part)
  return found ? plain(found.value) : ''
}

const MONTH_FORMATS: Intl.DateTimeFormatOptions[] = (['long', 'short'] as const).flatMap(month =>
  [{ month }, { month, day: 'numeric' }, { month, day: 'numeric', year: 'numeric' }, { month, year: 'numeric' }])
const WEEKDAY_FORMATS: Intl.DateTimeFormatOptions[] = (['long', 'short'] as const).flatMap(weekday =>
  [{ weekday }, { weekday, day: 'numeric', month: 'long' }])

/**
 * Spellings of each date's part over a language and its countries, none that two dates share, none that is a number.
 */
function spellings(locales: string[], formats: Intl.DateTimeFormatOptions[], dates: Date[], part: Part): string[][] {
  const names = dates.map(date => new Set(locales
    .flatMap(locale => formats.map(format => partOf(locale, format, date, part)))
    .flatMap(name => [name, unaccented(name)]).filter(name => name.length > 1 && !/^\d/u.test(name))))
  for (const length of [3, 4]) {
    const cut = (name: string) => [...name].slice(0, length).join('')
    const cuts = names.map(set => new Set([...set].filter(name => /^\p{L}{4}/u.test(name)).map(cut)))
    cuts.forEach((set, i) => {
      const isOwn = (name: string) => names.every((other, j) => j === i || ![...other].some(word => cut(word) === name))
      for (const name of set) if (isOwn(name)) names[i]?.add(name)
    })
  }
  return names.map((set, i) => [...set].filter(name => names.every((other, j) => j === i || !other.has(name))))
}

function halves(locales: string[], hour: number): string[] {
  const date = new Date(Date.UTC(2025, 2, 5, hour))
  const format = { hour: 'numeric', minute: '2-digit', hour12: true } as const
  return [...new Set(locales.map(locale => partOf(locale, format, date, 'dayPeriod')))].filter(Boolean)
}

const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2025, month, 10)))
const DAYS = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2025, 2, 3 + day)))

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}'`

/** A property whose list of strings fills lines. */
function listed(key: string, words: string[]): string {
  const lines = [`    ${key}: [`]
  for (const word of words.map(quoted)) {
    const last = lines[lines.length - 1] ?? ''
    if (lines.length > 1 && [...last].length + word.length + 2 <= WIDTH) lines[lines.length - 1] = `${last} ${word},`
    else lines.push(`      ${word},`)
  }
  return [...lines, '    ],'].join('\n')
}

function entryOf(language: string): string {
  const locales = [language, ...COUNTRIES[language] ?? []]
  const months = spellings(locales, MONTH_FORMATS, MONTHS, 'month')
  for (const [month, name] of MORE[language] ?? []) {
    if (!months[month - 1]?.includes(name)) months[month - 1]?.push(name)
  }
  const weekdays = spellings(locales, WEEKDAY_FORMATS, DAYS, 'weekday')
  const am = [...new Set([...halves(locales, 9), ...(MORE_HALVES[language]?.am ?? []).map(plain)])]
  const pm = [...new Set([...halves(locales, 15), ...(MORE_HALVES[language]?.pm ?? []).map(plain)])]
  const both = new Set(am.filter(name => pm.includes(name)))
  return [
    '  {', `    language: ${quoted(language)},`,
    listed('months', months.map(names => names.join('|'))),
    listed('weekdays', weekdays.map(names => names.join('|'))),
    `    am: ${quoted(am.filter(name => !both.has(name)).join('|'))},`,
    `    pm: ${quoted(pm.filter(name => !both.has(name)).join('|'))},`,
    '  },',
  ].join('\n')
}

const text = `/**
 * Names of months and weekdays, and of the halves of the day, in ${LOCALES.length} languages. Written by
 * scripts/monthNames.ts. Source: Unicode CLDR ${process.versions.cldr}, in the long and short forms, alone and
 * within a date, and their first letters.
 */

/** Lower case, without a dot at the end; spellings of one thing are parted by \`|\`. */
export interface LanguageNames {
  language: string
  /** January to December. */
  months: readonly string[]
  /** Monday to Sunday. */
  weekdays: readonly string[]
  am: string
  pm: string
}

export const LANGUAGE_NAMES: readonly LanguageNames[] = [
${LOCALES.map(entryOf).join('\n')}
]
`
writeFileSync(fileURLToPath(new URL('../engine/reading/times/monthNames.ts', import.meta.url)), text)
