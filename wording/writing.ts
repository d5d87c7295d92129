import type { ReportLanguage } from '#shared/results'

/** The languages in which texts for people are made. */
export type Language = ReportLanguage

/** Characters of a log's own words in a sentence and in a short reason. Chosen: what stays readable beside the rest. */
const QUOTED_MAX = 60
const BRIEF_MAX = 30

/** How a language writes numbers, quantities and quoted words: by hand, so that they are the same on any machine. */
export interface Writing {
  /** A number with at most three decimals: `1,323,382`, `0.25`. */
  number: (value: number) => string
  /** A mean or an expectation, to two digits: `2.3`, `1,300`. */
  estimate: (value: number) => string
  /** A share in per cent, exact enough that what is rare does not round to 0 or 100: `99.98 %`, `> 99.99 %`. */
  share: (part: number, whole: number) => string
  /** Seconds as a person says them: `45 s`, `3 min`, `2.5 h`, `4 days`. */
  duration: (seconds: number) => string
  /** A quantity that the engine has written, as `1,184.3 s`. */
  quantity: (shown: string) => string
  /** Two such quantities as a range: `6–64 ms`, `900 µs–48.2 s`, `-5 … 30`. */
  range: (low: string, high: string) => string
  /** Words of the log in a sentence: between backticks, for quotation marks or another type. */
  quoted: (text: string) => string
  /** Words of the log in a short reason: bare where they are one word, else between the language's quotation marks. */
  brief: (text: string) => string
  /** `a, b and c`, or with `more` that are not named: `a, b, c and 4 more`. */
  list: (items: readonly string[], more?: number) => string
  /** A sentence without backticks, for plain text. */
  plain: (sentence: string) => string
}

interface Marks {
  group: string
  point: string
  /** Digits from which on thousands are grouped. */
  groupFrom: number
  days: string
  nothing: string
  quotes: readonly [open: string, close: string]
  and: (next: string) => string
  more: string
}

const ENGLISH: Marks = {
  group: ',',
  point: '.',
  groupFrom: 4,
  days: 'days',
  nothing: 'nothing',
  quotes: ['“', '”'],
  and: () => 'and',
  more: 'more',
}
const SPANISH: Marks = {
  group: '.',
  point: ',',
  groupFrom: 5,
  days: 'días',
  nothing: 'nada',
  quotes: ['«', '»'],
  and: next => (/^[`«]?(?:i|hi(?!e))/i.test(next) ? 'e' : 'y'),
  more: 'más',
}

export const WRITING: Record<Language, Writing> = { en: writingWith(ENGLISH), es: writingWith(SPANISH) }

function writingWith(marks: Marks): Writing {
  /** Digits with a point and no groups, as the language writes them. */
  const digits = (text: string) => {
    const [whole = '', fraction] = text.split('.')
    const isGrouped = whole.replace('-', '').length >= marks.groupFrom
    const grouped = isGrouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, marks.group) : whole
    return fraction === undefined ? grouped : `${grouped}${marks.point}${fraction}`
  }
  const number = (value: number) => digits(String(Math.round(value * 1000) / 1000))
  const quantity = (shown: string) => shown.replace(/\d[\d,.]*/, written => digits(written.replaceAll(',', '')))
  return {
    number,
    estimate: value => number(Number(value.toPrecision(2))),
    share: (part, whole) => {
      const percent = (part / whole) * 100
      const rounded = Number(percent.toFixed(percent > 99 || percent < 1 ? 2 : 0))
      if (rounded === 100 && part < whole) return `> ${digits('99.99')} %`
      if (rounded === 0 && part > 0) return `< ${digits('0.01')} %`
      return `${digits(String(rounded))} %`
    },
    duration: seconds => {
      if (seconds < 120) return `${number(seconds)} s`
      if (seconds < 7200) return `${number(Math.round(seconds / 60))} min`
      if (seconds < 172_800) return `${number(Math.round(seconds / 360) / 10)} h`
      return `${number(Math.round(seconds / 8640) / 10)} ${marks.days}`
    },
    quantity,
    range: (low, high) => {
      if (low === high) return quantity(low)
      const unit = unitOf(high)
      const first = unit !== '' && unitOf(low) === unit ? low.slice(0, -unit.length) : low
      return `${quantity(first)}${low.startsWith('-') ? ' … ' : '–'}${quantity(high)}`
    },
    quoted: text => (text === '' ? marks.nothing : `\`${cut(text, QUOTED_MAX).replaceAll('`', "'")}\``),
    brief: text => {
      if (text === '') return marks.nothing
      const shown = cut(text, BRIEF_MAX)
      return /[\s;,]/.test(text) ? marks.quotes[0] + shown + marks.quotes[1] : shown
    },
    list: (items, more = 0) => {
      const all = more > 0 ? [...items, `${number(more)} ${marks.more}`] : [...items]
      const last = all.pop() ?? ''
      return all.length === 0 ? last : `${all.join(', ')} ${marks.and(last)} ${last}`
    },
    plain: sentence => sentence.replace(/`([^`]*)`/g, (_, words: string) => marks.quotes[0] + words + marks.quotes[1]),
  }
}

/** The unit of a quantity as the engine writes it, with the blank before it. */
function unitOf(shown: string): string {
  return /^-?\d[\d,.]*(?:e[+-]?\d+)?(.*)$/.exec(shown)?.[1] ?? ''
}

function cut(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars)}…` : text
}
