import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { PARAMETER, PATH, REST, STATUS, Tokens, WORD } from '../../../../engine/tokens/Tokens'
import { WordHash } from '../../../../engine/tokens/WordHash'
import { BYTE_CLASS, SPACE, WORDS_MAX } from '../../../../engine/tokens/words'
import { signatureText } from '../../../../engine/templates/signature'
import { padded } from '../padded'

const NAMES: string[] = []
for (const [kind, name] of [[WORD, 'word'], [PATH, 'path'], [PARAMETER, 'parameter'], [STATUS, 'status'], [REST, 'rest']] as const) NAMES[kind] = name

function read(text: string, tokens = new Tokens()): Tokens {
  tokens.clear()
  tokens.read(padded(text).buf, 0)
  return tokens
}

/** The bytes of the rows `[from, to)`, as text. */
function textsOf(text: string, { from, to, size }: { from: Int32Array, to: Int32Array, size: number }): string[] {
  const { buf } = padded(text)
  return Array.from({ length: size }, (_, row) => new TextDecoder().decode(buf.subarray(from[row], to[row])))
}

/** Each token with what it is. */
function tokensIn(text: string): string[] {
  const tokens = read(text)
  return textsOf(text, tokens).map((token, row) => `${NAMES[tokens.kind[row]]} ${token}`)
}

describe('Tokens', () => {
  it.each([
    ['', []],
    ['  user 42 came', ['word user', 'parameter 42', 'word came']],
    ['at 12:30:01', ['word at', 'parameter 12', 'parameter 30', 'parameter 01']],
    ['from [::1]:443', ['word from', 'parameter [::1]:443']],
    ['took 12 ms.', ['word took', 'parameter 12 ms', 'word .']],
    ['kind="canary"', ['word kind', 'parameter canary']],
    ['"GET /a/7 HTTP/1.1" 200 - "b c"', ['word GET', 'path /a/7', 'parameter HTTP/1.1', 'status 200', 'parameter -', 'parameter b c']],
  ])('finds in %j the words %j', (text, tokens) => {
    expect(tokensIn(text)).toEqual(tokens)
  })

  it('takes what follows WORDS_MAX words as one token', () => {
    const tokens = read('a '.repeat(WORDS_MAX + 50))
    expect([tokens.size, tokens.kind[WORDS_MAX - 1], tokens.kind[WORDS_MAX]]).toEqual([WORDS_MAX + 1, WORD, REST])
    expect([tokens.to[WORDS_MAX], tokens.from[WORDS_MAX + 1]]).toEqual([tokens.end, tokens.end])
  })

  it('joins parameters by colons to one value, which is hashed part by part and is no quantity', () => {
    const text = 'at 12:30:01 from 10.0.0.1:80, 5'
    expect(textsOf(text, read(text).values)).toEqual(['12:30:01', '10.0.0.1:80', '5'])
    const lanes = (value: string) => [read(value).values.hash1[0], read(value).values.hash2[0]]
    const word = new WordHash()
    word.read(padded('x9').buf, 0, 2)
    expect(lanes('x9')).toEqual([word.lane1, word.lane2])
    expect(lanes('x9:1')).not.toEqual(lanes('x9:2'))
  })

  it('goes on with the hash and the values until it is cleared', () => {
    const whole = read('user 42 came')
    const { lane1, lane2 } = whole
    whole.read(padded('to 7').buf, 0)
    expect([whole.lane1 === lane1, whole.lane2 === lane2, whole.values.size]).toEqual([false, false, 2])
    expect([read('user 42 came', whole).lane1, whole.lane2, whole.values.size]).toEqual([lane1, lane2, 1])
    expect([read('  ', whole).isEmpty(), read(' .', whole).isEmpty()]).toEqual([true, false])
  })
})

/** The rules for plain words, said as simply as can be: no address, quantity, quote or script without blanks. # is a parameter. */
function naiveText(line: string): string {
  const masked = line.replace(/[^\s();:=[\]]+/g, word => /\d/.test(word) || /^[a-f-]{8,}$/i.test(word) ? '#' : word)
  return masked.replace(/#(?::+#)+/g, '#').replace(/\s+/g, ' ').trim()
}

const piece = fc.constantFrom('word', 'user', 'no', '1', '42', 'x9', 'deadbeef', 'facade', '.', '/', '_', ':', ' ', '  ', '\t', '(', ')', ';', '[', ']', 'é')
const line = fc.array(piece, { maxLength: 16 }).map(parts => parts.join(''))

describe('the one walk', () => {
  it('agrees with the rules as they are said', () => {
    fc.assert(fc.property(line, (text) => {
      fc.pre(!/::|:\d+:\d+:\d+:\d+:/.test(text)) // may be an address
      const signature = new TextDecoder().decode(signatureText(padded(text).buf, 0, new Tokens()))
      expect(signature.replaceAll('\u0001', '#')).toBe(naiveText(text))
    }), { numRuns: draws(2000) })
  })

  it('leaves only white space and punctuation between tokens, which come in order', () => {
    fc.assert(fc.property(line, (text) => {
      const { buf, end } = padded(text)
      const tokens = read(text)
      let p = tokens.start
      for (let row = 0; row <= tokens.size; row++) {
        expect(tokens.from[row]).toBeGreaterThanOrEqual(p)
        for (; p < tokens.from[row]; p++) expect(BYTE_CLASS[buf[p]]).toBeGreaterThanOrEqual(SPACE)
        if (row < tokens.size) p = tokens.to[row]
      }
      expect(tokens.end).toBe(end)
    }), { numRuns: draws(500) })
  })
})
