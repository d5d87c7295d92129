import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { coarseKeys, coarseText, GROUPS, signatureText, TEXT_MAX_BYTES } from '../../../../engine/templates/signature'
import { ChunkLearner } from '../../../../engine/templates/ChunkLearner'
import { keyOf, keyOfText, WORDS_MAX } from '../../../../engine/tokens/words'
import { Tokens } from '../../../../engine/tokens/Tokens'
import { SETTINGS } from '../logs'
import { bytesOf, padded } from '../padded'

/** The text with `#` for a parameter and `*` for any word. */
const shown = (text: Uint8Array) => new TextDecoder().decode(text).replaceAll('\u0001', '#').replaceAll('\u0002', '*')

const tokens = new Tokens()
const textOf = (message: string) => signatureText(padded(message).buf, 0, tokens)

const PLAIN = detectFraming(bytesOf('one\ntwo\n'), SETTINGS)
const learner = new ChunkLearner(PLAIN)

/** Key of a message by the learner's running hash. */
function keyFor(message: string): number {
  const data = bytesOf(message)
  learner.read(data, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: data.length })
  expect(learner.signatures.keys.size).toBe(1)
  return keyOf(learner.signatures.keys.lane1[0], learner.signatures.keys.lane2[0])
}

describe('signatureText', () => {
  it.each([
    ['', ''], ['user logged in', 'user logged in'], ['user 42 logged in', 'user # logged in'], ['took 12ms', 'took #'], ['at 12:30:01 sharp', 'at # sharp'], ['from 10.0.0.1:8080', 'from #'],
    ['id=deadbeef', 'id=#'], ['bad face', 'bad face'], ['blk_-123 gone', '# gone'], ['a  b\tc', 'a b c'], ['  a', 'a'], ['a  ', 'a'], ['key="v 1"', 'key="v #"'], ['1: x', '#: x'], ['a:1', 'a:#'], ['1:a', '#:a'],
    ['1::2', '#'], ['1: 2', '#: #'], ['1 :2', '# :#'], ['12:', '#:'], ['12::', '#'], ['état 5', 'état #'], ['/var/log/x', '/var/log/x'], ['[1,2]', '[#,#]'], ['()', '()'],
    ['kind=canary', 'kind=#'], ['kind="canary" x', 'kind="#" x'], ['kind="two words"', 'kind="two words"'], ['{"kind":"canary","n": "b"}', '{"kind":"#","n": "#"}'], ['a == b', 'a == b'], ['"a": b', '"a": b'], ['x ="b"', 'x ="b"'],
    ['msg=Started', 'msg=Started'], ['{"msg":"Started"}', '{"msg":"Started"}'], ['event="Started"', 'event="Started"'], ['nomsg=Started', 'nomsg=#'], ['MSG=Started', 'MSG=Started'],
    ['do_work+0x1f/0x40 [core]', 'do_work# [core]'], ['a+b', 'a+b'], ['a+1', '#'], ['+0x1f', '#'],
    ['from 2001:db8::8f', 'from #'], ['from ::1 on', 'from # on'], ['from fe80::a%lo: no', 'from #: no'], ['from 2001:db8:e6:: on', 'from # on'], ['(::ffff:192.0.2.1)', '(#)'], ['[fe80::1]:443 up', '# up'], ['[::]:443', '#'], ['[fe80::1] up', '[#] up'], ['[::1]: up', '[#]: up'],
    ['net 2001:db8::/32', 'net #'], ['mac 00:aa:bb:cc:dd:ee', 'mac #'], ['00:aa', '#:aa'], ['std::fs', 'std::fs'], ['ab::cd', 'ab::cd'], ['Foo::1', 'Foo::#'], [':: 1', ':: #'], ['1::bar', '#::bar'], ['at 7:fe80::a', 'at #'], ['12345:fe80::a', '#'], ['[1]:x', '[#]:x'],
  ])('%j is %j', (message, text) => {
    expect(shown(textOf(message))).toBe(text)
  })

  it.each([
    ['"GET /a/17/x HTTP/1.1" 200 512', '"GET /a/*/x #" 2# #'], ['"GET / HTTP/2.0" 304 -', '"GET / #" 3# #'], ['"POST /a?q=b c', '"POST /a?q=# c'], ['"GET /a.b/x9f.jpg?p=2&q=b:c HTTP/1.1" 200 1 "-" "A/5.0 (X; y) \\"z\\"" 7', '"GET /a.b/*.jpg?p&q #" 2# # "#" "#" #'],
    ['web "PUT /x;y HTTP/1.1" 204 0 "" "b c" - HIT', 'web "PUT /x_y #" 2# # "" "#" # HIT'], ['"-" 408 0 "-" "-"', '"#" 4# # "#" "#"'], ['"\\x16 a" 400 -', '"#" 4# #'], ['x "-" 408 0', 'x "-" # #'], ['"GET /a HTTP/1.1" is said', '"GET /a #" is said'],
    ['"GET /a HTTP/1.1" 200 5 "open b', '"GET /a #" 2# # "open b'], ['"GET /song.mp4 HTTP/1.1" 200 5', '"GET /*.mp4 #" 2# #'], ['"GET /x.9 HTTP/1.1" 200 5', '"GET /* #" 2# #'], ['"HEAD http://a.example/ HTTP/1.0" 200 5', '"HEAD http_//a.example/ #" 2# #'],
    ['"GET /app.fadecafe.js HTTP/1.1" 503 5', '"GET /*.js #" 5# #'], ['"GET /facade-file/x HTTP/1.1" 200 5', '"GET /facade-file/x #" 2# #'], ['"GET /how-to-brew-tea HTTP/1.1" 200 5', '"GET /* #" 2# #'], ['"GET /a%20b/c HTTP/1.1" 200 5', '"GET /*/c #" 2# #'],
  ])('%j of an access log is %j', (message, text) => {
    expect(shown(textOf(message))).toBe(text)
  })

  it('is cut, and many words end in one parameter', () => {
    expect(textOf('abc '.repeat(1000)).length).toBe(TEXT_MAX_BYTES)
    expect(shown(textOf(`${'a '.repeat(WORDS_MAX)}b c d`))).toBe(`${'a '.repeat(WORDS_MAX)}#`.slice(0, TEXT_MAX_BYTES))
  })
})

