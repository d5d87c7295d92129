import { describe, expect, it } from 'vitest'
import { ANY, hashOfToken, isCalendarWord, isWord, PARAMETER, placeName, shownTemplate, tokensOf } from '../../../../engine/templates/tokens'
import { bytesOfText } from '../../../../engine/summary/slots'
import { bytesOf } from '../padded'

const tokens = (text: string) => tokensOf(bytesOf(text.replaceAll('#', PARAMETER)))

describe('tokensOf', () => {
  it.each([
    ['', []], ['a b', ['a', ' ', 'b']], ['a # b', ['a', ' ', PARAMETER, ' ', 'b']], ['a: [b]', ['a', ':', ' ', '[', 'b', ']']], ['k=v', ['k', '=', 'v']],
    ['f()', ['f', '(', ')']], ['[] x', ['[', ']', ' ', 'x']], ['k=,l=#', ['k', '=', ',', 'l', '=', PARAMETER]], ['/a/b-c.d', ['/a/b-c.d']],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected)
  })

  it('joined are the text', () => {
    for (const text of ['f() [] {} k= v="" \'\'', 'user # from #:#', 'état # =']) expect(bytesOfText(tokens(text).join(''))).toEqual(bytesOf(text.replaceAll('#', PARAMETER)))
  })
})

describe('kinds of tokens', () => {
  it('words and marks are told apart', () => {
    expect(['a', '/x', '-', 'é'].map(isWord)).toEqual([true, true, true, true])
    expect(['', ' ', ',', '(', ANY, PARAMETER].map(isWord)).toEqual([false, false, false, false, false, false])
  })

  it('calendar words', () => {
    expect(['Mon', 'Jan', 'mon', 'Monday', 'May'].map(isCalendarWord)).toEqual([true, true, false, false, true])
  })

  it('hashes differ with order', () => {
    expect(new Set(['ab', 'ba', 'a', 'b', ''].map(hashOfToken)).size).toBe(5)
  })
})

describe('what is shown', () => {
  it('shows what varies as <*>, markup as text', () => {
    expect(shownTemplate(['user', ' ', PARAMETER, ' ', ANY, ' ', '<', 'b', '>'])).toBe('user <*> <*> <b>')
    expect(shownTemplate(tokens('état #'))).toBe('état <*>')
  })

  it.each([
    ['user #', 2, 'user'], ['user=#', 2, 'user'], ['user: #', 3, 'user'], ['user: [#]', 4, 'parameter 1'], ['# #', 0, 'parameter 1'], ['# #', 2, 'parameter 2'], ['#', 0, 'parameter 1'], ['a , ; #', 6, 'parameter 1'], ['état #', 2, 'état'],
  ])('the place in %j at %d is %j', (text, token, name) => {
    expect(placeName(tokens(text), token)).toBe(name)
  })
})
