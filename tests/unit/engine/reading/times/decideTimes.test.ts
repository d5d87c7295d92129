import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DateEvidence, emptyEvidence, mergeEvidence, noteDate, pickOrder,
} from '../../../../../engine/reading/times/dateEvidence'
import { decideLanguage } from '../../../../../engine/reading/times/decideLanguage'
import { decideTimes } from '../../../../../engine/reading/times/decideTimes'
import { LANGUAGE_NAMES } from '../../../../../engine/reading/times/monthNames'
import { TimeReader } from '../../../../../engine/reading/times/TimeReader'
import { padded } from '../../padded'

const REFERENCE = Date.UTC(2025, 11, 30)
const pad = (value: number, width = 2) => String(value).padStart(width, '0')

function sample(lines: readonly string[]) {
  const { buf } = padded(`${lines.join('\n')}\n`)
  const starts: number[] = []
  for (let i = 0, at = 0; i < lines.length; at += new TextEncoder().encode(lines[i++]).length + 1) starts.push(at)
  return { buf, starts }
}

function decide(lines: readonly string[]) {
  const { buf, starts } = sample(lines)
  return decideTimes(buf, starts, starts, REFERENCE)
}

/** Lines of n days from a day of 2025 on, five each. */
function days(n: number, write: (date: Date) => string, from = Date.UTC(2025, 2, 1, 8)) {
  const at = (i: number) => new Date(from + Math.floor(i / 5) * 86_400_000 + i % 5 * 3_600_000)
  return Array.from({ length: n * 5 }, (_, i) => write(at(i)))
}
const D = (date: Date) => date.getUTCDate(), M = (date: Date) => date.getUTCMonth() + 1
const C = (date: Date) => date.toISOString().slice(11, 19)
const MONTH_FIRST = (date: Date) => `${pad(M(date))}/${pad(D(date))}/2025 ${C(date)} x`

describe('decideTimes', () => {
  it.each([
    ['a part above 12', days(25, date => `${pad(D(date))}/${pad(M(date))}/2025 ${C(date)} x`), ['dmy']],
    ['a part above 12, month first', days(25, date => `${pad(M(date))}/${pad(D(date))}/2025 ${C(date)} x`), ['mdy']],
    ['a two-digit year', days(25, date => MONTH_FIRST(date).replace('/2025', '/25'), Date.UTC(2025, 2, 17)), ['mdy']],
    ['a two-digit year first, unpadded', days(25, date => `25-${M(date)}-${D(date)} ${C(date)} x`), ['ymd']],
    ['days that go on', days(5, date => `${pad(D(date))}/${pad(M(date))}/2025 ${C(date)} x`), ['dmy', 'mdy']],
    ['months that go on', days(5, date => `${pad(M(date))}/${pad(D(date))}/2025 ${C(date)} x`), ['mdy', 'dmy']],
    ['dots', days(1, date => `${D(date)}.${M(date)}.2025 ${C(date)} x`), ['dmy', 'mdy']],
    ['nothing but slashes', days(1, date => `${M(date)}/${D(date)}/2025 ${C(date)} x`), ['mdy', 'dmy']],
    ['a foreign line among a hundred', [...days(25, MONTH_FIRST), '25/03/2025 09:00:00 x'], ['mdy']],
    ['no date that is open', days(2, date => `${date.toISOString()} x`), ['ymd']],
    ['logcat', days(15, date => `${pad(M(date))}-${pad(D(date))} ${C(date)}.123 x`), ['mdy']],
  ])('%s', (_, lines, orders) => {
    const own = decide(lines).orders
    expect(own[0]).toBe(orders[0])
    if (orders.length === 1) expect(own).toEqual(orders)
    else for (const order of orders) expect(own).toContain(order)
    expect(own.length).toBeLessThanOrEqual(3)
  })

  it('takes the year near the reference of two digits that may be it', () => {
    expect(decide(days(1, date => `${pad(D(date))}/${pad(M(date))}/25 ${C(date)} x`)).orders[0]).not.toBe('ymd')
    expect(decide(days(1, date => `25/${pad(M(date))}/${pad(D(date))} ${C(date)} x`)).orders[0]).toBe('ymd')
    expect(decide(days(1, date => `17/06/09 ${C(date)} x`)).orders[0]).toBe('ymd')
  })

  it('tells a fraction from a column', () => {
    const at = (i: number) => `2025-03-10 09:${pad(Math.floor(i / 60) % 60)}:${pad(i % 60)}`
    const lines = (column: (i: number) => string, n = 200) =>
      Array.from({ length: n }, (_, i) => `${at(i)},${column(i)}`)
    expect(decide(lines(i => `${pad(i * 377 % 1000, 3)} INFO x`)).commaFraction).toBe('yes')
    expect(decide(lines(i => `${pad(i * 377 % 1000, 3)},INFO,x`)).commaFraction).toBe('yes')
    expect(decide(lines(i => `00${i % 4} INFO x`)).commaFraction).toBe('yes')
    expect(decide(lines(i => `${18 + i % 6},1013,43,2`)).commaFraction).toBe('no')
    expect(decide(lines(i => `${990 + i % 40},18`)).commaFraction).toBe('no')
    expect(decide(lines(i => `${200 + i % 5 * 100},GET`)).commaFraction).toBe('no')
    expect(decide(lines(() => '001122334455,TRAFFIC')).commaFraction).toBe('no')
    expect(decide(lines(() => '001,TRAFFIC')).commaFraction).toBe('no')
    expect(decide(lines(() => '123 x', 1)).commaFraction).toBe('line')
  })

  it('finds dates alone, clocks of one digit and hex', () => {
    expect(decide(days(3, date => `${date.toISOString().slice(0, 10)},x`)).datesAlone).toBe(true)
    expect(decide(['8:59:58 x', '9:00:02 y', '10:00:00 z'])).toMatchObject({ unpaddedClocks: true })
    expect(decide(Array.from({ length: 50 }, (_, i) => `${(1741597202 + i * 7).toString(16)} x`)).hexEpoch).toBe(true)
    const random = (i: number) => (900_000_000 + i * 1_234_567_891 % 3_000_000_000).toString(16).padStart(8, '0')
    expect(decide(Array.from({ length: 50 }, (_, i) => `${random(i)} x`)).hexEpoch).toBeUndefined()
  })
})

