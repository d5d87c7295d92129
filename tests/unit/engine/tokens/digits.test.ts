import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDigitCounts, APOSTROPHE_GROUPS, BLANK_GROUPS, countDigits, decideDigits, DOT_GROUPS, noDigitCounts, OPEN_STYLE,
} from '../../../../engine/tokens/digits'
import { padded } from '../padded'

function counted(...texts: string[]) {
  const counts = noDigitCounts()
  for (const text of texts) {
    const { buf, end } = padded(text)
    countDigits(counts, buf, 0, end)
  }
  return counts
}
const decided = (...texts: string[]) => decideDigits(counted(...texts))
const COMMA_STYLE = { ...OPEN_STYLE, decimalComma: true }
const LIST_STYLE = { decimalComma: false, groups: DOT_GROUPS | APOSTROPHE_GROUPS | BLANK_GROUPS }

describe('countDigits', () => {
  it.each([
    ['7', {}], ['1,234', { openCommas: 1 }], ['0,234', { commaFractions: 1 }], ['1,5', { commaFractions: 1 }],
    ['1.5', { pointFractions: 1 }], ['1.234', {}], ['0.234', { pointFractions: 1 }],
    ['1234.567', { pointFractions: 1 }],
    ['1,234,567', { commaGroups: 1 }], ['1,234.5', { commaGroups: 1 }], ['1.234.567', { dotGroups: 1 }],
    ['1.234,5', { dotGroups: 1 }], ['1.234.567,89', { dotGroups: 1 }], ['18,990,7', { lists: 1 }],
    ['3.5,7', { lists: 1 }],
    ['1,234.567,8', { lists: 1 }], ['10.0.0.1', {}], ['192.168.100.200', {}], ['1.2.3', {}],
    ['1,234.5.6', { lists: 1 }],
  ])('%s', (text, expected) => {
    expect(counted(text)).toEqual({ ...noDigitCounts(), ...expected })
  })

  it('ends behind the last digit', () => {
    for (const [text, end] of [['12', 2], ['12,', 2], ['12.5.', 4], ['1,234 5', 5], ['1,a', 1]] as const) {
      const { buf, end: to } = padded(text)
      expect(countDigits(noDigitCounts(), buf, 0, to), text).toBe(end)
    }
  })
})

describe('decideDigits', () => {
  it.each([
    ['nothing', [], OPEN_STYLE], ['open ones', ['1,234', '5,678'], OPEN_STYLE],
    ['points', ['3.14', '1,234'], OPEN_STYLE], ['fractions behind commas', ['3,14', '0,5', '1,234'], COMMA_STYLE],
    ['two marks', ['1.234,5', '3.14', '3.15', '1,234'], COMMA_STYLE],
    ['two marks the other way', ['1,234.5', '3,14', '1,234'], OPEN_STYLE],
    ['one mark twice', ['1.234.567', '2.5'], COMMA_STYLE],
    ['both, one more often', ['1,234.5', '1.234,5', '1.234.567'], COMMA_STYLE],
    ['lists', ['18,990,7', '19,991,45', '1,234'], LIST_STYLE],
    ['pairs beside points', ['3.14', '2.5', '7,8', '7,9'], LIST_STYLE],
  ] as const)('%s', (_, texts, style) => {
    expect(decided(...texts)).toEqual(style)
  })

  it('does not depend on the order or on who counted', () => {
    const number = fc.stringMatching(/^\d{1,4}([.,]\d{1,4}){0,3}$/)
    fc.assert(fc.property(fc.array(number, { maxLength: 12 }), fc.nat(12), (texts, cut) => {
      const whole = counted(...texts)
      const parts = counted(...texts.slice(cut).reverse())
      addDigitCounts(parts, counted(...texts.slice(0, cut)))
      expect(parts).toEqual(whole)
      expect(decideDigits(parts)).toEqual(decideDigits(whole))
    }))
  })
})
