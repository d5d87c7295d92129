import { expect, it } from 'vitest'
import { grow } from '../../bench/grow'

const LOG = `2026-03-01 10:00:00 order 4711829 of user 10.0.0.7 opened
2026-03-02 11:00:00 order 4711829 closed, request 7f3a9c1e0b in 35 ms
`

function copies(log: string, count: number): string[] {
  const lines = [...grow(log, log.length * count + count)].join('').split('\n').slice(0, -1)
  const each = log.split('\n').length - 1
  return Array.from({ length: count }, (_, copy) => lines.slice(copy * each, copy * each + each).join('\n') + '\n')
}

it('begins with the log as it is', () => expect(copies(LOG, 3)[0]).toBe(LOG))

it('moves dates on by the days that the log covers, and keeps the time of day', () => {
  const [, second, third] = copies(LOG, 3)
  expect(second.match(/^\S+ \S+/gm)).toEqual(['2026-03-03 10:00:00', '2026-03-04 11:00:00'])
  expect(third.match(/^\S+ \S+/gm)).toEqual(['2026-03-05 10:00:00', '2026-03-06 11:00:00'])
})

it('draws ids anew, the same one for the same one, and leaves the rest', () => {
  const [, second] = copies(LOG, 2)
  const [first, again] = second.match(/(?<=order )\d+/g) ?? []
  expect(first).toMatch(/^\d{7}$/)
  expect(first).not.toBe('4711829')
  expect(again).toBe(first)
  expect(second).toMatch(/request [0-9a-f]{10} in 35 ms/)
  expect(second).not.toContain('7f3a9c1e0b')
  expect(second).toMatch(/user 10\.0\.0\.\d+ opened/)
})

it.each([
  ['1117838570 2005.06.03 R0 2005-06-03-15.42.50.675872 x', '1117924970 2005.06.04 R0 2005-06-04-15.42.50.675872 x'],
  ['081109 203615 148 INFO x', '081110 203615 148 INFO x'],
  ['20171223-22:15:29:606|x', '20171224-22:15:29:606|x'],
  ['Dec 31 06:55:46 host x', 'Jan  1 06:55:46 host x'],
  ['17/06/09 20:10:40 INFO x', '17/06/10 20:10:40 INFO x'],
])('moves %s', (line, moved) => expect(copies(line + '\n', 2)[1]).toBe(moved + '\n'))

it('gives the same bytes each time, whole lines, at most as many as asked for', () => {
  const text = [...grow(LOG, 1000)].join('')
  expect([...grow(LOG, 1000)].join('')).toBe(text)
  expect(text.length).toBeLessThanOrEqual(1000)
  expect(text.endsWith('\n')).toBe(true)
})
