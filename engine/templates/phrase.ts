import { isWord, PARAMETER } from './tokens'

/** A piece of a phrase: a word with the marks that stick to its end, marks alone, or a parameter. Tokens `[from, to)`. */
export interface Element {
  text: string
  from: number
  to: number
  /** Whether a value follows with no blank between, which is not that of a key. */
  isGlued: boolean
}

/** What stands before the text of an element that is part of every template it is in. */
const FIXED = '\u0000'

/** Letters in a row that make a word language. */
const LANGUAGE = /[a-z\x80-\xFF]{2}/i

const TRUTH = /^(?:true|false|null|nil)$/i
const CALENDAR = /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i
/** A name of three parts or more, as of packages, hosts and files. */
const DOTTED = /^[\w$~-]+(?:\.[\w$~-]+){2,}$/
const PATH = /^(?:~|\.{1,2})?[/\\].|^[A-Za-z]:[/\\]|[/\\].*[/\\]/
const MAIL = /[^@]@[^@]/

/** Whether a word is a value by what class of things it names, wherever it stands. */
export function isValueByClass(token: string, isFirst: boolean): boolean {
  if (token.length < 3) return false
  return TRUTH.test(token) || (CALENDAR.test(token) && !isFirst) || DOTTED.test(token) || MAIL.test(token) || (!isFirst && PATH.test(token))
}

/** Whether the token is a word rather than marks, dashes too. */
export function isSaid(token: string): boolean {
  return isWord(token) && /[A-Z0-9\x80-\xFF]/i.test(token)
}

/** Whether the element is marks alone. */
export function isMarks(text: string): boolean {
  return text !== PARAMETER && !isFixed(text) && !isSaid(text)
}

/** Whether an element's text is a word of language, by which messages are told apart. */
export function isLanguage(text: string): boolean {
  return text !== PARAMETER && LANGUAGE.test(text)
}

export function isFixed(text: string): boolean {
  return text.startsWith(FIXED)
}

/**
 * The phrase that tokens are: their words in order, and one parameter between two words however many values, marks and units stand
 * there. A key (`name=`) always has one.
 * @param fixed tokens that are words whatever they look like.
 */
export function phraseOf(tokens: readonly string[], fixed: readonly number[]): Element[] {
  const elements: Element[] = []
  let gapFrom = 0
  let hasValue = false
  let marks = ''
  const closeGap = (to: number) => {
    if (hasValue) elements.push({ text: PARAMETER, from: gapFrom, to, isGlued: false })
    else if (marks !== '') elements.push({ text: marks, from: gapFrom, to, isGlued: false })
  }
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i]
    const isHeld = fixed.includes(i)
    if (!isHeld && (!isSaid(token) || isValueByClass(token, elements.length === 0 && !hasValue))) {
      if (token === PARAMETER || isSaid(token)) hasValue = true
      else if (token !== ' ') marks += token
      i++
      continue
    }
    closeGap(i)
    let to = i + 1
    while (to < tokens.length && tokens[to] !== ' ' && tokens[to] !== PARAMETER && !isSaid(tokens[to]) && !fixed.includes(to)) to++
    const text = tokens.slice(i, to).join('')
    elements.push({ text: isHeld ? FIXED + text : text, from: i, to, isGlued: to < tokens.length && tokens[to] !== ' ' && !text.endsWith('=') })
    gapFrom = to
    hasValue = text.endsWith('=')
    marks = ''
    i = to
  }
  closeGap(tokens.length)
  return elements
}
