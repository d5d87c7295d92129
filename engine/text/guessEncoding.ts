import {
  type Alphabet, ALPHABETS, DOS_PAGE, DOS_SHARP_S, FINAL_LETTERS, type LegacyEncoding, type Page, ROWS,
  type Rows, SIGNS,
} from './encodingModels'
import { firstHighByte } from './highBytes'

/** What a text is read as, and by how many nats that explains it better than any reading with other characters. */
export interface EncodingGuess {
  encoding: LegacyEncoding
  confidence: number
}

/** Words that are looked at; each counts once, however often a log repeats it. Chosen: a few hundred are plenty. */
const WORDS_MAX = 600
const WORD_MAX_BYTES = 48
/** The best reading leads by so much, 27 to 1, and explains a byte this well; languages need 2.5 to 4.5. Chosen. */
const LEAD_MIN = 3.3
const NATS_A_BYTE_MAX = 6
/** What a log is likely in before its bytes are seen, in nats; 0 for the rest. Chosen. */
const PRIORS = new Map<Page, number>([
  ['windows-1252', 2], ['iso-8859-2', -1], ['koi8-u', -1], ['iso-8859-5', -1], ['ibm866', -1], ['dos', -1],
  ['macintosh', -4], ['x-mac-cyrillic', -6],
])

const log = Math.log
const NATS_OF_ASCII = log(1 / 20)
const NATS_OF_SIGN = log(0.01)
const NATS_OF_STRANGE_LETTER = log(5e-4)
const NATS_OF_NO_LETTER = log(1e-5)
const NATS_OF_NO_PAIR = -14
const NATS_OF_KANA_BYTE = log(4e-4)
/** Behind a letter: one of another script, a second one beyond ASCII in Latin words, any after a final one. Chosen. */
const NATS_OF_MIXED = -4
const NATS_OF_DOUBLE = -1.5
const NATS_AFTER_FINAL = -4
/** An ASCII letter that the language has in foreign words only. Chosen. */
const NATS_OF_ABSENT = -2
/** A character of two bytes beside an ASCII letter. Chosen. */
const NATS_OF_PAIR_IN_WORD = -2
/** Of a capital behind no letter, a small one, a capital. Chosen. */
const NATS_OF_CAPITAL = [log(0.2), log(0.002), log(0.6)]

/** Distinct words with a byte of 0x80 or more, a byte a character; they end at what is below `@`: it ends no pair. */
function wordsOf(sample: Uint8Array): string[] {
  const words = new Set<string>()
  for (let p = firstHighByte(sample); p < sample.length && words.size < WORDS_MAX; p = firstHighByte(sample, p)) {
    let from = p
    while (from > 0 && sample[from - 1] >= 0x40 && sample[from - 1] < 0x80 && p - from < WORD_MAX_BYTES / 2) from--
    let word = ''
    for (p = from; p < sample.length && sample[p] >= 0x40 && word.length < WORD_MAX_BYTES; p++)
      word += String.fromCharCode(sample[p])
    while (p < sample.length && sample[p] >= 0x40) p++ // going on there might begin inside a character
    if (p < sample.length || words.size === 0) words.add(word) // the last may end inside a character
  }
  return [...words]
}

/** The characters of the bytes 0x80 … 0xFF. */
function pageOf(encoding: Page): string[] {
  if (encoding === 'dos') return Array.from({ length: 128 }, (_, i) => i === DOS_SHARP_S ? 'ß' : DOS_PAGE[i] ?? '░')
  return Array.from(new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128)))
}

const isAsciiLetter = (code: number) => (code | 32) >= 97 && (code | 32) <= 122
const hasCase = (letter: string) => letter.toLowerCase() !== letter.toUpperCase()
const isCapital = (letter: string) => letter !== letter.toLowerCase()

