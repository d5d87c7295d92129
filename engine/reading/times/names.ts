import { LANGUAGE_NAMES, type LanguageNames } from './monthNames'
import { type Name, NameTrie, VALUES } from './nameTrie'

/**
 * What a name stands for; the values are 1..12, 1..7 (Monday first), AM or PM, 1, AM or PM for a half before its
 * clock.
 */
export const MONTH = 0, WEEKDAY = 1, HALF = 2, GLUE = 3, EARLY_HALF = 4
const AM = 1
export const PM = 2

/** Words between the parts of a date and between date and clock in the locale data, and between words of languages. */
const GLUE_WORDS = [
  'at', 'um', 'à', 'alle ore', 'alle', 'ore', 'às', 'as', 'om', 'kl', 'klo', 'klockan', 'v', 'o', 'ob', 'u', 'о', 'в',
  'во', 'г', 'р',
  'de', 'del', 'den', 'kell', 'pukul', 'στις', 'la', 'a las', 'a les', 'nang', 'pada', 'në', 'ag', 'ч', 'of',
  'у', 'בשעה', 'को', 'அன்று', 'এ', 'ساعت', 'في', 'کو', 'թ',
]

function namesOf({ months, weekdays, am, pm }: LanguageNames): Name[] {
  const of = (spellings: string, kind: number, value: number) =>
    spellings.split('|').filter(text => text !== '').map(text => ({ text, kind, value }))
  return [
    ...months.flatMap((spellings, i) => of(spellings, MONTH, i + 1)),
    ...weekdays.flatMap((spellings, i) => of(spellings, WEEKDAY, i + 1)),
    ...[HALF, EARLY_HALF].flatMap(kind => [...of(am, kind, AM), ...of(pm, kind, PM)]),
  ]
}

const isAscii = (text: string) => /^[\x20-\x7E]*$/u.test(text)

/** Names that mean one thing in all languages that have them; English ones as in English. */
function sureNames(): Name[] {
  const names = new Map<string, Name | null>()
  const english = new Set<string>()
  for (const row of LANGUAGE_NAMES) {
    const isEnglish = row.language === 'en'
    for (const name of namesOf(row)) {
      // Short words of ASCII that are a half of the day in one language are usual words of others.
      if (name.kind === HALF && !isEnglish && isAscii(name.text) && !name.text.includes('.')) continue
      const key = `${name.kind} ${name.text}`
      if (isEnglish) english.add(key)
      const known = names.get(key)
      if (known === undefined) names.set(key, name)
      else if (known?.value !== name.value && !english.has(key)) names.set(key, null)
    }
  }
  return [...names.values()].filter(name => name !== null)
}
const SURE = new NameTrie([...sureNames(), ...GLUE_WORDS.map(text => ({ text, kind: GLUE, value: 1 }))])

/** Finds names of months, weekdays and halves of the day. An instance holds the last value found. */
export class NameTable {
  private readonly own: NameTrie | null
  /** What the name found last stands for. */
  value = 0

  /** @param language one of the table's, whose names come first; null for those that only one reading has. */
  constructor(language: string | null) {
    const names = LANGUAGE_NAMES.find(row => row.language === language)
    this.own = names ? new NameTrie(namesOf(names)) : null
  }

  /** Whether a name of that kind may begin at p, by its first two bytes. */
  mayBegin(buf: Uint8Array, p: number, kind: number): boolean {
    return (this.kindsAt(buf, p) & 1 << kind) !== 0
  }

  /** Whether a month or a weekday may begin at p. */
  mayBeginDate(buf: Uint8Array, p: number): boolean {
    return (this.kindsAt(buf, p) & (1 << MONTH | 1 << WEEKDAY)) !== 0
  }

  private kindsAt(buf: Uint8Array, p: number): number {
    return this.own === null ? SURE.kindsAt(buf, p) : SURE.kindsAt(buf, p) | this.own.kindsAt(buf, p)
  }

  /** The position after the longest name of a kind at p, a dot behind it included; its value is in `value`. Or -1. */
  find(buf: Uint8Array, p: number, kind: number): number {
    if (!this.mayBegin(buf, p, kind)) return -1
    const own = this.own === null ? -1 : this.own.find(buf, p, kind)
    const sure = SURE.find(buf, p, kind)
    if (own < 0 && sure < 0) return -1
    const ownEnd = own < 0 ? -1 : Math.floor(own / VALUES), sureEnd = sure < 0 ? -1 : Math.floor(sure / VALUES)
    const end = ownEnd >= sureEnd ? ownEnd : sureEnd
    this.value = (ownEnd >= sureEnd ? own : sure) % VALUES
    return buf[end] === 46 ? end + 1 : end
  }
}
