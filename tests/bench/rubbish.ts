import type { Random } from '../fuzz/random'

/** Text that no program logs, of about so many bytes: what costs a reader most. */
export type MakeRubbish = (sizeBytes: number, random: Random) => string

/** Pieces one after the other, a line end after each so many bytes. */
function rows(piece: (random: Random, n: number) => string, lineBytes: number): MakeRubbish {
  return (sizeBytes, random) => {
    const parts: string[] = []
    let size = 0
    let line = 0
    for (let n = 0; size < sizeBytes; n++) {
      const part = piece(random, n)
      parts.push(part)
      size += part.length
      line += part.length
      if (line < lineBytes) continue
      parts.push('\n')
      line = 0
    }
    return parts.join('')
  }
}

const one = (letters: string) => (random: Random) => letters[random.below(letters.length)]
const always = (text: string) => () => text
const LONG = 1e9

/** Kinds of rubbish by name, each with the rule that it strains. */
export const RUBBISH: Record<string, MakeRubbish> = {
  'bytes in hexadecimal': rows(random => `${one('0123456789abcdef')(random)}${one('0123456789abcdef')(random)}:`, 900),
  'uneven groups': rows(random => `${one('abcdef')(random)}${random.below(2) === 0 ? '' : 'e'}:`, 900),
  'colons': rows(always(':'), 1000),
  'brackets': rows(one('[](){}<>'), 1000),
  'open brackets': rows(always('['), 2000),
  'open objects': rows(always('{"a":'), 2000),
  'quotes': rows(one('"\'\\'), 1000),
  'equals signs': rows(one('=ab '), 1000),
  'a word a line': rows(random => `${random.below(2 ** 30).toString(36)}\n`, LONG),
  'a key for each value': rows((_, n) => `k${n}=${n} `, 2000),
  'an object with keys of its own a line': rows((_, n) => `{"k${n}":1,"j${n}":"a"}\n`, LONG),
  'wide tables': rows(random => `${random.below(1000)},`, 6000),
  'digits with marks': rows(one('0123456789,,.'), 1000),
  'one line': rows(one('abc 12.,:;[]{}"='), LONG),
  'times': rows(always('2025-03-10 09:00:00 '), 1000),
  'durations': rows(random => `${random.below(99)}${one('hmsd')(random)}`, 500),
  'Chinese': rows(random => String.fromCharCode(0x4E00 + random.below(5000)), 300),
  'pictures': rows(always('\u{1F600}a1'), 300),
  'everything': rows(one('abc 012:=-[]{}"\',;.|/\\%<>()\t'), 200),
  'paths': rows(one('/ab.'), 800),
  'objects that stay open': rows(always('{\n'), LONG),
  'cells that stay open': rows(always('"a,\n'), LONG),
  'requests': rows(always('"GET /a '), 700),
  'pieces of lines': rows(always('2025-03-10T09:00:00Z stdout P xxxxxxxxxx\n'), LONG),
}
