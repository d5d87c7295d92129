import { bytesOfText, textOfBytes } from '../summary/slots'
import { ANY_WORD, BYTE_CLASS, FIELDS, MASK, mixed, SPACE } from '../tokens/words'

/** Tokens of a signature's text, one character a byte: words, marks, a single space, and the two below. */
export const ANY = String.fromCharCode(ANY_WORD)
export const PARAMETER = String.fromCharCode(MASK)

function isWordByte(byte: number): boolean {
  return byte > ANY_WORD && BYTE_CLASS[byte] < SPACE
}

/** Whether the token is a word that stands in the text. */
export function isWord(token: string): boolean {
  return isWordByte(token.charCodeAt(0))
}

/** The phrase of a signature's text, and the names of its fields. */
export function partsOf(text: Uint8Array): { phrase: Uint8Array, names: string[] } {
  const at = text.indexOf(FIELDS)
  if (at < 0) return { phrase: text, names: [] }
  return { phrase: text.subarray(0, at), names: textOfBytes(text.subarray(at + 1)).split(PARAMETER).slice(0, -1) }
}

/** Tokens of a field with a parameter for its value, of which there are so many. */
export const FIELD_TOKENS = 4
const fieldTokens = (name: string) => [' ', name, '=', PARAMETER]

/** Tokens of a phrase and of fields behind it, FIELD_TOKENS for each. */
export function withFields(phrase: string[], names: readonly string[]): string[] {
  return names.length === 0 ? phrase : [...phrase, ...names.flatMap(fieldTokens)]
}

/** Splits a signature's text into tokens. */
export function tokensOf(text: Uint8Array): string[] {
  const { phrase, names } = partsOf(text)
  return withFields(phraseTokens(phrase), names)
}

/** Splits text without fields into tokens. */
export function phraseTokens(text: Uint8Array): string[] {
  const whole = textOfBytes(text)
  const tokens: string[] = []
  for (let p = 0; p < whole.length;) {
    let q = p + 1
    if (isWordByte(text[p])) while (q < whole.length && isWordByte(text[q])) q++
    tokens.push(whole.slice(p, q))
    p = q
  }
  return tokens
}

export function hashOfToken(token: string): number {
  let hash = 0x811C9DC5
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

const CALENDAR = new Set('Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '))

/** Whether the word is the name of a day or a month, as dates write it. */
export function isCalendarWord(token: string): boolean {
  return token.length === 3 && CALENDAR.has(token)
}

/** A template as it is shown: `<*>` where words or parameters vary. */
export function shownTemplate(tokens: readonly string[]): string {
  return new TextDecoder().decode(bytesOfText(tokens.map(token => token === ANY || token === PARAMETER ? '<*>' : token).join('').trimStart()))
}

/** Whether the token is the first digit of a status that follows, as signatures of access logs have it: other words have no digits. */
export function isStatusClass(tokens: readonly string[], token: number): boolean {
  return tokens[token + 1] === PARAMETER && tokens[token].length === 1 && tokens[token] >= '0' && tokens[token] <= '9'
}

/** What a place is called: the word before it, or its number among the places that vary (from 1). */
export function placeName(tokens: readonly string[], token: number): string {
  if (token > 0 && isStatusClass(tokens, token - 1)) return 'status'
  for (let i = token - 1; i >= 0 && i >= token - 3; i--) {
    if (isWord(tokens[i])) return new TextDecoder().decode(bytesOfText(tokens[i]))
    if (tokens[i] === ANY || tokens[i] === PARAMETER) break
  }
  return `parameter ${tokens.slice(0, token + 1).filter(other => other === ANY || other === PARAMETER).length}`
}