describe('decideLanguage', () => {
  const language = (lines: readonly string[]) => {
    const { buf, starts } = sample(lines)
    return decideLanguage(buf, starts)
  }

  it.each([
    ['de', ['Mär 10 09:00:02 x', 'Mai 11 09:00:02 x', 'Dez 12 09:00:02 x', 'Jan 13 09:00:02 y']],
    ['pl', ['10 lip 2025, 09:00', '11 sie 2025, 09:00', '12 paź 2025, 09:00']],
    ['hr', ['10. lip 2025. 09:00', '11. srp 2025. 09:00', '12. ožu 2025. 09:00']],
    ['sv', ['2025-03-10 9:00:02 fm x', '2025-03-10 1:00:02 em x']],
    [null, ['Mar 10 09:00:02 x', 'Apr 10 09:00:02 x']],
    [null, ['2025-03-10 09:00:02 em x', '2025-03-10 19:00:02 em x']],
    [null, [...Array.from({ length: 40 }, (_, i) => `2025-03-10 09:00:${pad(i)} x`), '2025-03-10 09:00:02 12 mai a']],
    [null, ['no name at all', 'port 22 is open']],
  ])('%s', (expected, lines) => {
    expect(language(lines)).toBe(expected)
  })

  it('decides no language that would read its own months as others', () => {
    for (const { language: own, months } of LANGUAGE_NAMES) {
      const names = months.map(spellings => spellings.split('|')[0])
      const decided = language(names.map(name => `10 ${name} 2025 09:00:02 x`))
      const reader = new TimeReader({ orders: ['dmy'], referenceTimeMs: REFERENCE, language: decided })
      names.forEach((name, i) => {
        const read = reader.read(padded(`10 ${name} 2025 09:00:02 x`).buf, 0)
        if (read >= 0) expect(reader.ms, `${own} ${name}`).toBe(Date.UTC(2025, i, 10, 9, 0, 2))
      })
    }
  })
})

describe('DateEvidence', () => {
  const ORDERS = ['mdy', 'dmy', 'ymd'] as const
  const reader = new TimeReader({ orders: ORDERS, referenceTimeMs: REFERENCE, language: null })
  function evidenceOf(lines: readonly string[]): DateEvidence {
    const evidence = emptyEvidence(ORDERS)
    for (const line of lines) if (reader.read(padded(line).buf, 0) >= 0) noteDate(evidence, reader, REFERENCE)
    return evidence
  }
  const two = fc.integer({ min: 1, max: 31 }).map(value => pad(value))
  const line = fc.tuple(two, two, fc.constantFrom('25', '2025', '2031')).map(parts => `${parts.join('/')} 23:30:00 x`)
  const lines = fc.array(line, { maxLength: 12 })

  it('is merged in any order and grouping', () => {
    fc.assert(fc.property(lines, lines, lines, (a, b, c) => {
      const [x, y, z] = [a, b, c].map(evidenceOf)
      const whole = evidenceOf([...a, ...b, ...c])
      expect(mergeEvidence(mergeEvidence(x, y), z)).toEqual(whole)
      expect(mergeEvidence(x, mergeEvidence(z, y))).toEqual(whole)
      expect(mergeEvidence(whole, emptyEvidence(ORDERS))).toEqual(whole)
    }))
  })

  it.each([
    ['a late proof', ['03/04/2025 00:00:00', '04/04/2025 00:00:00', '25/04/2025 00:00:00'], 'dmy'],
    ['dates in the future', ['10/12/2025 00:00:00', '10/11/2026 00:00:00'], 'mdy'],
    ['days close together', ['09/03/2025 00:00:00', '10/03/2025 00:00:00', '12/03/2025 00:00:00'], 'dmy'],
    ['nothing', [], 'mdy'],
  ])('%s picks', (_, own, order) => {
    expect(ORDERS[pickOrder(evidenceOf(own))]).toBe(order)
  })

  it('asks the steps back where days are alike', () => {
    const evidence = evidenceOf(['03/03/2025 00:00:00', '04/04/2025 00:00:00'])
    expect(ORDERS[pickOrder(evidence, [3, 1, 9])]).toBe('dmy')
  })
})
