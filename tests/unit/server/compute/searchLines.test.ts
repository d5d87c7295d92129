import { describe, expect, it, test } from 'vitest'
import { searchLines } from '../../../../server/compute/searchLines'
import { BadPattern, compileSearch } from '../../../../server/compute/searchPattern'
import { cutLog } from '../../engine/logs'

const LINES = ['GET /Cart 200', 'get /cart 404 (a+b)', '', 'straße \u001B[31mred\u001B[0m cart', 'last line'].join('\n')
const bytes = new TextEncoder().encode(LINES)
const { framing } = cutLog(bytes, 1 << 16)
const find = (q: string, more: { regex?: boolean, case?: boolean } = {}, limit = 100) =>
  searchLines(bytes, 11, { q, regex: false, case: false, ...more }, framing!, limit).map(hit => [hit.line_number, hit.text.slice(hit.match_from, hit.match_to)])

describe('searchLines', () => {
  it.each([
    ['/cart', {}, [[11, '/Cart'], [12, '/cart']]],
    ['/Cart', { case: true }, [[11, '/Cart']]],
    ['(a+b)', {}, [[12, '(a+b)']]],
    ['^get .* \\d{3}', { regex: true }, [[11, 'GET /Cart 200'], [12, 'get /cart 404']]],
    ['line$', { regex: true }, [[15, 'line']]],
    ['STRASSE|straße', { regex: true }, [[14, 'straße']]],
    ['red cart', {}, []],
    ['red', {}, [[14, 'red']]],
  ])('%s %o', (q, more, wanted) => {
    expect(find(q, more)).toEqual(wanted)
  })

  it('stops at the limit', () => {
    expect(find('cart', {}, 2)).toHaveLength(2)
  })
})

test('an expression that would take a backtracking engine for ever takes no time', () => {
  const startMs = performance.now()
  expect(compileSearch({ q: '^(a+)+$', regex: true, case: false })('a'.repeat(50_000) + '!')).toBeNull()
  expect(performance.now() - startMs).toBeLessThan(2000)
})

test('what cannot be read is refused with the reason', () => {
  for (const q of ['(', 'a**', '(?=x)', '\\1']) expect(() => compileSearch({ q, regex: true, case: false }), q).toThrow(BadPattern)
  expect(compileSearch({ q: '(', regex: false, case: false })('a (')).toEqual([2, 3])
})
