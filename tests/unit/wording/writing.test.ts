import { describe, expect, it } from 'vitest'
import { WRITING } from '../../../wording/writing'

const { en, es } = WRITING

describe('numbers', () => {
  it.each([
    [0, '0', '0'], [999, '999', '999'], [1000, '1,000', '1000'], [12_345, '12,345', '12.345'], [1_323_382, '1,323,382', '1.323.382'],
    [-1_234_567.891, '-1,234,567.891', '-1.234.567,891'], [0.25, '0.25', '0,25'], [1 / 3, '0.333', '0,333'], [1234.0001, '1,234', '1234'],
  ])('%d is %s, in Spanish %s', (value, english, spanish) => {
    expect([en.number(value), es.number(value)]).toEqual([english, spanish])
  })

  it.each([[2.345, '2.3', '2,3'], [1290.4, '1,300', '1300'], [0.4, '0.4', '0,4']])('about %d is %s, in Spanish %s', (value, english, spanish) => {
    expect([en.estimate(value), es.estimate(value)]).toEqual([english, spanish])
  })

  it.each([
    [1, 2, '50 %', '50 %'], [999, 1000, '99.9 %', '99,9 %'], [999_999, 1_000_000, '> 99.99 %', '> 99,99 %'], [100, 100, '100 %', '100 %'],
    [1, 1000, '0.1 %', '0,1 %'], [0, 10, '0 %', '0 %'], [1, 1_000_000, '< 0.01 %', '< 0,01 %'],
  ])('%d of %d is %s, in Spanish %s', (part, whole, english, spanish) => {
    expect([en.share(part, whole), es.share(part, whole)]).toEqual([english, spanish])
  })

  it.each([
    [1, '1 s', '1 s'], [119, '119 s', '119 s'], [120, '2 min', '2 min'], [7199, '120 min', '120 min'], [7200, '2 h', '2 h'], [9000, '2.5 h', '2,5 h'],
    [172_799, '48 h', '48 h'], [172_800, '2 days', '2 días'],
  ])('%d seconds are %s, in Spanish %s', (seconds, english, spanish) => {
    expect([en.duration(seconds), es.duration(seconds)]).toEqual([english, spanish])
  })
})

describe('quantities as the engine writes them', () => {
  it.each([['184.3 s', '184,3 s'], ['61,204,771', '61.204.771'], ['1,184.3 s', '1184,3 s'], ['-5 °C', '-5 °C'], ['1e+22 s', '1e+22 s'], ['3/s', '3/s']])('%s is in Spanish %s', (shown, spanish) => {
    expect([en.quantity(shown), es.quantity(shown)]).toEqual([shown, spanish])
  })

  it.each([
    ['6 ms', '64 ms', '6–64 ms'], ['900 µs', '48.2 s', '900 µs–48.2 s'], ['6', '64', '6–64'], ['30', '30', '30'], ['-5', '30', '-5 … 30'], ['2/s', '9/s', '2–9/s'],
    ['-5 °C', '-1 °C', '-5 … -1 °C'],
  ])('from %s to %s is %s', (low, high, range) => {
    expect(en.range(low, high)).toBe(range)
  })
})

describe('words of the log', () => {
  it('are between backticks in a sentence, which become quotation marks in plain text', () => {
    expect([en.quoted('a`b'), en.quoted(''), es.quoted('')]).toEqual(['`a\'b`', 'nothing', 'nada'])
    expect([en.plain('is `a b`.'), es.plain('es `a b`.')]).toEqual(['is “a b”.', 'es «a b».'])
  })

  it('are bare in a reason where they are one word', () => {
    expect([en.brief('EUR'), en.brief('a b'), es.brief('a; b'), en.brief(''), en.brief('x'.repeat(40))]).toEqual(['EUR', '“a b”', '«a; b»', 'nothing', `${'x'.repeat(30)}…`])
  })

  it('are listed as each language lists', () => {
    expect([en.list(['a']), en.list(['a', 'b']), en.list(['a', 'b', 'c'], 1200)]).toEqual(['a', 'a and b', 'a, b, c and 1,200 more'])
    expect([es.list(['a', 'b'], 2), es.list(['a', '`info`']), es.list(['a', 'hielo'])]).toEqual(['a, b y 2 más', 'a e `info`', 'a y hielo'])
  })
})
