import { describe, expect, it } from 'vitest'
import { isValueByClass, phraseOf } from '../../../../engine/templates/phrase'
import { bytesOfText } from '../../../../engine/summary/slots'
import { PARAMETER, tokensOf } from '../../../../engine/templates/tokens'
import { bytesOf } from '../padded'

const tokens = (text: string) => tokensOf(bytesOfText(new TextDecoder('latin1').decode(bytesOf(text.replaceAll('#', PARAMETER)))))
const phrase = (text: string, fixed: number[] = []) => phraseOf(tokens(text), fixed).map(element => element.text.replace(PARAMETER, '#'))

describe('phraseOf', () => {
  it.each([
    ['', []], ['a b', ['a', 'b']], ['  a', ['a']],
    ['a: [b] c', ['a:', '[', 'b]', 'c']], ['took # of # (#) at once', ['took', '#', 'of', '#', 'at', 'once']],
    ['took (#, #) at once', ['took', '#', 'at', 'once']], ['k=# l=# m', ['k=', '#', 'l=', '#', 'm']],
    ['k= l=#', ['k=', '#', 'l=', '#']], ['k=', ['k=', '#']], ['f(#)', ['f(', '#']], ['# a', ['#', 'a']], ['read - #', ['read', '#']], ['read - write', ['read', '-', 'write']],
    ['opened /var/log now', ['opened', '#', 'now']], ['/var/log is open', ['/var/log', 'is', 'open']], ['at com.shop.till.Open now', ['at', '#', 'now']],
    ['set to true', ['set', 'to', '#']], ['mail of me@here.org', ['mail', 'of', '#']], ['since Jan # at noon', ['since', '#', 'at', 'noon']],
  ])('%j', (text, expected) => {
    expect(phrase(text)).toEqual(expected)
  })

  it('covers all tokens but those of blanks, in order', () => {
    const text = tokens('took (#, #) at [b] k= x')
    let before = 0
    for (const { from, to } of phraseOf(text, [])) {
      expect(from).toBeGreaterThanOrEqual(before)
      before = to
    }
    expect(before).toBeLessThanOrEqual(text.length)
  })

  it('what is held is a word whatever it looks like', () => {
    expect(phrase('GET /a/b/c now', [2]).map(text => text.replace('\u0000', ''))).toEqual(['GET', '/a/b/c', 'now'])
  })
})

describe('isValueByClass', () => {
  it.each(['true', 'FALSE', 'null', '/var/log', '~/x', './run', 'a/b/c', 'C:\\x', 'www.example.com', 'a.b.c.D', 'me@host', 'Mon', 'feb'])('%s is a value', (word) => {
    expect(isValueByClass(word, false)).toBe(true)
  })

  it.each(['word', 'read-only', 'a/b', 'e.g', 'none', 'no', 'on', 'Monday', 'it.works', '@', 'x@'])('%s is a word', (word) => {
    expect(isValueByClass(word, false)).toBe(false)
  })

  it('a path or the name of a month is a word where a message begins', () => {
    expect([isValueByClass('/var/log', true), isValueByClass('May', true), isValueByClass('a.b.c', true)]).toEqual([false, false, true])
  })
})