const piece = fc.constantFrom('a', 'word', 'no', '1', '42', 'x9', 'deadbeef', 'cafe', '-', '+', '.', '/', '_', ':', '::', ' ', '  ', '\t', '=', ',', '(', ')', '[', ']', '"', '\'', '<', '|', 'é', '%', '1:2', '5ms', '+0x1f', 'msg', '="', 'abcdef01', '\u0001', '\u0002', 'fe80', '::a', '[', ']:4', '%lo', '"GET ', '"GET /a/7.b?c=d HTTP/1.1" 200 ', '"POST /a/b/c/d HTTP/1.1" 503 7', '" 404 -', ' HTTP/1', '\\', '"', ' "b c"', ' - ')
const message = fc.array(piece, { maxLength: 14 }).map(parts => parts.join(''))
/** Two messages that differ little, so that equal and nearly equal signatures come up. */
const pair = fc.oneof(fc.tuple(message, message), fc.tuple(fc.array(piece, { maxLength: 14 }), fc.nat(), piece, fc.boolean()).map(([parts, at, other, inserts]): [string, string] => [parts.join(''), parts.toSpliced(at % (parts.length + 1), inserts ? 0 : 1, other).join('')]))

describe('the learner\'s running hash', () => {
  it('is the same for two messages exactly if their signature texts are', () => {
    fc.assert(fc.property(pair, ([a, b]) => {
      fc.pre(![a, b].some(line => /^\s|^[\])}]|^$|^-{3}|^[^\w\s]*\d\d:\d\d:\d/.test(line))) // no event begins with these, or a header
      expect(keyFor(a) === keyFor(b), `${shown(textOf(a))} | ${shown(textOf(b))}`).toBe(shown(textOf(a)) === shown(textOf(b)))
    }), { numRuns: draws(5000) })
  })
})

describe('coarse texts', () => {
  it.each([
    ['user # logged in', 0, 'user # logged in'], ['user # logged in', 1, 'user # logged *'], ['user # logged in', 2, '* # * *'], ['user # logged in', 3, '*'],
    ['a b c d e f g h i j', 1, 'a b * * * * * *'], ['web on "GET /a/b/c #" 2# #', 1, 'web on "GET /a/b/* #" *'], ['web "GET /a/b/c #" 2# #', 2, '* "GET /a/* #" *#'], ['"GET /a #" 2# #', 2, '"GET /a #" *# #'], ['see "GET is', 2, '* "* *'], ['(#) a: b', 2, '(#) *: *'], ['a(a::a"POST /b #"', 1, 'a(a::*"*'], ['a(a::a"POST /b #"', 2, '*(*::*"*'], ['', 1, ''], ['', 3, '*'],
  ])('%j at level %d', (text, level, expected) => {
    expect(shown(coarseText(bytesOf(text.replaceAll('#', '\u0001')), level)).trimEnd()).toBe(expected)
  })

  it('follow from any finer text, and name the group', () => {
    fc.assert(fc.property(message, (line) => {
      const text = textOf(line)
      const finer = coarseText(text, 1)
      expect(coarseText(finer, 2)).toEqual(coarseText(text, 2))
      expect(coarseText(finer, 3)).toEqual(coarseText(text, 3))
      expect(coarseText(coarseText(text, 2), 3)).toEqual(coarseText(text, 3))
      const key2 = keyOfText(coarseText(text, 2))
      expect(coarseKeys(text)).toEqual({ key1: keyOfText(finer), key2, group: key2 % GROUPS })
      expect(coarseKeys(finer).group).toBe(key2 % GROUPS)
    }))
  })
})