/** How well a language in an encoding of one byte explains words, in nats. */
function natsOfLetters(words: readonly string[], page: readonly string[], alphabet: Alphabet): number {
  const { letters, isLatin, absent = '', prior = 0 } = alphabet
  const share = isLatin ? 0.25 : 0.11
  const nats = page.map((letter) => {
    const rank = letters.indexOf(letter.toLowerCase())
    if (rank >= 0) return log(share) + rank * log(1 - share)
    if (SIGNS.includes(letter)) return NATS_OF_SIGN
    return isLatin && hasCase(letter) && letter >= 'À' && letter < 'Ͱ' ? NATS_OF_STRANGE_LETTER : NATS_OF_NO_LETTER
  })
  const areLetters = page.map(letter => hasCase(letter) || letters.includes(letter))
  const areCapitals = page.map(isCapital)
  const areFinal = page.map(letter => FINAL_LETTERS.includes(letter))
  let sum = prior
  for (const word of words) {
    let last = 0 // 0 no letter, 1 a small one, 2 a capital; from 4 on beyond ASCII
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      const high = code - 128
      const isLetter = high >= 0 ? areLetters[high] : isAsciiLetter(code)
      const capital = high >= 0 ? areCapitals[high] : code < 91
      sum += high >= 0 ? nats[high] : NATS_OF_ASCII
      if (high < 0 && absent.includes(word[i].toLowerCase())) sum += NATS_OF_ABSENT
      if (isLetter && high >= 0 && capital) sum += NATS_OF_CAPITAL[last & 3]
      if (isLetter && last > 0) {
        if (last >= 4 && areFinal[word.charCodeAt(i - 1) - 128]) sum += NATS_AFTER_FINAL
        if (!isLatin && (high >= 0) !== (last >= 4)) sum += NATS_OF_MIXED
        if (isLatin && high >= 0 && last >= 4) sum += NATS_OF_DOUBLE
      }
      last = isLetter ? (capital ? 2 : 1) + (high >= 0 ? 4 : 0) : 0
    }
  }
  return sum
}

/** How well an encoding of two bytes explains words, in nats. */
function natsOfPairs(words: readonly string[], { encoding, usual, chanceOf, isPair }: Rows): number {
  const decoder = new TextDecoder(encoding)
  const usualLetters = new Set(usual)
  const natsOfUsual = log(0.5 / usualLetters.size)
  const pair = new Uint8Array(2)
  let sum = 0
  for (const word of words) {
    for (let i = 0, isBeside = false; i < word.length; i++) {
      const lead = word.charCodeAt(i)
      if (i > 0 && isBeside !== isAsciiLetter(lead) && (isBeside || lead < 0x80)) sum += NATS_OF_PAIR_IN_WORD
      isBeside = isAsciiLetter(lead)
      const trail = i + 1 < word.length ? word.charCodeAt(i + 1) : 0
      if (lead < 0x80) sum += NATS_OF_ASCII
      else if (encoding === 'shift-jis' && lead >= 0xA1 && lead <= 0xDF) sum += NATS_OF_KANA_BYTE
      else if (isPair(lead, trail)) {
        pair[0] = lead
        pair[1] = trail
        const letter = decoder.decode(pair)
        if (usualLetters.has(letter)) sum += natsOfUsual
        else sum += letter.includes('\uFFFD') ? NATS_OF_NO_PAIR : log(chanceOf(lead, trail))
        i++
      }
      else sum += NATS_OF_NO_PAIR
    }
  }
  return sum
}

/**
 * The encoding of text that is not UTF-8, by the languages that are written in each: the one that makes its words most
 * likely, if another reading is clearly less so. Null if that is not sure. Repeated words count once.
 */
export function guessEncoding(sample: Uint8Array): EncodingGuess | null {
  const words = wordsOf(sample)
  if (words.length === 0) return null
  const best = new Map<Page, number>()
  const pages = new Map<Page, string[]>()
  for (const alphabet of ALPHABETS) {
    for (const encoding of alphabet.encodings) {
      const page = pages.get(encoding) ?? pageOf(encoding)
      pages.set(encoding, page)
      const nats = natsOfLetters(words, page, alphabet) + (PRIORS.get(encoding) ?? 0)
      best.set(encoding, Math.max(best.get(encoding) ?? -Infinity, nats))
    }
  }
  for (const rows of ROWS) best.set(rows.encoding, natsOfPairs(words, rows))
  return decide(words, best)
}

function decide(words: readonly string[], best: ReadonlyMap<Page, number>): EncodingGuess | null {
  const ranked = [...best].sort(([, a], [, b]) => b - a)
  const [first, nats] = ranked[0]
  if (first === 'dos') return null
  const bytes = Uint8Array.from(words.join('\n'), letter => letter.charCodeAt(0))
  const text = new TextDecoder(first).decode(bytes)
  let encoding = first // of those that read the same, the most usual
  let confidence = Infinity
  for (const [other, itsNats] of ranked) {
    if (other === 'dos' || new TextDecoder(other).decode(bytes) !== text) {
      confidence = nats - itsNats
      break
    }
    if ((PRIORS.get(other) ?? 0) > (PRIORS.get(encoding) ?? 0)) encoding = other
  }
  let high = 0
  let ascii = 0
  for (const byte of bytes) {
    if (byte >= 0x80) high++
    else if (byte >= 0x40) ascii++
  }
  const natsAByte = -(nats - ascii * NATS_OF_ASCII) / high
  return confidence >= LEAD_MIN && natsAByte <= NATS_A_BYTE_MAX ? { encoding, confidence } : null
}
